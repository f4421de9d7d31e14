"""Ruled tables that are a printed sheet with all its lines: titles and running text stand in cells, letters and numbers around."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.documents.document import Block, Row, Table
from scheduler.documents.scanned_titles import is_title_row
from scheduler.documents.sheet_blocks import parted_table
from scheduler.documents.sheet_headings import without_headings

_FEWEST = 2
"""Rows above the titles of columns that hold the title of the sheet."""
_LONG = 20
"""Rows that a sheet of running text has at least."""
_FILLED = 2
"""Cells of such a row that hold text: a letterhead has two."""


def of_sheets(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; where the lines of a sheet were printed, what stands above and below its table is taken out of it.

    A sheet shows by the letters of its columns, or by rows above the titles of columns that no table has.
    """
    bare = [_without_headings(block) if isinstance(block, Table) else block for block in blocks]
    tables = [(old, new) for old, new in zip(blocks, bare, strict=True) if isinstance(new, Table)]
    is_sheet = any(old is not new or _has_titles_above(new) for old, new in tables)
    return tuple(_all_parted(bare)) if is_sheet or _is_running_text([new for _, new in tables]) else tuple(blocks)


def _is_running_text(tables: Sequence[Table]) -> bool:
    """Whether hardly a row holds more than one cell with text, though the tables have more columns: a letterhead has two."""
    rows = [row for table in tables for row in table.rows if _filled(row)]
    wide = all(max(sum(cell.columns for cell in row.cells) for row in table.rows) > _FILLED for table in tables)
    single = sum(_filled(row) == 1 for row in rows)
    return wide and len(rows) >= _LONG and single * 10 >= len(rows) * 9 and all(_filled(row) <= _FILLED for row in rows)


def _all_parted(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from parted_table(block) if isinstance(block, Table) else (block,)


def _without_headings(table: Table) -> Table:
    rows = without_headings(table.rows)
    return table if rows == list(table.rows) else replace(table, rows=tuple(rows))


def _has_titles_above(table: Table) -> bool:
    above = next((at for at, row in enumerate(table.rows) if is_title_row(row)), 0)
    return above >= _FEWEST and all(_filled(row) <= _FILLED for row in table.rows[:above])


def _filled(row: Row) -> int:
    return sum(bool(cell.text.strip()) for cell in row.cells)
