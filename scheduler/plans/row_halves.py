"""A row and its second half, which a page or a line of its own took apart → one row: each cell joined by its column's role."""

from dataclasses import replace

from scheduler.documents import is_cut_last_word, with_next
from scheduler.plans.columns import Columns
from scheduler.plans.table_rows import TaskRow, is_open, role_of
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import WHEN, WHO, Role


def joined(before: TaskRow, rest: TaskRow, columns: Columns) -> TaskRow:
    """A row with its second half: titles run on, lists of units go on in a new line, a second timing is set beside the first.

    Where the end of a page broke the row amid its lines, every cell runs on.
    """
    width = max(len(before.row.cells), len(rest.row.cells))
    broken = before.row.place.page != rest.row.place.page
    pairs = [(before.row.at(c), rest.row.at(c)) for c in range(width)]
    cells = [
        _run_on(*pair, role_of(columns, c)) if broken else _join(*pair, role_of(columns, c))
        for c, pair in enumerate(pairs)
    ]
    next_to = _with_rest if broken else with_next
    title = next_to(before.title, rest.title) if before.title and rest.title else before.title or rest.title
    return TaskRow(replace(before.row, cells=tuple(cells)), before.label, title, before.told or rest.told)


def _join(first: str, second: str, role: Role | None) -> str:
    if not (first.strip() and second.strip()) or first == second:
        return first or second
    if role in WHO:
        return first + "\n" + second
    if role in WHEN and not second[:1].islower() and not is_open(first):
        return first + "; " + second
    return first + " " + second


def _run_on(first: str, second: str, role: Role | None) -> str:
    """The text of a cell that a page broke; a list goes on in a new line where an item was over or another unit begins."""
    if not (first.strip() and second.strip()) or first == second:
        return first or second
    is_item = first.rstrip().endswith((";", ".")) or (second.lstrip()[:1] in "-–+•" and not _may_end_in_dash(first))
    is_item = is_item or (role in WHO and begins_unit(second.strip()))
    return first + "\n" + second if is_item else _with_rest(first, second)


def _with_rest(first: str, second: str) -> str:
    """Two halves that the end of a page took apart, perhaps amid a word: «Trung tâm Tru» and «yền thông»."""
    return first + second if is_cut_last_word(first, second) else with_next(first, second)


def _may_end_in_dash(first: str) -> bool:
    """Whether a dash below this may be the rest of a name: the cell has no bullets, or stops end its items."""
    return not first.lstrip().startswith(("-", "–", "+", "•")) or ";" in first
