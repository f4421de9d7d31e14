"""Tables flattened to one cell a line → Table: the header gives the width, the numbers in the first column the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.documents import Block, Cell, Paragraph, Row, Table
from scheduler.plans.columns import Columns, columns_of
from scheduler.plans.flat_lines import laid
from scheduler.plans.flat_numbered import numbered_table
from scheduler.plans.numbering import ANNEX, Rank, bare_label, read_label
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import WHEN, Role, column_role, words
from scheduler.text import folded

_MOST_COLUMNS = 12
_ALONE = 3  # where the time stands behind the number, the work and one cell more
_MOST_MORE = 8  # lines of a row beyond its columns
_LONGEST_OF_NUMBERS = 5  # words of the title of that column


def with_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each run of paragraphs that is a flattened table put back into a Table."""
    return tuple(_rebuilt(blocks))


def _rebuilt(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        header = _header_at(blocks, at)
        if header is None and (numbered := numbered_table(blocks, at)) is not None:
            table, at = numbered
            yield table
            continue
        if header is None:
            yield blocks[at]
            at += 1
            continue
        cells, end = _cells(blocks, at, header)
        yield Table(tuple(_rows(cells, header)), cells[0].place)
        at = end


@dataclass(frozen=True, slots=True)
class _Header:
    """A header of one cell a line: how many lines it takes, its columns, whether TABs mark the cells."""

    columns: Columns
    tabbed: bool
    lines: int

    @property
    def width(self) -> int:
        return self.columns.width


def _header_at(blocks: Sequence[Block], at: int) -> _Header | None:
    """The header that begins here: short lines that are titles of columns, up to the first label of a row."""
    first = blocks[at]
    if not isinstance(first, Paragraph) or not _counts(first.text):
        return None
    titles: list[str] = []
    for block in blocks[at : at + _MOST_COLUMNS + 1]:
        if not isinstance(block, Paragraph) or len(block.text) > 90:
            break
        if first.tabbed and not block.tabbed and not block.gap:
            titles[-1] += " " + block.text
            continue
        if block.tabbed != first.tabbed:
            break
        if (titles and bare_label(block.text) is not None) or _is_labelled_section(block.text):
            break
        titles.append(block.text)
    while titles and column_role(titles[-1]) is None:
        titles.pop()
    lines = len(titles)
    titles = _ungrouped(titles)
    columns = columns_of(titles) if len(titles) >= 3 else None
    return _Header(columns, first.tabbed, lines) if columns else None


def _counts(title: str) -> bool:
    """Whether a line is the title of the column of numbers; «2. Số thứ tự 5 mục I: lùi sang …» is a sentence."""
    return len(title.split()) <= _LONGEST_OF_NUMBERS and column_role(title) is Role.NO


def _ungrouped(titles: list[str]) -> list[str]:
    """Titles in the order of the columns where «Chủ trì», «Phối hợp» stand last, as the second row below «Đơn vị thực hiện»."""
    roles = [column_role(title) for title in titles]
    above = [at for at, role in enumerate(roles[:-2]) if role in (Role.LEAD, Role.LEAD_AND_COORDINATING)]
    if len(titles) < 5 or roles[-2:] != [Role.LEAD, Role.COORDINATING] or len(above) != 1:
        return titles
    return [*titles[: above[0]], *titles[-2:], *titles[above[0] + 1 : -2]]


def _is_labelled_section(text: str) -> bool:
    label, rest = read_label(text)
    return label is not None and bool(rest) and label.rank is Rank.SECTION


def _cells(blocks: Sequence[Block], start: int, header: _Header) -> tuple[list[Cell], int]:
    """The cells from the header on, and the index of the first block after the table."""
    cells: list[Cell] = []
    at, in_row = start, 0
    while at < len(blocks):
        block = blocks[at]
        if not isinstance(block, Paragraph) or _ends(block):
            break
        if len(cells) >= header.lines and not header.tabbed and _is_over(blocks[at:], cells, in_row, header):
            break
        if header.tabbed and not block.tabbed:
            if not cells or not _goes_on(cells[-1], block, in_row >= header.width):
                break
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{block.text}")
        elif not header.tabbed and cells[header.lines :] and _joins(cells[-1], block):
            cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{block.text}")
        else:
            cells.append(Cell(block.text, block.place))
            in_row = 1 if _opens_row(block.text) and len(cells) > header.lines else in_row + 1
        at += 1
    return cells, at


def _opens_row(text: str) -> bool:
    return bool(text) and bare_label(text) is not None


def _ends(block: Paragraph) -> bool:
    """Whether the part after the table begins: addressees, signature, an annex."""
    text = folded(block.text).rstrip(": ")
    return text in words("endings", "words") or text.startswith((*words("endings", "beginnings"), ANNEX + " "))


def _goes_on(last: Cell, block: Paragraph, complete: bool) -> bool:
    """Whether a line without a TAB belongs to the cell above: not after blank lines where the row is complete and closed."""
    if not block.gap or not complete:
        return True
    return block.text[:1] in "-+•*" or block.text[:1].islower() or last.text.endswith((";", ","))


def _is_over(below: Sequence[Block], cells: Sequence[Cell], in_row: int, header: _Header) -> bool:
    """Without TABs: the table ends where a full row is followed by anything but a row's number, or by a heading."""
    block = below[0]
    if not isinstance(block, Paragraph) or _is_labelled_section(block.text):
        return True
    if in_row < header.width or _opens_row(block.text) or _joins(cells[-1], block):
        return False
    return not _row_follows(cells, in_row, below, header)


def _row_follows(cells: Sequence[Cell], in_row: int, below: Sequence[Block], header: _Header) -> bool:
    """Whether a full row goes on: the next number, or in the last row its time, stands a few lines below."""
    number = cells[-in_row].text
    for block in below[:_MOST_MORE]:
        if not isinstance(block, Paragraph) or _ends(block) or _is_labelled_section(block.text):
            return False
        if _opens_row(block.text):
            return _follows(number, block.text)
        if header.columns.roles[-1] in WHEN and starts_timed(block.text):
            return not any(starts_timed(cell.text) for cell in cells[-in_row:][1:])
    return False


def _joins(last: Cell, block: Paragraph) -> bool:
    """Without TABs: a bullet goes on with a list that is open; a line that was left open goes on."""
    if _opens_row(block.text) or _ends_list(last, block):
        return False
    if last.text.endswith((";", ",")):
        return True
    return block.text[:1] in "-+•" and last.text.split("\n")[-1][:1] in "-+•" and not last.text.endswith(".")


def _ends_list(last: Cell, block: Paragraph) -> bool:
    """Whether a line without a bullet behind a list of bullets begins the next cell, though the list ends with «;»."""
    is_list = all(line[:1] in "-+•" for line in last.text.split("\n"))
    return is_list and last.text.endswith(";") and block.text[:1].isupper()


def _rows(cells: Sequence[Cell], header: _Header) -> Iterator[Row]:
    """The header and the rows: a label opens a row where the one before is complete, a section or plainly over."""
    yield Row(tuple(Cell(title, cells[0].place) for title in header.columns.titles), cells[0].place)
    row: list[Cell] = []
    for cell in cells[header.lines :]:
        full = len(row) >= header.width and (header.tabbed or _opens_row(cell.text))
        if full or (row and _opens_row(cell.text) and _may_end(row, cell, header)):
            yield _aligned(row, header)
            row = []
        row.append(cell)
    if row:
        yield _aligned(row, header)


def _may_end(row: Sequence[Cell], cell: Cell, header: _Header) -> bool:
    """Whether a label can open a new row after these cells: a bare number may also be a cell ("Số lượng: 2")."""
    if len(row) in (2, header.width):
        return True
    return len(row) > 2 and _opens_row(row[0].text) and _follows(row[0].text, cell.text)


def _follows(before: str, number: str) -> bool:
    first, second = before.strip(" .)"), number.strip(" .)")
    if first.isdecimal() and second.isdecimal():
        return int(second) == int(first) + 1
    return not second.isdecimal() or second.lstrip("0") == "1"


def _aligned(row: Sequence[Cell], header: _Header) -> Row:
    """A row that is short of cells (an empty one leaves no line) with its timing set under the column of timings.

    Of the empty ones before the timing the first is that of who takes part, where what stands there names no unit.
    """
    cells, columns = list(row), header.columns
    if len(cells) >= header.width and not header.tabbed and (found := laid(cells, columns)) is not None:
        return Row(found.cells, row[0].place, laid_by_fit=not found.sure)
    missing = header.width - len(cells)
    timing = columns.first(Role.TIMING)
    if 0 < missing < header.width - 2 and timing is not None:
        at = next((i for i in range(len(cells) - 1, 1, -1) if starts_timed(cells[i].text)), None)
        if at is not None and timing - at > 0:
            beside = columns.first(Role.COORDINATING)
            first = beside if beside is not None and beside < at and not begins_unit(cells[beside].text) else at
            empty = [Cell("", row[0].place)] * min(missing, timing - at)
            cells[first:first] = empty[:1]
            cells[at + 1 : at + 1] = empty[1:]
            unsure = at > _ALONE  # one cell between work and time is that of the unit in charge
            return Row(tuple(cells), row[0].place, missing if unsure else 0)
    return Row(tuple(cells), row[0].place)
