"""The lists of work that people ask for: which occurrences, in what order, as a message with buttons. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from notifiers.message import Button, Message
from notifiers.text import SEPARATOR, size
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.chats import Card, View
from scheduler.diagnostics import values
from scheduler.event_titles import summary
from scheduler.folding import answered_of_all, as_one, folded, standing_fast, standing_of_all
from scheduler.keyboards import Item, list_keyboard, page_button
from scheduler.model import Person
from scheduler.progress import Standing, is_slip
from scheduler.schedule import Occurrence
from scheduler.terms import Audience, Kind
from scheduler.text import natural
from scheduler.words import day_text, say, weekday_text
from scheduler.work_lines import done_text, explained, in_part, off_text, when_text

LISTS: Final = frozenset({View.TODAY, View.WEEK, View.OVERDUE, View.OPEN, View.REPORTED})
"""What can be asked for, by the command that asks."""

MOST_LISTED: Final = 20
"""So many lines stand in one list; a button leads to the rest."""

_ROOM: Final = 3500
"""A list stays one message of Telegram's (4,096), with its title and its end: only so it can be shown anew after a report."""

_AHEAD = timedelta(days=14)
LOOK_BACK: Final = timedelta(days=60)
"""What was reported so long ago is taken back by the command line alone."""

Folded: TypeAlias = tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    """The days by which work of a list is to be done, both inclusive; done: whether what is done stands in it, too."""

    first: date
    last: date
    done: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is shown: the message, the UIDs that stand on it in their order, how many lines had no room."""

    message: Message
    uids: tuple[str, ...]
    more: int
    earlier: int = 0


def list_of(office: Snapshot, people: Sequence[Person], view: View) -> Listed:
    """The list for whoever that chat is of, with buttons to report on what is open."""
    return _page(office, people, view, folded(listed(office, people, view)), 0)


def rest_of(office: Snapshot, people: Sequence[Person], shown: Card) -> Listed | None:
    """What stands behind a list that was shown, as things stand now; None where nothing does any more.

    What is no longer listed is passed over: where nothing is left of what was shown, the rest begins with the first line.
    """
    found = folded(listed(office, people, shown.view))
    known = [n for n, those in enumerate(found, 1) if any(o.uid in shown.uids for o in those)]
    behind = found[max(known, default=0) :]
    before = shown.earlier + len(_known(office, shown.uids))
    return _page(office, people, shown.view, behind, before) if behind else None


def shown_list(office: Snapshot, people: Sequence[Person], shown: Card, now: datetime) -> Message:
    """The same list once more: what stood on it, as it stands now; what was called off says so. office: as of its day."""
    found = _known(office, shown.uids)
    return _message(office, people, shown.view, found, shown.more, shown.earlier, now)


def _known(office: Snapshot, uids: Iterable[str]) -> tuple[Folded, ...]:
    """The lines of what stands on a list; what has left the plans without being called off has none."""
    known = {**office.off, **office.by_uid}
    return tuple(standing_fast(those, office.off) for those in folded(known[uid] for uid in uids if uid in known))


def _page(office: Snapshot, people: Sequence[Person], view: View, found: Sequence[Folded], earlier: int) -> Listed:
    fitting = _fitting(office, found)
    more, uids = len(found) - len(fitting), tuple(o.uid for those in fitting for o in those)
    return Listed(_message(office, people, view, fitting, more, earlier, office.now), uids, more, earlier)


def _message(
    office: Snapshot,
    people: Sequence[Person],
    view: View,
    found: Sequence[Folded],
    more: int,
    earlier: int,
    now: datetime,
) -> Message:
    facts = _title_facts(office.now.date())
    if not found:
        return Message(say("bot", "list", f"no-{view.value}", facts), _elsewhere(office, people, view))
    numbered, beside = list(enumerate(found, earlier + 1)), earlier + more
    lines = tuple(_line(office, number, those, len(found) + beside) for number, those in numbered)
    told = ((n, those[-1], standing_of_all(those, office.book)) for n, those in numbered)
    items = [_item(office, number, o, stands, people, now) for number, o, stands in told]
    keys = list_keyboard(items, beside)
    end = (say("bot", "list", "more", values(count=more)),) if more else ()
    hint = (_hint(view, keys),) if keys else ()
    further = (page_button(found[0][0].uid),) if more else ()
    return Message(say("bot", "list", view.value, facts), (*lines, *end, *hint), (*keys, *further))


def _item(
    office: Snapshot, number: int, one: Occurrence, stands: Standing, people: Sequence[Person], now: datetime
) -> Item:
    undoable = any(p.post is Audience.COORDINATOR or is_slip(one, stands, p.id, now) for p in people)
    return Item(number, one, stands, undoable, one.uid in office.off)


def _hint(view: View, keys: Sequence[Button]) -> str:
    numbered = all(k.label.isdigit() for k in keys)
    if view is View.REPORTED:
        return say("bot", "list", "undo-number" if numbered else "undo")
    return say("bot", "list", "press-number" if numbered else "press")


def _title_facts(today: date) -> tuple[tuple[str, str | int], ...]:
    monday = today - timedelta(days=today.weekday())
    week = values(first=day_text(monday), last=day_text(monday + timedelta(days=6)))
    return (*values(weekday=weekday_text(today), day=day_text(today)), *week)


def _elsewhere(office: Snapshot, people: Sequence[Person], view: View) -> tuple[str, ...]:
    """Nothing in this list is no news where others wait: how many are late, how many come this week."""
    others = {View.TODAY: (View.OVERDUE, View.WEEK), View.WEEK: (View.OVERDUE, View.OPEN)}.get(view, ())
    counts = ((v, len(folded(o for o in listed(office, people, v) if _is_open(office, o)))) for v in others)
    said = (say("bot", "list", f"elsewhere-{v.value}", values(count=n)) for v, n in counts if n)
    return tuple(said)


def _is_open(office: Snapshot, occurrence: Occurrence) -> bool:
    return office.book.state(occurrence) is not State.DONE


def _fitting(office: Snapshot, found: Sequence[Folded]) -> list[Folded]:
    fitting, room = list[Folded](), _ROOM
    for number, those in enumerate(found[:MOST_LISTED], 1):
        room -= size(_line(office, number, those, len(found))) + len(SEPARATOR)
        if room < 0 and fitting:
            break
        fitting.append(those)
    return fitting


def listed(office: Snapshot, people: Iterable[Person], view: View) -> tuple[Occurrence, ...]:
    """What those people may report on of the list's days, the most urgent first; a list of what waits holds only that.

    Of a check-in all plans' parts stand in one line, so that what is answered of it goes on standing there.
    """
    if view is View.REPORTED:
        return _reported(office, people)
    days, ids = _days(office.now.date(), view), tuple(p.id for p in people)
    found = (o for o in office.occurrences if o.reportable and days.first <= o.act_by <= days.last)
    wanted = [o for o in found if _is_wanted(office, o, days) and any(may_report(office, p, o) for p in ids)]
    if not days.done:
        wanted = [o for those in folded(wanted) if any(_is_open(office, o) for o in those) for o in those]
    return tuple(sorted(wanted, key=lambda o: (o.act_by, natural(o.uid))))


def _reported(office: Snapshot, people: Iterable[Person]) -> tuple[Occurrence, ...]:
    """What was reported done of late, be it a part of a check-in, the newest first: for whoever may take it back."""
    if not any(p.post is Audience.COORDINATOR for p in people):
        return ()
    since = office.now - LOOK_BACK
    told = ((o, office.book.standing(o.uid)) for o in office.occurrences if o.reportable)
    done = [(s.at, natural(o.uid), o) for o, s in told if s.at is not None and s.at >= since and _is_reported(s)]
    return tuple(o for _, _, o in sorted(done, key=lambda found: (-found[0].timestamp(), found[1])))


def _is_reported(standing: Standing) -> bool:
    return standing.done or any(told.done for told in standing.tasks.values())


def _days(today: date, view: View) -> _Days:
    yesterday, monday = today - timedelta(days=1), today - timedelta(days=today.weekday())
    known: Mapping[View, _Days] = {
        View.TODAY: _Days(today, today, done=True),
        View.WEEK: _Days(monday, monday + timedelta(days=6), done=True),
        View.OVERDUE: _Days(date.min, yesterday, done=False),
        View.OPEN: _Days(date.min, today + _AHEAD, done=False),
    }
    return known[view]


def _is_wanted(office: Snapshot, occurrence: Occurrence, days: _Days) -> bool:
    state = office.book.state(occurrence)
    if state is State.DONE:
        return days.done or occurrence.kind is Kind.CHECK_IN
    return state in (State.PLANNED, State.OVERDUE)


def _line(office: Snapshot, number: int, those: Folded, of: int) -> str:
    """As a reminder says it: what, whose, by when, why not yet, or by whom it was done."""
    occurrence, standing = as_one(those), standing_of_all(those, office.book)
    off = occurrence.uid in office.off
    state = State.DONE if standing.done else State.CANCELLED if off else State.PLANNED
    mark = say("messages", "mark", "numbered" if of > 1 else "plain", values(number=number))
    title, unit = summary(occurrence, state, office.book), office.book.unit_names(occurrence.leads)
    if standing.done:
        return done_text(standing, {"mark": mark, "title": title, "unit": unit}, office.people)
    if off:
        return off_text({"mark": mark, "title": title, "unit": unit})
    when = when_text(occurrence, office.now.date(), office.calendar)
    over = occurrence.timed and occurrence.start < office.now.date()
    facts = values(mark=mark, title=title, unit=unit, when=when)
    said = in_part(
        say("messages", "item", "escalated-air" if over else "plain", facts), answered_of_all(those, office.book)
    )
    return explained(said, standing)
