"""The page of a signed link: whom it speaks for and about what; what a pressed button says, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs

from scheduler.actions.report import LONGEST_TEXT, Reported, Result, may_report, report, would_record
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.diagnostics import values
from scheduler.feeds.specs import Scope
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.signing import Grant, granted
from scheduler.words import say

CHANNEL: Final = "web"
"""The channel of what was reported on a page."""

_MOST_OCTETS: Final = 16_384
_ACTS: Final = {"done": Act.DONE, "not-done": Act.NOT_DONE, "count": Act.COUNT, "less": Act.COUNT, "undo": Act.REOPENED}
_ADDED: Final = {"count": 1, "less": -1}
_STATUS: Final = {
    Result.OUTDATED: 409,
    Result.UNKNOWN: 410,
    Result.HAS_PARTS: 409,
    Result.NOT_THEIRS: 403,
    Result.COORDINATOR_ONLY: 403,
}


class Closed(StrEnum):
    """Why a link does not open its work."""

    FORGED = "forged"
    EXPIRED = "expired"
    NO_PERSON = "no-person"
    NO_WORK = "no-work"
    NOT_THEIRS = "not-theirs"
    FEED_CLOSED = "feed-closed"


CLOSED_STATUS: Final = {
    Closed.FORGED: 404,
    Closed.EXPIRED: 410,
    Closed.NO_PERSON: 410,
    Closed.NO_WORK: 410,
    Closed.NOT_THEIRS: 403,
    Closed.FEED_CLOSED: 410,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that holds: what it grants, and the work as it stands."""

    grant: Grant
    occurrence: Occurrence


class BadForm(ValueError):
    """A body that no form of ours sends."""


def opened(app: App, office: Snapshot, text: str) -> Opened | Closed:
    """What a signed text opens in this office.

    A right ends with its day, with the person in config, with the unit's lead, and with the address of the feed it stands in.
    """
    grant = granted(app.secret, app.repository.office, text, date.min)
    if grant is None:
        return Closed.FORGED
    if grant.expires < office.now.date():
        return Closed.EXPIRED
    if not any(person.id == grant.person for person in office.config.people):
        return Closed.NO_PERSON
    if grant.feed and not _stands(app, office, grant):
        return Closed.FEED_CLOSED
    occurrence = office.by_uid.get(grant.uid)
    if occurrence is None:
        return Closed.NO_WORK
    return Opened(grant, occurrence) if may_report(office, grant.person, occurrence) else Closed.NOT_THEIRS


def _stands(app: App, office: Snapshot, grant: Grant) -> bool:
    """Whether the feed that a link stands in is still the person's, and still at the address that it had."""
    addresses = app.addresses(office)
    theirs = (f.slug for f in office.feeds if f.scope is Scope.PERSON and f.ref == grant.person)
    return any(addresses.mark(slug) == grant.feed for slug in theirs)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as it was pressed; added: pieces of a quota, one less where it was a slip; seen: the count that its page showed."""

    act: Act
    text: str | None = None
    task: str | None = None
    seen: int | None = None
    added: int = 0


def read_form(octets: bytes) -> Pressed:
    """The pressed button of a form (application/x-www-form-urlencoded, UTF-8). Raises BadForm."""
    try:
        if len(octets) > _MOST_OCTETS:
            raise BadForm
        given = parse_qs(octets.decode("utf-8"), keep_blank_values=True, max_num_fields=8, errors="strict")
        button = _one(given, "act")
        act = _ACTS[button]
        seen = int(_one(given, "seen")) if act is Act.COUNT else None
    except (ValueError, KeyError):
        raise BadForm from None
    reason = given.get("reason", [""])[-1] if act is Act.NOT_DONE else ""
    return Pressed(act, reason or None, given.get("task", [None])[-1], seen, _ADDED.get(button, 0))


def _one(given: Mapping[str, list[str]], key: str) -> str:
    if len(given[key]) != 1:
        raise BadForm
    return given[key][0]


def act_on(app: App, office: Snapshot, link: Opened, pressed: Pressed) -> Reported:
    """Report what was pressed, in the name of the person whom the link was made for. A second press changes nothing."""
    at = app.now().astimezone(UTC).replace(microsecond=0)
    uid, person = link.occurrence.uid, link.grant.person
    told = Progress(uid, pressed.act, person, at, CHANNEL, pressed.task, pressed.added, pressed.text)
    return report(app.repository, office, told, pressed.seen)


class Came(StrEnum):
    """What came of a button that was pressed and went well, as the page says it that is fetched afterwards (`?came=`)."""

    RECORDED = "recorded"
    BEFORE = "before"
    UNDONE = "undone"
    UNDONE_BEFORE = "undone-before"


def came_of(pressed: Pressed, result: Result) -> Came:
    """Whether it was new, or somebody had said so before."""
    new = result is Result.RECORDED
    if pressed.act is Act.REOPENED:
        return Came.UNDONE if new else Came.UNDONE_BEFORE
    return Came.RECORDED if new else Came.BEFORE


def came_text(code: str | None) -> str | None:
    """The sentence of it; None for what no redirection of ours asks."""
    return say("web", "came", code) if code is not None and code in list(Came) else None


def may_undo(app: App, office: Snapshot, link: Opened) -> bool:
    """Whether the person may take back now what stands done, by the rule of every channel: a slip of theirs, or as coordinator."""
    told = Progress(link.occurrence.uid, Act.REOPENED, link.grant.person, app.now().astimezone(UTC), CHANNEL)
    return would_record(app.repository, office, told)


def went_well(result: Result) -> bool:
    """Whether it stands now as the reporter said."""
    return result in (Result.RECORDED, Result.NOTHING_NEW)


def refusal(office: Snapshot, reported: Reported) -> tuple[int, str]:
    """Status and sentence of a report that was not taken."""
    occurrence = reported.occurrence
    facts = values(
        title=occurrence.title if occurrence else "",
        uid="",
        task="",
        known="",
        parts="",
        most=LONGEST_TEXT,
        units=office.book.unit_names(occurrence.leads) if occurrence else "",
        count=reported.standing.count,
        quota=occurrence.quota if occurrence else 1,
    )
    return _STATUS.get(reported.result, 422), say("progress", "result", reported.result.value, facts)


def closed_page(office: Snapshot, why: Closed) -> dict[str, object]:
    """The values of the page that says why a link does not open."""
    return {
        "office": office.config.office.name,
        "title": say("web", "closed", why.value),
        "about": say("web", "closed-about", why.value),
        "again": None,
    }
