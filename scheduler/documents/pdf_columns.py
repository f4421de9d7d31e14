"""Text set in columns without lines: the head of a letter, a signature, a table whose columns only white space parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.labels import is_label
from scheduler.documents.pdf_lines import Line, Segment, text_in

_NARROWEST = 5.0
"""Points of white space between two columns."""

_APART = 1.5
"""Sizes of white space between the two columns of a letterhead or signature: more than the widest blank of a full line."""

_HEADER = 4
"""Lines that a header may have, of which one shows all columns."""

_LABEL = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|\w|[S-]?TT)[.)]{0,2}$|^[-–+•*]$")
"""What may stand in a column of numbers."""

_WIDER = 40.0
"""Points by which a line on another page may be longer than all lines on the first."""

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,5})[.)]?$")

Gap = tuple[float, float]

Header = tuple[tuple[str, ...], ...]
"""The segments of each line of a table's header."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines that stand in columns, and the white strips between these. goes_on: they are the rest of a table before them."""

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    goes_on: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the first column holds the numbers of rows."""
        first = [line[0].text for line in self.lines if line[0].x1 <= self.gaps[0][1]]
        return sum(bool(_LABEL.match(text)) for text in first) * 3 >= len(first) * 2

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
    found = _down(lines, start, _first_gaps(lines[start : start + _HEADER]))
    return found if found.lines and _is_safe(found) and not _is_list(found) else None


def columns_on(lines: Sequence[Line], start: int, before: Columns) -> Columns | None:
    """The lines from `start` on that stand in the columns of a table `before` them; None where the first does not.

    So the rest of one cell is known for what it is, though alone on its line. Where rows are counted, a line that has words under
    the numbers is no more of the table.
    """
    end = next((at for at in range(start, len(lines)) if not _may_go_on(lines[at], before)), len(lines))
    found = _down(lines[:end], start, before.gaps)
    return replace(found, goes_on=True) if found.lines else None


def _down(lines: Sequence[Line], start: int, gaps: tuple[Gap, ...]) -> Columns:
    """The lines from `start` on that leave these gaps white, and what is white of the gaps in all of them."""
    end = start
    while end < len(lines):
        narrowed = _narrowed(gaps, lines[end])
        in_title = end > start and _goes_on_title(lines[end - 1], lines[end], gaps)
        if len(narrowed) < len(gaps) and not (_is_title(lines[end], gaps) or in_title):
            break
        if end > start and len(lines[end]) < 2 and _stands_off(lines[end - 1], lines[end]):
            break
        if len(gaps) == 1 and end > start and _is_below_both(lines, end, gaps):
            break
        if end > start and len(gaps) == 1 and _is_numbered(lines[end]):
            break
        gaps = narrowed if len(narrowed) == len(gaps) else gaps
        end += 1
    return Columns(tuple(lines[start:end]), gaps)


def _may_go_on(line: Line, before: Columns) -> bool:
    left, right = before.edges[0], before.edges[-1]
    inside = line[0].x0 > left - _NARROWEST and line[-1].x1 < right + _WIDER
    return inside and (not before.is_counted or line[0].x0 >= before.gaps[0][1] or bool(_LABEL.match(line[0].text)))


def header_of(columns: Columns) -> Header:
    """The texts of the lines before the first numbered one."""
    texts = [tuple(segment.text for segment in line) for line in columns.lines]
    first = next((at for at, line in enumerate(columns.lines) if _NUMBER.match(line[0].text)), len(texts))
    return tuple(texts[:first])


def table_of(columns: Columns, place: Place, known: Sequence[Header] = ()) -> Table:
    """The columns as a table: in two there is one row; in more all lines before the first numbered one are the header.

    known: headers on pages before; where one is printed again, what stands below it is the rest of a row that the page broke.
    """
    if len(columns.gaps) == 1:
        return Table((_row(columns, columns.lines, place, 1),), place)
    texts = header_of(columns)
    own = 0 if columns.goes_on else len(texts)
    header = max((len(one) for one in known if one and texts[: len(one)] == one), default=own)
    rows: list[list[Line]] = [list(columns.lines[:header]), []]
    for line in columns.lines[header:]:
        if _column(columns, line[0]) == 0 and rows[-1]:
            rows.append([])
        rows[-1].append(line)
    return Table(tuple(_row(columns, row, place, at) for at, row in enumerate(filter(None, rows), 1)), place)


def _row(columns: Columns, lines: Sequence[Line], place: Place, number: int) -> Row:
    stands = replace(place, row=number)
    edges = columns.edges
    width = len(edges) - 1
    first, *rest = [s for line in lines for s in line]
    if width > 2 and rest and _column(columns, first) == 0 and rest[0].x1 > edges[2] + _NARROWEST:
        title = " ".join(s.text for s in rest)
        return Row((Cell(first.text, stands), Cell(title, stands, width - 1)), stands)
    cells = [[s for line in lines for s in line if _column(columns, s) == at] for at in range(width)]
    texts = [text_in(cell, edges[at], edges[at + 1]) for at, cell in enumerate(cells)]
    return Row(tuple(Cell(text, stands) for text in texts), stands)


def _column(columns: Columns, segment: Segment) -> int:
    """The column that a segment begins in."""
    return sum(segment.x0 >= (a + b) / 2 for a, b in columns.gaps)


def _first_gaps(lines: Sequence[Line]) -> tuple[Gap, ...]:
    """The gaps of the fullest of the first lines; one over which a title of the header stands, below a wider one, is two."""
    gaps = _gaps_of(max(lines, key=len))
    first = next((at for at, line in enumerate(lines) if _NUMBER.match(line[0].text)), 0)
    for title in (segment for line in lines[:first] for segment in line):
        gaps = tuple(part for gap in gaps for part in _parted(gap, title))
    return gaps


def _parted(gap: Gap, title: Segment) -> tuple[Gap, ...]:
    left, right = gap
    if title.x0 - left < _NARROWEST or right - title.x1 < _NARROWEST:
        return (gap,)
    return (left, title.x0), (title.x1, right)


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


def _goes_on_title(last: Line, new: Line, gaps: Sequence[Gap]) -> bool:
    """Whether a line is the rest of a section's title: it begins where that began, and that ran over the gaps."""
    ran_over = len(_narrowed(gaps, last)) < len(gaps)
    return ran_over and len(new) == 1 and abs(new[0].x0 - last[-1].x0) < _NARROWEST and not _stands_off(last, new)


def _stands_off(last: Line, new: Line) -> bool:
    """Whether white space of more than a line stands between two lines."""
    return _white(last, new) > 1.5 * max(s.size for s in last)


def _is_below_both(lines: Sequence[Line], at: int, gaps: Sequence[Gap]) -> bool:
    """Whether a line alone stands apart from two columns above it, and nothing below it stands in two columns any more."""
    if len(lines[at]) > 1 or _white(lines[at - 1], lines[at]) <= 0.75 * lines[at][0].size:
        return False
    below = takewhile(lambda line: len(_narrowed(gaps, line)) == len(gaps), lines[at:])
    return all(len(line) < 2 for line in below)


def _white(last: Line, new: Line) -> float:
    return min(s.top for s in new) - max(s.bottom for s in last)


def _is_list(columns: Columns) -> bool:
    """Whether these are items of a list or headings, whose numbers a TAB parts from their text."""
    numbers = [line[0].text for line in columns.lines if line[0].x1 <= columns.gaps[0][1]]
    return all(map(is_label, numbers)) and sum(len(line) > 2 for line in columns.lines) < 2


def _is_numbered(line: Line) -> bool:
    """Whether a line is a numbered item of a list; a bullet may stand in the list of receivers, beside a signature."""
    return len(line) == 2 and is_label(line[0].text) and line[0].text[0].isalnum()


def _is_safe(columns: Columns) -> bool:
    """Two columns stand well apart over two lines at least; more are filled, but for one, on two lines at least."""
    if len(columns.gaps) == 1:
        ((left, right),) = columns.gaps
        return len(columns.lines) > 1 and right - left > _APART * columns.lines[0][0].size
    return sum(len(line) >= len(columns.gaps) for line in columns.lines) > 1
