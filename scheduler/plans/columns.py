"""Which column of a table holds what, told by its header, not by its position."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from scheduler.plans.calendar_grid import grid_columns
from scheduler.plans.numbering import Rank, bare_label, read_label
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_columns import UnitColumn, unit_columns
from scheduler.plans.vocabulary import Role, column_role, words
from scheduler.text import folded

_WORKING = (
    Role.GRID,
    Role.UNIT,
    Role.LEAD,
    Role.LEAD_AND_COORDINATING,
    Role.TIMING,
    Role.START,
    Role.END,
    Role.FREQUENCY,
)

_UNIT_OF_MONEY = re.compile(r"\([^()]*\)")
_LONGEST_TITLE = 8
"""Words of a title of a column that no word of ours names."""
_FIRST = 6
"""Rows of a table among which its header stands."""
_DAYS = (Role.TIMING, Role.START, Role.END, Role.GRID)
_WHO = (Role.LEAD, Role.LEAD_AND_COORDINATING, Role.COORDINATING)
_TIMES = (Role.TIMING, Role.START, Role.END, Role.FREQUENCY)


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
            a == b or (column_role(b) == r and bare_label(b) is None)
            for (a, b), r in zip(said, self.roles, strict=False)
        )


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns under this row when it is the header of a task table; None for any other row.

    A task table has a column for the work, and at least one for who or when.
    """
    if cells and not cells[0].strip() and any(cell.strip()[:1].islower() for cell in cells):
        return None  # what a page break left of a row
    roles = [column_role(cell) for cell in cells]
    periods = grid_columns(cells, under_time=_months_of_a_year(cells))
    units = unit_columns(cells) if _asks_more(roles) else {}
    roles = [Role.GRID if at in periods else Role.UNIT if at in units else r for at, r in enumerate(roles)]
    if not any(role in _WHO for role in roles) and any(role in _DAYS for role in roles):
        roles = [
            Role.LEAD if folded(cell).strip(" :") in _bare_lead() else r for r, cell in zip(roles, cells, strict=True)
        ]
    if not any(role in _DAYS for role in roles):
        roles = [
            Role.TIMING if r is None and folded(cell).strip(" :.") in words("roles", "bare_timing") else r
            for r, cell in zip(roles, cells, strict=True)
        ]
    if Role.LEAD in roles:  # «Người chịu trách nhiệm» beside «Người thực hiện/Phối hợp»
        roles = [Role.COORDINATING if role is Role.LEAD_AND_COORDINATING else role for role in roles]
    if roles.count(Role.TIMING) > 1:
        roles = [
            Role.OTHER if r is Role.TIMING and words("roles", "of_reports")[0] in folded(cell) else r
            for r, cell in zip(roles, cells, strict=True)
        ]
    if Role.TITLE not in roles and Role.WEAK_TITLE in roles:
        roles[roles.index(Role.WEAK_TITLE)] = Role.TITLE
    if Role.TITLE not in roles and (at := _work_by_place(cells, roles)) is not None:
        roles[at] = Role.TITLE
    known = [r for r in roles if r is not None]
    if Role.TITLE not in known or len(cells) < 2 or len(known) * 2 < sum(bool(c.strip()) for c in cells):
        return None
    if not any(r in _WORKING for r in known) or _of_money(cells, roles) or any(len(c) > 90 for c in cells):
        return None
    if _tells_of_work([cell for at, cell in enumerate(cells) if at not in periods]):
        return None
    if set(known) <= {Role.NO, Role.TITLE, Role.FREQUENCY, Role.OTHER}:
        return None
    return Columns(tuple(roles), tuple(cells), tuple(periods.items()), tuple(UnitColumn(*u) for u in units.items()))


def _work_by_place(cells: Sequence[str], roles: Sequence[Role | None]) -> int | None:
    """Where a header asks who and when and names no work: the first column that asks neither («Đơn vị được kiểm tra»)."""
    if not (any(role in _WHO for role in roles) and any(role in _DAYS for role in roles)):
        return None
    if len(roles) < 3 or any(len(cell.split()) > _LONGEST_TITLE for cell in cells) or _tells_of_work(cells):
        return None
    first = next((at for at, role in enumerate(roles) if role is not Role.NO), None)
    if first is None or not cells[first].strip() or roles[first] not in (None, Role.OTHER, Role.SECTION):
        return None
    return first


def header_among(rows: Iterable[Sequence[str]]) -> Columns | None:
    """The columns of the first of these rows that is a header of a task table; only among the first ones of a table."""
    return next((found for row in islice(rows, _FIRST) if (found := columns_of(row)) is not None), None)


def _asks_more(roles: Sequence[Role | None]) -> bool:
    """Whether a header says besides the work what counts or times it, and nowhere who: then names of units in it are columns."""
    return Role.NO in roles and Role.TITLE in roles and not any(role in _WHO for role in roles)


def _bare_lead() -> tuple[str, ...]:
    return words("roles", "bare_lead")


def refined(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns after a second header row («Chủ trì | Phối hợp» under «Đơn vị thực hiện»); None where this row is none.

    It parts a column, so it fills at least two; a lone «nhiệm vụ của Đề án 06» is the rest of a title that a page broke.
    """
    columns = _spread(columns, cells)
    if (gridded := _gridded(columns, cells) or _parted(columns, cells)) is not None:
        return gridded
    below = [column_role(cell) if cell.strip() else None for cell in cells]
    if (
        sum(role is not None for role in below) < 2
        or any(c.strip() and not r for c, r in zip(cells, below, strict=True))
        or _tells_of_work(cells)
        or _has_work(columns, cells)
    ):
        return None
    roles = [low or high for low, high in zip_longest(below, columns.roles)]
    titles = [low if low.strip() else high for low, high in zip_longest(cells, columns.titles, fillvalue="")]
    return Columns(tuple(roles), tuple(titles))


def mended(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns after the rest of a header that a page break parted («Thời gian» | «hoàn thành»); None where this row is none."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or len(cells) > columns.width or not all(c[0].islower() and len(c) < 40 for c in filled):
        return None
    return columns_of([f"{title} {cell}".strip() for title, cell in zip_longest(columns.titles, cells, fillvalue="")])


def _gridded(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns with a grid of months or quarters below «Thời gian thực hiện»; None where the row is no such second header."""
    timed = [
        at for at, role in enumerate(columns.roles) if role in (*_TIMES, Role.GRID) or _is_period(columns.titles[at])
    ]
    periods = grid_columns(cells, under_time=[_above(columns.titles, at) in timed for at in range(len(cells))])
    if not periods or any(
        c.strip() and at not in periods and c != columns.titles[at] for at, c in _within(cells, columns)
    ):
        return None
    roles = tuple(Role.GRID if at in periods else role for at, role in enumerate(columns.roles))
    titles = tuple(cells[at] if at in periods else title for at, title in enumerate(columns.titles))
    return Columns(roles, titles, tuple(periods.items()))


def _parted(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns with one for each unit below «Đơn vị thực hiện»; None where the row is no such second header."""
    over = {at: columns.roles[above] for at in range(len(cells)) if (above := _above(columns.titles, at)) is not None}
    units = unit_columns(cells, [at for at, role in over.items() if role in _WHO])
    if not units or any(c.strip() and at not in units and c != columns.titles[at] for at, c in _within(cells, columns)):
        return None
    roles = tuple(Role.UNIT if at in units else role for at, role in enumerate(columns.roles))
    titles = tuple(cells[at] if at in units else title for at, title in enumerate(columns.titles))
    return Columns(
        roles,
        titles,
        columns.periods,
        tuple(UnitColumn(at, name, over[at] is Role.COORDINATING) for at, name in units.items()),
    )


def _above(titles: Sequence[str], at: int) -> int | None:
    """The column of the title that stands over a cell: one that covers several columns stands in the first of them."""
    return next((place for place in range(min(at, len(titles) - 1), -1, -1) if titles[place].strip()), None)


def _months_of_a_year(cells: Sequence[str]) -> list[bool]:
    """Of a header in one row the cells that count 1 to 12 without a gap, and no further: months, though no word says so."""
    said = [cell.strip() for cell in cells]
    months = [str(no) for no in range(1, 13)]
    for at in range(1, len(said) - 11):
        if said[at : at + 12] == months and not any(cell.isdigit() for cell in (*said[:at], *said[at + 12 :])):
            return [at <= place < at + 12 for place in range(len(said))]
    return []


def _is_period(title: str) -> bool:
    """Whether a title is nothing but the word for a period, over the numbers of months or quarters."""
    return folded(title).strip(" :") in words("grid", "over")


def _within(cells: Sequence[str], columns: Columns) -> list[tuple[int, str]]:
    return [(at, cell) for at, cell in enumerate(cells) if at < columns.width]


def _spread(columns: Columns, below: Sequence[str]) -> Columns:
    """The header with the titles that stand once over several cells of the row below them set over each of these."""
    more = len(below) - columns.width
    filled = [at for at, cell in enumerate(below) if cell.strip()]
    if more < 1 or not filled or filled != list(range(filled[0], filled[-1] + 1)):
        return columns
    over = columns.titles[filled[0] : columns.width - (len(below) - 1 - filled[-1])]
    if not over or len(filled) % len(over):
        return columns
    first, each = filled[0], len(filled) // len(over)
    places = [
        *range(first),
        *(first + at // each for at in range(len(filled))),
        *range(first + len(over), columns.width),
    ]
    return Columns(tuple(columns.roles[at] for at in places), tuple(columns.titles[at] for at in places))


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
    """Whether the row only counts columns: (1) (2) (3), or A B 1 2."""
    said = [c.strip(" ()[]") for c in cells if c.strip()]
    digits = [int(c) for c in said if c.isdigit() and len(c) < 3]
    rest = [c for c in said if not c.isdigit()]
    return (
        len(digits) > 1
        and len(said) > 2
        and digits == list(range(digits[0], digits[0] + len(digits)))
        and all(len(c) == 1 for c in rest)
    )


def _tells_of_work(cells: Sequence[str]) -> bool:
    """Whether a cell holds what a row of work holds: a number before its title, or a time. Columns for each quarter are titles."""
    times = sum(starts_timed(cell) and (column_role(cell) is None or any(map(str.isdigit, cell))) for cell in cells)
    return cells[0].strip(" .").isdigit() or 0 < times < 3 or 0 < sum(_is_numbered(cell) for cell in cells) < 3


def _is_numbered(cell: str) -> bool:
    label, rest = read_label(cell)
    return label is not None and label.rank is Rank.NUMBER and bool(rest)


def _of_money(cells: Sequence[str], roles: Sequence[Role | None]) -> bool:
    """Whether a table counts money: by a title of its own, or by one with its unit («Số tiền (triệu đồng)») and no time beside."""
    titles = [folded(cell) for cell in cells]
    if any(title in words("tables", "of_money") for title in titles):
        return True
    bare = [" ".join(_UNIT_OF_MONEY.sub(" ", title).split()) for title in titles]
    return not any(role in _DAYS for role in roles) and any(title in words("tables", "of_money") for title in bare)


def _has_work(columns: Columns, cells: Sequence[str]) -> bool:
    """Whether the row has a title of its own: then it is a task, however its cells read."""
    at = columns.first(Role.TITLE)
    return at is not None and at < len(cells) and len(cells[at]) > 60
