"""Calendar periods: Grain and half-open Period with their keys (2024-Q1, 2024-05, 2024-W07)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
        raise NotImplementedError

    def contains(self, day: date) -> bool:
        """Whether the day lies inside."""
        raise NotImplementedError


def period_of(grain: Grain, day: date) -> Period:
    """The calendar period of that grain that holds the day; weeks are ISO 8601 weeks, Monday first."""
    raise NotImplementedError


def periods(grain: Grain, first: date, last: date) -> tuple[Period, ...]:
    """Every calendar period of that grain that touches first..last (both inclusive), in order."""
    raise NotImplementedError


def period_key(grain: Grain, period: Period) -> str:
    """The nominal name: 2024-05-31, 2024-W07, 2024-05, 2024-Q1, 2024-H1, 2024."""
    raise NotImplementedError
