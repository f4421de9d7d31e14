"""One occurrence as a member of a series: as it stands, and as it would look were nothing said of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from calendars.event import Status
from calendars.layout import Member
from scheduler.book import Book, State
from scheduler.event_text import plain_description
from scheduler.event_titles import plain_summary
from scheduler.feeds.events import event_of
from scheduler.feeds.general import General
from scheduler.schedule import Occurrence, Published

LEAP: Final = 1000
"""How far revisions are raised after a backup was restored: above all that calendars can have seen since it was made."""


def nominal_days(members: Sequence[Occurrence], book: Book) -> dict[str, date]:
    """By UID where the rhythm has each: what was moved stands for its old day, unless most were, as by another rhythm."""
    moved = _moved(members, book)
    return {o.uid: o.start - (o.due - moved.get(o.uid, o.due)) for o in members}


def _moved(members: Sequence[Occurrence], book: Book) -> dict[str, date]:
    """From which day each of the few was moved that were; another hour on its day leaves each where the rhythm has it."""
    moved = {o.uid: day for o in members if (day := book.day_before(o)) is not None}
    return {} if 2 * len(moved) > len(members) else moved


class Texts:
    """What a series would say of each of its pieces; most say the same, and each is put in words once.

    What hangs on the others (of how many each is one, which days of the month there are) hangs on those that stand where
    they were planned. Of what is off or was moved nobody knows any more why its day was what it was: it counts as the
    others of the same unit do that are due as long before or behind a day of work, so that the series stays what it was.
    """

    def __init__(self, members: Sequence[Occurrence], states: Mapping[str, State], book: Book) -> None:
        moved = _moved(members, book)
        planned = [o for o in members if states[o.uid] is not State.CANCELLED]
        standing = [o for o in planned if o.uid not in moved]
        self._standing = {o.uid for o in standing}
        self._general = General(standing)
        self._totals = frozenset(o.total for o in planned if o.total is not None)
        self._book = book
        self._told: dict[tuple[Occurrence, time | None], tuple[str, str]] = {}
        self._usual = {work: _most(map(self._own, those)) for work, those in _by_work(standing).items()}

    def of(self, occurrence: Occurrence) -> tuple[str, str]:
        """Title and description of a piece as a rule can tell it: all but its own day and count, nothing left out."""
        usual = None if occurrence.uid in self._standing else self._usual.get(_work(occurrence))
        return usual or self._own(occurrence)

    def _own(self, occurrence: Occurrence) -> tuple[str, str]:
        common = replace(_without_day(occurrence), why=self._general.of(occurrence))
        hour = stood.at if (stood := self._book.moved.get(occurrence.uid)) and stood.day == occurrence.due else None
        if (common, hour) not in self._told:
            text = plain_description(common, self._book, self._totals, hour)
            self._told[common, hour] = plain_summary(common, hour=hour), text
        return self._told[common, hour]


def _without_day(occurrence: Occurrence) -> Occurrence:
    """What there is to say of it but day and count."""
    day = date.min
    return replace(
        occurrence, uid="", period_key="", start=day, end=day, due=day, act_by=day, number=None, total=None, label="",
        parts=(), history=False,
    )  # fmt: skip


def _work(occurrence: Occurrence) -> tuple[timedelta, Occurrence]:
    """How long before its due day it is to be done, and what is to be done by whom, without why."""
    return occurrence.due - occurrence.act_by, replace(_without_day(occurrence), why=(), assumptions=())


def _by_work(members: Sequence[Occurrence]) -> dict[tuple[timedelta, Occurrence], list[Occurrence]]:
    found: dict[tuple[timedelta, Occurrence], list[Occurrence]] = {}
    for occurrence in members:
        found.setdefault(_work(occurrence), []).append(occurrence)
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
    return state is State.PLANNED and not begun and book.day_before(occurrence) is None
