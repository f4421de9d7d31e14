"""What the coordinator's page shows, as plain values for its template."""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.actions.agenda import due_between
from scheduler.actions.remind import dry_run, next_messages
from scheduler.actions.sending import Outcome
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.book import State
from scheduler.diagnostics import Diagnostic
from scheduler.event_text import assumption_lines, summary, when_line, why_lines
from scheduler.feeds.specs import ListedFeed
from scheduler.schedule import Occurrence, Waiting
from scheduler.words import day_text, diagnose, say, weekday_text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, as the page shows it."""

    day: str
    title: str
    units: str
    state: str
    state_text: str
    why: tuple[str, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One calendar with its address, for https and webcal."""

    name: str
    events: int
    address: str
    webcal: str


def home(app: App, office: Snapshot) -> dict[str, object]:
    """The page's values: this week, the message that would go out now, the weeks ahead, what waits, the calendars."""
    today = office.now.date()
    monday = today - timedelta(days=today.weekday())
    return {
        "office": office.config.office.name,
        "today": f"{weekday_text(today)}, {day_text(today)}",
        "applied": day_text(office.revision.applied_at.astimezone(office.now.tzinfo).date()),
        "week": _lines(office, monday, 7),
        "next_weeks": _lines(office, monday + timedelta(days=7), 21),
        "waiting": [_waiting(w) for w in office.waiting],
        "subscriptions": [_subscription(listed) for listed in app.feeds(office)],
        "questions": [_question(d) for d in office.questions],
        "messages": [_message(o) for o in dry_run(app.repository, office)],
        "coming": _coming(app, office),
    }


def _question(found: Diagnostic) -> dict[str, str]:
    where = ":".join(str(p) for p in (found.location.file, found.location.line) if p)
    return {"severity": say("cli", "severity", found.severity.value), "place": where, "text": diagnose(found)}


def _message(outcome: Outcome) -> dict[str, object]:
    message = outcome.digest.message
    return {"person": outcome.digest.person, "title": message.title, "paragraphs": message.paragraphs}


def _coming(app: App, office: Snapshot) -> dict[str, object] | None:
    """The next messages, with their moment in words."""
    found = next_messages(app.repository, office)
    if found is None:
        return None
    moment, outcomes = found
    when = f"{moment:%H:%M} {weekday_text(moment.date())} {day_text(moment.date())}"
    return {"when": when, "messages": [_message(o) for o in outcomes]}


def _lines(office: Snapshot, first: date, days: int) -> list[Line]:
    found = due_between(office, office.feeds[0], first, first + timedelta(days=days - 1))
    return [_line(office, o) for o in found]


def _line(office: Snapshot, occurrence: Occurrence) -> Line:
    state = office.state(occurrence)
    return Line(
        day=when_line(occurrence),
        title=summary(occurrence, State.PLANNED, office.book),
        units=office.book.unit_names(occurrence.leads),
        state=state.value,
        state_text=say("cli", "state", state.value),
        why=why_lines(occurrence),
        assumptions=tuple(text for _, text in assumption_lines(occurrence)),
    )


def _waiting(item: Waiting) -> dict[str, str]:
    why = say("planning", "reason", item.reason.code, item.reason.values)
    return {"no": item.no, "title": item.title, "phrase": item.phrase, "why": why}


def _subscription(listed: ListedFeed) -> Subscription:
    return Subscription(listed.name, listed.events, listed.address, "webcal://" + listed.address.split("://", 1)[1])
