"""The concrete events of one task → the series that shows the same: RRULE, EXDATE and RECURRENCE-ID overrides."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendars.event import Event, Status
from calendars.recurrence import Recurrence
from calendars.rhythm import Rhythm, rhythm_of
from calendars.zone import ZONE


@dataclass(frozen=True, slots=True)
class Member:
    """One event of a task, and the day on which the task's rhythm puts its start (before any shift off a holiday)."""

    nominal: date
    event: Event


@dataclass(frozen=True, slots=True)
class Revision:
    """SEQUENCE and LAST-MODIFIED (aware) that were published of a series itself."""

    sequence: int
    modified: datetime | None


def as_series(uid: str, members: Iterable[Member], revision: Revision | None = None) -> tuple[Event, ...]:
    """The fewest lines that show the same: a series of that UID, its overrides behind it, then what stands beside it.

    Events whose nominal days follow no rule come back as they are; so do hours and whole days mixed in one task. Which
    of them follow the rule depends on the days alone, never on what was done or moved: an UID that came and went with
    states would double what people see. Only what looks like the others needs no line of its own, so callers give the
    members of a series texts that name neither the day nor the count.
    revision: of the series itself, for callers that publish it as an event of its own. By default it is the least of its
    members'. An override's SEQUENCE stands above the series' by what its own stands above the least, so that what shows
    for one occurrence never falls; a member whose own has risen stays an override, be it like the others again.
    """
    given = tuple(members)
    by_day = {member.nominal: member for member in reversed(given)}  # of two on one day the first follows the rule
    rhythm = rhythm_of(by_day) if _alike(given) else None
    if rhythm is None:
        return tuple(member.event for member in given)
    placed = {place: by_day[day].event for place, day in sorted(rhythm.places.items())}
    inside = {id(event) for event in placed.values()}
    beside = (member.event for member in given if id(member.event) not in inside)
    return (*_series(uid, rhythm, placed, revision), *beside)


def _alike(members: Sequence[Member]) -> bool:
    """Whether one DTSTART can stand for all: only hours or only whole days, and no series among them."""
    single = all(m.event.recurrence is None and m.event.recurrence_id is None for m in members)
    return single and len({member.event.timed for member in members}) == 1


def _series(uid: str, rhythm: Rhythm, placed: Mapping[date, Event], revision: Revision | None) -> tuple[Event, ...]:
    least = min(event.sequence for event in placed.values())
    told = revision or Revision(least, _first_modified(placed.values()))
    model = _model({place: event for place, event in placed.items() if event.sequence == least})
    days = sorted(placed)
    recurrence = Recurrence(_start(model, days[0]), rhythm.rule, days[-1], rhythm.excluded)
    overrides = (
        replace(event, uid=uid, sequence=told.sequence + event.sequence - least, recurrence_id=recurrence.on(place))
        for place, event in placed.items()
        if event.sequence > least or _day(event) != place or _look(event) != _look(model)
    )
    return (_series_event(uid, model, recurrence, told), *overrides)


def _series_event(uid: str, model: Event, recurrence: Recurrence, told: Revision) -> Event:
    start = recurrence.start
    end = start + model.length
    return replace(
        model, uid=uid, start=start, end=end, sequence=told.sequence, modified=told.modified, recurrence=recurrence
    )


def _model(unchanged: Mapping[date, Event]) -> Event:
    """What most of the unchanged look like, of as many the last: what lies ahead changes least."""
    standing = {p: e for p, e in unchanged.items() if _day(e) == p and e.status is not Status.CANCELLED} or unchanged
    seen = Counter(map(_look, standing.values()))
    return standing[max(standing, key=lambda place: (seen[_look(standing[place])], place))]


def _look(event: Event) -> tuple[Hashable, ...]:
    """All that a reader sees of an event but its day."""
    hour = event.start.astimezone(ZONE).time() if isinstance(event.start, datetime) else None
    what = (event.summary, event.description, event.categories, event.url, event.location, event.status, event.color)
    return (hour, event.length, *what)


def _day(event: Event) -> date:
    return event.start.astimezone(ZONE).date() if isinstance(event.start, datetime) else event.start


def _start(model: Event, day: date) -> date | datetime:
    """DTSTART of a series like the model that begins on that day."""
    if isinstance(model.start, datetime):
        return datetime.combine(day, model.start.astimezone(ZONE).timetz())
    return day


def _first_modified(events: Iterable[Event]) -> datetime | None:
    moments = [event.modified for event in events if event.modified is not None]
    return min(moments, default=None)
