"""The meanings that a timing phrase can have: a closed sum of plain, comparable values.

Dates are resolved against the plan's year by the parser; all spans here are inclusive on both ends, as people say them.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias


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


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day within (or after) each period on which a rhythm is due. Absent parts are None.

    monthday: 1..31, or -1 for the last day; already one day earlier where `strict` ("trước ngày 15" is 14, strict).
    month: 1..12, the month within the year of a yearly rhythm.
    anchor: the first or last month of the quarter, half-year or year.
    month_offset: months after the last month of the reported period; year_offset: years after the reported year.
    after_period_days: days after the period's end (working days where `working_days`).
    from_monthday: the day of the month from which on it may be done ("từ ngày 15 hằng tháng").
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


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of any year (month 1..12, day 1..31)."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Season:
    """A span within each year, inclusive; it runs over the turn of the year where end < start."""

    start: MonthDay
    end: MonthDay


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long one piece lasts, in minutes; least == most where the plan gives one figure."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Continuous:
    """Work that runs from start to end (None: open on that side). `once`: to be finished within ("Trong năm 2024")."""

    start: date | None
    end: date | None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Do it once between start and end; due at the end. start None: "từ nay" (the signing day, which the phrase lacks)."""

    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Windows:
    """Several windows, one piece of work in each."""

    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Due on that day (at that local hour). strict: the phrase named the day after ("trước ngày D" is due D - 1)."""

    due: date
    at: time | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Recurring:
    """A rhythm: `count` pieces in each `every`-th period of `freq` from `start` to `end`.

    item: the counted noun as the plan writes it ("tin, bài"). per_year_total: the total that the plan gives beside the rhythm;
    total_approximate: it says "khoảng". season: only within that span of each year. days: how many days (daily rhythms).
    """

    freq: Freq
    start: date | None
    end: date | None
    count: int = 1
    every: int = 1
    due: DueDay | None = None
    at: time | None = None
    minutes: Minutes | None = None
    per_year_total: int | None = None
    total_approximate: bool = False
    item: str | None = None
    season: Season | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """Days after (negative: before) an event that the phrase only names."""

    after: str
    days: int
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class Triggered:
    """Waits for an event or another document ("Theo kế hoạch kiểm tra")."""

    event: str


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """Bounds the data of a report, never an event; start and end as the phrase says them."""

    freq: Freq | None
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Several:
    """Two or more timings that all hold."""

    items: tuple["Timing", ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or more readings (or none that is certain); `why` is a code whose sentence and question stand in scheduler/words."""

    readings: tuple["Timing", ...]
    why: str


@dataclass(frozen=True, slots=True)
class NoTiming:
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
