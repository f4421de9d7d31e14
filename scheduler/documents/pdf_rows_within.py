"""Rows of a PDF table whose columns alone are ruled: told by the numbers in its first column and by how the cells stand."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.documents.pdf_bands import Bands
from scheduler.documents.pdf_lines import Letter, Line, Segment, lines_of
from scheduler.documents.pdf_tables import Box, Ruled
from scheduler.documents.vocabulary import words

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,5})[.)]?$")
_FEWEST = 3
"""Columns of a table of work."""
_NEAR = 3.0
"""Points within which edges are one."""
_SAME_LINE = 0.4
"""Sizes between the feet of letters that stand on one line."""


def with_rows(grid: Ruled, letters: Sequence[Letter]) -> Ruled:
    """The table with an edge between the rows that stand in one, where several are counted in its first column; else as it is."""
    if len(grid.columns) <= _FEWEST:
        return grid
    added = [y for top, bottom in pairwise(grid.rows) for y in _edges(grid, top, bottom, letters)]
    if not added:
        return grid
    cells = tuple(part for box in grid.cells for part in _parted(box, added))
    return Ruled(grid.columns, tuple(sorted((*grid.rows, *added))), cells)


def _edges(grid: Ruled, top: float, bottom: float, letters: Sequence[Letter]) -> list[float]:
    """The heights between the rows that stand between two edges; none where a cell reaches over these or over columns."""
    boxes = [box for box in grid.cells if box[1] < bottom - _NEAR and box[3] > top + _NEAR]
    if len(boxes) != len(grid.columns) - 1 or any(abs(b[1] - top) + abs(b[3] - bottom) > 2 * _NEAR for b in boxes):
        return []
    here = [one for one in letters if top < one.middle[1] < bottom]
    lines = tuple(_lines(grid.columns, here))
    numbers = [s for line in lines for s in line if s.x1 < grid.columns[1] + _NEAR and _counts(s.text)]
    if len(numbers) < 2:
        return []
    bands = Bands(lines, tuple(pairwise(grid.columns)))
    rows = [lines[start:end] for start, end in bands.rows()]
    return [(_foot(above) + _head(below)) / 2 for above, below in pairwise(rows)]


def _counts(text: str) -> bool:
    """Whether this begins a row: a number, or the title of the column of numbers, which a page may repeat above its one row."""
    return _NUMBER.match(text) is not None or text.upper().replace(" ", "") in words("scans", "number_column")


def _lines(columns: Sequence[float], letters: Sequence[Letter]) -> Iterator[Line]:
    """The lines of all columns, what stands in each column a segment of its own."""
    segments: list[Segment] = []
    for left, right in pairwise(columns):
        own = lines_of(one for one in letters if left <= one.middle[0] < right)
        segments += (segment for line in own for segment in line)
    held: list[Segment] = []
    for one in sorted(segments, key=lambda s: (s.bottom, s.x0)):
        if held and one.bottom - held[-1].bottom >= _SAME_LINE * one.size:
            yield tuple(sorted(held, key=lambda s: s.x0))
            held = []
        held.append(one)
    if held:
        yield tuple(sorted(held, key=lambda s: s.x0))


def _parted(box: Box, edges: Sequence[float]) -> Iterator[Box]:
    x0, top, x1, bottom = box
    heights = (top, *(y for y in sorted(edges) if top < y < bottom), bottom)
    return ((x0, above, x1, below) for above, below in pairwise(heights))


def _foot(lines: Sequence[Line]) -> float:
    return max(segment.bottom for line in lines for segment in line)


def _head(lines: Sequence[Line]) -> float:
    return min(segment.top for line in lines for segment in line)
