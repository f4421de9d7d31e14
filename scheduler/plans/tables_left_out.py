"""Tables that ask who or when, or whose rows say it, and gave no task: said, so that no work is lost in silence."""

from collections.abc import Iterator
from itertools import islice

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Table
from scheduler.plans.columns import opens_another_table
from scheduler.plans.grid import grid
from scheduler.plans.timed import starts_timed
from scheduler.plans.vocabulary import WHEN, Role, column_role
from scheduler.text import shortened

_ASKED = (Role.LEAD, Role.LEAD_AND_COORDINATING, *WHEN)
_LONGEST_TITLE = 60
_FEWEST = 2
"""Rows with a time that make a table one of work."""


def table_left_out(table: Table, file: str) -> Iterator[Diagnostic]:
    """table-left-out for a table that gave no task, where its header asks who or when or two of its rows say when."""
    rows = [[" ".join(cell.split()) for cell in row.cells] for row in grid(table)]
    header = next((row for row in islice(rows, 3) if _asks(row)), None)
    timed = [row for row in rows if len(row) > 1 and any(map(starts_timed, row))]
    if (header is None or len(rows) < _FEWEST) and len(timed) < _FEWEST:
        return
    text = shortened(" | ".join(filter(None, header or timed[0])), 120)
    yield Diagnostic("table-left-out", Severity.QUESTION, table.place.within(file), values(text=text))


def _asks(cells: list[str]) -> bool:
    if len(cells) < 3 or not opens_another_table(cells):
        return False
    return any(len(cell) < _LONGEST_TITLE and column_role(cell) in _ASKED for cell in cells)
