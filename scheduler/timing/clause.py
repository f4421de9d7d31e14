"""A clause: what belongs together in a phrase, put together step by step."""

from datetime import time

from scheduler.timing.atom import DEPTH, FIRST, LAST, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.bounds import Bound
from scheduler.timing.events import Event
from scheduler.timing.folding import fold as fold_text
from scheduler.timing.ir import (
    Freq,
    Minutes,
)
from scheduler.timing.lexicon import sense
from scheduler.timing.months_of_action import month_of_action
from scheduler.timing.periods import Beat
from scheduler.timing.points import Grain
from scheduler.timing.records import NamedTuple
from scheduler.timing.relations import Relation
from scheduler.timing.whens import When

_OVER_COURSE, _ON_DEMAND, _WITHIN = sense("over_course"), sense("on_demand"), sense("within")
_SEASONS = sense("season")


class Note(NamedTuple):
    """Something to say about the tokens first..last (end exclusive), by code."""

    code: str
    first: int
    last: int


class Clause:
    """A rhythm with its points, a continuous stretch with its span, or (solo) something that stands by itself.

    It is put together step by step and thrown away when its timing is made; what is not said of it is as below.
    """

    __slots__ = (
        "about",
        "afterwards",
        "asked_event",
        "beat",
        "choices",
        "clash",
        "clocks",
        "condition",
        "day_first",
        "first",
        "freq",
        "kind",
        "last",
        "limits",
        "minutes",
        "notes",
        "onward",
        "relation",
        "sep",
        "solo",
        "steady",
        "total",
        "value",
        "whens",
    )

    def __init__(self, sep: Sep, first: int, last: int) -> None:
        self.sep, self.first, self.last = sep, first, last
        self.beat: Beat | None = None
        self.choices: tuple[Beat, ...] = ()
        self.whens: tuple[When, ...] = ()
        self.limits: tuple[When, ...] = ()
        self.clocks: tuple[time, ...] = ()
        self.minutes: Minutes | None = None
        self.total: int | None = None
        self.kind: Kind | None = None
        self.value: object = None
        self.freq: Freq | None = None
        self.relation: Relation | None = None
        self.condition: Event | None = None
        self.asked_event: Event | None = None
        self.notes: tuple[Note, ...] = ()
        self.steady = self.clash = ""
        self.about = self.day_first = self.solo = self.afterwards = self.onward = False

    def event_behind(self, atom: Plain) -> None:
        """Take in an event that stands behind this clause, where it is a condition of it or makes it a question."""
        event = atom[VALUE]
        self.condition = self.asked_event = None
        if not isinstance(event, Event) or event.adhoc or atom[SEP] is Sep.OR:
            return
        if self.kind is Kind.EVENT and (atom[DEPTH] or atom[SEP] is Sep.NONE):
            self.condition = event
        elif self.steady and _over_course(event) and atom[SEP] in (Sep.NONE, Sep.COMMA):
            self.condition, self.onward = event, True
        elif self.whens or self.beat is not None or self.steady or self.kind in (Kind.RELATION, Kind.OCCASION):
            self._beside(event, atom)

    def _beside(self, event: Event, atom: Plain) -> None:
        if self.beat is not None and event.opener in _WITHIN and self.beat.freq is not Freq.YEARLY and _lasts(event):
            known = month_of_action(event.text)
            if known is None or self.limits or event.dated:
                self.asked_event = event  # "hằng tháng trong mùa mưa": in which months?
            else:
                self.condition, self.limits = event, (known,)  # "01 lần/ngày trong Tháng hành động vì trẻ em"
        elif atom[DEPTH] or (self.beat is not None and event.opener in _WITHIN and atom[SEP] is Sep.NONE):
            self.condition = event
        elif atom[SEP] is Sep.NONE or (
            atom[SEP] is Sep.COMMA and self.whens and self.beat is None and not on_demand(event)
        ):
            if self.beat is not None or self.steady or self._whole_year():
                self.asked_event = event
            else:
                self.condition = event

    def _whole_year(self) -> bool:
        points = self.whens[-1].points if self.whens else None
        return (
            points is not None
            and points.parts[-1].grain >= Grain.YEAR
            and self.whens[-1].bound in (Bound.NONE, Bound.WITHIN)
        )

    def took(self, atom: Plain) -> bool:
        """Whether `event_behind` took the event in."""
        taken = self.condition is not None or self.asked_event is not None
        if taken:
            dated = isinstance(atom[VALUE], Event) and atom[VALUE].dated
            code = "date-in-condition" if dated else "condition-not-scheduled"
            if self.limits and isinstance(atom[VALUE], Event) and month_of_action(atom[VALUE].text) in self.limits:
                code = "month-of-action"
            self.notes += (Note(code, atom[FIRST], atom[LAST]),)
            if dated:
                self.clash = "date-inside-event"
        return taken


def _over_course(event: Event) -> bool:
    return event.opener in _OVER_COURSE


def _lasts(event: Event) -> bool:
    """Whether its words name a part of the year (a season, a campaign), and no place or manner ("trong các cuộc họp")."""
    return not _SEASONS.isdisjoint(fold_text(event.text).split())


def on_demand(event: Event) -> bool:
    """Whether it is waited for because somebody may ask ("khi có yêu cầu")."""
    low = fold_text(event.text)
    return any(word in low for word in _ON_DEMAND)
