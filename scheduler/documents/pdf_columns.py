"""Text set in columns without lines: the head of a letter, a signature, a table whose columns only white space parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.pdf_lines import Line, Segment, text_in

_NARROWEST = 5.0
"""Points of white space between two columns."""

_HEADER = 4
"""Lines that a header may have, of which one shows all columns."""

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,5})[.)]?$")

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines that stand in columns, and the white strips between these."""

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """The left edge of the first column, the middles of the gaps, the right edge of the last one."""
        left = min(s.x0 for line in self.lines for s in line)
        right = max(s.x1 for line in self.lines for s in line)
        return (left, *((a + b) / 2 for a, b in self.gaps), right)


def columns_at(lines: Sequence[Line], start: int) -> Columns | None:
    """The lines from `start` on that stand in the columns of the first one; None where it has no two segments.

    A line goes on with them while it leaves the gaps white; one that begins like a row (a number, a gap, then text) may run over
    the later gaps, as titles of sections do. In two columns there is one row, in more a row begins where the first column does.
    """
    if len(lines[start]) < 2:
        return None
    gaps = _gaps_of(max(lines[start : start + _HEADER], key=len))
    end = start
    while end < len(lines):
        narrowed = _narrowed(gaps, lines[end])
        if len(narrowed) < len(gaps) and not _is_title(lines[end], gaps):
            break
        if end > start and len(lines[end]) < 2 and _stands_off(lines[end - 1], lines[end]):
            break
        gaps = narrowed if len(narrowed) == len(gaps) else gaps
        end += 1
    found = Columns(tuple(lines[start:end]), gaps)
    return found if end > start and _is_safe(found) else None


def table_of(columns: Columns, place: Place) -> Table:
    """The columns as a table: in two there is one row; in more all lines before the first numbered one are the header."""
    if len(columns.gaps) == 1:
        return Table((_row(columns, columns.lines, place, 1),), place)
    rows: list[list[Line]] = [[]]
    for line in columns.lines:
        opens = _column(columns, line[0]) == 0 and (len(rows) > 1 or _NUMBER.match(line[0].text) is not None)
        if opens and rows[-1]:
            rows.append([])
        rows[-1].append(line)
    return Table(tuple(_row(columns, row, place, at) for at, row in enumerate(rows, 1)), place)


def _row(columns: Columns, lines: Sequence[Line], place: Place, number: int) -> Row:
    stands = Place(page=place.page, table=place.table, row=number)
    edges = columns.edges
    width = len(edges) - 1
    if len(lines) == 1 and width > 2 and len(lines[0]) == 2 and lines[0][1].x1 > edges[2] + _NARROWEST:
        first, title = (Cell(s.text, stands) for s in lines[0])
        return Row((first, Cell(title.text, stands, width - 1)), stands)
    cells = [[s for line in lines for s in line if _column(columns, s) == at] for at in range(width)]
    texts = [text_in(cell, edges[at], edges[at + 1]) for at, cell in enumerate(cells)]
    return Row(tuple(Cell(text, stands) for text in texts), stands)


def _column(columns: Columns, segment: Segment) -> int:
    """The column that a segment begins in."""
    return sum(segment.x0 >= (a + b) / 2 for a, b in columns.gaps)


def _gaps_of(line: Line) -> tuple[Gap, ...]:
    return tuple((a.x1, b.x0) for a, b in pairwise(line))


def _narrowed(gaps: Sequence[Gap], line: Line) -> tuple[Gap, ...]:
    """What this line leaves white of the gaps."""
    found: list[Gap] = []
    for left, right in gaps:
        for segment in line:
            if segment.x0 <= left and segment.x1 >= right:
                left = right
            elif left < segment.x1 < right and segment.x0 <= left:
                left = segment.x1
            elif left < segment.x0 < right and segment.x1 >= right:
                right = segment.x0
            elif left < segment.x0 and segment.x1 < right:
                left = right
        if right - left >= _NARROWEST:
            found.append((left, right))
    return tuple(found)


def _is_title(line: Line, gaps: Sequence[Gap]) -> bool:
    return len(gaps) > 1 and len(line) == 2 and len(_narrowed(gaps[:1], line)) == 1


def _stands_off(last: Line, new: Line) -> bool:
    """Whether white space of more than a line stands between two lines."""
    return min(s.top for s in new) - max(s.bottom for s in last) > 1.5 * max(s.size for s in last)


def _is_safe(columns: Columns) -> bool:
    """Two columns: at least two lines. More: at least three lines, of which one in two has text in two columns or more."""
    several = sum(len(line) > 1 for line in columns.lines)
    return (
        len(columns.lines) > 1
        if len(columns.gaps) == 1
        else len(columns.lines) > 2 and several * 2 >= len(columns.lines)
    )
