"""The occurrences of one task as a series: what is plain in each is said once, what differs stands as an exception."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from calendars.event import Event
from calendars.series import Member, Revision, Task, series_by_task
from scheduler.book import Book, State
from scheduler.event_text import plain_description, plain_summary
from scheduler.feeds.events import event_of, revised, span
from scheduler.feeds.repeating import rule_line
from scheduler.schedule import Occurrence, Published
from scheduler.terms import Kind
from scheduler.trace import Reason

_FEWEST = 3
_NAMED_BY_PERIOD = (Kind.REPORT, Kind.CHECK_IN)


def series_of(occurrences: Iterable[Occurrence], since: date = date.min) -> dict[str, list[Occurrence]]:
    """What may be one series, by the UID that it would have: the work of one task for one unit, at least three times.

    since: from which due day on it is shown; what lies before it in that year still counts for the three.

    Reports and check-ins stay single: each bears the name of its period; so does what one unit alone is told is off.
    """
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        in_year = occurrence.due.year >= since.year
        if in_year and occurrence.kind not in _NAMED_BY_PERIOD and not occurrence.left:
            found.setdefault(_uid(occurrence), []).append(occurrence)
    ordered = {uid: sorted(members, key=lambda o: (o.start, o.uid)) for uid, members in found.items()}
    often = ((uid, members) for uid, members in ordered.items() if len(members) >= _FEWEST)
    shown = ((uid, [o for o in members if o.due >= since]) for uid, members in often)
    return {uid: members for uid, members in shown if members}


def series_events(
    groups: Mapping[str, Sequence[Occurrence]],
    states: Mapping[str, State],
    published: Mapping[str, Published],
    book: Book,
) -> dict[str, tuple[Event, ...]]:
    """By its UID each series with its exceptions, then what follows no rule, each of these as it would stand alone.

    groups: all that the office has, whichever of them a feed shows: what is an exception of one series hangs on what others
    there are, and no feed may tell it another way than the next one.
    """
    apart = _apart(groups)
    tasks = (
        Task(uid, tuple(_members(members, states, published, book)), _revision(published.get(uid)), apart[uid])
        for uid, members in groups.items()
    )
    by_uid = {o.uid: o for members in groups.values() for o in members}
    return {
        uid: tuple(
            _with_rule(event)
            if event.uid == uid
            else revised(event_of(by_uid[event.uid], states[event.uid], book), published[event.uid])
            for event in events
        )
        for uid, events in series_by_task(tasks).items()
    }


def exception_of(members: Sequence[Occurrence], event: Event) -> Occurrence | None:
    """Of which member an event of its series is the exception; None for the event that bears the rule.

    No two exceptions of one series begin at the same time (`calendars.series`); of members on one day the first is in it.
    """
    if event.recurrence_id is None:
        return None
    return next((o for o in members if span(o)[0] == event.start), None)


def _members(
    occurrences: Sequence[Occurrence], states: Mapping[str, State], published: Mapping[str, Published], book: Book
) -> Iterator[Member]:
    """Each occurrence as it looks in the series; why it is as it is, where that is true of all that look alike."""
    plain = [o for o in occurrences if _is_plain(o, states[o.uid], book)]
    common = frozenset[Reason]().union(*(o.why for o in plain[:1])).intersection(*(o.why for o in plain))
    totals = {o.total for o in plain if o.total is not None}
    for o in occurrences:
        event = revised(event_of(o, states[o.uid], book), published[o.uid])
        if _is_plain(o, states[o.uid], book):
            event = replace(event, summary=plain_summary(o), description=plain_description(o, book, common, totals))
        yield Member(o.start, event)


def _with_rule(event: Event) -> Event:
    """The event that bears a series' rule says it in words; an exception has its own day and why."""
    if event.recurrence is None:
        return event
    return replace(event, description=f"{event.description}\n{rule_line(event.recurrence.rule)}")


def _revision(told: Published | None) -> Revision | None:
    return Revision(told.sequence, told.modified) if told is not None else None


def _apart(groups: Mapping[str, Sequence[Occurrence]]) -> dict[str, frozenset[str]]:
    """The series of what all see and that of each unit's part of it: no feed has both."""
    parts: dict[str, set[str]] = {}
    for uid, members in groups.items():
        if members[0].unit is not None:
            parts.setdefault(_shared_uid(members[0]), set()).add(uid)
    shared = {uid: frozenset(parts.get(uid, ())) for uid in groups}
    return shared | {uid: frozenset((whole,)) for whole, uids in parts.items() for uid in uids}


def series_revised(
    groups: Mapping[str, Sequence[Occurrence]], published: Mapping[str, Published], book: Book
) -> dict[str, Event]:
    """By UID the event that bears each series' rule; those whose occurrences follow none are left out."""
    known = (o for members in groups.values() for o in members)
    states = {o.uid: State.CANCELLED if published[o.uid].cancelled is not None else book.state(o) for o in known}
    found = {uid: events[0] for uid, events in series_events(groups, states, published, book).items()}
    return {uid: event for uid, event in found.items() if event.recurrence is not None}


def _uid(occurrence: Occurrence) -> str:
    """`<task key>-<period key>[-<unit key>]@<office id>` without its period."""
    name, _, host = occurrence.uid.partition("@")
    key = occurrence.tasks[0]
    unit = name.removeprefix(f"{key}-{occurrence.period_key}")
    return f"{key}.series{unit}@{host}"


def _shared_uid(occurrence: Occurrence) -> str:
    return f"{occurrence.tasks[0]}.series@{occurrence.uid.partition('@')[2]}"


def _is_plain(occurrence: Occurrence, state: State, book: Book) -> bool:
    """Whether people need not be told anything of this one alone: it can do without its period, its day and why that day."""
    begun = book.count(occurrence) or book.done_parts(occurrence) or book.explained(occurrence)
    special = begun or occurrence.uid in book.moved or occurrence.act_by != occurrence.due
    return state in (State.PLANNED, State.HISTORY) and not special


def with_series(
    shown: Iterable[Occurrence],
    groups: Mapping[str, Sequence[Occurrence]],
    series: Mapping[str, Sequence[Event]],
    alone: Callable[[Occurrence], Event],
) -> tuple[Event, ...]:
    """The events of a feed in series, whole ones where one of their members is shown; else each as it would stand alone.

    groups: what is one series in this feed, by its UID, as it was published; series: the events of each.
    """
    found = tuple(shown)
    uids = {o.uid for o in found}
    there = {uid: members for uid, members in groups.items() if any(o.uid in uids for o in members)}
    inside = {o.uid for members in there.values() for o in members}
    whole = (e for uid in there for e in series[uid] if e.uid == uid or e.uid in uids)
    return (*whole, *(alone(o) for o in found if o.uid not in inside))
