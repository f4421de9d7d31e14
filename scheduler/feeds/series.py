"""The occurrences of one task as a series: what is plain in each is said once, what differs stands as an exception."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from calendars.event import Event
from calendars.series import Member, Revision, as_series
from scheduler.book import Book, State
from scheduler.event_text import plain_description, plain_summary
from scheduler.feeds.events import event_of, revised
from scheduler.schedule import Occurrence, Published
from scheduler.terms import Kind

_FEWEST = 3
_NAMED_BY_PERIOD = (Kind.REPORT, Kind.CHECK_IN)


def series_of(occurrences: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """What may be one series, by the UID that it would have: the work of one task for one unit, at least three times.

    Reports and check-ins stay single: each bears the name of its period.
    """
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.kind not in _NAMED_BY_PERIOD:
            found.setdefault(_uid(occurrence), []).append(occurrence)
    ordered = {uid: sorted(members, key=lambda o: (o.start, o.uid)) for uid, members in found.items()}
    return {uid: members for uid, members in ordered.items() if len(members) >= _FEWEST}


def series_events(
    uid: str, members: Sequence[Occurrence], states: Mapping[str, State], published: Mapping[str, Published], book: Book
) -> tuple[Event, ...]:
    """A series with its exceptions, then what follows no rule, each of these as it would stand alone."""
    told = published.get(uid)
    revision = Revision(told.sequence, told.modified) if told is not None else None
    plain = [Member(o.start, _plain(o, states[o.uid], published, book)) for o in members]
    by_uid = {o.uid: o for o in members}
    return tuple(
        event if event.uid == uid else revised(event_of(by_uid[event.uid], states[event.uid], book), published)
        for event in as_series(uid, plain, revision)
    )


def series_event(
    uid: str, members: Sequence[Occurrence], published: Mapping[str, Published], book: Book
) -> Event | None:
    """The event that bears the rule, None where these occurrences follow none."""
    states = {o.uid: State.CANCELLED if published[o.uid].cancelled is not None else book.state(o) for o in members}
    first = next(iter(series_events(uid, members, states, published, book)))
    return first if first.recurrence is not None else None


def _uid(occurrence: Occurrence) -> str:
    """`<task key>-<period key>[-<unit key>]@<office id>` without its period."""
    name, _, host = occurrence.uid.partition("@")
    key = occurrence.tasks[0]
    unit = name.removeprefix(f"{key}-{occurrence.period_key}")
    return f"{key}.series{unit}@{host}"


def _plain(occurrence: Occurrence, state: State, published: Mapping[str, Published], book: Book) -> Event:
    """The event as it looks where nothing is special about it: without its period, its day and the reasons for that day."""
    event = revised(event_of(occurrence, state, book), published)
    if state not in (State.PLANNED, State.HISTORY) or _is_special(occurrence, book):
        return event
    return replace(event, summary=plain_summary(occurrence), description=plain_description(occurrence, book))


def _is_special(occurrence: Occurrence, book: Book) -> bool:
    """Whether people have to be told something of this one alone."""
    begun = book.count(occurrence) or book.done_parts(occurrence)
    return bool(begun) or occurrence.uid in book.moved or occurrence.act_by != occurrence.due


def with_series(
    shown: Iterable[Occurrence],
    groups: Mapping[str, Sequence[Occurrence]],
    states: Mapping[str, State],
    published: Mapping[str, Published],
    book: Book,
) -> tuple[Event, ...]:
    """The events of a feed in series, whole ones where one of their members is shown; else each as it would stand alone.

    groups: what is one series wherever it is shown, by its UID, as it was published.
    """
    uids = {o.uid for o in shown}
    found = {uid: members for uid, members in groups.items() if any(o.uid in uids for o in members)}
    inside = {o.uid for members in found.values() for o in members}
    series = chain.from_iterable(
        (e for e in series_events(uid, members, states, published, book) if e.uid == uid or e.uid in uids)
        for uid, members in found.items()
    )
    single = (revised(event_of(o, states[o.uid], book), published) for o in shown if o.uid not in inside)
    return (*series, *single)
