"""Who has a unit's work on a day: units end, begin and hand on; groups are opened as they are on that day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.diagnostics import values
from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.trace import Reason
from scheduler.words import day_text


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit that has work on a day. key: the unit id that UIDs bear, which a rename or a succession leaves.

    named: the unit that the plan names. took: the units of the plan whose work it has, where these are others, each with the day
    from which on. before: the ids of all that had it earlier.
    """

    unit: Unit
    key: str
    named: Unit
    took: tuple[tuple[Unit, date], ...] = ()
    before: tuple[str, ...] = ()

    @property
    def why(self) -> tuple[Reason, ...]:
        """Each succession as a step of the trace, () where there was none."""
        told = (values(was=was.name, now=self.unit.name, day=day_text(since)) for was, since in self.took)
        return tuple(Reason("unit-replaced", facts) for facts in told)


def seats(named: Iterable[Unit], day: date, directory: Directory) -> tuple[Seat, ...]:
    """The units that have work on a day, each once: groups opened, what has ended replaced by its successor.

    A unit that was named by itself keeps its key where it comes in as the successor of another one as well. A member that has ended
    without successor, or has not begun, is left out; where nobody would be left, the unit that the plan names stays.
    """
    found: dict[str, Seat] = {}
    for unit in named:
        for seat in _of_one(unit, day, directory):
            known = found.get(seat.unit.id)
            found[seat.unit.id] = seat if known is None else _as_one(known, seat)
    return tuple(found.values())


def _as_one(known: Seat, seat: Seat) -> Seat:
    """The seat of a unit that is named twice, by itself or as a successor, with all that it took over."""
    first = seat if known.took and not seat.took else known
    took = tuple(dict.fromkeys((*known.took, *seat.took)))
    return replace(first, took=took, before=tuple(dict.fromkeys((*known.before, *seat.before))))


def holders(named: Iterable[Unit], day: date, directory: Directory) -> tuple[Unit, ...]:
    """The units of `seats`."""
    return tuple(seat.unit for seat in seats(named, day, directory))


def all_before(found: Iterable[Seat]) -> tuple[str, ...]:
    """The units that had the work of the seats earlier, each once."""
    return tuple(dict.fromkeys(unit for seat in found for unit in seat.before))


def reasons(found: Iterable[Seat]) -> tuple[Reason, ...]:
    """Every succession among the seats, once."""
    return tuple(dict.fromkeys(reason for seat in found for reason in seat.why))


def _of_one(unit: Unit, day: date, directory: Directory, opened: tuple[str, ...] = ()) -> tuple[Seat, ...]:
    """The seats behind one unit. opened: the groups that are being opened; where one leads back into itself, it stays closed."""
    seat = _held(unit, day, directory)
    members = directory.members(seat.unit)
    if members == (seat.unit,) or seat.unit.id in opened:
        return (seat,)
    within = (*opened, seat.unit.id)
    own = (s for m in members if _stands(m, day) for s in _of_one(m, day, directory, within))
    return tuple(_came_in(s, seat, directory) for s in own) or (seat,)


def _came_in(member: Seat, group: Seat, directory: Directory) -> Seat:
    """A member of the group that took over: it has the work since then, where it did not belong to what was replaced."""
    if not group.took or member.unit.id in directory.opened((group.named.id,)):
        return member
    before = tuple(dict.fromkeys((*group.before, *member.before)))
    since = (member.took or group.took)[0][1]
    return replace(member, named=group.named, took=((group.named, since),), before=before)


def _stands(member: Unit, day: date) -> bool:
    """Whether somebody has a member's work on that day."""
    begun = member.valid_from is None or member.valid_from <= day
    return begun and (member.valid_to is None or day <= member.valid_to or member.successor is not None)


def _held(named: Unit, day: date, directory: Directory) -> Seat:
    unit, since = _before(named, day, directory), None
    names, seen = _names_before(unit, directory), {unit.id}
    while unit.valid_to is not None and unit.valid_to < day and unit.successor is not None:
        after = directory.by_id(unit.successor)
        if after is None or after.id in seen:
            break
        since, names = unit.valid_to + timedelta(days=1), (*names, unit)
        seen.add(after.id)
        unit = after
    root = (*_names_before(named, directory), named)[0]
    before = tuple(dict.fromkeys(u.id for u in names))
    took = ((named, since),) if since is not None and unit.id != named.id else ()
    return Seat(unit, root.id, named, took, before)


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


def _names_before(unit: Unit, directory: Directory) -> tuple[Unit, ...]:
    """The units of which this one is only the new name, the first in front: its UIDs stand under the id of that one."""
    found: list[Unit] = []
    while unit.valid_from is not None:
        before = _one_before(unit, directory)
        if before is None or before in found or before.valid_to != unit.valid_from - timedelta(days=1):
            break
        found.insert(0, before)
        unit = before
    return tuple(found)


def _one_before(unit: Unit, directory: Directory) -> Unit | None:
    found = [u for u in directory.units if u.successor == unit.id]
    return found[0] if len(found) == 1 else None
