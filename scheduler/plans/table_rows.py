"""Rows of a task table, told apart: sections, tasks, sub-rows, halves of a row that a page broke, rows that only repeat."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from scheduler.documents import Place
from scheduler.plans.columns import Columns
from scheduler.plans.grid import GridRow
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import Label, Rank, bare_label, coded_label, read_label
from scheduler.plans.section_says import is_time
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import WHEN, WHO, Role, words
from scheduler.text import folded

_DATE = re.compile(r"\d{1,2}(?:/\d{1,4}){1,2}\b")
_DITTO = re.compile(r"\s*[-–]?\s*[\"'“”„‟″〃´`]{1,4}\s*[-–]?\s*")
_OPEN = (",", ";", ":", "-", "–", "(", "/")


class Sort(Enum):
    """What a row is."""

    SECTION = auto()
    TASK = auto()
    GROUP_OR_TASK = auto()
    CONTINUATION = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row with its label and title taken out of wherever they stand."""

    row: GridRow
    label: Label | None
    title: str
    told: bool


def task_row(row: GridRow, columns: Columns, section_before: str | None, before: TaskRow | None = None) -> TaskRow:
    """The row with its label: from the number column, else from the beginning of the title or of the one filled cell.

    before: the row that this one may be the rest of.
    """
    if before is not None and _is_rest_of_one_cell(row, before, columns):
        return TaskRow(row, None, "", True)
    at_title = columns.first(Role.TITLE)
    number, title = row.at(columns.first(Role.NO)).strip(), _title_text(row, columns)
    told = tells(row, columns)
    if len(row.filled) == 1 and row.filled[0] != at_title and not _is_label(number, section_before):
        told, title, number = False, " ".join(row.cells[row.filled[0]].split()), ""
    label = bare_label(number, section_before) or coded_label(number, section_before) if number else None
    if label is None and before is not None and (bullet := _own_bullet(row, before, columns)) is not None:
        label = bullet
    elif label is None:
        label, title = _from_title(number, title, section_before)
    elif label.rank is Rank.SECTION and not title and len(row.filled) == 2:
        # «A | Truyền thông», whatever the second column is
        told, title = False, " ".join(row.cells[row.filled[1]].split())
    return TaskRow(row, label, title, told)


def _own_bullet(row: GridRow, before: TaskRow, columns: Columns) -> Label | None:
    """The bullet of a row that is work of its own below a numbered one: it says who and when, or when where that one does not.

    Where a page ended between them, the bullet may be one of a list in the same cell.
    """
    at = columns.first(Role.TITLE)
    label, rest = read_label(" ".join(row.at(at).split()))
    if label is None or label.rank is not Rank.BULLET or not rest or row.at(columns.first(Role.NO)).strip():
        return None
    below_another = before.label is not None and before.label.rank is Rank.BULLET
    if _parted(row.place, before.row.place) or (_has_bullet(before.row.at(at)) and not below_another):
        return None
    timed, led = _says(row, columns, WHEN), _says(row, columns, (Role.LEAD,))
    return label if timed and (led or below_another or not _says(before.row, columns, WHEN)) else None


def _has_bullet(text: str) -> bool:
    label = read_label(" ".join(text.split()))[0]
    return label is not None and label.rank is Rank.BULLET


def _says(row: GridRow, columns: Columns, roles: Iterable[Role]) -> bool:
    return any(row.at(c).strip() for role in roles for c in columns.at(role))


def taken_in(one: TaskRow, before: TaskRow, columns: Columns) -> bool:
    """Whether a row without a number, taken for the rest of the one before it, says who or when of what may be its own."""
    if not (one.title and one.told) or one.title[:1].islower() or is_open(before.title):
        return False
    return not _parted(one.row.place, before.row.place) and any(c.isalpha() for c in one.title)


def tells(row: GridRow, columns: Columns) -> bool:
    """Whether a row says who or when."""
    return any(row.at(c).strip() for role in (*WHO, *WHEN) for c in columns.at(role))


def sort_of(one: TaskRow, before: TaskRow | None, columns: Columns) -> Sort:
    """What the row is, given the task row before it (None at the beginning and after a section)."""
    if not one.row.filled or _is_blank(one, columns):
        return Sort.EMPTY
    if one.label is not None and one.label.rank is Rank.SECTION and not one.told:
        return Sort.SECTION
    if one.label is None and before is not None and is_below_work(one.row):
        return Sort.EMPTY
    if one.label is not None:
        return Sort.TASK if one.told else Sort.GROUP_OR_TASK
    if before is not None and _continues(one, before, columns):
        return Sort.CONTINUATION
    return Sort.TASK if one.told and one.title else Sort.SECTION if one.title else Sort.EMPTY


def _is_blank(one: TaskRow, columns: Columns) -> bool:
    """Whether a row holds no word besides its number, as in a form to be filled in: «1 | … | …»."""
    at_number = columns.first(Role.NO)
    if at_number is None or bare_label(one.row.at(at_number)) is None or one.row.covered:
        return False
    said = [text for at, text in enumerate(one.row.cells) if at != at_number and text.strip()]
    return bool(said) and not any(c.isalnum() for text in said for c in text)


def is_below_work(row: GridRow) -> bool:
    """Whether a row without a number adds up the work («Tổng cộng | … | 50»), or is a note («Ghi chú: …») below it."""
    first = folded(" ".join(row.at(row.filled[0]).split()))
    for said in words("tables", "below_work"):
        if first.strip(" :.*()") == said:
            return True
        if first.lstrip("(* ").startswith((f"{said}:", f"{said} :")):
            return True
    return False


def without_ditto(one: TaskRow, before: TaskRow | None, columns: Columns) -> TaskRow:
    """The row with «nt», «như trên» and ditto marks replaced by what stands above them."""
    if before is None:
        return one
    cells = [
        before.row.at(c) if _is_ditto(text) and role_of(columns, c) in (*WHO, *WHEN) else text
        for c, text in enumerate(one.row.cells)
    ]
    return replace(one, row=replace(one.row, cells=tuple(cells)))


def _is_ditto(text: str) -> bool:
    """Whether a cell says no more than that it is as above: «nt», «--nt--», «như trên», one or two marks of quotation."""
    return _DITTO.fullmatch(text) is not None or folded(text).strip("-–.()' \"") in words("tables", "ditto")


def _is_rest_of_one_cell(row: GridRow, before: TaskRow, columns: Columns) -> bool:
    """Whether the one cell that a row fills goes on with the same cell of the row before: units with units, times with times.

    A section may stand in any column where a file keeps its lines by position only: in capitals, or labelled.
    """
    if len(row.filled) != 1 or row.spans:
        return False
    (at,) = row.filled
    role, text = role_of(columns, at), " ".join(row.at(at).split())
    if is_time(text) and at < (columns.first(Role.TITLE) or 0):  # «Tháng 02/2026» over days that stand before the work
        return False
    if role not in (*WHO, *WHEN) or text.isupper() or read_label(text)[0] is not None:
        return role in WHEN and starts_timed(text)
    above = before.row.at(at).strip()
    if text[:1].islower() or (above and is_open(above)):
        return True
    return starts_timed(text) or bool(_DATE.match(text)) if role in WHEN else begins_unit(text)


def is_across(row: GridRow, columns: Columns) -> bool:
    """Whether a row holds one text, which stands where no work does: in the column of numbers, or over all columns."""
    if len(row.filled) != 1 or row.filled[0] != 0:
        return False
    at_number = columns.first(Role.NO) == 0 and bare_label(row.at(0)) is None
    return at_number or any(first == 0 and width >= columns.width for first, width in row.spans)


def may_be_rest(one: TaskRow, before: TaskRow, columns: Columns) -> bool:
    """Whether a row taken for a section may as well be what a page break left of the row before it.

    It has no number, is not in capitals, and stands where no section does (below units or times), or first after a break.
    """
    if one.label is not None or one.title.isupper() or one.row.spans or len(one.row.filled) != 1:
        return False
    role = role_of(columns, one.row.filled[0])
    return role in (*WHO, *WHEN) or (role is Role.TITLE and _parted(one.row.place, before.row.place))


def _parted(one: Place, before: Place) -> bool:
    """Whether a page or table ended between two rows."""
    return (one.page, one.table) != (before.page, before.table)


def _is_label(number: str, section_before: str | None) -> bool:
    return bool(number) and bare_label(number, section_before) is not None


def _from_title(number: str, title: str, section_before: str | None) -> tuple[Label | None, str]:
    """A label at the beginning of the title, where the number column is missing or empty. A bullet there is only style."""
    if number:
        label, rest = read_label(number, section_before)
        return (label, title or rest) if label else (None, title or number)
    label, rest = read_label(title, section_before)
    return (label, rest) if label is not None and label.rank is not Rank.BULLET and rest else (None, title)


def _title_text(row: GridRow, columns: Columns) -> str:
    """The title: of two columns for the work both, or the second beside a group.

    A merged one counts for rows with a number of their own.
    """
    numbered = columns.first(Role.NO) in row.filled
    texts = (_plain(row.at(c)) for c in columns.at(Role.TITLE) if numbered or c not in row.covered)
    said = [t for t in texts if t]
    return said[-1] if group_beside(row, columns) else ": ".join(dict.fromkeys(said))


def _plain(text: str) -> str:
    """The text of a cell in one line, without the bullet of its only item."""
    whole = " ".join(text.split())
    label, rest = read_label(whole)
    return rest if label is not None and label.rank is Rank.BULLET and text.count("\n-") == 0 and rest else whole


def group_beside(row: GridRow, columns: Columns) -> str | None:
    """What stands in the first of two columns for the work, in a cell over several rows: the group of the works beside it."""
    first, *more = columns.at(Role.TITLE) or (None,)
    if first is None or not any(row.at(c).strip() for c in more):
        return None
    if first not in row.tall | row.covered and not any(_counts_below(row.at(first), row.at(c)) for c in more):
        return None
    return tidy_title(" ".join(row.at(first).split())) or None


def _counts_below(group: str, work: str) -> bool:
    """Whether «2.1. …» stands beside «2. …», a group of a single work."""
    above, label = read_label(group.strip())[0], read_label(work.strip())[0]
    return above is not None and label is not None and label.number.startswith(f"{above.number}.")


def _continues(one: TaskRow, before: TaskRow, columns: Columns) -> bool:
    """Whether a row without a number is the second half of the row before it, which a page broke."""
    if columns.first(Role.NO) is None and one.told and one.title and not one.title[:1].islower():
        return False
    if is_across(one.row, columns) and not one.title[:1].islower():
        return False
    if not one.title:
        return True
    if one.title[:1].islower() or one.title[:1] in ",;.)(":
        return True
    if is_open(before.title):
        return True
    if _is_whole(one, columns):
        return False
    return one.told or (one.title.endswith(".") and not before.title.endswith("."))


def _is_whole(one: TaskRow, columns: Columns) -> bool:
    """Whether the row says who as well as when: then it is a task whose number is missing."""
    who = any(one.row.at(c).strip() for c in columns.at(Role.LEAD))
    return who and any(one.row.at(c).strip() for role in WHEN for c in columns.at(role))


def is_open(title: str) -> bool:
    """Whether a text cannot end here: at a comma or dash, or at a word that needs another («trước ngày»)."""
    return title.endswith(_OPEN) or (folded(title).split() or [""])[-1] in words("tables", "open_ends")


def role_of(columns: Columns, column: int) -> Role | None:
    return columns.roles[column] if column < columns.width else None


def section_title(one: TaskRow) -> str:
    """The title of a section row."""
    return tidy_title(one.title)


def unrepeated(row: GridRow) -> GridRow:
    """A row that says one thing in all its cells, as converters write a merged cell, with it said once after the number."""
    texts = [" ".join(cell.split()) for cell in row.cells]
    first = 1 if len(set(texts)) > 1 else 0
    if len(texts) < 3 or not texts[-1] or len(set(texts[first:])) > 1 or len(texts[first:]) < 2:
        return row
    kept = [*row.cells[: first + 1], *[""] * (len(texts) - first - 1)]
    return replace(row, cells=tuple(kept))


def fitted(row: GridRow, columns: Columns) -> GridRow:
    """The row without empty cells beyond the header's width."""
    cells: Sequence[str] = row.cells
    while len(cells) > columns.width and not cells[-1].strip():
        cells = cells[:-1]
    return replace(row, cells=tuple(cells))
