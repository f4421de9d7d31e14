"""The lists of work that people ask for: which occurrences, in what order, as a message with buttons. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from notifiers.message import Button, Message
from notifiers.text import SEPARATOR, size
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_text import summary
from scheduler.keyboards import Act, Item, Press, list_keyboard
from scheduler.messages import working_days_between
from scheduler.model import Person
from scheduler.schedule import Occurrence
from scheduler.terms import Audience
from scheduler.text import shortened
from scheduler.words import day_text, say, weekday_text

MOST_LISTED: Final = 20
"""So many pieces of work stand in one list; the calendar has them all."""

_ROOM: Final = 3600
"""A list stays one message of Telegram's (4,096), with its title and its end: only so it can be shown anew after a press."""

_REASON = 120
_MARK: Final = "*"  # where keyboards.Press ends
_CHANGING: Final = frozenset({Act.DONE, Act.MORE, Act.LESS, Act.UNDO})

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
    items, lines = _fitting(office, found)
    if len(found) > len(items):
        lines.append(say("bot", "list", "more", values(count=len(found) - len(items))))
    keys = list_keyboard(items, undoes=any(p.post is Audience.COORDINATOR for p in people))
    marked = tuple(_marked(key, listing) for key in keys)
    return Message(title, (*lines, say("bot", "list", "press")) if keys else tuple(lines), marked)


def pressed_in(data: str) -> tuple[str, Listing | None]:
    """What a button under a list carries without the mark of that list, and the list where the press may change it."""
    head, star, mark = data.rpartition(_MARK)
    listing = next((each for each in Listing if mark and each.value.startswith(mark)), None) if star else None
    if listing is None:
        return data, None
    press = Press.of(head + star)
    return head + star, listing if press is not None and press.act in _CHANGING else None


def _marked(key: Button, listing: Listing) -> Button:
    """A numbered button says under which list it stands, by its first letter: the list itself is kept nowhere."""
    return replace(key, data=key.data + listing.value[0]) if key.data.endswith(_MARK) else key


def _fitting(office: Snapshot, found: Sequence[Occurrence]) -> tuple[list[Item], list[str]]:
    items, lines, room = list[Item](), list[str](), _ROOM
    for number, occurrence in enumerate(found[:MOST_LISTED], 1):
        item = Item(number, occurrence, office.book.standing(occurrence.uid))
        line = _line(office, item)
        room -= size(line) + len(SEPARATOR)
        if room < 0 and items:
            break
        items.append(item)
        lines.append(line)
    return items, lines


def listed(office: Snapshot, people: Iterable[Person], listing: Listing) -> tuple[Occurrence, ...]:
    """What those people may report on of the list's days, the most urgent first; what was done today keeps its place.

    Where nothing of it is open, a list of what is open is empty.
    """
    days, ids = _days(office.now.date(), listing), tuple(p.id for p in people)
    found = (o for o in office.occurrences if o.reportable and days.first <= o.act_by <= days.last)
    wanted = [o for o in found if _is_wanted(office, o, days) and any(may_report(office, p, o) for p in ids)]
    if not days.done and all(office.book.state(o) is State.DONE for o in wanted):
        return ()
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


def _is_wanted(office: Snapshot, occurrence: Occurrence, days: _Days) -> bool:
    state = office.book.state(occurrence)
    if state is State.DONE:
        at = office.book.standing(occurrence.uid).at
        return days.done or (at is not None and at.astimezone(office.now.tzinfo).date() == office.now.date())
    return state in (State.PLANNED, State.OVERDUE)


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
        return say("bot", "list", "item-reason", values(**facts, reason=shortened(standing.reason, _REASON)))
    return say("bot", "list", "item", values(**facts))


def _when(office: Snapshot, occurrence: Occurrence) -> str:
    today, act = office.now.date(), occurrence.act_by
    if act == today:
        return say("messages", "when", "today")
    late = act < today
    days = working_days_between(min(act, today), max(act, today), office.calendar)
    facts = values(weekday=weekday_text(act), act=day_text(act), days=days)
    return say("messages", "when", "overdue" if late else "ahead", facts)
