"""Which column of a table holds what, told by its header, not by its position."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from scheduler.plans.calendar_grid import grid_columns
from scheduler.plans.numbering import Rank, bare_label, read_label, roman_value
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_columns import UnitColumn, unit_columns
from scheduler.plans.vocabulary import WHEN, Role, column_role, words
from scheduler.text import folded

_WORKING = (Role.GRID, Role.UNIT, Role.LEAD, Role.LEAD_AND_COORDINATING, *WHEN)

_UNIT_OF_MONEY = re.compile(r"\([^()]*\)")
_YEAR = pattern("columns", "year")
_COUNTED_APART = re.compile(r"\s+(?!=|\+)(?<![=+]\s)|(?<=\))(?=\()")
_LETTERED = ("ABCDEFGHIJKLMNO", "ABCDĐEGHIKLMN")
_JOINED = pattern("columns", "joined")
_LONGEST_TITLE = 8
"""Words of a title of a column that no word of ours names."""
FIRST = 6
"""Rows of a table among which its header stands."""
_DAYS = (Role.TIMING, Role.START, Role.END, Role.GRID)
_LEADING = (Role.LEAD, Role.LEAD_AND_COORDINATING)
TAKING_PART = (*_LEADING, Role.COORDINATING)
"""Who does the work; a column of who directs it does not make a header one of tasks."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns by position, and their titles. None: a column whose title is not understood.

    periods: of a grid of months or quarters, the columns with the period that each stands for. units: of one of units, with theirs.
    """

    roles: tuple[Role | None, ...]
    titles: tuple[str, ...]
    periods: tuple[tuple[int, str], ...] = ()
    units: tuple[UnitColumn, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.roles)

    @property
    def plain(self) -> bool:
        """Whether nearly every title is understood: less, below another header, is a row of work that uses such words."""
        titled = [role for role, title in zip(self.roles, self.titles, strict=True) if title.strip()]
        known = len([role for role in titled if role is not None])
        return known > 2 and known * 4 >= len(titled) * 3

    def at(self, role: Role) -> tuple[int, ...]:
        """The positions of the columns with this role."""
        return tuple(at for at, r in enumerate(self.roles) if r is role)

    def first(self, role: Role) -> int | None:
        """The position of the first column with this role."""
        return next(iter(self.at(role)), None)

    def same_as(self, cells: Sequence[str]) -> bool:
        """Whether a row repeats this header, as it is printed again on each page."""
        said = [(folded(a), folded(b)) for a, b in zip(self.titles, cells, strict=False) if b.strip()]
        return len(said) > 1 and all(
            a == b or (r is not None and column_role(b) is r and bare_label(b) is None)
            for (a, b), r in zip(said, self.roles, strict=False)
        )


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns under this row when it is the header of a task table; None for any other row.

    A task table has a column for the work, and at least one for who or when.
    """
    if cells and not cells[0].strip() and any(cell.strip()[:1].islower() for cell in cells):
        return None  # what a page break left of a row
    periods = grid_columns(cells, under_time=_months_of_a_year(cells))
    named = [column_role(cell) for cell in cells]
    units = unit_columns(cells) if _asks_more(named) else {}
    roles = [Role.GRID if at in periods else Role.UNIT if at in units else r for at, r in enumerate(named)]
    for settled in (_with_who_and_when, _with_one_time, _with_title):
        roles = settled(roles, cells)
    if not _are_of_tasks(roles, cells) or tells_of_work([c for at, c in _but_years(cells) if at not in periods]):
        return None
    return Columns(tuple(roles), tuple(cells), tuple(periods.items()), tuple(UnitColumn(*u) for u in units.items()))


def _but_years(cells: Sequence[str]) -> list[tuple[int, str]]:
    """The cells but for a year that stands over several columns: «Năm 2026» over those of its quarters."""
    return [
        (at, cell)
        for at, cell in enumerate(cells)
        if not (_YEAR.fullmatch(cell.strip()) and at + 1 < len(cells) and not cells[at + 1].strip())
    ]


def _with_who_and_when(roles: Sequence[Role | None], cells: Sequence[str]) -> list[Role | None]:
    """Words that say who or when only beside others which do: «Đơn vị», «Ngày»; who answers for work beside who does it."""
    found = list(roles)
    dated = any(role in _DAYS for role in found) or any(is_month(cell) or is_day(cell) for cell in cells)
    if dated and not any(role in _LEADING for role in found):
        found = [Role.LEAD if _is_bare(cell, "bare_lead") else r for r, cell in zip(found, cells, strict=True)]
    if not any(role in _DAYS for role in found):
        found = [
            Role.TIMING if r is None and _is_bare(cell, "bare_timing") else r
            for r, cell in zip(found, cells, strict=True)
        ]
    elif any(_is_bare(cell, "beside_day") for cell in cells):
        found = [
            Role.TIMING if r is None and _is_bare(cell, "bare_day") else r for r, cell in zip(found, cells, strict=True)
        ]
    if Role.TIMING in found:
        found = [Role.TIMING if r is None and is_month(cell) else r for r, cell in zip(found, cells, strict=True)]
    found = [Role.TIMING if _is_bare(cell, "bare_hour") else r for r, cell in zip(found, cells, strict=True)]
    if Role.LEAD in found:  # «Người chịu trách nhiệm» beside «Người thực hiện/Phối hợp»
        found = [Role.COORDINATING if role is Role.LEAD_AND_COORDINATING else role for role in found]
    return found


def _is_bare(title: str, key: str) -> bool:
    """Whether a title is one of these words and nothing else, however its parts are joined: «Khoa/phòng», «Khoa, phòng»."""
    return _parts(title) in map(_parts, words("roles", key))


def is_day(title: str) -> bool:
    """Whether a column is titled as one of days: «Ngày», «Thứ/ngày»."""
    return _is_bare(title, "bare_day")


def is_month(title: str) -> bool:
    """Whether a column is titled as one of months: «Tháng», «Tháng/năm»."""
    return _is_bare(title, "bare_month")


def _parts(title: str) -> str:
    return _JOINED.sub("/", folded(title).strip(" :."))


def _with_one_time(roles: Sequence[Role | None], cells: Sequence[str]) -> list[Role | None]:
    """Of several times, that of the report on the work is not the work's own."""
    if roles.count(Role.TIMING) < 2:
        return list(roles)
    return [
        Role.OTHER if r is Role.TIMING and words("roles", "of_reports")[0] in folded(cell) else r
        for r, cell in zip(roles, cells, strict=True)
    ]


def _with_title(roles: Sequence[Role | None], cells: Sequence[str]) -> list[Role | None]:
    """The column of the work, by a word that may mean it where no other does, else by its place."""
    found = list(roles)
    if Role.TITLE not in found and Role.WEAK_TITLE in found:
        found[found.index(Role.WEAK_TITLE)] = Role.TITLE
    if Role.TITLE not in found and (at := _work_by_place(cells, found)) is not None:
        found[at] = Role.TITLE
    return found


def _are_of_tasks(roles: Sequence[Role | None], cells: Sequence[str]) -> bool:
    """Whether a header with these roles is one of tasks: it names work and who or when, half is understood, it is no bill."""
    known = [r for r in roles if r is not None]
    if Role.TITLE not in known or len(cells) < 2 or len(known) * 2 < sum(bool(c.strip()) for c in cells):
        return False
    if not any(r in _WORKING for r in known) or _of_money(cells, roles) or any(len(c) > 90 for c in cells):
        return False
    return not set(known) <= {Role.NO, Role.TITLE, Role.FREQUENCY, Role.OTHER}


def _work_by_place(cells: Sequence[str], roles: Sequence[Role | None]) -> int | None:
    """Where a header asks who and when and names no work: the first column that asks neither («Đơn vị được kiểm tra»)."""
    if not (any(role in TAKING_PART for role in roles) and any(role in _DAYS for role in roles)):
        return None
    if len(roles) < 3 or any(len(cell.split()) > _LONGEST_TITLE for cell in cells) or tells_of_work(cells):
        return None
    first = next((at for at, role in enumerate(roles) if role is not Role.NO), None)
    if first is None or not cells[first].strip() or roles[first] not in (None, Role.OTHER, Role.SECTION):
        return None
    return first


def header_among(rows: Iterable[Sequence[str]]) -> Columns | None:
    """The columns of the first of these rows that is a header of a task table; only among the first ones of a table."""
    return next((found for row in islice(rows, FIRST) if (found := columns_of(row)) is not None), None)


def _asks_more(roles: Sequence[Role | None]) -> bool:
    """Whether a header says besides the work what counts or times it, and nowhere who: then names of units in it are columns."""
    return Role.NO in roles and Role.TITLE in roles and not any(role in TAKING_PART for role in roles)


def _months_of_a_year(cells: Sequence[str]) -> list[bool]:
    """Of a header in one row the cells that count 1 to 12 without a gap, and no further: months, though no word says so."""
    said = [cell.strip() for cell in cells]
    months = [str(no) for no in range(1, 13)]
    for at in range(1, len(said) - 11):
        if said[at : at + 12] == months and not any(cell.isdigit() for cell in (*said[:at], *said[at + 12 :])):
            return [at <= place < at + 12 for place in range(len(said))]
    return []


def opens_another_table(cells: Sequence[str]) -> bool:
    """Whether a row is the header of any table at all, of tasks or not: it counts rows, prices them, or titles two columns."""
    if cells and (bare_label(cells[0]) is not None or _is_rest(cells) or _is_timed_work(cells)):
        return False
    roles = [column_role(cell) for cell in cells if len(cell) < 60]
    return Role.NO in roles or _of_money(cells, roles) or sum(r not in (None, Role.TITLE) for r in roles) > 1


def _is_timed_work(cells: Sequence[str]) -> bool:
    """Whether a row without a number is work all the same: one of its cells is a time, and one is longer than titles are."""
    return sum(map(starts_timed, cells)) == 1 and any(len(cell) > 40 for cell in cells) and len(cells) > 2


def _is_rest(cells: Sequence[str]) -> bool:
    """Whether a row is what a page break left of the row before: no number, and cells that begin or end amid a sentence."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return not cells[0].strip() and any(cell[0].islower() or cell.endswith((".", ";", ",")) for cell in filled)


def is_counter(cells: Sequence[str]) -> bool:
    """Whether the row only counts columns: (1) (2) (3), A B 1 2, A B C, I II III, (5)=(3)+(4); mostly, where OCR erred."""
    whole = [part for cell in cells for part in _COUNTED_APART.split(cell.strip()) if part]
    said = [part.split("=")[0].strip(" ()[]") for part in whole]
    if len(said) < 3:
        return False
    if any([*run[: len(said)]] == [c.upper() for c in said] for run in _LETTERED) or [*map(roman_value, said)] == [
        *range(1, len(said) + 1)
    ]:
        return True
    digits = [int(c) for c in said if c.isdecimal() and len(c) < 3]
    rest = [c for c in said if not c.isdecimal()]
    counts = len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits)))
    return (counts and all(len(c) == 1 for c in rest)) or _counts_mostly(whole)


def _counts_mostly(parts: Sequence[str]) -> bool:
    """Whether most of them are numbers in brackets, each that of its place, and the others no more than a sign or two: «@)»."""
    right = [part == f"({at})" for at, part in enumerate(parts, 1)]
    return sum(right) * 2 > len(parts) and all(fits or len(part) < 5 for fits, part in zip(right, parts, strict=True))


def tells_of_work(cells: Sequence[str]) -> bool:
    """Whether a cell holds what a row of work holds: a number before its title, or a time. Columns for each quarter are titles."""
    times = sum(starts_timed(cell) and (column_role(cell) is None or any(map(str.isdigit, cell))) for cell in cells)
    return cells[0].strip(" .").isdigit() or 0 < times < 3 or 0 < sum(_is_numbered(cell) for cell in cells) < 3


def _is_numbered(cell: str) -> bool:
    label, rest = read_label(cell)
    return label is not None and label.rank is Rank.NUMBER and bool(rest)


def _of_money(cells: Sequence[str], roles: Sequence[Role | None]) -> bool:
    """Whether a table counts money: by a title of its own, or by one with its unit («Số tiền (triệu đồng)») and no time beside."""
    titles = [folded(cell) for cell in cells]
    works = any(role in TAKING_PART for role in roles) and any(role in _DAYS for role in roles)
    if any(title in words("tables", "of_money") for title in titles) or (
        not works and any(title in words("tables", "counted") for title in titles)
    ):
        return True
    bare = [" ".join(_UNIT_OF_MONEY.sub(" ", title).split()) for title in titles]
    return not any(role in _DAYS for role in roles) and any(title in words("tables", "of_money") for title in bare)
