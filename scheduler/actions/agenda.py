"""`agenda` and feeds: which occurrences stand in a feed, and the rows in which they are listed."""

from dataclasses import dataclass
from datetime import date

from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.event_text import assumption_lines, why_lines
from scheduler.feeds.beside import once
from scheduler.feeds.events import event_of, span
from scheduler.feeds.query import Query
from scheduler.feeds.specs import FeedSpec, Scope, stands_in
from scheduler.feeds.window import ALWAYS, Window
from scheduler.schedule import Occurrence


def selected(office: Snapshot, spec: FeedSpec, window: Window, query: Query | None = None) -> tuple[Occurrence, ...]:
    """The occurrences of a feed within a window, tombstones included, by start and UID.

    What `apply` has just stored and `publish` not told yet (another process, a moment later) is left out: it has no revision.
    An archive has no window.
    """
    archive = spec.scope is Scope.ARCHIVE
    known = (*office.occurrences, *office.cancelled, *(office.archived if archive else ()))
    seen, asked = ALWAYS if archive else window, spec.query if query is None else query
    found = (
        o
        for o in known
        if stands_in(o, spec)
        and seen.holds(o.start, o.end)
        and o.uid in office.published
        and (not asked.filters or asked.admits(o, office.state(o)))
    )
    shown = once(found) if any(o.left for o in office.cancelled) else found
    return tuple(sorted(shown, key=lambda o: (o.start, o.uid)))


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
        uid=occurrence.told_as,
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


def overdue(office: Snapshot, spec: FeedSpec, query: Query | None = None) -> tuple[Occurrence, ...]:
    """What of a feed is late and not reported done, the longest late first."""
    found = (o for o in selected(office, spec, ALWAYS, query) if office.state(o) is State.OVERDUE)
    return tuple(sorted(found, key=lambda o: (o.act_by, o.due, o.uid)))
