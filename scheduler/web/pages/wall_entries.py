"""What stands on a sheet for the wall: work on its due day, windows on their first day and while they last; pure texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.event_titles import plain_summary, summary
from scheduler.feeds.events import spans_days
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.web.pages.filling import Limits, Room, cut, shared_words
from scheduler.words import month_day_text, say

MARKS: Final = {Kind.REPORT: "■", Kind.BULLETIN: "●", Kind.BROADCAST: "▲", Kind.ACTIVITY: "◆", Kind.CHECK_IN: "○"}
"""A sign for each kind, as most sheets are printed in black."""

_OPEN: Final = (State.PLANNED, State.OVERDUE)
_UNIT_LENGTH: Final = 22
_TITLE_LENGTH: Final = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a sheet: its sign, kind and state for the style sheet; its hour and state in signs, its title, whose it is.

    whole_tail: the tail where there is room for the whole name of a unit.
    """

    mark: str
    kind: str
    state: str
    before: str
    title: str
    tail: str
    whole_tail: str

    @property
    def text(self) -> str:
        """All of it but its tail."""
        return self.before + self.title

    @property
    def tails(self) -> tuple[str, str]:
        """Its tail with whole names, and shortened."""
        return self.whole_tail, self.tail


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as far as there is room on paper for it; spare: there is none, so that only a screen shows it."""

    entry: Entry
    text: str
    tail: str
    spare: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing was cut."""
        return (self.text, self.tail) == (self.entry.text, self.entry.whole_tail)


@dataclass(frozen=True, slots=True)
class Wall:
    """Whose sheet it is."""

    office: Snapshot
    spec: FeedSpec

    def due(self, occurrence: Occurrence) -> Entry:
        """On its due day: whose it is, since when it lasts, by when it is to be done where that is before a working day."""
        days = self._said("since", occurrence.start) if spans_days(occurrence) else []
        if self.office.calendar.is_working_day(occurrence.due) and acts_before(occurrence):
            days += self._said("act", occurrence.act_by)
        return self._entry(occurrence, "plain", days if self._state(occurrence) is State.PLANNED else [])

    def opening(self, occurrence: Occurrence) -> Entry:
        """A window on its first day."""
        return self._entry(occurrence, "opens", self._said("until", occurrence.due))

    def underway(self, occurrence: Occurrence, width: int) -> Entry:
        """A window that is due on a later sheet. On paper its day comes first, then whose it is, then since when it lasts."""
        lasts = [*self._said("since", occurrence.start), *self._said("until", occurrence.due)]
        whole, until = self._entry(occurrence, "plain", [" ".join(lasts)]), self._said("until", occurrence.due)
        told = (_tail([*self._units(occurrence, _UNIT_LENGTH), *until]), _tail(until))
        return replace(whole, tail=next((t for t in told if 2 * len(t) <= width), told[-1]))

    def is_open(self, occurrence: Occurrence) -> bool:
        """Whether it is still to be done."""
        return self._state(occurrence) in _OPEN

    def acts(self, found: Sequence[Occurrence]) -> str:
        """Of a day off, in words: by when what is due on it is to be done; "" where nothing is, or it is heard at its hour."""
        open_ = [o for o in found if self.is_open(o)]
        early = [o.act_by for o in open_ if acts_before(o)]
        if not early:
            return ""
        code = "act" if len(early) == len(open_) else "act-but-air"
        return self._said(code, min(early))[0]

    def _state(self, occurrence: Occurrence) -> State:
        return self.office.state(occurrence)

    def _said(self, code: str, day: date) -> list[str]:
        return [say("web", "sheet", code, (("day", month_day_text(day.month, day.day)),))]

    def _entry(self, occurrence: Occurrence, form: str, more: Sequence[str]) -> Entry:
        """Its own count and hour in its text, done work with its tick, late work with its sign."""
        state = self._state(occurrence)
        hour = say("web", "sheet", "hour", (("hour", f"{occurrence.at:%H:%M}"),)) if occurrence.timed else ""
        sign = {State.DONE: "done", State.OVERDUE: "late"}.get(state)
        return Entry(
            MARKS[occurrence.kind],
            occurrence.kind.value,
            state.value,
            hour + (say("web", "sheet", sign) if sign else ""),
            say("web", "sheet", form, (("summary", self._title(occurrence)),)),
            _tail([*self._units(occurrence, _UNIT_LENGTH), *more]),
            _tail([*self._units(occurrence, _TITLE_LENGTH), *more]),
        )

    def _title(self, occurrence: Occurrence) -> str:
        """Without what its place on the sheet says already: which week, which month. Of a report the period is its name."""
        if occurrence.kind in (Kind.REPORT, Kind.CHECK_IN):
            return summary(occurrence, State.PLANNED, self.office.book, _TITLE_LENGTH)
        return plain_summary(occurrence, _TITLE_LENGTH)

    def _units(self, occurrence: Occurrence, most: int) -> list[str]:
        """Who is in charge, where that is not whose sheet it is."""
        spec, leads = self.spec, occurrence.leads
        own = {spec.ref} if spec.scope is Scope.UNIT else set(spec.units)
        if not leads or own.issuperset(leads):
            return []
        name = shortened(self.office.book.directory.name(leads[0]), most)
        if not leads[1:]:
            return [name]
        return [say("web", "sheet", "more-units", (("unit", name), ("more", len(leads) - 1)))]


def _tail(said: Sequence[str]) -> str:
    return say("web", "sheet", "tail", (("said", "; ".join(said)),)) if said else ""


def acts_before(occurrence: Occurrence) -> bool:
    """Whether it is to be done before its day; what goes on the air is heard at its hour, be that a day off."""
    return occurrence.act_by < occurrence.due and not occurrence.timed


def told_apart(
    entries: Mapping[date, Sequence[Entry]], limits: Mapping[date, tuple[int, Limits]], room: Room
) -> dict[date, tuple[Shown, ...]]:
    """The entries of all days as they are shown; where two titles are cut to the same words, by what is their own.

    limits: of each day how many entries are shown, and how tightly.
    """
    first = {day: [cut(e.text, e.tails, limits[day][1], room)[0] for e in some] for day, some in entries.items()}
    alike: dict[str, set[str]] = {}
    for day, some in entries.items():
        for entry, text in zip(some, first[day], strict=True):
            alike.setdefault(text.removeprefix(entry.before), set()).add(entry.title)
    return {
        day: tuple(
            _shown(entry, alike[text.removeprefix(entry.before)], limits[day][1], room, n >= limits[day][0])
            for n, (entry, text) in enumerate(zip(some, first[day], strict=True))
        )
        for day, some in entries.items()
    }


def _shown(entry: Entry, alike: set[str], limits: Limits, room: Room, spare: bool) -> Shown:
    others = alike - {entry.title}
    apart = len(entry.before.split()) + shared_words(entry.title, others) if others else 0
    return Shown(entry, *cut(entry.text, entry.tails, limits, room, apart), spare)
