"""Where a table without lines stands on a page: from the titles of its columns down, while the strips between stay white."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.pdf_bands import Bands, Span, merged, spans_of
from scheduler.documents.pdf_columns import Header
from scheduler.documents.pdf_crossed import LABEL
from scheduler.documents.pdf_lines import Line, Segment, parted, text_in
from scheduler.documents.scanned_titles import is_title_row

_NARROWEST = 1.0
"""Points of white space between two columns, which on any one line stand farther apart."""
_FEWEST = 3
"""Columns: two stand side by side in letterheads and signatures."""
_HEADER = 6
"""Lines that the titles of columns may take."""
_TALLEST = 30
"""Lines of a row, among which its number stands."""
_LONGEST_TITLE = 3
"""Lines of a section's title, which runs over the columns."""
_ROMAN = re.compile(r"^[IVX]{1,5}[.)]?\s+\S|^[A-ZĐ][.)]?\s+\S")


@dataclass(frozen=True, slots=True)
class Banded:
    """A table without lines. count: how many lines of the page it takes; rows: the lines of each; goes_on: without header."""

    count: int
    rows: tuple[tuple[Line, ...], ...]
    columns: tuple[Span, ...]
    goes_on: bool = False

    def table(self, place: Place) -> Table:
        """The table with its text."""
        return Table(tuple(self._row(row, replace(place, row=at)) for at, row in enumerate(self.rows, 1)), place)

    def _row(self, lines: Sequence[Line], place: Place) -> Row:
        segments = [segment for line in lines for segment in line]
        if _runs_over(lines, self.columns) or _is_section(lines, 0, self.columns):
            numerals = [s for s in segments if _is_numeral(s, self.columns)]
            if len(numerals) == 1 and len(segments) > 1:
                title = " ".join(s.text for s in segments if s is not numerals[0])
                return Row((Cell(numerals[0].text, place), Cell(title, place, len(self.columns) - 1)), place)
            return Row((Cell(" ".join(s.text for s in segments), place, columns=len(self.columns)),), place)
        cells = Bands(tuple(lines), self.columns).cells(range(len(lines)))
        return Row(
            tuple(Cell(text_in(c, *span), place) for c, span in zip(cells, self.columns, strict=True)),
            place,
        )

    @property
    def header(self) -> Header:
        """The texts of the lines of the first row."""
        return _texts(self.rows[0])

    @property
    def is_numbered(self) -> bool:
        """Whether most rows have a number in the first column, but for the first: a header, or what a page break left of a row."""
        first = ["".join(s.text for line in row for s in line if s.x1 <= self.columns[0][1]) for row in self.rows]
        counted = [text.rstrip(".)").isdigit() for text in first]
        return sum(counted) * 2 > len(counted[0 if counted[0] else 1 :])

    @property
    def unplaced(self) -> str:
        """The first row, where it is the rest of one before this page that runs over all columns, so that none is known."""
        text = " ".join(segment.text for line in self.rows[0] for segment in line)
        return text if self.goes_on and text[:1].islower() and _runs_over(self.rows[0], self.columns) else ""


def banded_at(
    lines: Sequence[Line], at: int, before: Sequence[Span] | None, headers: Sequence[Header] = ()
) -> Banded | None:
    """The table whose header begins with the line `at`, or that goes on there. before: the columns of the one that may go on.

    headers: those on pages before; where one is printed again, what stands below it may be the rest of a row.
    """
    if (columns := _columns_of_header(lines, at)) is not None:
        printed = next((len(one) for one in headers if _texts(lines[at : at + len(one)]) == one), 0)
        if printed and before is not None and len(before) == len(columns):
            columns = tuple(before)
        found = _titled(lines, at, _down(lines, at, columns, printed))
        if len(found.rows) > 1 and is_title_row(found.table(Place()).rows[0]):
            return found
    if before is None:
        return None
    found = replace(_down(lines, at, tuple(before)), goes_on=True)
    return found if any(len(line) > 1 for row in found.rows for line in row) else None


def _titled(lines: Sequence[Line], at: int, found: Banded) -> Banded:
    """The table, a column without a title (numbers left of the middle of «STT») put to the one that it shares no row with.

    Where it shares some with both, it is put to the nearer one.
    """
    rows = found.table(Place()).rows
    titles = [cell.text for cell in rows[0].cells] if rows else []
    bare = next((index for index, text in enumerate(titles) if not text), None)
    if bare is None or len(titles) != len(found.columns) or len(titles) <= _FEWEST:
        return found
    spans = list(found.columns)
    filled = [[bool(cell.text) for cell in row.cells] for row in rows[1:] if len(row.cells) == len(spans)]

    def cost(beside: int) -> tuple[int, float]:
        left, right = sorted((bare, beside))
        return sum(row[bare] and row[beside] for row in filled), spans[right][0] - spans[left][1]

    beside = min((one for one in (bare - 1, bare + 1) if 0 <= one < len(spans)), key=cost)
    first = min(bare, beside)
    spans[first : first + 2] = [(spans[first][0], spans[first + 1][1])]
    return _titled(lines, at, _down(lines, at, tuple(spans), len(found.rows[0])))


def _columns_of_header(lines: Sequence[Line], at: int) -> tuple[Span, ...] | None:
    """The columns that the titles show: those of as many lines as it takes to show the most."""
    best: tuple[Span, ...] = ()
    for end in range(at + 1, min(at + _HEADER, len(lines)) + 1):
        if end - at > 1 and _gap(lines[end - 2], lines[end - 1]) > 1.5 * lines[end - 1][0].size:
            break
        spans = spans_of([s for line in lines[at:end] for s in line], _NARROWEST)
        best = spans if len(spans) > len(best) else best
    return best if len(best) >= _FEWEST else None


def _texts(lines: Sequence[Line]) -> Header:
    return tuple(tuple(segment.text for segment in line) for line in lines)


def _down(lines: Sequence[Line], at: int, columns: tuple[Span, ...], header: int = 0) -> Banded:
    """The lines from `at` on that leave as many strips white as the columns do, and titles of sections between them.

    header: how many lines the header has, where that is known.
    """
    width, spans = len(columns), columns
    parts = [[], list(lines[at : at + header]), []] if header else [list[Line]()]
    end = at + header
    while end < len(lines):
        below = parts[-1] and _is_below(lines[end - 1], lines[end], parts)
        if below and not _counts_on(lines, end, spans):
            break
        line = _in_columns(lines[end], spans)
        wider = merged(spans, line, _NARROWEST)
        if len(wider) >= width and not _is_section(lines, end, columns):
            spans, end = wider, end + 1
            parts[-1].append(line)
            continue
        title = _title_lines(lines, end, spans, width)
        if not title:
            break
        parts += [list(lines[end : end + title]), []]
        end += title
    spans = _as_many(spans, columns)
    return Banded(end - at, tuple(_rows(parts, spans)), spans)


def _in_columns(line: Line, spans: Sequence[Span]) -> Line:
    """The line, a segment that runs over columns parted where a word begins at the edge of one: cells may stand that near."""
    for left, _ in spans[1:]:
        line = tuple(part for one in line for part in (parted(one, left) if one.x0 < left < one.x1 else (one,)))
    return line


def _title_lines(lines: Sequence[Line], at: int, spans: tuple[Span, ...], width: int) -> int:
    """How many lines from here a section's title takes; 0 where the table is over.

    The line below it stands in the columns; alone in its cell it may, above the middle of a row. A page may end with it.
    """
    least = _around_numeral(lines, at, spans)
    for count in range(least or 1, max(least, _LONGEST_TITLE) + 1):
        below = [_in_columns(line, spans) for line in lines[at + count : at + count + _HEADER]]
        title = lines[at + count - 1]
        if not below:
            return count if least or _counts_section(lines[at][0], spans) else 0
        if len(title) > 2 and not _is_section(lines, at + count - 1, spans):
            return 0
        fits = [len(merged(spans, line, _NARROWEST)) >= width for line in below]
        if fits[0] and any(len(line) > 1 for line, fit in zip(below, fits, strict=True) if fit):
            return count
    return 0


def _around_numeral(lines: Sequence[Line], at: int, spans: Sequence[Span]) -> int:
    """How many lines a title takes whose numeral stands in the middle of its height: as far below as above; 0 for others."""
    first = lines[at][0]
    for line in lines[at + 1 : at + _LONGEST_TITLE + 1]:
        if first.x0 >= spans[0][1] and _counts_section(line[0], spans):
            end = 2 * line[0].bottom - first.bottom
            ends = [one[0].bottom for one in lines[at : at + 2 * _LONGEST_TITLE] if one[0].bottom <= end + _NARROWEST]
            return len(ends) if ends[-1] > end - _NARROWEST else 0
    return 0


def _is_numeral(segment: Segment, columns: Sequence[Span]) -> bool:
    """Whether a segment stands in the column of numbers."""
    return segment.x1 <= columns[0][1]


def _counts_section(segment: Segment, columns: Sequence[Span]) -> bool:
    return _is_numeral(segment, columns) and bool(_ROMAN.match(f"{segment.text} …"))


def _is_section(lines: Sequence[Line], at: int, columns: Sequence[Span]) -> bool:
    """Whether a line is the title of a section, in capitals or bold behind its numeral, which may stand in a column of its own.

    Such a one has but this line: where the lines beside go on in its column, it is a cell like others.
    """
    line = lines[at]
    text = " ".join(segment.text for segment in line)
    if len(columns) < 2 or not _ROMAN.match(text):
        return False
    if len(line) == 1:
        return text.isupper()
    if line[0].x1 > columns[0][1] or not (text.isupper() or (len(line) == 2 and all(s.bold for s in line))):
        return False
    return not any(_goes_on(line, beside) for beside in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))


def _goes_on(title: Line, beside: Line) -> bool:
    """Whether a line beside a title is more of it: it stands alone where that begins, in letters of the same kind."""
    last, one = title[-1], beside[0]
    same = one.bold == last.bold and (one.text.isupper() or not last.text.isupper())
    return len(beside) == 1 and same and abs(one.x0 - last.x0) < _NARROWEST


def _is_below(last: Line, new: Line, parts: Sequence[Sequence[Line]]) -> bool:
    """Whether a line that stands alone has more white above it than any two lines of the table."""
    gaps = [_gap(a, b) for part in parts for a, b in pairwise(part)]
    usual = max(gaps) if len(gaps) > _HEADER else 1.5 * new[0].size
    return len(new) == 1 and _gap(last, new) > max(0.5 * new[0].size, 1.5 * usual)


def _counts_on(lines: Sequence[Line], at: int, spans: tuple[Span, ...]) -> bool:
    """Whether the next number in the first column stands below lines that are all in the columns: the table goes on with them."""
    for line in (_in_columns(one, spans) for one in lines[at : at + _TALLEST]):
        if len(merged(spans, line, _NARROWEST)) < len(spans):
            return False
        if _is_numeral(line[0], spans) and LABEL.match(line[0].text):
            return True
    return False


def _gap(last: Line, new: Line) -> float:
    return min(s.top for s in new) - max(s.bottom for s in last)


def _as_many(spans: tuple[Span, ...], columns: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans, one that no title stands over put to the column before it."""
    found: list[Span] = []
    for left, right in spans:
        titled = any(a < right and b > left for a, b in columns)
        if titled or not found:
            found.append((left, right))
        else:
            found[-1] = found[-1][0], right
    return tuple(found)


def _rows(parts: Sequence[Sequence[Line]], columns: tuple[Span, ...]) -> Iterator[tuple[Line, ...]]:
    """The rows of each part: titles of sections stand at every other place."""
    for at, part in enumerate(parts):
        if at % 2 and part:
            yield tuple(part)
        elif part:
            bands = Bands(tuple(part), columns)
            yield from (bands.lines[start:end] for start, end in bands.rows())


def _runs_over(lines: Sequence[Line], columns: Sequence[Span]) -> bool:
    return any(_covered(s, columns) > 1 for line in lines for s in line)


def _covered(segment: Segment, columns: Sequence[Span]) -> int:
    return sum(segment.x0 < right and segment.x1 > left for left, right in columns)
