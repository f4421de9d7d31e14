"""Deliveries → the message that a person reads: one for each person and moment, by how pressing each thing is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TypeAlias

from calendars.workdays import OfficeCalendar
from notifiers.message import Button, Heading, Message
from scheduler.book import Book, State
from scheduler.diagnostics import values
from scheduler.event_text import summary
from scheduler.folding import answered_of_all, as_one, fold_key, standing_fast, standing_of_all
from scheduler.keyboards import Item, list_keyboard
from scheduler.model import Absence, Person
from scheduler.progress import Standing, is_slip
from scheduler.reminders.pace import pace
from scheduler.reminders.receivers import may_report, spoken_for
from scheduler.reminders.steps import CHANGES, FREE, Notice, is_escalated, notice_of
from scheduler.schedule import Delivery, Occurrence
from scheduler.terms import Audience, Kind
from scheduler.text import natural, shortened
from scheduler.words import day_text, say, weekday_text
from scheduler.work_lines import done_text, explained, in_part, off_text, unit_text, when_text

_ORDER = ("changed", "escalated", "overdue", "today", "soon", "pace", "notice")
_Changes: TypeAlias = Mapping[str, tuple[Notice, Mapping[str, str | int]]]
_LONGEST_SUBJECT = 70  # characters of the work's title: a list of messages shows less
_PRESSED = frozenset({"telegram"})
"""Channels on which buttons come back to us."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A message with the deliveries that it carries, to one person on one channel.

    places: in which of its paragraphs a piece of work (by uid) stands, 1 the first.
    """

    person: str
    channel: str
    message: Message
    deliveries: tuple[Delivery, ...]
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in the list as it is, of the work with that uid, where it is of any."""

    text: str
    uid: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the list: the delivery, the work as it is spoken of, and the occurrences that are folded into it.

    reopened: whether it was done and is no longer. changed: that it moved or is new, as that is said; "" where it is not.
    off: whether it was called off after the message was sent.
    """

    delivery: Delivery
    occurrence: Occurrence
    folded: tuple[Occurrence, ...]
    reopened: bool = False
    changed: str = ""
    off: bool = False

    def standing(self, book: Book) -> Standing:
        """Where it stands."""
        return standing_of_all(self.folded, book)


_Item: TypeAlias = _Line | _Said


def digests(
    claimed: Iterable[Delivery],
    occurrences: Mapping[str, Occurrence],
    book: Book,
    calendar: OfficeCalendar,
    people: Sequence[Person] = (),
    absences: Collection[Absence] = (),
    now: datetime | None = None,
    off: Collection[str] = (),
) -> tuple[Digest, ...]:
    """One message for each person and channel; every delivery must name an occurrence that is there, or be a notice.

    people: those of the office, absences: who stands in for them. Who of them may report has buttons, where they can be pressed.
    now: when it is read, for what its reader may take back as a slip; None where it is new. off: UIDs of what was called off
    since it was sent: it keeps its line and number, and has no button.
    """
    by_person: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in claimed:
        by_person.setdefault((delivery.person, delivery.channel), []).append(delivery)
    world = _World(occurrences, book, calendar, {p.id: p for p in people}, absences, now, off)
    return tuple(_digest(person, channel, found, world) for (person, channel), found in by_person.items())


@dataclass(frozen=True, slots=True)
class _World:
    occurrences: Mapping[str, Occurrence]
    book: Book
    calendar: OfficeCalendar
    people: Mapping[str, Person]
    absences: Collection[Absence]
    now: datetime | None
    off: Collection[str]


def _digest(person: str, channel: str, found: Sequence[Delivery], world: _World) -> Digest:
    free = [d for d in found if notice_of(d.step) in FREE]
    rungs = sorted((d for d in found if d not in free), key=lambda d: (world.occurrences[d.uid].act_by, natural(d.uid)))
    changes = {uid: told for uid, told in _changes(free).items() if told is not None}
    grouped: dict[str, list[_Item]] = {}
    for line in _lines(rungs, changes, world):
        grouped.setdefault(_group(line, world.book.today), []).append(line)
    reminded = {d.uid for d in rungs}
    for group, item in (*_changed(changes, reminded), *_told(free)):
        grouped.setdefault(group, []).append(item)
    listed = (one for g in _ORDER for those in _together(grouped.get(g, ())) for one in those)
    numbers = _numbers([one for one in listed if isinstance(one, _Line)], world)
    beside = sum(len(those) for those in grouped.values()) - len(numbers)
    shown = [p for g in _ORDER if g in grouped for p in _paragraphs(g, grouped[g], numbers, beside, world)]
    places = {uid: place for place, (_, uids) in enumerate(shown, 1) for uid in uids}
    keys = _keyboard(numbers, beside, world) if numbers else ()
    title = _title(grouped, world.book.today)
    message = Message(title, tuple(text for text, _ in shown), keys, _key(found), _subject(grouped, title, world))
    return Digest(person, channel, message, tuple(found), places)


def _paragraphs(
    group: str, lines: Iterable[_Item], numbers: Mapping[_Line, int], beside: int, world: _World
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The texts of a group, each with the uids of what it tells of."""
    yield Heading(say("messages", "heading", group)), ()
    for those in _together(lines):
        found = [line for line in those if isinstance(line, _Line)]
        uids = tuple(o.uid for line in found for o in line.folded)
        if len(found) > 1:
            yield _of_several(found, numbers, world), uids
        elif found:
            yield _item(found[0], _mark(found[0], numbers, beside), world), uids
        else:
            yield from ((said.text, (said.uid,)) for said in those if isinstance(said, _Said))


def _together(lines: Iterable[_Item]) -> list[list[_Item]]:
    """The lines of a group, those side by side that tell of the same work of several units."""
    found: dict[object, list[_Item]] = {}
    for line in lines:
        found.setdefault(line if isinstance(line, _Said) else _work_of_all(line), []).append(line)
    return list(found.values())


def _work_of_all(line: _Line) -> object:
    """What is equal in the parts that units have in one piece of work; never by how it stands, so that numbers stay."""
    o = line.occurrence
    alone = line.changed or line.reopened or notice_of(line.delivery.step) is Notice.PACE
    if alone or o.unit is None or o.quota > 1 or o.kind is Kind.CHECK_IN:
        return o.uid
    return o.plan, o.tasks, o.period_key, o.start, o.act_by, o.at


def _numbers(lines: Sequence[_Line], world: _World) -> Mapping[_Line, int]:
    """What the reader may report on, numbered in the order of the list; nothing where no button can be pressed."""
    if not lines or lines[0].delivery.channel not in _PRESSED:
        return {}
    people = tuple(world.people.values())
    known = spoken_for(lines[0].delivery.person, people, world.absences, world.book.today)
    theirs = (line for line in lines if may_report(known, line.occurrence))
    return {line: number for number, line in enumerate(theirs, start=1)}


def _keyboard(numbers: Mapping[_Line, int], beside: int, world: _World) -> tuple[Button, ...]:
    reader = world.people[next(iter(numbers)).delivery.person]
    items = [_keyed(line, number, reader, world) for line, number in numbers.items()]
    return list_keyboard(items, undoes=reader.post is Audience.COORDINATOR, beside=beside)


def _keyed(line: _Line, number: int, reader: Person, world: _World) -> Item:
    one, standing = line.folded[-1], line.standing(world.book)
    slip = world.now is not None and is_slip(one, standing, reader.id, world.now)
    return Item(number, one, standing, slip, line.off)


def _mark(line: _Line, numbers: Mapping[_Line, int], beside: int) -> str:
    """A number on what can be pressed, where anything else stands there; else a point."""
    if len(numbers) + beside > 1 and line in numbers:
        return say("messages", "mark", "numbered", values(number=numbers[line]))
    return say("messages", "mark", "plain")


def _title(grouped: Collection[str], today: date) -> str:
    alone = next(iter(grouped)) if len(grouped) == 1 else ""
    sort = {"changed": "changes", "notice": "notices"}.get(alone, "digest")
    return say("messages", "title", sort, values(weekday=weekday_text(today), day=day_text(today)))


def _subject(grouped: Mapping[str, list[_Item]], title: str, world: _World) -> str:
    """What the message holds, as a list of messages shows it: one piece of work by its name, more by how many and how pressing."""
    told = [(group, those) for group in _ORDER for those in _together(grouped.get(group, ()))]
    line = told[0][1][0] if len(told) == 1 and len(told[0][1]) == 1 else None
    if isinstance(line, _Line):
        o, book = line.occurrence, world.book
        what = shortened(summary(o, State.PLANNED, replace(book, moved={})), _LONGEST_SUBJECT)
        facts = values(title=what, when=when_text(o, book.today, world.calendar, line.delivery.step))
        return say("messages", "subject", "one", facts)
    counts = ((group, sum(g == group for g, _ in told)) for group in _ORDER)
    said = ", ".join(say("messages", "subject", group, values(count=count)) for group, count in counts if count)
    return say("messages", "subject", "several", values(what=said, title=title))


def _key(found: Iterable[Delivery]) -> str:
    """The same at each try of the same deliveries."""
    return sha256(repr(sorted(d.key for d in found)).encode()).hexdigest()[:32]


def _changes(free: Iterable[Delivery]) -> Mapping[str, tuple[Notice, Mapping[str, str | int]] | None]:
    """What changed, each piece of work (by uid) once: from where it was first to where it is now; None: it is where it was."""
    by_uid: dict[str, list[Delivery]] = {}
    for delivery in sorted((d for d in free if notice_of(d.step) in CHANGES), key=lambda d: (_sequence(d), d.day)):
        by_uid.setdefault(delivery.uid, []).append(delivery)
    ordered = sorted(by_uid.items(), key=lambda one: str(dict(one[1][-1].facts)["until"]))
    return {uid: _change(told) for uid, told in ordered}


def _change(told: Sequence[Delivery]) -> tuple[Notice, Mapping[str, str | int]] | None:
    first, last = dict(told[0].facts), dict(told[-1].facts)
    notice = notice_of(told[-1].step)
    assert notice is not None
    if notice is Notice.MOVED and notice_of(told[0].step) is Notice.NEW:
        notice = Notice.NEW
    facts = {k: v for k, v in (last | {"was": first["was"] or last["was"]}).items() if k != "until"}
    return (notice, facts) if facts["was"] != facts["now"] else None


def _changed(changes: _Changes, reminded: Collection[str]) -> Iterable[tuple[str, _Said]]:
    """What changed and is not reminded of in the same message, where it is one line with its reminder."""
    for uid, (notice, facts) in changes.items():
        if uid not in reminded or notice is Notice.CANCELLED:
            yield "changed", _Said(say("messages", "item", notice.value, values(**facts)), uid)


def _sequence(delivery: Delivery) -> int:
    return int(delivery.step.partition(":")[2] or 0)


def _told(free: Iterable[Delivery]) -> Iterable[tuple[str, _Said]]:
    for delivery in free:
        notice = notice_of(delivery.step)
        if notice is not None and notice not in CHANGES:
            earlier = {"person": "", "code": "", "instead": ""}  # what those of an earlier version lack
            facts = earlier | dict(delivery.facts)
            yield "notice", _Said(say("messages", "item", notice.value, values(**facts)))


def _lines(found: Iterable[Delivery], changes: _Changes, world: _World) -> Iterable[_Line]:
    """All that is said of one piece of work in one line: rungs that were held up with those after them, what somebody asked for, a
    change, a unit's check-ins of one period in all plans."""
    told: dict[tuple[object, ...], list[Delivery]] = {}
    for delivery in found:
        told.setdefault(fold_key(world.occurrences[delivery.uid]), []).append(delivery)
    return [_line(those, changes, world) for those in told.values()]


def _line(told: Sequence[Delivery], changes: _Changes, world: _World) -> _Line:
    all_of_it = tuple(dict.fromkeys(world.occurrences[d.uid] for d in told))
    those = standing_fast(all_of_it, world.off)
    reopened = any(notice_of(d.step) is Notice.REOPENED for d in told)
    changed = next((_change_text(*changes[d.uid]) for d in told if d.uid in changes), "")
    off = those[-1].uid in world.off
    return _Line(max(told, key=_weight), as_one(those), those, reopened, changed, off)


def _weight(delivery: Delivery) -> int:
    """Of what is said of one piece of work, the weightiest leads: that others are late, then a rung, then a notice."""
    notice = notice_of(delivery.step)
    if notice is Notice.PACE:
        return 0
    return 3 if is_escalated(delivery.step) else 2 if notice is None else 1


def _change_text(notice: Notice, facts: Mapping[str, str | int]) -> str:
    if notice is Notice.CANCELLED:
        return ""
    return say("messages", "change", notice.value, values(was=facts["was"]))


def _group(line: _Line, today: date) -> str:
    delivery, occurrence = line.delivery, line.occurrence
    if line.changed:
        return "changed"
    if notice_of(delivery.step) is Notice.PACE:
        return "pace"
    if is_escalated(delivery.step):
        return "escalated"
    if occurrence.act_by < today:
        return "overdue"
    return "today" if occurrence.act_by == today else "soon"


def _item(line: _Line, mark: str, world: _World) -> str:
    """One line: what, of whom, by when, or that it is done; why it is not, where that was told."""
    occurrence, book, standing = line.occurrence, world.book, line.standing(world.book)
    state = State.DONE if standing.done else State.CANCELLED if line.off else State.PLANNED
    shown = (
        replace(book, moved={}) if line.changed else book
    )  # from where it was moved is said once, by the day to act by
    facts = {"mark": mark, "title": summary(occurrence, state, shown), "unit": book.unit_names(occurrence.leads)}
    if standing.done:
        return done_text(standing, facts, tuple(world.people.values()))
    if line.off:
        return off_text(facts)
    said = in_part(_open(line, facts, world), answered_of_all(line.folded, book))
    if line.changed:
        said = say("messages", "item", "changed", values(said=said, change=line.changed))
    if line.reopened:
        said = say("messages", "item", "reopened", values(said=said))
    return explained(said, standing)


def _of_several(lines: Sequence[_Line], numbers: Mapping[_Line, int], world: _World) -> str:
    """Work that several units do each for themselves: said once, below it who has not reported yet and who has."""
    book, there = world.book, [line for line in lines if not line.off]
    waits = [line for line in there if not line.standing(book).done]
    one, state = (waits or lines)[0].occurrence, State.PLANNED if waits else State.DONE if there else State.CANCELLED
    when = when_text(one, book.today, world.calendar, lines[0].delivery.step)
    facts = values(title=summary(one, state, book), when=when, open=len(waits), all=len(there))
    code = "of-several" if waits else "of-several-done" if there else "of-several-off"
    told = (_unit_line(line, numbers, world) for line in lines)
    return "\n".join((say("messages", "item", code, facts), *told))


def _unit_line(line: _Line, numbers: Mapping[_Line, int], world: _World) -> str:
    code, standing = "numbered" if line in numbers else "within", line.standing(world.book)
    mark = say("messages", "mark", code, values(number=numbers.get(line, 0)))
    facts = {"mark": mark, "unit": world.book.unit_names(line.occurrence.leads)}
    if line.off and not standing.done:
        return say("messages", "unit", "off", values(**facts))
    return unit_text(standing, facts, tuple(world.people.values()))


def _open(line: _Line, facts: Mapping[str, str], world: _World) -> str:
    delivery, occurrence = line.delivery, line.occurrence
    if notice_of(delivery.step) is Notice.PACE and (found := _pace(occurrence, facts["mark"], world)) is not None:
        return found
    if is_escalated(delivery.step):
        code = "escalated-air" if occurrence.timed else "escalated"
        when = when_text(occurrence, world.book.today, world.calendar)
        return say("messages", "item", code, values(**facts, when=when))
    when = when_text(occurrence, world.book.today, world.calendar, delivery.step)
    return say("messages", "item", "plain", values(**facts, when=when))


def _pace(occurrence: Occurrence, mark: str, world: _World) -> str | None:
    """The warning; None where the number has caught up since."""
    book = world.book
    found = pace(occurrence, book.standing(occurrence.uid).count, book.today, world.calendar)
    if found is None:
        return None
    unit = book.unit_names(occurrence.leads)
    facts = values(mark=mark, title=occurrence.title, unit=unit, made=found.made, left=found.left)
    return say("messages", "item", "pace", (*facts, ("quota", occurrence.quota)))
