"""Who has a unit's work on a day: units end, begin and hand on; groups are opened as they are on that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.diagnostics import values
from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.trace import Reason
from scheduler.words import day_text


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit that has work on a day. key: the unit id that UIDs bear, which a rename or a succession leaves; since: from when on it
    has the work of `named`, the unit that the plan names, where that is another one."""

    unit: Unit
    key: str
    named: Unit
    since: date | None = None

    @property
    def why(self) -> tuple[Reason, ...]:
        """The succession as a step of the trace, () where there was none."""
        if self.since is None:
            return ()
        return (Reason("unit-replaced", values(was=self.named.name, now=self.unit.name, day=day_text(self.since))),)


def seats(named: Iterable[Unit], day: date, directory: Directory) -> tuple[Seat, ...]:
    """The units that have work on a day, each once: groups opened, what has ended replaced by its successor.

    A unit that was named by itself stands before one that comes in as a successor. A member that has ended without successor, or
    has not begun, is left out; where nobody would be left, the unit that the plan names stays.
    """
    found: dict[str, Seat] = {}
    for unit in named:
        for seat in _of_one(unit, day, directory):
            known = found.get(seat.unit.id)
            if known is None or (known.since is not None and seat.since is None):
                found[seat.unit.id] = seat
    return tuple(found.values())


def holders(named: Iterable[Unit], day: date, directory: Directory) -> tuple[Unit, ...]:
    """The units of `seats`."""
    return tuple(seat.unit for seat in seats(named, day, directory))


def reasons(found: Iterable[Seat]) -> tuple[Reason, ...]:
    """Every succession among the seats, once."""
    return tuple(dict.fromkeys(reason for seat in found for reason in seat.why))


def _of_one(unit: Unit, day: date, directory: Directory) -> tuple[Seat, ...]:
    group = _held(unit, day, directory)
    members = directory.members(group.unit)
    if members == (group.unit,):
        return (group,)
    own = tuple(_held(m, day, directory) for m in members if _stands(m, day))
    return own or (group,)


def _stands(member: Unit, day: date) -> bool:
    """Whether somebody has a member's work on that day."""
    begun = member.valid_from is None or member.valid_from <= day
    return begun and (member.valid_to is None or day <= member.valid_to or member.successor is not None)


def _held(named: Unit, day: date, directory: Directory) -> Seat:
    unit, since = _before(named, day, directory), None
    seen = {unit.id}
    while unit.valid_to is not None and unit.valid_to < day and unit.successor is not None:
        after = directory.by_id(unit.successor)
        if after is None or after.id in seen:
            break
        since = unit.valid_to + timedelta(days=1)
        seen.add(after.id)
        unit = after
    return Seat(unit, _root(named, directory).id, named, since if unit.id != named.id else None)


def _before(named: Unit, day: date, directory: Directory) -> Unit:
    """The one unit whose work this one took over, as long as it had not begun: a plan that names the new unit already."""
    seen = {named.id}
    while named.valid_from is not None and day < named.valid_from:
        before = _one_before(named, directory)
        if before is None or before.id in seen:
            break
        seen.add(before.id)
        named = before
    return named


def _root(unit: Unit, directory: Directory) -> Unit:
    """The unit under whose id its UIDs stand: of a unit that is only the new name of one before it, the first of them."""
    seen = {unit.id}
    while unit.valid_from is not None:
        before = _one_before(unit, directory)
        if before is None or before.id in seen or before.valid_to != unit.valid_from - timedelta(days=1):
            break
        seen.add(before.id)
        unit = before
    return unit


def _one_before(unit: Unit, directory: Directory) -> Unit | None:
    found = [u for u in directory.units if u.successor == unit.id]
    return found[0] if len(found) == 1 else None
