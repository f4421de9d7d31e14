"""Tables that a page break or a heading between their rows took apart → one Table again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents import Block, Cell, Paragraph, Row, Table
from scheduler.plans.columns import Columns, header_among, opens_another_table
from scheduler.plans.endings import is_closing
from scheduler.plans.grid import grid
from scheduler.plans.numbering import Rank, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.second_headers import mended, refined
from scheduler.plans.vocabulary import Subject, subject

_PAGE_NUMBER = pattern("lines", "page_number")


def joined_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each task table joined to the parts of it that follow.

    A table follows when it repeats the header with nothing between, or has none and as many columns; lines that stand between
    two such parts are section rows when they are labelled as sections.
    """
    return tuple(_joined(blocks))


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if isinstance(block, Table) and (columns := header_of(block)) is not None:
            while (more := _next_part(blocks, at, columns, _is_header_alone(block))) is not None:
                rows, at = more
                block = Table((*block.rows, *_going_on(block, rows, columns)), block.place)
        yield block


def header_of(table: Table) -> Columns | None:
    """The columns of a task table, None where none of its first rows is a header of one."""
    return header_among(row.cells for row in grid(table))


def _next_part(blocks: Sequence[Block], at: int, columns: Columns, begun: bool) -> tuple[tuple[Row, ...], int] | None:
    """The rows of the next part of a table and the index after it; None where the table is over.

    begun: whether no more than its header was there so far, the rest of which may stand below the break.
    """
    between: list[Row] = []
    for place, block in enumerate(blocks[at : at + 4], at):
        if isinstance(block, Table):
            own = header_of(block)
            again = own is not None and _repeats(block, columns)
            again = (again or (begun and _goes_on_with_header(block, columns))) and not between
            goes_on = again or (own is None and _has_no_header(block, columns.width))
            return ((*between, *block.rows), place + 1) if goes_on else None
        if _PAGE_NUMBER.match(block.text):
            continue
        if not _may_be_section(block):
            return None
        between.append(Row((Cell(block.text, block.place),), block.place))
    return None


def _going_on(table: Table, rows: tuple[Row, ...], columns: Columns) -> Iterator[Row]:
    """The rows of the next part, with the text of a cell over several rows that the break parted written in its second half.

    Such a half is empty, reaches over several rows as the first does, and stands in the first row below the header.
    """
    over = _at_the_end(table)
    for row in rows:
        texts = [cell.text for cell in row.cells]
        if columns.same_as(texts):
            yield row
            continue
        yield Row(tuple(_filled(row, over)), row.place)
        over = {}


def _at_the_end(table: Table) -> dict[int, str]:
    """The texts of cells over several rows that reach the last row of a table."""
    last = next(reversed(list(grid(table))), None)
    return {at: last.at(at) for at in last.covered if last.at(at).strip()} if last else {}


def _filled(row: Row, over: dict[int, str]) -> Iterator[Cell]:
    at = 0
    for cell in row.cells:
        yield replace(cell, text=over[at]) if cell.rows > 1 and not cell.text.strip() and at in over else cell
        at += max(cell.columns, 1)


def _repeats(table: Table, columns: Columns) -> bool:
    return any(columns.same_as(row.cells) for row in list(grid(table))[:3])


def _is_header_alone(table: Table) -> bool:
    """Whether a table has no row below the one that titles its columns."""
    return len(table.rows) == 1


def _goes_on_with_header(table: Table, columns: Columns) -> bool:
    """Whether the first row is the rest of a header that a page break parted, or its second row."""
    first = next(grid(table), None)
    return first is not None and (mended(columns, first.cells) is not None or refined(columns, first.cells) is not None)


def _has_no_header(table: Table, width: int) -> bool:
    """Whether the rows can go on with a table of that width: as wide at most, and the first is no header of another table."""
    if not 1 < _width(table) <= width or is_closing(table):
        return False
    return not opens_another_table([cell.text for cell in table.rows[0].cells])


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _may_be_section(block: Paragraph) -> bool:
    label, rest = read_label(block.text)
    if label is None or not rest or label.rank is Rank.BULLET or rest.endswith((".", ":")):
        return False
    return len(rest) < 200 and subject(rest) in (None, Subject.TASKS)
