"""One occurrence as a member of a series: as it stands, and as it would look were nothing said of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from calendars.event import Status
from calendars.layout import Member
from scheduler.book import Book, State
from scheduler.event_text import plain_description, plain_summary
from scheduler.feeds.events import event_of
from scheduler.feeds.general import General
from scheduler.schedule import Occurrence, Published

LEAP: Final = 1000
"""How far revisions are raised after a backup was restored: above all that calendars can have seen since it was made."""


def nominal_days(members: Sequence[Occurrence], book: Book) -> dict[str, date]:
    """By UID where the rhythm has each: what was moved stands for its old day, unless most were, as by another rhythm."""
    moved = {o.uid: book.moved[o.uid] for o in members if o.uid in book.moved}
    if 2 * len(moved) > len(members):
        moved = {}
    return {o.uid: o.start - (o.due - moved.get(o.uid, o.due)) for o in members}


class Texts:
    """What a series would say of each of its pieces; most say the same, and each is put in words once.

    What hangs on the others (of how many each is one, which days of the month there are) hangs on those planned. Of what
    is off nobody knows any more why its day was what it was: it reads as most of the others do.
    """

    def __init__(self, members: Sequence[Occurrence], states: Mapping[str, State], book: Book) -> None:
        planned = [o for o in members if states[o.uid] is not State.CANCELLED]
        self._off = {o.uid for o in members} - {o.uid for o in planned}
        self._general = General(planned)
        self._totals = frozenset(o.total for o in planned if o.total is not None)
        self._book = book
        self._told: dict[Occurrence, tuple[str, str]] = {}
        self._usual = {ahead: _most(map(self._own, those)) for ahead, those in _by_days_ahead(planned).items()}

    def of(self, occurrence: Occurrence) -> tuple[str, str]:
        """Title and description of a piece as a rule can tell it: all but its own day and count, nothing left out."""
        usual = self._usual.get(occurrence.due - occurrence.act_by) if occurrence.uid in self._off else None
        return usual or self._own(occurrence)

    def _own(self, occurrence: Occurrence) -> tuple[str, str]:
        day = date.min
        common = replace(
            occurrence, uid="", period_key="", start=day, end=day, due=day, act_by=day, number=None, total=None, label="",
            parts=(), history=False, why=self._general.of(occurrence),
        )  # fmt: skip
        if common not in self._told:
            text = plain_description(common, self._book, self._totals)
            self._told[common] = plain_summary(common), text
        return self._told[common]


def _by_days_ahead(members: Sequence[Occurrence]) -> dict[timedelta, list[Occurrence]]:
    """By how long before its due day each is to be done."""
    found: dict[timedelta, list[Occurrence]] = {}
    for occurrence in members:
        found.setdefault(occurrence.due - occurrence.act_by, []).append(occurrence)
    return found


def _most(texts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    ((text, _),) = Counter(texts).most_common(1)
    return text


def member_of(occurrence: Occurrence, nominal: date, texts: Texts, state: State, told: Published, book: Book) -> Member:
    """An occurrence as it stands, and as the series would tell it were nothing reported of it."""
    summary, text = texts.of(occurrence)
    alone = replace(
        event_of(occurrence, state, book),
        sequence=told.sequence % LEAP,  # what was ever leapt over, the series itself has leapt too
        modified=told.modified,
    )
    planned = replace(alone, summary=summary, description=text, status=Status.CONFIRMED)
    return Member(nominal, planned if _is_ordinary(occurrence, state, book) else alone, planned, alone)


def _is_ordinary(occurrence: Occurrence, state: State, book: Book) -> bool:
    """Whether nothing was reported of it, and it stands where it was planned: then its series can tell it."""
    begun = book.count(occurrence) or book.done_parts(occurrence) or book.explained(occurrence)
    return state is State.PLANNED and not begun and occurrence.uid not in book.moved
