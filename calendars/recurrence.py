"""Recurrence (DTSTART, RRULE, EXDATE) → its occurrences; the home of python-dateutil."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from dateutil import rrule  # type: ignore[import-untyped]


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

    def days(self, start: date) -> Iterator[date]:
        """The days that it names from `start` on, without end; the first is `start` only where the rule names it."""
        rule = rrule.rrulestr(";".join(self.parts()), dtstart=datetime(start.year, start.month, start.day))  # noqa: DTZ001 - whole days
        return (moment.date() for moment in rule)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The days of a series: from `start` (DTSTART) by the rule up to `last` (inclusive), less `excluded` (EXDATE).

    start is a date (whole days) or an aware datetime (every occurrence at that hour of its zone). The rule names start,
    last and each excluded day.
    """

    start: date | datetime
    rule: Rule
    last: date
    excluded: tuple[date, ...] = ()

    def occurrences(self) -> tuple[date | datetime, ...]:
        """When each occurrence starts, in order."""
        excluded = set(self.excluded)
        return tuple(self.on(day) for day in self._named() if day not in excluded)

    def on(self, day: date) -> date | datetime:
        """The start of the occurrence of that day, as DTSTART, EXDATE and RECURRENCE-ID write it."""
        if isinstance(self.start, datetime):
            return datetime.combine(day, self.start.timetz())
        return day

    def rrule(self) -> str:
        """The RRULE with its end: whole days by UNTIL as a date; hours by COUNT.

        An UNTIL in UTC at the last moment makes readers that ignore TZID lose the last occurrence.
        """
        frequency, *others = self.rule.parts()
        return ";".join((frequency, self._end(), *others))

    def _end(self) -> str:
        if isinstance(self.start, datetime):
            return f"COUNT={sum(1 for _ in self._named())}"
        return f"UNTIL={self.last:%Y%m%d}"

    def _named(self) -> Iterator[date]:
        first = self.start.date() if isinstance(self.start, datetime) else self.start
        return takewhile(lambda day: day <= self.last, self.rule.days(first))
