"""A column that says how work is done («Giải pháp thực hiện») beside the one that names it: the name alone is the title."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.plans.columns import Columns
from scheduler.plans.grid import GridRow
from scheduler.plans.numbering import read_label
from scheduler.plans.shared_numbers import Rows
from scheduler.plans.table_rows import TaskRow, group_beside
from scheduler.plans.vocabulary import Role, words
from scheduler.text import folded


def named_by_task(rows: Rows, columns: Columns) -> Rows:
    """The rows, of two columns for the work each with what names it as its title.

    Where one task stands beside several solutions (a merged cell, or the same text again) each of these is work of its own, and
    its title holds both. So it does where the name is that of an aim («Tiêu chí», «Chỉ tiêu»), which says nothing to be done.
    """
    at = columns.at(Role.TITLE)
    naming = [c for c in at if not _is_how(columns.titles[c])]
    if len(at) < 2 or len(naming) != 1 or _is_aim(columns.titles[naming[0]]):
        return rows
    (name,) = naming
    again = {text for one, other in pairwise(_texts(rows, name)) if one == other for text in (one,)}
    return [(_named(one, columns, name, again), sections) for one, sections in rows]


def _texts(rows: Rows, at: int) -> Sequence[str]:
    return [_whole(one.row, at) for one, _ in rows]


def _named(one: TaskRow, columns: Columns, at: int, again: set[str]) -> TaskRow:
    text = _whole(one.row, at)
    if not text or at in one.row.covered or text in again or group_beside(one.row, columns):
        return one
    if not one.row.at(columns.first(Role.NO)).strip():  # the number stands before the text
        text = read_label(text)[1] or text
    return replace(one, title=text)


def _whole(row: GridRow, at: int) -> str:
    return " ".join(row.at(at).split())


def _is_aim(title: str) -> bool:
    return any(word in folded(title) for word in words("tables", "aims"))


def _is_how(title: str) -> bool:
    return folded(title).startswith(tuple(words("tables", "how")))
