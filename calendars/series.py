"""The concrete events of tasks → the series that show the same: RRULE, EXDATE and RECURRENCE-ID overrides."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from calendars.event import Event, Status
from calendars.recurrence import Recurrence
from calendars.rhythm import FEWEST, Rhythm, rhythm_of
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


@dataclass(frozen=True, slots=True)
class Task:
    """The events of one task, the UID that a series of them bears, and what was published of that series.

    apart: UIDs of other tasks' series that never stand in one feed with this one.
    """

    uid: str
    members: tuple[Member, ...]
    revision: Revision | None = None
    apart: frozenset[str] = frozenset()


def as_series(uid: str, members: Iterable[Member], revision: Revision | None = None) -> tuple[Event, ...]:
    """One task by itself: see `all_as_series`."""
    return all_as_series((Task(uid, tuple(members), revision),))


def all_as_series(tasks: Iterable[Task]) -> tuple[Event, ...]:
    """The events of all tasks, one task after the other: see `series_by_task`."""
    return tuple(chain.from_iterable(series_by_task(tasks).values()))


def series_by_task(tasks: Iterable[Task]) -> dict[str, tuple[Event, ...]]:
    """By each task's UID the fewest lines that show the same: a series, its overrides behind it, then what stands beside it.

    Beside it stand, under their own UIDs: events whose nominal days follow no rule; those before the first that looks
    as the series does; and those whose override some reader would lose (see `_held`). Where fewer than three are left,
    as where hours and whole days are mixed, all of a task come back as they are. Only what looks like the others needs
    no lines of its own, so callers give the members of a series texts that name neither the day nor the count.

    tasks: all whose series may stand in one feed, for FullCalendar lets an override take the place of any series'
    occurrence at its time: what has company there stands beside.
    revision of a task: of its series itself, for callers that publish it as an event of its own and raise it when its
    content hash differs; without, it follows from the members' and rises as they leave the series. An override's
    SEQUENCE stands above the series' by what its own stands above the least; a member whose own has risen stays an
    override, be it like the others again, so that what shows for an occurrence never falls.
    """
    fitted = [(task, _placed(task.members)) for task in tasks]
    named: dict[date | datetime, set[str]] = {}
    for task, placed in fitted:
        draft = _series(task, placed, frozenset())
        for moment in draft.named if draft is not None else ():
            named.setdefault(moment, set()).add(task.uid)
    return {task.uid: tuple(_shown(task, _series(task, placed, _crowded(task, named)))) for task, placed in fitted}


def _crowded(task: Task, named: Mapping[date | datetime, set[str]]) -> frozenset[date | datetime]:
    """When another series that may stand beside the task's has an occurrence too."""
    alone = task.apart | {task.uid}
    return frozenset(moment for moment, uids in named.items() if not uids <= alone)


@dataclass(frozen=True, slots=True)
class _Series:
    """A series with its overrides, the members that they show (by identity), and every moment that its rule names."""

    events: tuple[Event, ...]
    inside: frozenset[int]
    named: tuple[date | datetime, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """The rule, and the event for each of its days that has one."""

    rhythm: Rhythm
    events: Mapping[date, Event]


def _shown(task: Task, series: _Series | None) -> Iterator[Event]:
    if series is None:
        return (member.event for member in task.members)
    beside = (member.event for member in task.members if id(member.event) not in series.inside)
    return chain(series.events, beside)


def _placed(members: Sequence[Member]) -> _Placed | None:
    by_day = {member.nominal: member.event for member in reversed(members)}  # of two on one day the first
    rhythm = rhythm_of(by_day) if _alike(members) else None
    if rhythm is None:
        return None
    return _Placed(rhythm, {place: by_day[day] for place, day in sorted(rhythm.places.items())})


def _alike(members: Sequence[Member]) -> bool:
    """Whether one DTSTART can stand for all: only hours or only whole days, and no series among them."""
    single = all(m.event.recurrence is None and m.event.recurrence_id is None for m in members)
    return single and len({member.event.timed for member in members}) == 1


def _series(task: Task, placed: _Placed | None, crowded: frozenset[date | datetime]) -> _Series | None:
    least = min((event.sequence for event in placed.events.values()), default=0) if placed else 0
    plain = _plain({place: e for place, e in placed.events.items() if e.sequence == least}) if placed else {}
    if placed is None or not plain:
        return None
    first = min(plain)
    starts = {day: _start(plain[first], day) for day in (*placed.events, *placed.rhythm.excluded)}
    held = _held(placed.events, plain, starts, crowded)
    if len(held) < FEWEST:
        return None
    last = max(held)
    excluded = {day for day in (*placed.rhythm.excluded, *placed.events) if first < day < last and day not in held}
    recurrence = Recurrence(_start(plain[first], first), placed.rhythm.rule, last, tuple(sorted(excluded)))
    left = sum(event.sequence for place, event in placed.events.items() if place not in held)
    told = task.revision or Revision(least + left, plain[first].modified)
    overrides = (
        replace(
            event, uid=task.uid, sequence=told.sequence + event.sequence - least, recurrence_id=recurrence.on(place)
        )
        for place, event in held.items()
        if place not in plain
    )
    series = _series_event(task.uid, plain[first], recurrence, told)
    return _Series((series, *overrides), frozenset(map(id, held.values())), recurrence.named())


def _held(
    placed: Mapping[date, Event],
    plain: Mapping[date, Event],
    starts: Mapping[date, date | datetime],
    crowded: frozenset[date | datetime],
) -> dict[date, Event]:
    """What the series can hold without a reader losing some of it.

    sabre/vobject 2 (Debian's) shows the first occurrence as the series has it, and loses or doubles what is moved before
    that, behind the last one or to another's time; FullCalendar loses what is moved to a time that the rule names.
    starts: when each day of the rule begins. crowded: when other series have an occurrence too.
    """
    first, named = min(plain), set(starts.values())
    times = Counter(event.start for event in placed.values())

    def told_by_all(place: date, event: Event) -> bool:
        moved = event.start != starts[place]
        return (
            _day(event) > first < place
            and starts[place] not in crowded
            and times[event.start] == 1
            and not (moved and event.start in named)
        )

    held = {place: event for place, event in placed.items() if place in plain or told_by_all(place, event)}
    while beyond := [place for place, event in held.items() if _day(event) > max(held)]:
        for place in beyond:
            del held[place]
    return held


def _plain(unchanged: Mapping[date, Event]) -> dict[date, Event]:
    """Those that look as the series does: as most of the unchanged on their days do, of as many the last's look.

    What lies ahead changes least.
    """
    standing = {p: e for p, e in unchanged.items() if _day(e) == p and e.status is not Status.CANCELLED}
    if not standing:
        return {}
    seen = Counter(map(_look, standing.values()))
    model = max(standing, key=lambda place: (seen[_look(standing[place])], place))
    return {place: event for place, event in standing.items() if _look(event) == _look(standing[model])}


def _series_event(uid: str, model: Event, recurrence: Recurrence, told: Revision) -> Event:
    start = recurrence.start
    end = start + model.length
    return replace(
        model, uid=uid, start=start, end=end, sequence=told.sequence, modified=told.modified, recurrence=recurrence
    )


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
