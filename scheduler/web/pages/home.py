"""What the coordinator's page shows, as plain values for its template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scheduler.actions.agenda import due_between, overdue
from scheduler.actions.feed_desk import Listed, listed
from scheduler.actions.outbox import cause_text, note_text, title_of
from scheduler.actions.remind import dry_run, next_messages
from scheduler.actions.sending import Outcome
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.book import State
from scheduler.deliveries import DeadChannel, Delivery, DeliveryState
from scheduler.diagnostics import Diagnostic, values
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.specs import Scope
from scheduler.toml_text import laid_out
from scheduler.web.pages.work import Line, line_of, moment_text, undated
from scheduler.words import day_text, diagnose, say, weekday_text

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_GROUPS: Final = {Scope.UNIT: "unit", Scope.KIND: "kind", Scope.PERSON: "person"}
_SHOWN = 20
_RECENT = 30
"""Days back that messages are looked for which have not gone."""

_OPEN = (DeliveryState.PENDING, DeliveryState.CLAIMED)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One calendar with its page (None where that is withheld), and who fetched it when last (nothing: nobody ever did)."""

    name: str
    events: int
    page: str | None
    fetched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One message that has not gone: to whom, by which channel, about what, and why."""

    person: str
    channel: str
    title: str
    why: str


def is_for(host: str | None, office: Snapshot) -> bool:
    """Whether the page may be shown: it holds every secret address, so only to this machine, by its own name.

    Behind a public address it has a secret one (`Addresses.desk`) instead; another host's name is a rebound DNS answer.
    """
    return office.config.server.public_url is None and host in _LOOPBACK


def home(app: App, office: Snapshot, withheld: frozenset[Scope] = frozenset()) -> dict[str, object]:
    """The page's values: what is late, this week, the message that would go out now, the weeks ahead, what waits, the calendars.

    withheld: of which calendars no address is shown.
    """
    today = office.now.date()
    monday = today - timedelta(days=today.weekday())
    addresses, held = app.addresses(office), app.repository.deliveries(since=today - timedelta(days=_RECENT))
    return {
        "office": office.config.office.name,
        "today": f"{weekday_text(today)}, {day_text(today)}",
        "applied": day_text(office.revision.applied_at.astimezone(office.now.tzinfo).date()),
        "late": [line_of(office, o) for o in overdue(office, office.feeds[0])],
        "week": _lines(office, monday, 7),
        "next_weeks": _lines(office, monday + timedelta(days=7), 21),
        "waiting": [undated(w) for w in office.waiting],
        "calendars": _calendars(office, addresses, listed(app.repository, office, addresses), withheld),
        "withheld": bool(withheld),
        "dead": [_dead(office, d) for d in app.repository.dead_channels().values()],
        "queue": [_held(office, d) for d in held if d.state in _OPEN][:_SHOWN],
        "failed": [_held(office, d) for d in held if d.state is DeliveryState.FAILED][-_SHOWN:],
        "questions": [_question(d) for d in office.questions],
        "messages": [_message(office, o) for o in dry_run(app.repository, office)],
        "coming": _coming(app, office),
    }


def _question(found: Diagnostic) -> dict[str, str]:
    where = ":".join(str(p) for p in (found.location.file, found.location.line) if p)
    return {"severity": say("cli", "severity", found.severity.value), "place": where, "text": laid_out(diagnose(found))}


def _message(office: Snapshot, outcome: Outcome) -> dict[str, object]:
    message = outcome.digest.message
    return {"person": office.role(outcome.digest.person), "title": message.title, "paragraphs": message.paragraphs}


def _coming(app: App, office: Snapshot) -> dict[str, object] | None:
    """The next messages, with their moment in words."""
    found = next_messages(app.repository, office)
    if found is None:
        return None
    moment, outcomes = found
    when = f"{moment:%H:%M} {weekday_text(moment.date())} {day_text(moment.date())}"
    return {"when": when, "messages": [_message(office, o) for o in outcomes]}


def _lines(office: Snapshot, first: date, days: int) -> list[Line]:
    """What is due in these days; what is late stands above."""
    found = due_between(office, office.feeds[0], first, first + timedelta(days=days - 1))
    return [line_of(office, o) for o in found if office.state(o) is not State.OVERDUE]


def _calendars(
    office: Snapshot, addresses: Addresses, known: Iterable[Listed], withheld: frozenset[Scope]
) -> list[dict[str, object]]:
    """The calendars that are offered, gathered by what they are of."""
    scopes = {spec.slug: spec.scope for spec in office.feeds}
    groups: dict[str, list[Subscription]] = {name: [] for name in ("office", "unit", "kind", "person")}
    for feed in known:
        if feed.address is not None:
            page = None if scopes[feed.slug] in withheld else addresses.page(feed.slug)
            groups[_GROUPS.get(scopes[feed.slug], "office")].append(_subscription(office, page, feed))
    return [{"title": say("web", "calendars", name), "feeds": feeds} for name, feeds in groups.items() if feeds]


def _subscription(office: Snapshot, page: str | None, feed: Listed) -> Subscription:
    fetched = tuple(
        say(
            "web",
            "label",
            "fetched",
            values(client=say("feeds", "client", one.client.value), moment=moment_text(office, one.last)),
        )
        for one in feed.fetched
    )
    return Subscription(feed.name, feed.events, page, fetched)


def _dead(office: Snapshot, dead: DeadChannel) -> Held:
    since = say("web", "label", "since", values(moment=moment_text(office, dead.since)))
    return Held(office.role(dead.person), dead.channel, since, cause_text(dead.cause))


def _held(office: Snapshot, delivery: Delivery) -> Held:
    if delivery.state in _OPEN and delivery.next_attempt is not None:
        why = say("web", "label", "again", values(moment=moment_text(office, delivery.next_attempt)))
    else:
        why = say("outbox", "state", delivery.state.value)
    reasons = " · ".join(t for t in (why, note_text(delivery.note)) if t)
    return Held(office.role(delivery.person), delivery.channel, title_of(office, delivery), reasons)
