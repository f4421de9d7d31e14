"""Deliveries → the message that a person reads: one for each person and moment, by how pressing each thing is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from calendars.workdays import OfficeCalendar
from notifiers.message import Button, Heading, Message
from scheduler.book import Book
from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.keyboards import Item, list_keyboard
from scheduler.messages.entries import PRESSED, Entry, Line, Said, World, lines_of
from scheduler.messages.grouping import heading_text, listing
from scheduler.messages.subject import subject_of, title_of
from scheduler.messages.texts import item_text, text_of_several
from scheduler.model import Absence, Person
from scheduler.progress import is_slip
from scheduler.reminders.receivers import may_report, spoken_for
from scheduler.schedule import Occurrence
from scheduler.terms import Audience
from scheduler.text import shortened
from scheduler.words import say

_SHORT = 1000


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
    world = World(occurrences, book, calendar, {p.id: p for p in people}, absences, now, off)
    return tuple(_digest(person, channel, found, world) for (person, channel), found in by_person.items())


def shorter(message: Message) -> Message:
    """The beginning of a message, without buttons, for a channel that did not take the whole."""
    text = shortened("\n".join(message.paragraphs), _SHORT)
    return Message(message.title, (text, say("messages", "item", "shorter")), key=message.key, subject=message.subject)


def _digest(person: str, channel: str, found: Sequence[Delivery], world: World) -> Digest:
    listed = listing(found, world)
    entries = [one for bunches in listed.values() for those in bunches for one in those]
    numbers = _numbers(lines_of(entries), world)
    beside = len(entries) - len(numbers)
    shown = [p for heading in listed for p in _paragraphs(heading, listed[heading], numbers, beside, world)]
    places = {uid: place for place, (_, uids) in enumerate(shown, 1) for uid in uids}
    keys = _keyboard(numbers, beside, world) if numbers else ()
    title = title_of(listed, world.book.today)
    message = Message(title, tuple(text for text, _ in shown), keys, _key(found), subject_of(listed, title, world))
    return Digest(person, channel, message, tuple(found), places)


def _paragraphs(
    heading: str, bunches: Sequence[Sequence[Entry]], numbers: Mapping[Line, int], beside: int, world: World
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The heading and the texts below it, each with the uids of what it tells of."""
    yield Heading(heading_text(heading, bunches)), ()
    for those in bunches:
        lines = lines_of(those)
        uids = tuple(o.uid for line in lines for o in line.folded)
        if len(lines) > 1:
            yield text_of_several(lines, numbers, world), uids
        elif lines:
            yield item_text(lines[0], _mark(lines[0], numbers, beside), world), uids
        else:
            yield from ((said.text, (said.uid,)) for said in those if isinstance(said, Said))


def _numbers(lines: Sequence[Line], world: World) -> Mapping[Line, int]:
    """What the reader may report on, numbered in the order of the list; nothing where no button can be pressed."""
    if not lines or lines[0].delivery.channel not in PRESSED:
        return {}
    people = tuple(world.people.values())
    known = spoken_for(lines[0].delivery.person, people, world.absences, world.book.today)
    theirs = (line for line in lines if may_report(known, line.occurrence))
    return {line: number for number, line in enumerate(theirs, start=1)}


def _keyboard(numbers: Mapping[Line, int], beside: int, world: World) -> tuple[Button, ...]:
    reader = world.people[next(iter(numbers)).delivery.person]
    items = [_keyed(line, number, reader, world) for line, number in numbers.items()]
    return list_keyboard(items, beside)


def _keyed(line: Line, number: int, reader: Person, world: World) -> Item:
    one, standing = line.folded[-1], line.standing(world.book)
    slip = world.now is not None and is_slip(one, standing, reader.id, world.now)
    return Item(number, one, standing, slip or reader.post is Audience.COORDINATOR, line.off)


def _mark(line: Line, numbers: Mapping[Line, int], beside: int) -> str:
    """A number on what can be pressed, where anything else stands there; else a point."""
    if len(numbers) + beside > 1 and line in numbers:
        return say("messages", "mark", "numbered", values(number=numbers[line]))
    return say("messages", "mark", "plain")


def _key(found: Iterable[Delivery]) -> str:
    """The same at each try of the same deliveries."""
    return sha256(repr(sorted(d.key for d in found)).encode()).hexdigest()[:32]
