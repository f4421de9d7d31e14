"""Flat lines of a PDF page, level by level, that belong to one table, and the text between each two of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents.pdf_lines import Letter, Line, lines_of
from scheduler.documents.pdf_strokes import Stroke

NEAR = 3.0
"""Points within which lines are one."""
_SHORTEST = 150.0
"""Points that a line between two rows is long at least."""
FEWEST = 3
"""Columns, and rows that flat lines part."""
LONGEST_TITLE = 3
"""Lines that may run over all columns between two rules: more are running text between two tables."""
_FAR = 1.1
"""Sizes of white space above the text of a row that no row has which is not set in its middle."""


@dataclass(frozen=True, slots=True)
class Level:
    """A height at which flat lines run, in pieces from left to right."""

    y: float
    pieces: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        """Where its first piece begins."""
        return self.pieces[0][0]

    @property
    def right(self) -> float:
        """Where its last piece ends."""
        return max(right for _, right in self.pieces)


@dataclass(frozen=True, slots=True)
class Frame:
    """Levels of one table, and the lines of text between each two of them."""

    levels: tuple[Level, ...]
    bands: tuple[tuple[Line, ...], ...]

    @property
    def left(self) -> float:
        return self.levels[0].left

    @property
    def right(self) -> float:
        return self.levels[0].right


def levels_of(strokes: Iterable[Stroke]) -> list[Level]:
    """The heights of flat lines that are long enough as a whole."""
    flat = sorted((one for one in strokes if one[2] - one[0] > max(2 * NEAR, one[3] - one[1])), key=lambda s: s[1])
    groups: list[list[Stroke]] = []
    for one in flat:
        if groups and one[1] - groups[-1][0][1] <= NEAR:
            groups[-1].append(one)
        else:
            groups.append([one])
    levels = (Level(group[0][1], tuple(sorted((s[0], s[2]) for s in group))) for group in groups)
    return [one for one in levels if one.right - one.left > _SHORTEST]


def frames_of(levels: Sequence[Level], letters: Sequence[Letter], upright: Sequence[Stroke]) -> Iterator[Frame]:
    """Levels one below the other that are as wide, without running text between."""
    held: list[Level] = []
    bands: list[tuple[Line, ...]] = []
    for level in levels:
        if held:
            band = _between(letters, held[-1].y, level.y)
            other = _is_text(band, level) or _stands_below(band, held[-1].y, level.y)
            if other or not _is_as_wide(held[0], level) or _parts_tables(band, held, level.y, upright):
                yield Frame(tuple(held), tuple(bands))
                held, bands = [], []
            else:
                bands.append(band)
        held.append(level)
    if held:
        yield Frame(tuple(held), tuple(bands))


def _is_as_wide(first: Level, level: Level) -> bool:
    """Whether a level is as wide as the first one; of a cell over two rows its pieces leave out the place."""
    return first.left - NEAR <= level.left and level.right <= first.right + NEAR and level.right - first.left > NEAR


def _is_text(band: Sequence[Line], level: Level) -> bool:
    wide = [line for line in band if len(line) == 1 and line[0].x1 - line[0].x0 > 0.7 * (level.right - level.left)]
    return len(wide) > LONGEST_TITLE


def _stands_below(band: Sequence[Line], top: float, bottom: float) -> bool:
    """Whether text stands well below a line and close to the next one: the header of another table, with what is said above it."""
    if len(band) < 2:
        return False
    above, below = min(s.top for s in band[0]) - top, bottom - max(s.bottom for s in band[-1])
    return above > _FAR * band[0][0].size and below < above / 2


def _has_sides(upright: Sequence[float], levels: Sequence[Level]) -> bool:
    """Whether upright lines stand at both ends of the flat ones: a row that has none there is none of theirs."""
    return abs(upright[0] - levels[0].left) <= NEAR and abs(upright[-1] - levels[0].right) <= NEAR


def _parts_tables(band: Sequence[Line], held: Sequence[Level], bottom: float, upright: Sequence[Stroke]) -> bool:
    """Whether a ruled table ends above and another begins below: their columns differ, or a heading alone stands between, or
    both have sides and what is between has none.
    """
    top = held[-1].y
    if any(one[1] < (top + bottom) / 2 < one[3] for one in upright):
        return False
    above = often((one[0] for one in upright if abs(one[3] - top) <= NEAR), 1)
    below = often((one[0] for one in upright if abs(one[1] - bottom) <= NEAR), 1)
    if len(above) < FEWEST or len(below) < FEWEST:
        return False
    fewer, more = sorted((above, below), key=len)
    same = all(any(abs(a - b) <= NEAR for b in more) for a in fewer)  # a title of a section leaves some out
    closed = _has_sides(above, held) and _has_sides(below, held)
    heading = all(len(line) == 1 and line[0].x0 < above[1] < line[0].x1 for line in band)
    return not same or closed or heading


def _between(letters: Iterable[Letter], top: float, bottom: float) -> tuple[Line, ...]:
    return tuple(lines_of(one for one in letters if top < one.middle[1] < bottom))


def often(values: Iterable[float], times: int) -> tuple[float, ...]:
    """Values, near ones as one, that are there so many times."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups if len(group) >= times)
