"""Lines drawn on a PDF page: the ends of tables that a page cut off, and letters that are struck through."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from scheduler.documents.pdf_lines import Letter

Stroke: TypeAlias = tuple[float, float, float, float]
"""A ruled line: x0, top, x1, bottom, in points; it lies flat or stands upright."""

_NEAR = 3.0
"""Points within which the ends of two lines meet."""
_FEWEST = 3
"""Upright lines that end together where a table of two columns is cut off."""
_THIN = 0.2
"""Height of a line through letters, as a share of their size."""
_MIDDLE = (0.25, 0.8)
"""Where such a line stands between the top and the bottom of a letter, of which fonts think differently; an underline is lower."""
_FULL = 0.6
"""Share of such a line that runs through letters; the lines of tables run past them."""


def closing(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The flat lines that are missing where upright ones end together: a row that goes on overleaf is left open by browsers.

    With each the upright line that is missing where the flat ones in its row reach farther.
    """
    known = tuple(strokes)
    upright = _merged([one for one in known if one[2] - one[0] < one[3] - one[1]])
    flat = [one for one in known if one[2] - one[0] > 2 * _NEAR]  # shorter ones are the ends of lines drawn as boxes
    ends = sorted((y, x0) for x0, top, _, bottom in upright for y in (top, bottom))
    missing = [line for line in _ends(ends) if not any(_lies_on(one, line) for one in flat)]
    return [part for line in missing for part in _widened(line, upright, flat)]


def _widened(line: Stroke, upright: Sequence[Stroke], flat: Sequence[Stroke]) -> Iterator[Stroke]:
    """The missing line as wide as the flat ones that begin its row, and the open sides of that row."""
    x0, y, x1, _ = line
    high = [one for one in upright if x0 - _NEAR <= one[0] <= x1 + _NEAR and _ends_at(one, y)]
    reach = [one for one in flat if _lies_within(one, high) and one[0] < x1 + _NEAR and one[2] > x0 - _NEAR]
    if not reach:
        yield line
        return
    row = max((one[1] for one in reach if one[1] < y), default=reach[0][1])
    beside = [one for one in reach if abs(one[1] - row) <= _NEAR]
    left, right = min(x0, *(one[0] for one in beside)), max(x1, *(one[2] for one in beside))
    yield left, y, right, y
    if x0 - left > _NEAR:
        yield left, min(row, y), left, max(row, y)
    if right - x1 > _NEAR:
        yield right, min(row, y), right, max(row, y)


def _ends_at(upright: Stroke, y: float) -> bool:
    return min(abs(upright[1] - y), abs(upright[3] - y)) <= _NEAR


def _lies_within(flat: Stroke, upright: Sequence[Stroke]) -> bool:
    return any(one[1] - _NEAR <= flat[1] <= one[3] + _NEAR for one in upright)


def struck_by(letters: Sequence[Letter], strokes: Iterable[Stroke]) -> frozenset[int]:
    """The places (in `letters`) of those that a line runs through."""
    found: set[int] = set()
    down = sorted(range(len(letters)), key=lambda at: letters[at].middle[1])
    heights = [letters[at].middle[1] for at in down]
    tallest = max((one.bottom - one.top for one in letters), default=0.0)
    for stroke in strokes:
        near = slice(bisect_left(heights, stroke[1] - tallest), bisect_right(heights, stroke[3] + tallest))
        hit = [at for at in down[near] if _is_through(stroke, letters[at])]
        if sum(letters[at].x1 - letters[at].x0 for at in hit) > _FULL * (stroke[2] - stroke[0]):
            found.update(hit)
    return frozenset(found)


def heights_of_rules(strokes: Iterable[Stroke], longest: float) -> tuple[float, ...]:
    """At what heights flat lines run, of all their pieces together, over more than a length: as rules between rows do."""
    found: list[tuple[float, float]] = []
    for x0, top, x1, _ in sorted(strokes, key=lambda one: one[1]):
        if found and top - found[-1][0] <= _NEAR:
            found[-1] = (found[-1][0], found[-1][1] + x1 - x0)
        else:
            found.append((top, x1 - x0))
    return tuple(height for height, length in found if length > longest)


def _ends(ends: Sequence[tuple[float, float]]) -> Iterable[Stroke]:
    """A flat line for each height at which enough upright lines end."""
    held: list[tuple[float, float]] = []
    for end in [*ends, (float("inf"), 0.0)]:
        if held and end[0] - held[-1][0] > _NEAR:
            places = sorted({round(x / _NEAR) for _, x in held})
            if len(places) >= _FEWEST:
                y = held[-1][0]
                yield min(x for _, x in held), y, max(x for _, x in held), y
            held = []
        held.append(end)


def _merged(upright: Sequence[Stroke]) -> list[Stroke]:
    """Pieces of upright lines one below the other as whole lines."""
    found: list[Stroke] = []
    in_order = sorted(upright, key=lambda one: (round(one[0] / _NEAR), one[1]))
    for _, pieces in groupby(in_order, key=lambda one: round(one[0] / _NEAR)):
        whole: Stroke | None = None
        for x0, top, x1, bottom in pieces:
            if whole is not None and top - whole[3] <= _NEAR:
                whole = (whole[0], whole[1], whole[2], max(bottom, whole[3]))
                continue
            found += [whole] if whole is not None else []
            whole = (x0, top, x1, bottom)
        found += [whole] if whole is not None else []
    return found


def _lies_on(stroke: Stroke, line: Stroke) -> bool:
    return abs(stroke[1] - line[1]) <= _NEAR and stroke[0] < line[2] and stroke[2] > line[0]


def _is_through(stroke: Stroke, letter: Letter) -> bool:
    x0, top, x1, bottom = stroke
    x, height = letter.middle[0], letter.bottom - letter.top
    share = ((top + bottom) / 2 - letter.top) / height if height > 0 else 0.0
    return bottom - top <= _THIN * height and x0 - 1 <= x <= x1 + 1 and _MIDDLE[0] < share < _MIDDLE[1]
