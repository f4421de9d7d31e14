"""Tables of which a PDF rules the header alone: it is read with the rows below, which stand in no lines."""

from collections.abc import Sequence

from scheduler.documents.document import Place
from scheduler.documents.pdf_banded import banded_at
from scheduler.documents.pdf_lines import Letter, lines_of
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled, table_of
from scheduler.documents.scanned_titles import is_title_row

_MOST_ROWS = 3
"""Rows that such lines stand around: a header of one or two, and the title of a section right below."""
_MOST_FILLED = 2
"""Cells that the row of a title fills."""


def heads_rows_below(grid: Ruled, letters: Sequence[Letter], page: Page) -> bool:
    """Whether these lines stand around a header, or that and a title, and rows in its columns stand below them without any."""
    if len(grid.rows) - 1 > _MOST_ROWS:
        return False
    rows = table_of(grid, letters, Place(), page.struck).rows
    titles = rows[1:] if rows and is_title_row(rows[0]) else rows
    if len(titles) == len(rows) or any(sum(bool(cell.text) for cell in row.cells) > _MOST_FILLED for row in titles):
        return False
    _, _, _, bottom = grid.box
    end = min((table.box[1] for table in page.tables if table.box[1] >= bottom), default=page.height)
    below = [one for one in page.letters if bottom < one.middle[1] < end and not grid.holds(one)]
    read = banded_at(lines_of([*letters, *below]), 0, None)
    return read is not None and len(read.rows) > len(rows)
