"""`simulate`: every message of a stretch of days, by the code that sends them, on a clock that jumps and a store in memory."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import refresh
from scheduler.actions.parcels import Channels
from scheduler.actions.remind import wake_up
from scheduler.actions.sending import Outcome
from scheduler.actions.snapshot import Snapshot, applied_config, snapshot
from scheduler.model import Person
from scheduler.ports import Repository


@dataclass(frozen=True, slots=True)
class Said:
    """A message that would be sent, when (local) and what became of it in the simulation."""

    at: datetime
    outcome: Outcome

    @property
    def week(self) -> tuple[int, int]:
        """The ISO year and week."""
        year, week, _ = self.at.isocalendar()
        return year, week


@dataclass(frozen=True, slots=True)
class Simulation:
    """All messages in their order. unlinked: ids of people who have no address yet: what they would get once they have one is said
    all the same. unreachable: ids of those whose channels are all dead: their messages go to others."""

    said: tuple[Said, ...]
    unlinked: tuple[str, ...]
    unreachable: tuple[str, ...]

    def counts(self) -> Mapping[tuple[str, tuple[int, int]], int]:
        """Messages by person and ISO week."""
        found: dict[tuple[str, tuple[int, int]], int] = {}
        for one in self.said:
            key = (one.outcome.digest.person, one.week)
            found[key] = found.get(key, 0) + 1
        return found


def simulate(copy: Repository, folder: Path, first: date, last: date, now: datetime) -> Simulation:
    """Walk from `now` (local) to the end of `last`, and keep what is said from `first` on. copy: a store to be thrown away.

    What people will report meanwhile nobody knows: nothing more is reported done.
    """
    refresh(copy, folder, now)
    unlinked = _link_all(copy, snapshot(copy, folder, now, ()).people)
    said = list[Said]()
    for day in (now.date() + timedelta(days=n) for n in range((last - now.date()).days + 1)):
        said.extend(one for one in _day(copy, folder, day, now) if day >= first)
    office = snapshot(copy, folder, now, ())
    channels = Channels.of(copy)
    return Simulation(tuple(said), unlinked, tuple(p.id for p in office.people if not channels.of_person(p)))


def _link_all(copy: Repository, people: Iterable[Person]) -> tuple[str, ...]:
    """Whoever has no address on any channel gets one in the copy, on the channel that comes first; who that is."""
    channels = Channels.of(copy)
    known = {person for person, _ in channels.addresses}
    found = [p for p in people if not channels.of_person(p) and p.id not in known]
    for person in found:
        copy.link(person.id, person.channels[0], person.id)
    return tuple(p.id for p in found)


def _day(copy: Repository, folder: Path, day: date, now: datetime) -> Iterator[Said]:
    """One day; a day on which nothing is due is passed over. Derived anew once a month, as plans that roll grow; where people
    are away daily, as that is when they are told."""
    begins = datetime.combine(day, time.min, now.tzinfo)
    ends = begins + timedelta(days=1)
    revision = copy.latest_revision()
    if revision is not None and (day.day == 1 or applied_config(revision, folder).absences):
        refresh(copy, folder, max(begins, now))
    if not copy.triggers(day, day) and not copy.claimable(ends.astimezone(UTC)):
        _awake(copy, ends)
        return
    office = snapshot(copy, folder, max(begins, now), ())
    notifiers = {c: RecordingNotifier(c) for p in office.config.people for c in p.channels}
    for moment in _moments(copy, office, day, now):
        for outcome in asyncio.run(wake_up(copy, folder, notifiers, _standing_at(moment))):
            yield Said(moment, outcome)
    _awake(copy, ends)


def _awake(copy: Repository, ends: datetime) -> None:
    """Somebody was awake to the end of the day: what lies between two moments of the walk is no outage."""
    copy.enqueue((), (ends - timedelta(seconds=1)).astimezone(UTC))


def _standing_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: moment


def _moments(copy: Repository, office: Snapshot, day: date, now: datetime) -> Iterable[datetime]:
    """When something may come: digests, slots, the end of the quiet hours, what waits for its time; in their order."""
    policy, zone = office.config.policy, office.now.tzinfo
    times = {p.digest for p in office.config.people} | {policy.quiet_to}
    found = {datetime.combine(day, at, zone) for at in times}
    found |= {t.moment.replace(tzinfo=zone) for t in copy.triggers(day, day) if t.moment is not None}
    later = (d.next_attempt for d in copy.claimable(datetime.combine(day, time.max, zone).astimezone(UTC)))
    found |= {at.astimezone(zone) for at in later if at is not None}
    return sorted(at for at in found if at >= now and at.date() == day)
