"""What a message lists: lines of work, and what stands as it is; with the world that they are spoken of in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from calendars.workdays import OfficeCalendar
from scheduler.book import Book
from scheduler.deliveries import Delivery
from scheduler.folding import standing_of_all
from scheduler.model import Absence, Person
from scheduler.progress import Standing
from scheduler.schedule import Occurrence


@dataclass(frozen=True, slots=True)
class World:
    """What is known of the work and of the people while messages are written.

    occurrences: what the deliveries name, by uid; people: of the office, by id. now, off: as `digests` is told them.
    """

    occurrences: Mapping[str, Occurrence]
    book: Book
    calendar: OfficeCalendar
    people: Mapping[str, Person]
    absences: Collection[Absence]
    now: datetime | None
    off: Collection[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the list as it is, of the work with that uid, where it is of any. works: for how many pieces it stands."""

    text: str
    uid: str = ""
    works: int = 1


@dataclass(frozen=True, slots=True)
class Line:
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


PRESSED = frozenset({"telegram"})
"""Channels on which buttons and commands come back to us."""

Entry: TypeAlias = Line | Said
Listing: TypeAlias = Mapping[str, Sequence[Sequence[Entry]]]
"""By heading, in the order of the message: its entries, those side by side that tell of the same work of several units."""


def works_of(bunches: Iterable[Sequence[Entry]]) -> int:
    """How many pieces of work they speak of: that of several units is one, what says how much more there is stands for that."""
    firsts = (those[0] for those in bunches)
    return sum(one.works if isinstance(one, Said) else 1 for one in firsts)


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Those that are lines of work."""
    return [one for one in entries if isinstance(one, Line)]
