"""Rhythms as values: over the plan's year, on a day of the month or year, within a season, with a bound's strictness."""

from datetime import date, time, timedelta
from functools import cache

from scheduler.timing.bounds import Bound
from scheduler.timing.ir import (
    DueDay,
    Freq,
    Minutes,
    MonthDay,
    Recurring,
    Season,
    Timing,
    new,
)
from scheduler.timing.points import Days, Part, last_of
from scheduler.timing.whens import When

_ONE = timedelta(days=1)


@cache
def year_span(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def rhythm(
    year: int,
    freq: Freq,
    due: DueDay | None = None,
    at: time | None = None,
    item: str | None = None,
    season: Season | None = None,
) -> Recurring:
    """A rhythm over the plan's year."""
    start, end = year_span(year)
    return new(Recurring, (freq, start, end, 1, 1, due, at, None, None, False, item, season, None))


def lasting(made: Timing, minutes: Minutes | None) -> Timing:
    """A rhythm with the length of one piece of it."""
    return made._replace(minutes=minutes) if isinstance(made, Recurring) and minutes is not None else made


def monthday(day: int, found: When) -> DueDay:
    """The day of a month with the bound's strictness; "trước ngày 1" is the last day of the month before."""
    if found[0] is not _BEFORE or found.at is not None:
        return _on(day)
    return _on(day - 1 if day > 1 else -1, strict=True)


_BEFORE, _YEARLY = Bound.BEFORE, Freq.YEARLY


def _on(day: int, month: int | None = None, offset: int | None = None, strict: bool = False) -> DueDay:
    return new(DueDay, (day, None, month, False, None, None, offset, None, False, None, strict, None))


def yearly_day(part: Part, found: When) -> DueDay:
    """A day of every year; "trước ngày 01/01" is 31 December of the year before."""
    day, month, offset = part.day, part.n, part.shift
    strict = found[0] is _BEFORE and found.at is None
    if day > 1 or not strict:
        return new(
            DueDay,
            (
                day - 1 if strict else day,
                None,
                month,
                False,
                None,
                None,
                offset or None,
                None,
                False,
                None,
                strict,
                None,
            ),
        )
    before = date(2023, month, min(day, last_of(2023, month).day)) - _ONE if day > 0 else last_of(2023, month) - _ONE
    offset -= 1 if month == 1 else 0
    return DueDay(monthday=before.day, month=before.month, year_offset=offset or None, strict=True)


def yearly_season(span: Days, year: int) -> Recurring:
    """A span within each year, due at its end."""
    first, last = span
    start, end = new(MonthDay, (first.month, first.day)), new(MonthDay, (last.month, last.day))
    return rhythm(year, _YEARLY, _on(end.day, end.month), None, None, new(Season, (start, end)))
