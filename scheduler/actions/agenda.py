"""`agenda` and feeds: the rows of a feed, its calendar, its bytes; all three from the same selection."""

from dataclasses import dataclass
from datetime import date

from calendars.event import Feed
from calendars.feed import render
from scheduler.actions.snapshot import Snapshot
from scheduler.event_text import assumption_lines, why_lines
from scheduler.feeds import ALWAYS, FeedSpec, Window, event_of, feed_of, revised, span, stands_in
from scheduler.schedule import Occurrence


def selected(office: Snapshot, spec: FeedSpec, window: Window) -> tuple[Occurrence, ...]:
    """The occurrences of a feed within a window, tombstones included, by start and UID.

    What `apply` has just stored and `publish` not told yet (another process, a moment later) is left out: it has no revision.
    """
    known = (o for o in (*office.occurrences, *office.cancelled) if o.uid in office.published)
    found = (o for o in known if stands_in(o, spec) and window.holds(o.start, o.end))
    return tuple(sorted(found, key=lambda o: (o.start, o.uid)))


def calendar_of(office: Snapshot, spec: FeedSpec, window: Window, address: str | None) -> Feed:
    """The feed's calendar, each event with its published revision."""
    events = (event_of(o, office.state(o), office.book) for o in selected(office, spec, window))
    return feed_of(spec, [revised(e, office.published) for e in events], address)


def body_of(office: Snapshot, spec: FeedSpec, window: Window, address: str | None) -> bytes:
    """The feed as RFC 5545 bytes: a pure read, equal for an equal state."""
    return render(calendar_of(office, spec, window, address))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the agenda, as `agenda --json` shows it; start and end are ISO texts as calendars show them."""

    uid: str
    start: str
    end: str
    all_day: bool
    kind: str
    unit: str | None
    tasks: tuple[str, ...]
    title: str
    due: str
    act_by: str
    state: str
    why: tuple[str, ...]
    assumptions: tuple[dict[str, str], ...]


def row_of(office: Snapshot, occurrence: Occurrence) -> Row:
    """One occurrence as the agenda lists it; a folded check-in is one row."""
    start, end = span(occurrence)
    state = office.state(occurrence)
    return Row(
        uid=occurrence.uid,
        start=start.isoformat(),
        end=end.isoformat(),
        all_day=not occurrence.timed,
        kind=occurrence.kind.value,
        unit=occurrence.unit or (occurrence.leads[0] if len(occurrence.leads) == 1 else None),
        tasks=tuple(office.book.tasks[k].no for k in occurrence.tasks),
        title=event_of(occurrence, state, office.book).summary,
        due=occurrence.due.isoformat(),
        act_by=occurrence.act_by.isoformat(),
        state=state.value,
        why=why_lines(occurrence),
        assumptions=tuple({"key": k, "text": t} for k, t in assumption_lines(occurrence)),
    )


def due_between(office: Snapshot, spec: FeedSpec, first: date, last: date) -> tuple[Occurrence, ...]:
    """What of a feed is due in first..last (inclusive), by due day."""
    found = (o for o in selected(office, spec, ALWAYS) if first <= o.due <= last)
    return tuple(sorted(found, key=lambda o: (o.due, o.uid)))
