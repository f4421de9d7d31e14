"""Rows that are, by where they stand, what a page break left of the row before: the only ones of a counted table without number."""

from collections.abc import Sequence

from scheduler.plans.columns import Columns
from scheduler.plans.grid import GridRow
from scheduler.plans.vocabulary import Role

_FEWEST = 3
"""Numbered rows that show that a table counts its rows."""


def rests(rows: Sequence[GridRow], columns: Columns | None) -> frozenset[int]:
    """The positions of rows that stand first on a page, or first below a repeated header, and alone have no number.

    Where any other row has none either, a row without a number may be a section or a work of its own, and nothing is told.
    """
    at_number = _counting(columns) if columns is not None else None
    if columns is None or at_number is None:
        return frozenset()
    found: set[int] = set()
    header: set[tuple[str, ...]] = set()
    numbered, last, below_header = 0, None, False
    for at, row in enumerate(rows):
        if not row.filled:
            continue
        if columns.same_as(row.cells) or row.cells in header:
            below_header = last is not None
            continue
        if row.at(at_number).strip():
            numbered += 1
        elif last is None:  # the second row of a header, which may be printed again
            header.add(row.cells)
            continue
        elif row.spans or not (_begins_page(row, last) or (below_header and _is_no_title(row))):
            return frozenset()
        else:
            found.add(at)
        last, below_header = row, False
    return frozenset(found) if numbered >= _FEWEST else frozenset()


def _begins_page(row: GridRow, last: GridRow) -> bool:
    return row.place.page is not None and row.place.page != last.place.page


def _is_no_title(row: GridRow) -> bool:
    """Whether a row is no title of a section: it fills several cells, or begins amid a sentence."""
    return len(row.filled) > 1 or row.cells[row.filled[0]].lstrip()[:1].islower()


def _counting(columns: Columns) -> int | None:
    """The column of numbers, else that of the time where it stands first."""
    at_number = columns.first(Role.NO)
    return at_number if at_number is not None or columns.roles[0] is not Role.TIMING else 0
