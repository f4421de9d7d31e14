"""Recurrence (DTSTART, RRULE, EXDATE) → its occurrences, and dates → the rule that they follow."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Frequency(StrEnum):
    """FREQ of a rule."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(StrEnum):
    """A day of the week, in the order of `date.weekday()`."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE without its end (RFC 5545 section 3.3.10); `position` is its BYSETPOS."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    position: int | None = None

    def parts(self) -> tuple[str, ...]:
        """Its parts as they stand in a file, the frequency first."""
        lists = (("BYMONTH", self.months), ("BYMONTHDAY", self.month_days), ("BYDAY", self.weekdays))
        return (
            f"FREQ={self.frequency}",
            *([f"INTERVAL={self.interval}"] if self.interval > 1 else []),
            *(f"{name}={','.join(map(str, values))}" for name, values in lists if values),
            *([f"BYSETPOS={self.position}"] if self.position is not None else []),
        )


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The days of a series: from `start` (DTSTART) by the rule up to `last` (inclusive), less `excluded` (EXDATE).

    start is a date (whole days) or an aware datetime (every occurrence at that hour of its zone). Each excluded day is an
    occurrence of the rule.
    """

    start: date | datetime
    rule: Rule
    last: date
    excluded: tuple[date, ...] = ()
