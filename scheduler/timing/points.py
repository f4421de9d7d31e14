"""Points: days, weeks, months, quarters and years as a phrase names them, before the plan's year is filled in."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from scheduler.timing.ir import new
from scheduler.timing.records import NamedTuple


class Grain(IntEnum):
    """The length of a named part of the calendar, shortest first."""

    DAY = 1
    WEEK = 2
    TEN = 3
    DAYS = 4
    MONTH = 5
    QUARTER = 6
    MONTHS = 7
    YEAR = 8
    SCHOOL = 9


_DAY, _YEAR = Grain.DAY, Grain.YEAR


class Edge(IntEnum):
    """đầu, giữa, cuối: a part without a border of its own."""

    NONE = 0
    FIRST = 1
    MIDDLE = 2
    LAST = 3


class Part(NamedTuple):
    """One named part of the calendar.

    n: the month of a DAY (0: not named), WEEK, TEN or DAYS; the MONTH or QUARTER; for MONTHS how many (negative: the last ones).
    day: day of the month (-1 the last), number of the WEEK (-1 the last), first day of a TEN (1, 11, 21; 16: the second half),
        how many DAYS of the month (negative: the last ones).
    shift: years from the plan's year ("năm sau" is 1). yearly: the words make it every year's ("của năm", "năm sau").
    lunar: the day is one of the lunar calendar.
    """

    grain: Grain
    n: int = 0
    day: int = 0
    year: int | None = None
    shift: int = 0
    yearly: bool = False
    edge: Edge = Edge.NONE
    lunar: bool = False


class Link(IntEnum):
    """What joins two points."""

    LIST = 1
    RANGE = 2
    OR = 3


class Points(NamedTuple):
    """One point, or several with what joins them (one link fewer than parts)."""

    parts: tuple[Part, ...]
    links: tuple[Link, ...] = ()

    def are_days(self) -> bool:
        """Whether all are days. (Asked of nearly every phrase: a loop, since a generator costs more than what it runs over.)"""
        for part in self.parts:  # noqa: SIM110
            if part.grain is not _DAY:
                return False
        return True

    def are_lunar(self) -> bool:
        """Whether one is a day of the lunar calendar."""
        for part in self.parts:  # noqa: SIM110
            if part.lunar:
                return True
        return False

    def are_vague(self) -> bool:
        """Whether one is a part without a border of its own."""
        for part in self.parts:  # noqa: SIM110
            if part.edge:
                return True
        return False

    def are_placed(self) -> bool:
        """Whether each has its place in the calendar: no day without its month, no vague part."""
        for part in self.parts:  # noqa: SIM110
            if part.edge or (part.n == 0 and part.grain is _DAY):
                return False
        return True


_MOST = {Grain.DAY: 12, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 0}
"""The highest number of the month or quarter of a point of that grain."""


@lru_cache(maxsize=1024)
def one(grain: Grain, n: int, day: int, year: int | None) -> Points | None:
    """One sharp point by itself; None where no month or quarter has the number, no month the day.

    (Kept, as its span is: the calendar has few, and three phrases of four name one of them.)
    """
    numbered = 0 < n <= _MOST[grain] or grain is _YEAR
    return Points((Part(grain, n, day, year),)) if numbered and (grain is not _DAY or 0 < day < 32) else None


_RANGE = Link.RANGE

Days = tuple[date, date]


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 29 if leap else _LENGTHS[month])


def nth_weekday(last: date, weekday: str, nth: int) -> date:
    """The first to fourth, or the last (-1), day of that name (MO..SU) in the month that ends on `last`."""
    at = _WEEKDAYS.index(weekday)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - at) % 7)
    first = last.replace(day=1)
    return first + timedelta(days=(at - first.weekday()) % 7 + 7 * (nth - 1))


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), last_of(year, last)


def _third(year: int, part: Part) -> Days:
    start, end = _months(year, part.n, part.n)
    first = start + timedelta(days=part.day - 1)
    return first, end if part.day > 11 else first + timedelta(days=9)


def _some_days(year: int, part: Part) -> Days:
    start, end = _months(year, part.n, part.n)
    return (end + timedelta(days=part.day + 1), end) if part.day < 0 else (start, start + timedelta(days=part.day - 1))


def _week(year: int, part: Part) -> Days:
    end = last_of(year, part.n)
    if part.day < 0:
        return end - timedelta(days=6), end
    start = date(year, part.n, 1) + timedelta(days=7 * (part.day - 1))
    return start, min(start + timedelta(days=6), end)


@lru_cache(maxsize=1024)
def span_of(part: Part, plan_year: int) -> Days | None:
    """First and last day of a part, None where the calendar has no such day ("31 tháng 11").

    Weeks of a month are days 7n-6 … 7n, the last week its last seven days.
    """
    year = (part.year or plan_year) + part.shift
    match part.grain:
        case Grain.DAY:
            return _day(year, part)
        case Grain.WEEK:
            return _week(year, part)
        case Grain.TEN:
            return _third(year, part)
        case Grain.DAYS:
            return _some_days(year, part)
        case Grain.MONTH:
            return _months(year, part.n, part.n)
        case Grain.QUARTER:
            return _months(year, 3 * part.n - 2, 3 * part.n)
        case Grain.MONTHS:
            return _months(year, 13 + part.n, 12) if part.n < 0 else _months(year, 1, part.n)
        case Grain.YEAR:
            return _months(year, 1, 12)
        case Grain.SCHOOL:
            return date(year, 9, 1), date(year + 1, 5, 31)


FAR = 25
"""So many years from the plan's a day, month or quarter is more likely a slip of the pen: plans with a vision reach some twenty."""


@lru_cache(maxsize=1024)
def plain_span(part: Part, plan_year: int) -> Days | None:
    """The span of a part about which there is nothing to ask and nothing to look after, as of nearly all; else None."""
    near = part.year is None or -FAR < part.year - plan_year < FAR or part.grain >= _YEAR
    monthless = part.grain is _DAY and part.n == 0
    return span_of(part, plan_year) if near and not (monthless or part.edge or part.lunar or part.yearly) else None


def _day(year: int, part: Part) -> Days | None:
    if part.lunar:
        from scheduler.timing.lunar import solar  # which few phrases need

        lit = solar(year, part.n, part.day)
        return (lit, lit) if lit is not None else None
    last = last_of(year, part.n)
    if part.day > last.day:
        return None
    day = last if part.day < 0 else date(year, part.n, part.day)
    return day, day


def fill(points: Points) -> Points:
    """Year and month that stand once, at the end, given to the parts before: "quý 3, quý 4/2025", "từ ngày 10 đến 20/7/2025"."""
    parts = list(points.parts)
    fill_in(parts, points.links)
    return new(Points, (tuple(parts), points.links))


def fill_in(parts: list[Part], links: Sequence[Link]) -> None:
    """The same within the list of parts."""
    for at in range(len(parts) - 2, -1, -1):
        parts[at] = _filled(parts[at], parts[at + 1], links[at])


def _filled(part: Part, after: Part, link: Link) -> Part:
    if part.grain is _DAY and part.n == 0 and after.grain is _DAY:
        part = part._replace(n=after.n, lunar=after.lunar)
    if part.year is None and part.shift == 0 and after.year is not None and part.grain < _YEAR:
        grain, n, day, _, _, yearly, edge, lunar = part
        later = link is _RANGE and (n > after.n if grain is after.grain is not _DAY else _order(part) > _order(after))
        part = new(Part, (grain, n, day, after.year, -1 if later else 0, yearly, edge, lunar))
    if after.yearly and not after.shift and part.year is None:
        part = part._replace(yearly=True)
    return part


def turns_back(points: Points, year: int) -> bool:
    """A range whose beginning was put into the year before the one that stands at its end ("tháng 6 - 3/2026"), and so before
    the plan's year, or that would run a year less some days: more likely a slip."""
    first, last = points.parts[0], points.parts[-1]
    if first.shift >= 0 or first.year is None or first.year != last.year or first.yearly:
        return False
    return first.year + first.shift < year or first.n == last.n


def _order(part: Part) -> tuple[int, int]:
    """The place within a year where a part begins."""
    begin = span_of(part._replace(year=2024, shift=0, lunar=False), 2024) if part.n else None
    return (begin[0].month, begin[0].day) if begin else (0, 0)
