"""Tables that a PDF rules in part, by flat lines, shaded rows, a frame without its header: the strokes that they lack."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.documents.pdf_lines import Letter, Line, lines_of
from scheduler.documents.pdf_strokes import Stroke

_LABEL = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]{0,2}$")

_NEAR = 3.0
"""Points within which lines are one."""
_SHORTEST = 150.0
"""Points that a line between two rows is long at least."""
_FEWEST = 3
"""Columns, and rows that flat lines part."""
_WHITE = 2.5
"""Points of white space between two columns."""
_BLANK = 0.35
"""Sizes of white space that are no more than a blank between two words."""
_LONGEST_TITLE = 3
"""Lines that may run over all columns between two rules: more are running text between two tables."""
_CLOSE = 1.7
"""Sizes of white space below which lines stand with those of a table."""


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
class _Frame:
    """Levels of one table, and the lines of text between each two of them."""

    levels: tuple[Level, ...]
    bands: tuple[tuple[Line, ...], ...]

    @property
    def left(self) -> float:
        return self.levels[0].left

    @property
    def right(self) -> float:
        return self.levels[0].right


def missing_strokes(
    strokes: Iterable[Stroke], letters: Sequence[Letter], before: Sequence[float] | None = None
) -> list[Stroke]:
    """The upright lines that rows parted by flat lines alone lack, the frame of a header above its lines and of a row below.

    before: the columns of the table that the page before ends with, which the first one here may go on with.
    """
    known = tuple(strokes)
    upright = [one for one in known if one[3] - one[1] > max(2 * _NEAR, one[2] - one[0])]
    frames = list(_frames(_levels(known), letters))
    found: list[Stroke] = []
    for at, frame in enumerate(frames):
        floor = frames[at + 1].levels[0].y if at + 1 < len(frames) else float("inf")
        found += _missing(frame, upright, letters, before if at == 0 else None, floor)
    return found


def _missing(
    frame: _Frame, upright: Sequence[Stroke], letters: Sequence[Letter], before: Sequence[float] | None, floor: float
) -> Iterator[Stroke]:
    goes_on = before is not None and _is_same(frame, before)
    edges = tuple(before) if before is not None and goes_on else _edges(frame, upright)
    bare = _bare_bands(frame, upright)
    if len(edges) <= _FEWEST or len(frame.levels) < 2 or _has_rows_below(frame, edges, letters, floor):
        return
    last = list(_last_row(frame, edges, letters, floor))
    head = list(_header(frame, edges, letters, goes_on))
    rows = [band for band in frame.bands[0 if head else 1 :] if band]
    counted = bool(rows or last) and all(_counts(band, edges[1]) == 1 for band in rows)
    sure = goes_on or len(frame.levels) > _FEWEST or counted
    if bare and _is_by_row(frame, bare, edges) and sure:
        for at in bare:
            yield from _uprights(frame.bands[at], edges, frame.levels[at].y, frame.levels[at + 1].y)
    elif bare:
        return
    yield from (*head, *last)


def _is_same(frame: _Frame, before: Sequence[float]) -> bool:
    return abs(frame.left - before[0]) <= _NEAR and abs(frame.right - before[-1]) <= _NEAR


def _levels(strokes: Iterable[Stroke]) -> list[Level]:
    """The heights of flat lines that are long enough as a whole."""
    flat = sorted((one for one in strokes if one[2] - one[0] > max(2 * _NEAR, one[3] - one[1])), key=lambda s: s[1])
    groups: list[list[Stroke]] = []
    for one in flat:
        if groups and one[1] - groups[-1][0][1] <= _NEAR:
            groups[-1].append(one)
        else:
            groups.append([one])
    levels = (Level(group[0][1], tuple(sorted((s[0], s[2]) for s in group))) for group in groups)
    return [one for one in levels if one.right - one.left > _SHORTEST]


def _frames(levels: Sequence[Level], letters: Sequence[Letter]) -> Iterator[_Frame]:
    """Levels one below the other that are as wide, without running text between."""
    held: list[Level] = []
    bands: list[tuple[Line, ...]] = []
    for level in levels:
        if held:
            band = _between(letters, held[-1].y, level.y)
            if not _is_as_wide(held[0], level) or _is_text(band, level):
                yield _Frame(tuple(held), tuple(bands))
                held, bands = [], []
            else:
                bands.append(band)
        held.append(level)
    if held:
        yield _Frame(tuple(held), tuple(bands))


def _is_as_wide(first: Level, level: Level) -> bool:
    """Whether a level is as wide as the first one; of a cell over two rows its pieces leave out the place."""
    return first.left - _NEAR <= level.left and level.right <= first.right + _NEAR and level.right - first.left > _NEAR


def _is_text(band: Sequence[Line], level: Level) -> bool:
    wide = [line for line in band if len(line) == 1 and line[0].x1 - line[0].x0 > 0.7 * (level.right - level.left)]
    return len(wide) > _LONGEST_TITLE


def _between(letters: Iterable[Letter], top: float, bottom: float) -> tuple[Line, ...]:
    return tuple(lines_of(one for one in letters if top < one.middle[1] < bottom))


def _bare_bands(frame: _Frame, upright: Sequence[Stroke]) -> list[int]:
    """The rows that no upright line stands in, not even at their sides; where none stands inside of any row, all of them."""
    left, right = frame.left - _NEAR, frame.right + _NEAR
    known = [
        one for one in upright if left < one[0] < right and one[3] > frame.levels[0].y and one[1] < frame.levels[-1].y
    ]
    inner = [one for one in known if left + 2 * _NEAR < one[0] < right - 2 * _NEAR]
    found = []
    for at, (above, below) in enumerate(pairwise(frame.levels)):
        middle = (above.y + below.y) / 2
        if below.y - above.y > 2 * _NEAR and not any(one[1] < middle < one[3] for one in inner and known):
            found.append(at)
    return found


def _edges(frame: _Frame, upright: Sequence[Stroke]) -> tuple[float, ...]:
    """Where columns part: at the ends of the pieces of most lines, at upright lines of other rows, else amid white strips."""
    inside = [s[0] for s in upright if frame.levels[0].y - _NEAR < (s[1] + s[3]) / 2 < frame.levels[-1].y + _NEAR]
    ruled = [x for x in _often(inside, 1) if frame.left + _NEAR < x < frame.right - _NEAR]
    if len(ruled) >= _FEWEST - 1:
        return (frame.left, *ruled, frame.right)
    inner = [x for level in frame.levels for x in _ends(level) if frame.left + _NEAR < x < frame.right - _NEAR]
    found = _often(inner, 2 if len(frame.levels) > _FEWEST else 1)
    if len(found) < _FEWEST - 1:
        found = _white_strips(frame)
    return (frame.left, *found, frame.right) if len(found) >= _FEWEST - 1 else ()


def _ends(level: Level) -> set[float]:
    """Where one piece of a level ends and the next begins."""
    begins = [left for left, _ in level.pieces]
    return {right for _, right in level.pieces if any(abs(right - left) <= _NEAR for left in begins)}


def _often(values: Iterable[float], times: int) -> tuple[float, ...]:
    """Values, near ones as one, that are there so many times."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups if len(group) >= times)


def _white_strips(frame: _Frame) -> tuple[float, ...]:
    """The middles of strips that are white in every row, titles that run over columns aside."""
    rows = [band for band in frame.bands if band]
    plain = [band for band in rows if sum(len(line) > 1 for line in band) or len(band) > _LONGEST_TITLE]
    titles = [band for band in plain if max(map(len, band)) < _FEWEST and len(band) <= _LONGEST_TITLE]
    spans = sorted((s.x0, s.x1) for band in plain if band not in titles for line in band for s in line)
    found: list[float] = []
    reach = None
    for left, right in spans:
        if reach is not None and left - reach > _WHITE:
            found.append((reach + left) / 2)
        reach = right if reach is None else max(reach, right)
    return tuple(found)


def _is_by_row(frame: _Frame, bare: Sequence[int], edges: Sequence[float]) -> bool:
    """Whether lines stand between all rows: in none of these does the first column count more than one."""
    if not bare:
        return False
    return all(_counts(frame.bands[at], edges[1]) < 2 for at in bare)


def _counts(band: Sequence[Line], edge: float) -> int:
    first = (line[0] for line in band if line[0].x1 < edge + _NEAR)
    return sum(_LABEL.match(segment.text) is not None for segment in first)


def _uprights(band: Sequence[Line], edges: Sequence[float], top: float, bottom: float) -> Iterator[Stroke]:
    """The upright lines of a row, but for those that would cut a text that runs over them."""
    for x in edges:
        if x in (edges[0], edges[-1]) or not _is_crossed(band, x):
            yield x, top, x, bottom


def _is_crossed(band: Iterable[Line], edge: float) -> bool:
    """Whether the text of a row runs over the edge of a column: a letter stands on it, or on each line no more than a blank."""
    over = [segment for line in band for segment in line if segment.x0 < edge - _NEAR and segment.x1 > edge + _NEAR]
    if any(one.x0 < edge - 1 and one.x1 > edge + 1 and one.text.strip() for s in over for one in s.letters):
        return True
    sides = [line for line in band if line[0].x0 < edge < line[-1].x1]
    return bool(over) and all(_gap_at(line, edge) < _BLANK * line[0].size for line in sides)


def _gap_at(line: Line, edge: float) -> float:
    letters = [one for segment in line for one in segment.letters if one.text.strip()]
    left = max((one.x1 for one in letters if one.middle[0] < edge), default=edge)
    right = min((one.x0 for one in letters if one.middle[0] >= edge), default=edge)
    return right - left


def _header(frame: _Frame, edges: Sequence[float], letters: Sequence[Letter], goes_on: bool) -> Iterator[Stroke]:
    """The frame of titles that stand above the first line of a table, each in its column; of what is left of a row there."""
    lines = reversed(lines_of(one for one in letters if one.middle[1] < frame.levels[0].y))
    above = _beside(lines, edges, frame.levels[0].y, up=True)
    filled = _filled(above, edges)
    if len(filled) < (1 if goes_on and above and _is_first(above[-1], letters) else _needed(edges)):
        return
    top = min(segment.top for line in above for segment in line) - 1
    yield edges[0], top, edges[-1], top
    yield from ((x, top, x, frame.levels[0].y) for x in edges)


def _last_row(frame: _Frame, edges: Sequence[float], letters: Sequence[Letter], floor: float) -> Iterator[Stroke]:
    """The frame of a row that stands below the last line of a table: lines above each row, or shaded ones, leave it open."""
    end = frame.levels[-1].y
    lines = lines_of(one for one in letters if end < one.middle[1] < floor)
    below = _beside(lines, edges, end, up=False) or _section(lines, edges, end)
    is_row = len(_filled(below, edges)) >= _needed(edges) or _is_title(below, edges)
    if not below or not is_row or _counts(below, edges[1]) > 1:
        return
    bottom = max(segment.bottom for line in below for segment in line) + 1
    yield edges[0], bottom, edges[-1], bottom
    yield from _uprights(below, edges, end, bottom)


def _has_rows_below(frame: _Frame, edges: Sequence[float], letters: Sequence[Letter], floor: float) -> bool:
    """Whether more rows than one stand below the last line: then lines stand around the header alone."""
    end = frame.levels[-1].y
    found: list[Line] = []
    for line in lines_of(one for one in letters if end < one.middle[1] < floor):
        if not _stands_in(line, edges) and not _is_title([line], edges):
            break
        found.append(line)
    return _counts(found, edges[1]) > 1


def _section(lines: Sequence[Line], edges: Sequence[float], y: float) -> list[Line]:
    """The lines of a section's title right below a table: its number in the first column, its text over the others."""
    found: list[Line] = []
    for line in lines[: _LONGEST_TITLE + 1]:
        if line[0].top - y > _CLOSE * line[0].size or line[0].x0 < edges[0] - _NEAR or line[-1].x1 > edges[-1] + _NEAR:
            break
        found.append(line)
        y = max(y, line[-1].bottom)
    return found if _is_title(found, edges) else []


def _is_title(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether these lines are one number in the first column and text that begins in the second."""
    segments = [segment for line in lines for segment in line]
    numbers = [segment for segment in segments if segment.x1 < edges[1]]
    text = [segment for segment in segments if segment.x1 >= edges[1]]
    if len(numbers) != 1 or not text or not _LABEL.match(numbers[0].text):
        return False
    left = text[0].x0
    return edges[1] - _NEAR < left < edges[2] and all(abs(one.x0 - left) <= _NEAR for one in text)


def _is_first(line: Line, letters: Iterable[Letter]) -> bool:
    """Whether nothing but a number of the page stands above a line."""
    above = lines_of(one for one in letters if one.middle[1] < line[0].top)
    return sum(len(segment.text) for line in above for segment in line) < 4


def _needed(edges: Sequence[float]) -> int:
    """Columns that lines fill which belong to a table."""
    return max(_FEWEST, -(-2 * (len(edges) - 1) // 3))


def _filled(lines: Iterable[Line], edges: Sequence[float]) -> set[int]:
    return {sum((s.x0 + s.x1) / 2 > x for x in edges) for line in lines for s in line}


def _beside(lines: Iterable[Line], edges: Sequence[float], y: float, up: bool) -> list[Line]:
    """The lines, from near to far, that stand in the columns and close to those before them."""
    found: list[Line] = []
    for line in lines:
        near, far = max(s.bottom for s in line), min(s.top for s in line)
        gap = y - near if up else far - y
        if gap > _CLOSE * max(segment.size for segment in line) or not _stands_in(line, edges):
            break
        found.append(line)
        y = far if up else near
    return found


def _stands_in(line: Line, edges: Sequence[float]) -> bool:
    inside = line[0].x0 > edges[0] - _NEAR and line[-1].x1 < edges[-1] + _NEAR
    return inside and not any(_is_crossed([line], x) for x in edges[1:-1])
