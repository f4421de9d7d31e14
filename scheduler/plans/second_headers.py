"""The second row of a header («Chủ trì | Phối hợp» below «Đơn vị thực hiện»), and the rest of one that a page break parted."""

from collections.abc import Sequence
from itertools import zip_longest

from scheduler.plans.calendar_grid import grid_columns
from scheduler.plans.columns import TAKING_PART, Columns, columns_of, tells_of_work
from scheduler.plans.grid import GridRow
from scheduler.plans.step_columns import step_of
from scheduler.plans.unit_columns import UnitColumn, unit_columns
from scheduler.plans.vocabulary import WHEN, WHO, Role, column_role, words
from scheduler.text import folded


def refined(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns after a second header row («Chủ trì | Phối hợp» under «Đơn vị thực hiện»); None where this row is none.

    It parts a column, so it fills at least two; a lone «nhiệm vụ của Đề án 06» is the rest of a title that a page broke.
    A title that is not understood costs its own column alone (`unread_below`), where those beside it are.
    """
    columns = _spread(columns, cells)
    if (gridded := _gridded(columns, cells) or _parted(columns, cells)) is not None:
        return gridded
    below = [_role_below(columns, at, cell) for at, cell in enumerate(cells)]
    if (
        sum(role is not None for role in below) < 2
        or (any(c.strip() and not r for c, r in zip(cells, below, strict=True)) and not _is_below(columns, cells))
        or tells_of_work(cells)
        or _has_work(columns, cells)
    ):
        return None
    roles = [
        None if not low and at < len(cells) and cells[at].strip() else low or high
        for at, (low, high) in enumerate(zip_longest(below, columns.roles))
    ]
    titles = [low if low.strip() else high for low, high in zip_longest(cells, columns.titles, fillvalue="")]
    return Columns(tuple(roles), tuple(titles))


def unread_below(above: Columns, below: Columns, cells: Sequence[str]) -> tuple[str, ...]:
    """The titles of the second row that nobody understood, below one that asks who or when."""
    above = _spread(above, cells)
    return tuple(
        " ".join(title.split())
        for at, (title, role) in enumerate(zip(below.titles, below.roles, strict=True))
        if role is None
        and title.strip()
        and title not in above.titles[at : at + 1]
        and (over := _above(above.titles, at)) is not None
        and above.roles[over] in (*WHO, *WHEN)
    )


def _is_below(columns: Columns, cells: Sequence[str]) -> bool:
    """Whether a row is a second header by what it leaves open: the columns of numbers and of the work, which titles above name."""
    at = [columns.first(Role.NO), columns.first(Role.TITLE)]
    named = [cells[place].strip() in ("", columns.titles[place].strip()) for place in at if place is not None]
    return all(named) and all(len(cell) < _LONGEST for cell in cells)


_LONGEST = 40
"""Signs of a title in a second row that no word of ours names."""


def _role_below(columns: Columns, at: int, cell: str) -> Role | None:
    """The role of a title in the second row: «Từ», «Đến» only below one that asks when."""
    if not cell.strip():
        return None
    above = _above(columns.titles, at)
    if above is not None and columns.roles[above] in WHEN:
        for role, key in ((Role.START, "bare_start"), (Role.END, "bare_end")):
            if folded(cell).strip(" :.") in words("roles", key):
                return role
        if step_of(cell) is not None and columns.roles[above] is Role.TIMING:
            return Role.TIMING
    return column_role(cell)


def is_rest_of_header(columns: Columns, row: GridRow) -> bool:
    """Whether the title of the column of numbers reaches down into a row: then its other cells are titles too."""
    at = columns.first(Role.NO)
    return at is not None and at in row.covered and columns.titles[at] == row.at(at)


def mended(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns after the rest of a header that a page break parted («Thời gian» | «hoàn thành»); None where this row is none."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or len(cells) > columns.width or not all(c[0].islower() and len(c) < 40 for c in filled):
        return None
    return columns_of([f"{title} {cell}".strip() for title, cell in zip_longest(columns.titles, cells, fillvalue="")])


def is_known_below(columns: Columns, cells: Sequence[str]) -> bool:
    """Whether the row below a repeated header is one of its own: it says again how the known titles end, and nothing else."""
    said = [
        ("".join(folded(title).split()), "".join(folded(cell).split()))
        for title, cell in zip_longest(columns.titles, cells, fillvalue="")
    ]
    return sum(bool(cell) for _, cell in said) > 1 and all(title.endswith(cell) for title, cell in said)


def _gridded(columns: Columns, cells: Sequence[str]) -> Columns | None:
    """The columns with a grid of months or quarters below «Thời gian thực hiện»; None where the row is no such second header."""
    timed = [
        at for at, role in enumerate(columns.roles) if role in (*WHEN, Role.GRID) or _is_period(columns.titles[at])
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
    units = unit_columns(cells, [at for at, role in over.items() if role in TAKING_PART])
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


def _is_period(title: str) -> bool:
    """Whether a title is nothing but the word for a period, over the numbers of months or quarters."""
    bare = folded(title).strip(" :")
    return bare in words("grid", "over") or bare.endswith(words("grid", "by_period"))


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


def _has_work(columns: Columns, cells: Sequence[str]) -> bool:
    """Whether the row has a title of its own: then it is a task, however its cells read."""
    at = columns.first(Role.TITLE)
    return at is not None and at < len(cells) and len(cells[at]) > 60
