"""Tables that a page break or a heading between their rows took apart → one Table again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents import Block, Cell, Paragraph, Row, Table
from scheduler.plans.columns import FIRST, Columns, header_among, opens_another_table
from scheduler.plans.endings import is_closing
from scheduler.plans.grid import grid
from scheduler.plans.numbering import Label, Rank, bare_label, follows, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.second_headers import mended, refined
from scheduler.plans.vocabulary import Subject, subject

_PAGE_NUMBER = pattern("lines", "page_number")
_BARE_NUMERAL = re.compile(r"([IVX]{1,5})\s+(\S.*)", re.DOTALL)
_LONGEST_SECTION = 200
"""Signs of the title of a section."""


def joined_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each task table joined to the parts of it that follow.

    A table follows when it repeats the header with nothing between, or has none and as many columns; lines that stand between
    two such parts are section rows when they are labelled as sections. A line that is labelled as the section after the last one
    of the table («II» after «I») is a row of it, below which the header may be repeated.
    """
    return tuple(_joined(blocks))


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if isinstance(block, Table) and (columns := header_of(block)) is not None:
            while (more := _next_part(blocks, at, block, columns)) is not None:
                rows, at = more
                block = Table((*block.rows, *_going_on(block, rows, columns)), block.place)
        yield block


def header_of(table: Table) -> Columns | None:
    """The columns of a task table, None where none of its first rows is a header of one."""
    return header_among(row.cells for row in grid(table))


def _next_part(blocks: Sequence[Block], at: int, table: Table, columns: Columns) -> tuple[tuple[Row, ...], int] | None:
    """The rows of the next part of a table and the index after it; None where the table is over."""
    begun = _is_header_alone(table)  # the rest of the header may stand below the break
    last = _last_section(table)
    between: list[Row] = []
    counted = True
    for place, block in enumerate(blocks[at : at + 4], at):
        if isinstance(block, Table):
            own = header_of(block)
            again = own is not None and _repeats(block, columns) and counted
            again = again or (begun and not between and _goes_on_with_header(block, columns))
            goes_on = again or (own is None and _has_no_header(block, columns.width))
            return ((*between, *block.rows), place + 1) if goes_on else None
        if _PAGE_NUMBER.match(block.text):
            continue
        label, title = _section_label(block.text)
        if label is not None and _follows(last, label):
            last, text = label, f"{label.number}. {title}"
        elif _may_be_section(block):
            counted, text = False, block.text
        else:
            return None
        between.append(Row((Cell(text, block.place),), block.place))
    return None


def _last_section(table: Table) -> Label | None:
    """The label of the last row of a table that names a section in its first cell."""
    found: Label | None = None
    for row in table.rows:
        text = row.cells[0].text.strip() if row.cells else ""
        label = bare_label(text, found.number if found else None) or _section_label(text)[0]
        found = label if label is not None and label.rank is Rank.SECTION else found
    return found


def _section_label(text: str) -> tuple[Label | None, str]:
    """The label of a section and its title; its numeral may stand in a cell of its own, without a dot."""
    label, rest = read_label(text)
    if label is None and (bare := _BARE_NUMERAL.match(text)):
        label, rest = read_label(f"{bare[1]}. {bare[2]}")
    short = label is not None and label.rank is Rank.SECTION and 0 < len(rest) < _LONGEST_SECTION
    return (label, rest) if short else (None, text)


def _follows(last: Label | None, label: Label) -> bool:
    """Whether a section is the next one: «II» after «I», «C» after «B»."""
    if last is None or last.style != label.style:
        return False
    return follows(last.number, label.number)


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
    return any(columns.same_as(row.cells) for row in list(grid(table))[:FIRST])


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
    return len(rest) < _LONGEST_SECTION and subject(rest) in (None, Subject.TASKS)
