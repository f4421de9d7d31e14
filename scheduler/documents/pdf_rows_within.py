"""Rows of a PDF table that no line parts: told by the numbers in its first column and by how the cells stand to each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from scheduler.documents.pdf_bands import Bands
from scheduler.documents.pdf_lines import Letter, Line, Segment, lines_of
from scheduler.documents.pdf_tables import Box, Ruled
from scheduler.documents.vocabulary import words

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,5})[.)]?$")
_ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-ZĐ])[.)]?$")
_FEWEST = 3
"""Columns of a table of work."""
_NEAR = 3.0
"""Points within which edges are one."""
_SAME_LINE = 0.4
"""Sizes between the feet of letters that stand on one line."""
_FAR = 1.5
"""Times the white within rows, and the size of the letters, that stands between a rest and the next row."""
_OVER = 1.0
"""Points by which a letter that stands on the edge of a column reaches over it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row within another: its lines, column by column; a title of a section runs over its columns."""

    lines: tuple[Line, ...]
    is_title: bool

    @property
    def top(self) -> float:
        return min(segment.top for line in self.lines for segment in line)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for line in self.lines for segment in line)


def with_rows(grid: Ruled, letters: Sequence[Letter]) -> Ruled:
    """The table with an edge between the rows that stand in one; else as it is.

    So it is where several are counted in the first column, or where all that is below the header stands in one row and falls
    into bands that fill the columns.
    """
    if len(grid.columns) <= _FEWEST:
        return grid
    added: list[float] = []
    cells = list(grid.cells)
    for top, bottom in pairwise(grid.rows):
        rows = _rows(grid, top, bottom, letters)
        if len(rows) > 1:
            edges = [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
            cells = [box for box in cells if not _stands_between(box, top, bottom)]
            for row, (above, below) in zip(rows, pairwise((top, *edges, bottom)), strict=True):
                cells += _boxes(grid.columns, row, above, below)
            added += edges
    return Ruled(grid.columns, tuple(sorted((*grid.rows, *added))), tuple(cells)) if added else grid


def _boxes(columns: Sequence[float], row: _Row, top: float, bottom: float) -> Iterator[Box]:
    if not row.is_title:
        yield from ((left, top, right, bottom) for left, right in pairwise(columns))
    elif any(segment.x1 < columns[1] + _OVER for line in row.lines for segment in line):
        yield columns[0], top, columns[1], bottom
        yield columns[1], top, columns[-1], bottom
    else:
        yield columns[0], top, columns[-1], bottom


def _stands_between(box: Box, top: float, bottom: float) -> bool:
    return abs(box[1] - top) + abs(box[3] - bottom) <= 2 * _NEAR


def _rows(grid: Ruled, top: float, bottom: float, letters: Sequence[Letter]) -> list[_Row]:
    """The rows that stand between two edges; none where a cell reaches over these or over columns."""
    boxes = [box for box in grid.cells if box[1] < bottom - _NEAR and box[3] > top + _NEAR]
    if len(boxes) != len(grid.columns) - 1 or not all(_stands_between(box, top, bottom) for box in boxes):
        return []
    here = [
        one for one in letters if top < one.middle[1] < bottom and grid.columns[0] < one.middle[0] < grid.columns[-1]
    ]
    first = lines_of(one for one in here if one.middle[0] < grid.columns[1])
    counted = sum(_counts(segment.text) for line in first for segment in line) > 1
    if not counted and len(grid.rows) > _FEWEST:
        return []
    rows = list(_rows_of(here, grid.columns))
    return rows if counted or _is_filled(rows, grid.columns) or _begins_with_rest(rows, grid.columns) else []


def _begins_with_rest(rows: Sequence[_Row], columns: Sequence[float]) -> bool:
    """Whether the first of two rows is what a page break left of one: no number in it, one in the other, far more white between."""
    if len(rows) != 2 or any(row.is_title for row in rows):
        return False
    rest, row = ([s for line in one.lines for s in line if s.x1 < columns[1]] for one in rows)
    between = rows[1].top - rows[0].bottom
    inside = (_widest_white(one) for one in rows)
    return not rest and any(_counts(s.text) for s in row) and between > _FAR * max(*inside, rows[1].lines[0][0].size)


def _widest_white(row: _Row) -> float:
    """The highest white between two lines of a row."""
    spans = sorted((segment.top, segment.bottom) for line in row.lines for segment in line)
    reach = accumulate((bottom for _, bottom in spans), max)
    return max((top - above for above, (top, _) in zip(reach, spans[1:], strict=False)), default=0.0)


def _counts(text: str) -> bool:
    """Whether this begins a row: a number, or the title of the column of numbers, which a page may repeat above its one row."""
    return _NUMBER.match(text) is not None or text.upper().replace(" ", "") in words("scans", "number_column")


def _is_filled(rows: Sequence[_Row], columns: Sequence[float]) -> bool:
    """Whether these are rows though nothing counts them: each fills all columns but one at most."""
    plain = [row for row in rows if not row.is_title]
    spans = tuple(pairwise(columns))
    filled = [{Bands(row.lines, spans).column_of(s) for line in row.lines for s in line} for row in plain]
    return len(plain) > 1 and all(len(one) >= max(len(spans) - 1, _FEWEST) for one in filled)


def _rows_of(letters: Sequence[Letter], columns: Sequence[float]) -> Iterator[_Row]:
    """The rows from top to bottom: titles of sections, and what stands between them parted into bands."""
    inner = columns[2:-1]
    over = [line for line in lines_of(letters) if _is_title(line, columns, inner)]
    titled = {id(one) for line in over for segment in line for one in segment.letters}
    plain = list(_lines(columns, [one for one in letters if id(one) not in titled]))
    in_order = sorted(
        [(line, True) for line in over] + [(line, False) for line in plain], key=lambda one: _foot(one[0])
    )
    for is_title, group in groupby(in_order, key=lambda one: one[1]):
        lines = tuple(line for line, _ in group)
        if is_title:
            yield _Row(lines, True)
        else:
            bands = Bands(lines, tuple(pairwise(columns)))
            yield from (_Row(lines[start:end], False) for start, end in bands.rows())


def _is_title(line: Line, columns: Sequence[float], inner: Sequence[float]) -> bool:
    """Whether a line is the title of a section: it runs over edges of columns, or stands in capitals beside its numeral."""
    letters = [one for segment in line for one in segment.letters if one.text.strip()]
    if any(one.x0 < edge - _OVER and one.x1 > edge + _OVER for one in letters for edge in inner):
        return True
    rest = " ".join(segment.text for segment in line[1:])
    return line[0].x1 < columns[1] and bool(_ROMAN.match(line[0].text)) and rest.isupper()


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


def _foot(line: Line) -> float:
    return max(segment.bottom for segment in line)
