"""One occurrence as a member of a series: as it stands, and as it would look were nothing said of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from calendars.event import Event
from calendars.layout import Member
from scheduler.book import Book, State
from scheduler.event_text import plain_description, plain_summary
from scheduler.feeds.events import categories_of, event_of, span
from scheduler.schedule import Occurrence, Published
from scheduler.trace import Reason

LEAP: Final = 1000
"""How far revisions are raised after a backup was restored: above all that calendars can have seen since it was made."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the occurrences of a series have in common, whatever becomes of one of them: reasons, of how many each is one."""

    why: frozenset[Reason]
    totals: frozenset[int]


def shared_by(members: Sequence[Occurrence], states: Mapping[str, State], book: Book) -> Shared:
    """What most of the ordinary ones have: neither moved, nor off, nor to be done on another day than they are due."""
    on_their_day = [o for o in members if o.act_by == o.due and o.uid not in book.moved]
    ordinary = [o for o in on_their_day if states[o.uid] is not State.CANCELLED] or members
    seen = Counter(reason for o in ordinary for reason in set(o.why))
    why = frozenset(reason for reason, times in seen.items() if 2 * times > len(ordinary))
    return Shared(why, frozenset(o.total for o in ordinary if o.total is not None))


def nominal_days(members: Sequence[Occurrence], book: Book) -> dict[str, date]:
    """By UID where the rhythm has each: what was moved stands for its old day, unless most were, as by another rhythm."""
    moved = {o.uid: book.moved[o.uid] for o in members if o.uid in book.moved}
    if 2 * len(moved) > len(members):
        moved = {}
    return {o.uid: o.start - (o.due - moved.get(o.uid, o.due)) for o in members}


class Texts:
    """The texts that the pieces of one task share; most are alike, and each is put in words once."""

    def __init__(self, shared: Shared, book: Book) -> None:
        self._shared = shared
        self._book = book
        self._told: dict[Occurrence, tuple[str, str]] = {}

    def of(self, occurrence: Occurrence) -> tuple[str, str]:
        """Title and description of a piece of which nothing is said."""
        day, why = date.min, tuple(reason for reason in occurrence.why if reason in self._shared.why)
        common = replace(
            occurrence, uid="", period_key="", start=day, end=day, due=day, act_by=day, number=None, total=None, label="",
            parts=(), history=False, why=why,
        )  # fmt: skip
        if common not in self._told:
            text = plain_description(common, self._book, self._shared.why, self._shared.totals)
            self._told[common] = plain_summary(common), text
        return self._told[common]

    def tell(self, occurrence: Occurrence, state: State) -> bool:
        """Whether they say of a piece all that there is to say."""
        return is_plain(occurrence, state, self._book) and self._shared.why <= set(occurrence.why)


def member_of(occurrence: Occurrence, nominal: date, texts: Texts, state: State, told: Published, book: Book) -> Member:
    """An occurrence as it looks in the series, and as it would look were nothing said of it."""
    summary, text = texts.of(occurrence)
    start, end = span(occurrence)
    planned = Event(
        occurrence.told_as, summary, start, end, text, categories_of(occurrence),
        sequence=told.sequence % LEAP,  # what was ever leapt over, the series itself has leapt too
        modified=told.modified,
    )  # fmt: skip
    if texts.tell(occurrence, state):
        return Member(nominal, planned, planned)
    return Member(
        nominal, replace(event_of(occurrence, state, book), sequence=planned.sequence, modified=told.modified), planned
    )


def is_plain(occurrence: Occurrence, state: State, book: Book) -> bool:
    """Whether people need not be told anything of this one alone: it can do without its period, its day and why that day."""
    begun = book.count(occurrence) or book.done_parts(occurrence) or book.explained(occurrence)
    special = begun or occurrence.uid in book.moved or occurrence.act_by != occurrence.due
    return state in (State.PLANNED, State.HISTORY) and not special
