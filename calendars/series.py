"""The concrete events of tasks → the series that show the same: RRULE, EXDATE and RECURRENCE-ID overrides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, takewhile

from calendars.event import Event
from calendars.layout import Layout, Member, Revision, Task, alone, layouts, look
from calendars.recurrence import Recurrence
from calendars.zone import ZONE


def as_series(uid: str, members: Iterable[Member], revision: Revision | None = None) -> tuple[Event, ...]:
    """One task by itself: see `series_by_task`."""
    return all_as_series((Task(uid, tuple(members), revision),))


def all_as_series(tasks: Iterable[Task]) -> tuple[Event, ...]:
    """The events of all tasks, one task after the other: see `series_by_task`."""
    return tuple(chain.from_iterable(series_by_task(tasks).values()))


def series_by_task(tasks: Iterable[Task]) -> dict[str, tuple[Event, ...]]:
    """By each task's UID what shows the same as its events: a series, its overrides behind it, then what stands beside it.

    What stands where hangs on the schedule alone (see `layouts`), so that whatever becomes of one occurrence changes the
    lines of that one: the series stays as it is, and the override, new or changed, has the higher SEQUENCE. Beside the
    series stand, under their own UIDs, what follows no rule, what another series in the feed has at that time, and the few
    that were moved to where some program would lose the override (see `_told_by_all`). Where there is no series all come
    back as they are. Only what looks like the series needs no lines of its own, so callers give the members of a series
    texts that name neither the day nor the count, and with them how each reads alone.

    tasks: all whose series may stand in one feed. revision of a task: of its series itself, which callers publish as an
    event of its own. An override's SEQUENCE is the series' and its own; who raises the series raises it above all that.
    A member that was changed since the series was published last stays an override, be it like the others again, so that
    what shows for an occurrence never falls.
    """
    known = tuple(tasks)
    found = layouts(known)
    return {task.uid: tuple(_shown(task, found.get(task.uid))) for task in known}


def told_again(task: Task, events: Iterable[Event]) -> Iterator[Event]:
    """Of the exceptions of a task's series those of which the series says what there is to say: they were told since it was.

    events: as `series_by_task` gave them, that of the rule first.
    """
    series, *others = events
    plain = {m.event.start for m in task.members if look(m.event) == look(series)}
    return (e for e in others if e.recurrence_id == e.start and e.start in plain)


def _shown(task: Task, layout: Layout | None) -> Iterator[Event]:
    inside = _inside(task, layout) if layout is not None else {}
    if layout is None or not inside:
        return (alone(member) for member in task.members)
    told = task.revision or _unpublished(task)
    series = _series(task.uid, layout, inside, told)
    overrides = (
        replace(alone(member), uid=task.uid, sequence=told.sequence + member.event.sequence, recurrence_id=start)
        for start, member in ((layout.on(place), member) for place, member in inside.items())
        if not _is_plain(member.event, start, series)
    )
    within = set(map(id, inside.values()))
    return chain((series,), overrides, (alone(m) for m in task.members if id(m) not in within))


def _inside(task: Task, layout: Layout) -> dict[date, Member]:
    """What the series shows, by the day of the rule."""
    by_day = {member.nominal: member for member in reversed(task.members)}  # of two on one day the first
    placed = {place: by_day[day] for place, day in layout.places.items() if day in by_day}
    return _told_by_all(placed, layout)


def _told_by_all(placed: Mapping[date, Member], layout: Layout) -> dict[date, Member]:
    """Those of the placed whose override no program loses.

    What is moved to a time that the rule names FullCalendar and sabre/vobject 2 lose or double; what is moved before the
    rule's first day, or as far behind its last that the rule would name another, sabre/vobject 2; and of two moved to one
    time it shows one.
    """
    named = layout.rule.days(layout.begin)
    known = {layout.on(day) for day in takewhile(lambda day: day <= layout.last, named)}
    beyond = next(day for day in layout.rule.days(layout.begin) if day > layout.last)
    told: dict[date, Member] = {}
    taken: set[date | datetime] = set()
    for place, member in placed.items():
        event = member.event
        free = event.start not in known | taken and layout.begin < _day(event) < beyond
        if event.start == layout.on(place) or free:
            told[place] = member
            taken.add(event.start)
    return told


def _series(uid: str, layout: Layout, inside: Mapping[date, Member], told: Revision) -> Event:
    start = layout.on(layout.begin)
    named = takewhile(lambda day: day <= layout.last, layout.rule.days(layout.begin))
    recurrence = Recurrence(start, layout.rule, layout.last, tuple(day for day in named if day not in inside))
    return replace(
        layout.model,
        uid=uid,
        start=start,
        end=start + layout.model.length,
        sequence=told.sequence,
        modified=told.modified,
        recurrence=recurrence,
    )


def _is_plain(event: Event, start: date | datetime, series: Event) -> bool:
    """Whether the series shows it as it is, with a revision that is not older."""
    known = event.modified is None or series.modified is None or event.modified <= series.modified
    return known and event.start == start and look(event) == look(series)


def _unpublished(task: Task) -> Revision:
    """Of a series that nobody published: as old as the oldest of its members."""
    return Revision(0, min((m.event.modified for m in task.members if m.event.modified is not None), default=None))


def _day(event: Event) -> date:
    return event.start.astimezone(ZONE).date() if isinstance(event.start, datetime) else event.start
