"""The occurrences of one task as a series: what is plain in each is said once, what differs stands as an exception."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendars.event import Event
from calendars.layout import Revision, Task
from calendars.series import series_by_task, told_again
from scheduler.book import Book, State
from scheduler.feeds.events import revised, span
from scheduler.feeds.members import Texts, member_of, nominal_days
from scheduler.feeds.repeating import rule_line
from scheduler.feeds.specs import FeedSpec, stands_in
from scheduler.schedule import Occurrence, Published
from scheduler.terms import Kind

_FEWEST = 3
_NAMED_BY_PERIOD = (Kind.REPORT, Kind.CHECK_IN)


def series_of(occurrences: Iterable[Occurrence], since: date = date.min) -> dict[str, list[Occurrence]]:
    """What may be one series, by the UID that it would have: the work of one task for one unit, at least three times.

    since: from which due day on it is shown; what lies before it in that year still counts for the three.

    Reports and check-ins stay single: each bears the name of its period; so does what one unit alone is told is off.
    """
    shown = ((uid, [o for o in members if o.due >= since]) for uid, members in year_of(occurrences, since).items())
    return {uid: members for uid, members in shown if members}


def year_of(occurrences: Iterable[Occurrence], since: date) -> dict[str, list[Occurrence]]:
    """The same with what lies before `since` in that year: all by which it is decided how a series looks."""
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        in_year = occurrence.due.year >= since.year
        if in_year and occurrence.kind not in _NAMED_BY_PERIOD and not occurrence.left:
            found.setdefault(_uid(occurrence), []).append(occurrence)
    ordered = {uid: sorted(members, key=lambda o: (o.start, o.uid)) for uid, members in found.items()}
    return {uid: members for uid, members in ordered.items() if len(members) >= _FEWEST}


def series_events(
    groups: Mapping[str, Sequence[Occurrence]],
    since: date,
    feeds: Iterable[FeedSpec],
    states: Mapping[str, State],
    published: Mapping[str, Published],
    book: Book,
) -> dict[str, tuple[Event, ...]]:
    """By its UID each series with its exceptions, then what stands beside it, each of these as it would stand alone.

    Those whose occurrences follow no rule, or are single beside a longer series, are left out.

    groups: all that the office has of a year (`year_of`), whichever of them a feed shows: what is an occurrence of one
    series hangs on what others there are, and no feed may tell it another way than the next one. since: from which due
    day on it is shown. feeds: those that the office offers; series that none of them shows together are in nobody's way.
    """
    return {uid: told.events for uid, told in _told(groups, since, feeds, states, published, book).items()}


@dataclass(frozen=True, slots=True)
class Told:
    """A series, the event that bears its rule first, and when exceptions were told that say no more than it does."""

    events: tuple[Event, ...]
    again: tuple[datetime | None, ...]

    @property
    def stale(self) -> bool:
        """Whether several of them were told at one moment: then it is the plan that changed.

        What was reported of one and taken back stays an exception, as its SEQUENCE may not fall.
        """
        return len(self.again) > len(set(self.again))


def _told(
    groups: Mapping[str, Sequence[Occurrence]],
    since: date,
    feeds: Iterable[FeedSpec],
    states: Mapping[str, State],
    published: Mapping[str, Published],
    book: Book,
) -> dict[str, Told]:
    apart = _apart(groups, tuple(feeds))
    tasks = {
        uid: _task(uid, members, since, apart[uid], states, published, book)
        for uid, members in groups.items()
        if any(o.due >= since for o in members)
    }
    return {
        uid: Told(
            tuple(_with_rule(e) if e.uid == uid else revised(e, published[e.uid]) for e in events),
            tuple(e.modified for e in told_again(tasks[uid], events)),
        )
        for uid, events in series_by_task(tasks.values()).items()
        if events[0].recurrence is not None
    }


def exception_of(members: Sequence[Occurrence], event: Event, moved: Collection[str] = ()) -> Occurrence | None:
    """Of which member an event of its series is the exception; None for the event that bears the rule.

    No two exceptions of one series begin at the same time (`calendars.series`); of members on one day the first is in it
    that was not moved there. moved: the UIDs of those that were.
    """
    if event.recurrence_id is None:
        return None
    there = [o for o in members if span(o)[0] == event.start]
    return next((o for o in there if o.uid not in moved), next(iter(there), None))


def _task(
    uid: str,
    members: Sequence[Occurrence],
    since: date,
    apart: frozenset[str],
    states: Mapping[str, State],
    published: Mapping[str, Published],
    book: Book,
) -> Task:
    stood = nominal_days(members, book)
    texts = Texts(members, states, book)
    return Task(
        uid,
        tuple(
            member_of(o, stood[o.uid], texts, states[o.uid], published[o.uid], book) for o in members if o.due >= since
        ),
        _revision(published.get(uid)),
        apart,
        tuple(stood[o.uid] for o in members if o.due < since),
    )


def _with_rule(event: Event) -> Event:
    """The event that bears a series' rule says it in words; an exception has its own day and why."""
    if event.recurrence is None:
        return event
    return replace(event, description=f"{event.description}\n{rule_line(event.recurrence.rule)}")


def _revision(told: Published | None) -> Revision | None:
    return Revision(told.sequence, told.modified) if told is not None else None


def _apart(groups: Mapping[str, Sequence[Occurrence]], feeds: Sequence[FeedSpec]) -> dict[str, frozenset[str]]:
    """By UID the series that no feed shows together with it."""
    together: dict[str, set[str]] = {uid: {uid} for uid in groups}
    for spec in feeds:
        shown = {uid for uid, members in groups.items() if any(stands_in(o, spec) for o in members)}
        for uid in shown:
            together[uid] |= shown
    return {uid: frozenset(groups.keys() - known) for uid, known in together.items()}


def series_revised(
    groups: Mapping[str, Sequence[Occurrence]],
    since: date,
    feeds: Iterable[FeedSpec],
    published: Mapping[str, Published],
    book: Book,
) -> dict[str, Told]:
    """The same as it was just published."""
    known = (o for members in groups.values() for o in members)
    states = {o.uid: State.CANCELLED if published[o.uid].cancelled is not None else book.state(o) for o in known}
    return _told(groups, since, feeds, states, published, book)


def _uid(occurrence: Occurrence) -> str:
    """`<task key>-<period key>[-<unit key>]@<office id>` without its period."""
    name, _, host = occurrence.uid.partition("@")
    key = occurrence.tasks[0]
    unit = name.removeprefix(f"{key}-{occurrence.period_key}")
    return f"{key}.series{unit}@{host}"


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
