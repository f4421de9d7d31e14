"""One piece of work as pages show it: in a list, and whole, with why this date, how it stands and what was reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.actions.history import channel_name
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.book import Book, State
from scheduler.diagnostics import values
from scheduler.event_text import assumption_lines, beside_text, directing_text, shares_text, when_line, why_lines
from scheduler.event_titles import summary
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.moved_text import moved_line
from scheduler.schedule import Occurrence, Progress, Waiting
from scheduler.terms import Kind
from scheduler.web.pages.evidence import Evidence, Viewer, is_private
from scheduler.words import day_text, say
from scheduler.work_lines import working_days_after


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do in a list; late: since when, in words, "" where it is not."""

    day: str
    title: str
    units: str
    state: str
    state_text: str
    why: tuple[str, ...]
    assumptions: tuple[str, ...]
    late: str = ""


@dataclass(frozen=True, slots=True)
class Undated:
    """One task without a date yet: its number and title, the plan's words, and what it waits for."""

    no: str
    title: str
    phrase: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit has to do of shared work, or one task of a check-in; key: the task's; report: where it is reported.

    shares: who else has to do with the task, "" where its event says it.
    """

    name: str
    done: bool
    told: str
    key: str | None = None
    report: str | None = None
    shares: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the audit trail, in words."""

    when: str
    by: str
    channel: str
    said: str
    text: str | None
    evidence: Evidence | None


def line_of(office: Snapshot, occurrence: Occurrence) -> Line:
    """The occurrence in a list; its state stands beside its title, not in it."""
    state = office.state(occurrence)
    return Line(
        day=when_line(occurrence),
        title=summary(occurrence, State.PLANNED, office.book),
        units=office.book.unit_names(occurrence.leads),
        state=state.value,
        state_text=say("cli", "state", state.value),
        why=why_lines(occurrence),
        assumptions=tuple(text for _, text in assumption_lines(occurrence)),
        late=_late(office, occurrence) if state is State.OVERDUE else "",
    )


def _late(office: Snapshot, occurrence: Occurrence) -> str:
    """In working days, as messages count them; on days off after its day none has passed yet."""
    days = working_days_after(occurrence.act_by, office.now.date(), office.calendar)
    return say("web", "label", "late" if days else "just-late", values(days=days))


def undated(waiting: Waiting) -> Undated:
    """A task that waits, as lists show it."""
    why = say("planning", "reason", waiting.reason.code, waiting.reason.values)
    return Undated(waiting.no, waiting.title, waiting.phrase, why)


def work_page(office: Snapshot, occurrence: Occurrence, trail: Sequence[Progress], viewer: Viewer) -> dict[str, object]:
    """All that a page of one occurrence says to its viewer; trail: the entries about it and its parts, oldest first."""
    hidden = {n for n, one in enumerate(trail) if is_private(one) and not viewer.sees(office, one, occurrence)}
    return {
        "office": office.config.office.name,
        "uid": occurrence.uid,
        "line": line_of(office, occurrence),
        **_who(occurrence, office.book),
        **_what(occurrence, office.book),
        **_how_many(occurrence, office.book),
        "trail": [_entry(office, one, None if n in hidden else viewer) for n, one in enumerate(trail)],
        "withheld": len(hidden),
    }


def _who(occurrence: Occurrence, book: Book) -> dict[str, object]:
    """The units that have to do with it, by what they do."""
    return {
        "lead": book.unit_names((occurrence.unit,) if occurrence.unit is not None else occurrence.leads),
        "lead_beside": beside_text(occurrence, book),
        "coordinating": book.unit_names(occurrence.coordinating),
        "directing": directing_text(occurrence, book),
    }


def _what(occurrence: Occurrence, book: Book) -> dict[str, object]:
    """Its kind, its plan and the items there that ask for it, its day before it was moved, why it was not done."""
    stood = book.moved.get(occurrence.uid)
    return {
        "kind": say("feeds", "category", occurrence.kind.value),
        "plan": book.plans.get(occurrence.plan, occurrence.plan),
        "items": [
            {"no": t.no, "stream": t.stream, "title": t.title, "shares": shares_text(occurrence, t.key, book)}
            for t in (book.tasks[key] for key in occurrence.tasks if key in book.tasks)
        ],
        "phrase": occurrence.phrase,
        "moved": None if stood is None else moved_line(occurrence.due, stood),
        "reason": book.standing_of(occurrence).reason,
    }


def _how_many(occurrence: Occurrence, book: Book) -> dict[str, object]:
    """Which of how many it is, its pieces and how many of them are made, its minutes on the air."""
    return {
        "number": occurrence.number if occurrence.total is not None else None,
        "total": occurrence.total,
        "quota": occurrence.quota,
        "item": occurrence.item or say("web", "label", "times"),
        "made": book.count(occurrence),
        "minutes": occurrence.minutes,
    }


def parts_of(office: Snapshot, occurrence: Occurrence, spec: FeedSpec, addresses: Addresses) -> list[Part]:
    """The units that share the work, each with how its part stands; in a person's feed with where that person reports it."""
    known = (office.by_uid[uid] for uid in occurrence.parts if uid in office.by_uid)
    return [] if len(occurrence.parts) < 2 else [_part(office, part, spec, addresses) for part in known]


def report_link(office: Snapshot, occurrence: Occurrence, spec: FeedSpec, addresses: Addresses) -> str | None:
    """Where the person whose feed it is reports on the occurrence; None in shared feeds, and where it is not theirs."""
    one = office.by_uid.get(occurrence.parts[0] if len(occurrence.parts) == 1 else occurrence.uid)
    if spec.scope is not Scope.PERSON or one is None or not one.reportable or not may_report(office, spec.ref, one):
        return None
    return addresses.report(spec.slug, spec.ref, one)


def asked_tasks(office: Snapshot, occurrence: Occurrence) -> list[Part]:
    """The tasks that a check-in asks about, each with what was said of it; other work is answered as a whole."""
    if occurrence.kind is not Kind.CHECK_IN or not occurrence.reportable:
        return []
    standing = office.book.standing_of(occurrence)
    found = []
    for key in occurrence.tasks:
        told = standing.tasks.get(key)
        task = office.book.tasks[key]
        name = say("web", "label", "item", values(no=task.no, title=task.title))
        shares = shares_text(occurrence, key, office.book)
        found.append(Part(name, told.done if told else False, (told.reason or "") if told else "", key, shares=shares))
    return found


def _part(office: Snapshot, part: Occurrence, spec: FeedSpec, addresses: Addresses) -> Part:
    standing = office.book.standing(part.uid)
    name = office.book.unit_names((part.unit,) if part.unit is not None else part.leads)
    return Part(name, standing.done, standing.reason or "", report=report_link(office, part, spec, addresses))


def _entry(office: Snapshot, entry: Progress, viewer: Viewer | None) -> Entry:
    """viewer: None where notes and evidence are not for whoever looks."""
    said = say("progress", "act", entry.act.value, values(count=f"{entry.count:+d}"))
    task = office.book.tasks.get(entry.task) if entry.task is not None else None
    about = f"{said} ({say('web', 'label', 'item', values(no=task.no, title=task.title))})" if task else said
    text, evidence = (entry.text, viewer.evidence(entry)) if viewer is not None else (None, None)
    who, where = office.role(entry.by), channel_name(entry.channel)
    return Entry(moment_text(office, entry.at), who, where, about, text, evidence)


def moment_text(office: Snapshot, moment: datetime) -> str:
    """A moment in the office's time."""
    at = moment.astimezone(office.now.tzinfo)
    return f"{at:%H:%M} {day_text(at.date())}"
