"""The lists of work that people ask for: which occurrences, in what order, as a message with buttons. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from notifiers.message import Message
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_text import summary
from scheduler.keyboards import Item, list_keyboard
from scheduler.messages import working_days_between
from scheduler.model import Person
from scheduler.schedule import Occurrence
from scheduler.terms import Audience
from scheduler.words import day_text, say, weekday_text

MOST_LISTED: Final = 30
"""So many pieces of work stand in one list; the calendar has them all."""

_AHEAD = timedelta(days=14)


class Listing(StrEnum):
    """Which list, by the command that asks for it."""

    TODAY = "homnay"
    WEEK = "tuannay"
    OVERDUE = "quahan"
    OPEN = "xong"


@dataclass(frozen=True, slots=True)
class _Days:
    """The days by which work of a list is to be done, both inclusive; done: whether what is done stands in it, too."""

    first: date
    last: date
    done: bool


def list_message(office: Snapshot, people: Sequence[Person], listing: Listing) -> Message:
    """The list for whoever that chat is of, with buttons to report on what is open."""
    found = listed(office, people, listing)
    facts = values(weekday=weekday_text(office.now.date()), day=day_text(office.now.date()))
    title = say("bot", "list", listing.value, facts)
    if not found:
        return Message(say("bot", "list", f"no-{listing.value}"))
    items = [Item(n, o, office.book.standing(o.uid)) for n, o in enumerate(found[:MOST_LISTED], 1)]
    lines = [_line(office, item) for item in items]
    if len(found) > MOST_LISTED:
        lines.append(say("bot", "list", "more", values(count=len(found) - MOST_LISTED)))
    keys = list_keyboard(items, undoes=any(p.post is Audience.COORDINATOR for p in people))
    return Message(title, (*lines, say("bot", "list", "press")) if keys else tuple(lines), keys)


def listed(office: Snapshot, people: Iterable[Person], listing: Listing) -> tuple[Occurrence, ...]:
    """What those people may report on of the list's days, the most urgent first; what no one led is the coordinator's."""
    days, ids = _days(office.now.date(), listing), tuple(p.id for p in people)
    found = (o for o in office.occurrences if o.reportable and days.first <= o.act_by <= days.last)
    wanted = (o for o in found if _is_wanted(office.book.state(o), days) and any(may_report(office, p, o) for p in ids))
    return tuple(sorted(wanted, key=lambda o: (o.act_by, o.uid)))


def _days(today: date, listing: Listing) -> _Days:
    yesterday, monday = today - timedelta(days=1), today - timedelta(days=today.weekday())
    match listing:
        case Listing.TODAY:
            return _Days(today, today, done=True)
        case Listing.WEEK:
            return _Days(monday, monday + timedelta(days=6), done=True)
        case Listing.OVERDUE:
            return _Days(date.min, yesterday, done=False)
        case Listing.OPEN:
            return _Days(date.min, today + _AHEAD, done=False)
        case _:
            assert_never(listing)


def _is_wanted(state: State, days: _Days) -> bool:
    return state in (State.PLANNED, State.OVERDUE) or (state is State.DONE and days.done)


def _line(office: Snapshot, item: Item) -> str:
    occurrence, standing = item.occurrence, item.standing
    state = office.book.state(occurrence)
    title = summary(occurrence, state if state is State.DONE else State.PLANNED, office.book)
    facts: dict[str, str | int] = {
        "number": item.number,
        "title": title,
        "unit": office.book.unit_names(occurrence.leads),
    }
    if state is State.DONE:
        return say("bot", "list", "item-done", values(**facts))
    facts["when"] = _when(office, occurrence)
    if standing.reason:
        return say("bot", "list", "item-reason", values(**facts, reason=standing.reason))
    return say("bot", "list", "item", values(**facts))


def _when(office: Snapshot, occurrence: Occurrence) -> str:
    today, act = office.now.date(), occurrence.act_by
    if act == today:
        return say("messages", "when", "today")
    late = act < today
    days = working_days_between(min(act, today), max(act, today), office.calendar)
    facts = values(weekday=weekday_text(act), act=day_text(act), days=days)
    return say("messages", "when", "overdue" if late else "ahead", facts)
