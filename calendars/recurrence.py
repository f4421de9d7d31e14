"""Recurrence (DTSTART, RRULE, EXDATE) → its occurrences, and rules that others wrote; the home of python-dateutil."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import islice, takewhile
from typing import assert_never

from dateutil import rrule  # type: ignore[import-untyped]

_DAY = timedelta(days=1)


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
        rule = rrule.rrule(
            getattr(rrule, self.frequency),
            datetime(start.year, start.month, start.day),  # noqa: DTZ001 - whole days
            interval=self.interval,
            bymonth=self.months or None,
            bymonthday=self.month_days or None,
            byweekday=[getattr(rrule, weekday) for weekday in self.weekdays] or None,
            bysetpos=self.position,
        )
        return (moment.date() for moment in rule)

    def last_before(self, day: date, start: date) -> date | None:
        """The last day before `day` that it names where it counts its intervals through `start`; None within nine years."""
        for years in (1, 2, 5, 9):  # the 29th of every other February is the rarest
            named = self.days(self._in_step(start, day - timedelta(days=366 * years)))
            found = max(takewhile(lambda one: one < day, named), default=None)
            if found is not None:
                return found
        return None

    def _in_step(self, start: date, early: date) -> date:
        """The first day of one of its periods, counted through `start`, that holds `early` or ends before it."""
        match self.frequency:
            case Frequency.DAILY:
                return start - timedelta(days=_up(start.toordinal() - early.toordinal(), self.interval))
            case Frequency.WEEKLY:
                monday = start - timedelta(days=start.weekday())
                return monday - timedelta(days=_up(monday.toordinal() - early.toordinal(), 7 * self.interval))
            case Frequency.MONTHLY:
                months = start.year * 12 + start.month - 1
                index = months - _up(months - (early.year * 12 + early.month - 1), self.interval)
                return date(index // 12, index % 12 + 1, 1)
            case Frequency.YEARLY:
                return date(start.year - _up(start.year - early.year, self.interval), 1, 1)
            case _:
                assert_never(self.frequency)


def _up(distance: int, step: int) -> int:
    """The least multiple of the step from the distance on."""
    return -(-distance // step) * step


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

    def exceptions(self) -> tuple[date | datetime, ...]:
        """What EXDATE lists: the excluded, and behind the last what the rule names where `rrule` ends."""
        more = (self._late,) if self._is_named_late else ()
        return tuple(map(self.on, (*self.excluded, *more)))

    def on(self, day: date) -> date | datetime:
        """The start of the occurrence of that day, as DTSTART, EXDATE and RECURRENCE-ID write it."""
        if isinstance(self.start, datetime):
            return datetime.combine(day, self.start.timetz())
        return day

    def rrule(self) -> str:
        """The RRULE with its end: whole days by UNTIL as a date, hours by an UNTIL a day late.

        An UNTIL at the last moment makes readers that ignore TZID lose the last occurrence; with a COUNT sabre/vobject 2
        loses occurrences of a series of many overrides. What the day more would bring, `exceptions` takes out.
        """
        frequency, *others = self.rule.parts()
        return ";".join((frequency, self._end(), *others))

    def _end(self) -> str:
        if not isinstance(self.start, datetime):
            return f"UNTIL={self.last:%Y%m%d}"
        return f"UNTIL={datetime.combine(self._late, self.start.timetz()).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    @property
    def _late(self) -> date:
        return self.last + _DAY

    @property
    def _is_named_late(self) -> bool:
        timed = isinstance(self.start, datetime)
        return timed and next(day for day in self._days() if day > self.last) == self._late

    def _days(self) -> Iterator[date]:
        return self.rule.days(self.start.date() if isinstance(self.start, datetime) else self.start)

    def _named(self) -> Iterator[date]:
        return takewhile(lambda day: day <= self.last, self._days())


_UNTIL = re.compile(r"UNTIL=(\d{8}(?:T\d{6}Z?)?)", re.IGNORECASE)
_COARSE = re.compile(r"(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)", re.IGNORECASE)
_MOST = 20_000


def named_by(rrule_text: str, start: datetime, until: datetime) -> tuple[datetime, ...]:
    """The moments that a rule which others wrote names, from start to until (inclusive); start itself always counts.

    start: in the zone whose clock the rule follows (RFC 5545 section 3.8.5.3), as is each moment. until: aware.
    Raises ValueError for what is no rule, for one that repeats within the day and for one with over 20,000 moments.
    """
    if not _COARSE.search(rrule_text):
        raise ValueError("not a rule by days, weeks, months or years")
    zone = start.tzinfo
    local = _UNTIL.sub(lambda found: f"UNTIL={_on_the_clock(found[1], start):%Y%m%dT%H%M%S}", rrule_text)
    rule = rrule.rrulestr(local, dtstart=start.replace(tzinfo=None))
    last = until.astimezone(zone).replace(tzinfo=None)
    found = tuple(islice(takewhile(lambda moment: moment <= last, rule), _MOST + 1))
    if len(found) > _MOST:
        raise ValueError(f"more than {_MOST} moments")
    return tuple(dict.fromkeys((start, *(moment.replace(tzinfo=zone) for moment in found))))


def _on_the_clock(until: str, start: datetime) -> datetime:
    """UNTIL as the clock of the rule shows it; a date counts to the end of its day."""
    if "T" not in until:
        return datetime.strptime(until + "T235959", "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a local time
    moment = datetime.fromisoformat(until)
    return moment.astimezone(start.tzinfo).replace(tzinfo=None) if moment.tzinfo else moment
