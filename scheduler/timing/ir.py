"""The meanings that a timing phrase can have: a closed sum of plain, comparable values.

Dates are resolved against the plan's year by the parser; all spans here are inclusive on both ends, as people say them.
The values are named tuples: as frozen and comparable as dataclasses, but made in a fifth of the time, and without `dataclasses` and
`inspect`, whose import alone would take half of what `explain` may take to start (bench/timing_speed.py).
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from scheduler.timing.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes as long to import as a tenth of the language
    from typing import TypeAlias, TypeVar

    Kind = TypeVar("Kind", bound=type)

new = tuple.__new__
"""new(Part, (…)) is Part(…) with all its values in order, made in a quarter of the time: for what nearly every phrase makes."""


def apart(kind: Kind) -> Kind:
    """Values of two kinds are never equal, alike as their parts may be: Triggered("x") is not NoTiming("x")."""
    for name, method in (("__eq__", _alike), ("__ne__", _unlike)):
        setattr(kind, name, method)
    return kind


def _alike(one: tuple[object, ...], other: object) -> bool:
    return type(one) is type(other) and tuple.__eq__(one, other)


def _unlike(one: tuple[object, ...], other: object) -> bool:
    return not _alike(one, other)


class Freq(StrEnum):
    """How often a rhythm turns; the values are the notation's words."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


class Weekday(StrEnum):
    """RFC 5545 weekday words, Monday first."""

    MO = "MO"
    TU = "TU"
    WE = "WE"
    TH = "TH"
    FR = "FR"
    SA = "SA"
    SU = "SU"


class Anchor(StrEnum):
    """Which month of a longer period a due day lies in."""

    FIRST = "first"
    LAST = "last"


@apart
class DueDay(NamedTuple):
    """The day within (or after) each period on which a rhythm is due. Absent parts are None.

    monthday: 1..31, or -1 for the last day; already one day earlier where `strict` ("trước ngày 15" is 14, strict).
    month: 1..12, the month within the year of a yearly rhythm.
    anchor: the first or last month of the quarter, half-year or year.
    month_offset: months after the last month of the reported period (-1: the second month of a quarter); year_offset: years after
        the reported year.
    after_period_days: days after the period's end (working days where `working_days`); with month_offset -1 after the end of
        the month before, and so a working day of the month itself.
    from_monthday: the day of the month from which on it may be done ("từ ngày 15 hằng tháng"); -7: its last seven days.
    nth: which of the month's weekdays of that name (1..4, -1 the last: "thứ Bảy đầu tiên của tháng").
    """

    monthday: int | None = None
    weekday: Weekday | None = None
    month: int | None = None
    last_workday: bool = False
    anchor: Anchor | None = None
    month_offset: int | None = None
    year_offset: int | None = None
    after_period_days: int | None = None
    working_days: bool = False
    from_monthday: int | None = None
    strict: bool = False
    nth: int | None = None


@apart
class MonthDay(NamedTuple):
    """A day of any year (month 1..12, day 1..31)."""

    month: int
    day: int


@apart
class Season(NamedTuple):
    """A span within each year, inclusive; it runs over the turn of the year where end < start."""

    start: MonthDay
    end: MonthDay


@apart
class Minutes(NamedTuple):
    """How long one piece lasts, in minutes; least == most where the plan gives one figure."""

    least: int
    most: int


@apart
class Continuous(NamedTuple):
    """Work that runs from start to end (None: open on that side). `once`: to be finished within ("Trong năm 2024")."""

    start: date | None
    end: date | None
    once: bool = False


@apart
class Window(NamedTuple):
    """Do it once between start and end; due at the end. start None: "từ nay" (the signing day, which the phrase lacks)."""

    start: date | None
    end: date


@apart
class Windows(NamedTuple):
    """Several windows, one piece of work in each."""

    windows: tuple[Window, ...]


@apart
class Deadline(NamedTuple):
    """Due on that day (at that local hour). strict: the phrase named the day after ("trước ngày D" is due D - 1)."""

    due: date
    at: time | None = None
    strict: bool = False


@apart
class Recurring(NamedTuple):
    """A rhythm: `count` pieces in each `every`-th period of `freq` from `start` to `end`.

    item: the counted noun as the plan writes it ("tin, bài"). per_year_total: the total that the plan gives beside the rhythm;
    total_approximate: it says "khoảng". season: only within that span of each year. days: how many days (daily rhythms).
    """

    freq: Freq
    start: date | None
    end: date | None
    count: int = 1  # type: ignore[assignment]  # instead of what a tuple counts with, which nobody needs of a rhythm
    every: int = 1
    due: DueDay | None = None
    at: time | None = None
    minutes: Minutes | None = None
    per_year_total: int | None = None
    total_approximate: bool = False
    item: str | None = None
    season: Season | None = None
    days: int | None = None


@apart
class Relative(NamedTuple):
    """Days after (negative: before) an event that the phrase only names; or months, which end on the day of the same number."""

    after: str
    days: int
    working_days: bool = False
    months: int = 0


@apart
class Triggered(NamedTuple):
    """Waits for an event or another document ("Theo kế hoạch kiểm tra")."""

    event: str


@apart
class PeriodRule(NamedTuple):
    """Bounds the data of a report, never an event; start and end as the phrase says them."""

    freq: Freq | None
    start: str
    end: str


@apart
class Several(NamedTuple):
    """Two or more timings that all hold."""

    items: tuple[Timing, ...]


@apart
class Ambiguous(NamedTuple):
    """Two or more readings (or none that is certain); `why` is a code whose sentence and question stand in scheduler/words."""

    readings: tuple[Timing, ...]
    why: str


@apart
class NoTiming(NamedTuple):
    """Text in a timing cell that is no timing; `why` is a code as above."""

    why: str


Timing: TypeAlias = (
    Continuous
    | Window
    | Windows
    | Deadline
    | Recurring
    | Relative
    | Triggered
    | PeriodRule
    | Several
    | Ambiguous
    | NoTiming
)
