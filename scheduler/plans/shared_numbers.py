"""Rows of a table under one printed number: its cell is merged down over them, or is empty and the count goes on after them."""

from collections.abc import Sequence
from typing import TypeAlias

from scheduler.plans.columns import Columns
from scheduler.plans.numbering import Label
from scheduler.plans.table_rows import TaskRow
from scheduler.plans.vocabulary import Role

Sections: TypeAlias = tuple[tuple[Label | None, str], ...]
"""Rows that name a section, the outermost first: the label and the title of each."""

Rows: TypeAlias = Sequence[tuple[TaskRow, Sections]]
"""Task rows, each with the sections above it."""


def shared_numbers(rows: Rows, columns: Columns) -> dict[int, str]:
    """By position in `rows` a number of its own («1.2», «1.3») for each row that shares that of a row before it.

    An empty cell shares the number before it only where the next printed one is one more: else a number was forgotten.
    """
    at_number = columns.first(Role.NO)
    found: dict[int, str] = {}
    last, count = 0, 1
    following = _following(rows)
    for at, (one, sections) in enumerate(rows):
        if at == 0 or rows[at - 1][1] != sections:
            last, count = 0, 1
        merged = at_number is not None and at_number in one.row.covered
        empty = one.label is None and following[at] == last + 1
        if last and (merged or empty):
            count += 1
            found[at] = f"{last}.{count}"
        else:
            last, count = _counted(one.label), 1
    return found


def _following(rows: Rows) -> list[int]:
    """For each row the next printed number of its section, 0 where there is none."""
    found, number = [0] * len(rows), 0
    for at in range(len(rows) - 1, -1, -1):
        found[at] = number if at + 1 < len(rows) and rows[at + 1][1] == rows[at][1] else 0
        number = _counted(rows[at][0].label) or found[at]
    return found


def _counted(label: Label | None) -> int:
    return int(label.number) if label is not None and label.number.isdecimal() else 0
