"""What people will notice in their calendars when one state of the office follows another. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.feeds.beside import left_apart
from scheduler.schedule import Occurrence


@dataclass(frozen=True, slots=True)
class Moved:
    """An occurrence whose days changed: as it was and as it will be."""

    before: Occurrence
    after: Occurrence


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new revision does to people's calendars, of occurrences still ahead. reworded: same days, other content.

    let_go: what lies behind and stays as it was left, as nobody follows its task any more. resumed: what came due while it was
    called off, and is back.
    added, removed: a unit's own part stands among them where it joins or leaves work that goes on, for its calendar alone; so
    does the event of a unit that looks on from now on, or no longer.
    led: by UID who led what is among the reworded, where others do from now on.
    """

    added: tuple[Occurrence, ...] = ()
    moved: tuple[Moved, ...] = ()
    removed: tuple[Occurrence, ...] = ()
    reworded: tuple[Occurrence, ...] = ()
    let_go: tuple[Occurrence, ...] = ()
    resumed: tuple[Occurrence, ...] = ()
    led: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.moved or self.removed or self.reworded or self.let_go or self.resumed)


def compare(
    before: tuple[Occurrence, ...],
    after: tuple[Occurrence, ...],
    now: datetime,
    looks_other: Callable[[Occurrence], bool],
) -> Changes:
    """What people will notice, of what is not yet over: of the events that all see, and of the parts of units that join or leave.

    looks_other: whether an event is not as calendars know it.
    """
    old, new = _ahead(before, now), _ahead(after, now)
    joined, left = (_parts_apart(*those, now) for those in ((before, after), (after, before)))
    both = [o for o in _by_due(new.values()) if o.uid in old]
    return Changes(
        added=_by_due((*(o for uid, o in new.items() if uid not in old), *joined, *_beside(new, old))),
        moved=tuple(Moved(old[o.uid], o) for o in both if _days(old[o.uid]) != _days(o)),
        removed=_by_due((*(o for uid, o in old.items() if uid not in new), *left, *_beside(old, new))),
        reworded=tuple(o for o in both if _days(old[o.uid]) == _days(o) and looks_other(o)),
        let_go=_by_due(_newly_let_go(before, after)),
        resumed=_by_due(_resumed(before, after)),
        led={o.uid: old[o.uid].leads for o in both if set(old[o.uid].leads) != set(o.leads)},
    )


def _newly_let_go(before: Iterable[Occurrence], after: Iterable[Occurrence]) -> Iterable[Occurrence]:
    known = {o.uid for o in before if o.let_go}
    return (o for o in after if o.let_go and o.unit is None and o.uid not in known)


def _resumed(before: Iterable[Occurrence], after: Iterable[Occurrence]) -> Iterable[Occurrence]:
    known = {o.uid for o in before}
    return (o for o in after if o.off_meanwhile and o.unit is None and o.uid not in known)


def _by_due(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(occurrences, key=lambda o: (o.due, o.uid)))


def _ahead(occurrences: tuple[Occurrence, ...], now: datetime) -> dict[str, Occurrence]:
    return {o.uid: o for o in occurrences if o.unit is None and o.end > now.date()}


def _parts_apart(old: tuple[Occurrence, ...], new: tuple[Occurrence, ...], now: datetime) -> Iterable[Occurrence]:
    """Units' own parts that only the new have, of work that both have; where a whole piece comes or goes they are no news."""
    both, known = {o.uid for o in old if o.unit is None}, {o.uid for o in old}
    own = {part for o in new if o.uid in both for part in o.parts if part not in known}
    return (o for o in new if o.uid in own and o.end > now.date())


def _beside(these: Mapping[str, Occurrence], those: Mapping[str, Occurrence]) -> Iterable[Occurrence]:
    """The events of units that look on in these and have nothing of the same work in those: for that calendar alone."""
    return (apart for uid, one in these.items() if uid in those for apart in left_apart(one, those[uid]))


def _days(occurrence: Occurrence) -> tuple[object, ...]:
    return occurrence.start, occurrence.end, occurrence.due, occurrence.act_by, occurrence.at
