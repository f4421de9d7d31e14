"""Tables that lie on their side: what columns are titled stands in the first cell of each row, and each task in a column."""

from dataclasses import replace

from scheduler.documents import Row, Table
from scheduler.plans.columns import TAKING_PART, columns_of, header_among
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.vocabulary import WHEN, Role

_FEWEST_TITLES, _MOST_TITLES = 3, 12


def upright(table: Table) -> Table:
    """The table with its rows as columns where its first column, and none of its rows, is a header of tasks; else as it is."""
    merged = any(cell.columns > 1 or cell.rows > 1 for row in table.rows for cell in row.cells)
    if len(table.rows) < _FEWEST_TITLES or len(table.rows) > _MOST_TITLES or merged:
        return table
    rows = list(grid(table))
    if len({len(row.cells) for row in rows}) > 1 or len(rows[0].cells) < 2 or header_among(r.cells for r in rows):
        return table
    return _turned(table, rows) if _titles_work([row.cells[0] for row in rows]) else table


def _titles_work(titles: list[str]) -> bool:
    """Whether cells are titles of columns and nothing else: of the work, who does it and when, each of them understood."""
    columns = columns_of(titles)
    if columns is None or not columns.plain or None in columns.roles:
        return False
    who, when = (any(columns.at(role) for role in roles) for roles in (TAKING_PART, WHEN))
    return who and when and columns.first(Role.TITLE) is not None


def _turned(table: Table, rows: list[GridRow]) -> Table:
    """Each column as a row; its cells keep the places where they stand."""
    columns = (tuple(row.cells[at] for row in table.rows) for at in range(len(rows[0].cells)))
    return replace(table, rows=tuple(Row(column, column[0].place) for column in columns))
