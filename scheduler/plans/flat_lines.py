"""Lines of one row of a table flattened to one cell a line → its cells, where some cells take several lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.documents import Cell
from scheduler.plans.columns import Columns
from scheduler.plans.prose import begins_work
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import begins_unit, names_unit
from scheduler.plans.vocabulary import WHEN, WHO, Role

_MOST_LINES = 24
_NOT_SO = -100
_EMPTY = -2
"""What speaks for a column without a line, of those that may be empty."""
_CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Laid:
    """The cells of a row. sure: whether its lines fit its columns in this way alone."""

    cells: tuple[Cell, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """How lines may be laid in columns: how well they fit, where each column's lines end, how many others fit as well."""

    fit: int
    ends: tuple[int, ...] = ()
    rivals: int = 0


def laid(lines: Sequence[Cell], columns: Columns) -> Laid | None:
    """The lines laid in the columns in their order; None where that is hopeless, or one line a column does as well.

    A line with a time goes where times stand, a name where units stand; the number is the first line alone.
    """
    if not columns.width <= len(lines) <= _MOST_LINES or columns.roles[0] is not Role.NO:
        return None
    ways = {1: _Way(0, (1,))}
    roles = [role or Role.OTHER for role in columns.roles]
    for role in roles[1:]:
        ways = {end: way for end in range(1, len(lines) + 1) if (way := _best(lines, ways, end, role)) is not None}
    way = ways.get(len(lines))
    if way is None or way.fit <= _NOT_SO or (len(lines) == columns.width and way.fit < _plain(lines, roles) + _CLEARLY):
        return None
    starts = (0, *way.ends[:-1])
    parts = (lines[start:end] for start, end in zip(starts, way.ends, strict=True))
    cells = tuple(Cell("\n".join(line.text for line in part), (part or lines)[0].place) for part in parts)
    return Laid(cells, way.rivals == 0 and len(lines) > columns.width)


def _plain(lines: Sequence[Cell], roles: Sequence[Role]) -> int:
    """How well one line a column fits."""
    return sum(_fit([line], role) for line, role in zip(lines[1:], roles[1:], strict=True))


def _best(lines: Sequence[Cell], ways: dict[int, _Way], end: int, role: Role) -> _Way | None:
    """The best way whose column of this role ends before the line `end`; the work alone is never empty."""
    found = [
        _Way(way.fit + _fit(lines[start:end], role), (*way.ends, end), way.rivals)
        for start, way in ways.items()
        if start < end or (start == end and role is not Role.TITLE and role not in WHEN)
    ]
    best = max(found, key=lambda way: way.fit, default=None)
    return best and _Way(best.fit, best.ends, best.rivals + sum(way.fit == best.fit for way in found) - 1)


def _fit(part: Sequence[Cell], role: Role) -> int:
    """How well lines fit as one cell: what each holds, and whether a line below the first goes on with it."""
    if not part:
        return 2 * _EMPTY if role is Role.LEAD else _EMPTY
    first, *rest = (line.text for line in part)
    begins = -3 if first[:1].islower() else 0
    return begins + _holds(first, role) + sum(_goes_on(line, role) for line in rest)


def _holds(text: str, role: Role) -> int:
    """What speaks for a line as the first of a cell of this role."""
    if role in WHEN:
        return 3 if starts_timed(text) else -6
    if role in WHO:
        return 3 if begins_unit(text) else -5 if starts_timed(text) or begins_work(text) else -1
    if starts_timed(text):
        return -4
    return -2 if names_unit(text) else 1


def _goes_on(text: str, role: Role) -> int:
    """What speaks for a line as one that goes on with a cell of this role; a line in small letters does so anywhere."""
    if text[:1].islower() or text[:1] in "-–+•(":
        return 0 if role in WHEN or not starts_timed(text) else -3
    if role in WHEN:
        return 0 if starts_timed(text) else -6
    if role in WHO:
        return 0 if begins_unit(text) else -5 if starts_timed(text) or begins_work(text) else -1
    if starts_timed(text):
        return -4
    return -2 if names_unit(text) else -1
