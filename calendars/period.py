"""Calendar periods: Grain and half-open Period with their keys (2024-Q1, 2024-05, 2024-W07)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never


class Grain(StrEnum):
    """A length of calendar period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from start up to, and not including, end."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)


def period_of(grain: Grain, day: date) -> Period:
    """The calendar period of that grain that holds the day; weeks are ISO 8601 weeks, Monday first.

    Raises OverflowError or ValueError where the period would end after the year 9999.
    """
    match grain:
        case Grain.DAY:
            return Period(day, day + timedelta(days=1))
        case Grain.WEEK:
            return _week(day)
        case Grain.MONTH:
            return _months(day, 1)
        case Grain.QUARTER:
            return _months(day, 3)
        case Grain.HALF_YEAR:
            return _months(day, 6)
        case Grain.YEAR:
            return _months(day, 12)
        case _:
            assert_never(grain)


def periods(grain: Grain, first: date, last: date) -> tuple[Period, ...]:
    """Every calendar period of that grain that touches first..last (both inclusive), in order; none if last < first."""
    found: list[Period] = []
    day = first
    while day <= last:
        found.append(period_of(grain, day))
        day = found[-1].end
    return tuple(found)


def period_key(grain: Grain, period: Period) -> str:
    """The nominal name of a period that `period_of` made: 2024-05-31, 2024-W07, 2024-05, 2024-Q1, 2024-H1, 2024."""
    start = period.start
    match grain:
        case Grain.DAY:
            return start.isoformat()
        case Grain.WEEK:
            iso = start.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}"
        case Grain.MONTH:
            return f"{start.year:04}-{start.month:02}"
        case Grain.QUARTER:
            return f"{start.year:04}-Q{(start.month + 2) // 3}"
        case Grain.HALF_YEAR:
            return f"{start.year:04}-H{(start.month + 5) // 6}"
        case Grain.YEAR:
            return f"{start.year:04}"
        case _:
            assert_never(grain)


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def _months(day: date, length: int) -> Period:
    """The period of `length` months (a divisor of 12) counted from January."""
    month = day.month - (day.month - 1) % length
    following = day.year * 12 + month - 1 + length
    return Period(date(day.year, month, 1), date(following // 12, following % 12 + 1, 1))
