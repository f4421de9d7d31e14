"""OfficeCalendar: which days an office works, why a day is off, and arithmetic in working days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_TABLE = __file__.removesuffix("workdays.py") + "days_off.tsv"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Monday to Friday, less public holidays, with the swaps that the Prime Minister decides each year.

    days_off, working_days: corrections on top of the table of public holidays; each day maps to the document that
    decided it. A day that stands in both is off. Outside the years of the table (see its head) only weekends and
    corrections count.
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day."""
        if day in self.days_off:
            return False
        if day in self.working_days:
            return True
        table = _public_holidays()
        return day not in table.off and (day.weekday() < _SATURDAY or day in table.working)

    def holiday(self, day: date) -> str | None:
        """Why that day is off: a holiday's name or the document that decided; None on a working day or weekend."""
        if day in self.days_off:
            return self.days_off[day]
        if day in self.working_days:
            return None
        return _public_holidays().off.get(day)

    def on_or_before(self, day: date) -> date:
        """That day if the office works on it, else the last working day before it."""
        return day if self.is_working_day(day) else self._step(day, -_DAY)

    def on_or_after(self, day: date) -> date:
        """That day if the office works on it, else the next: where a period ends (Civil Code 2015 art. 148.5)."""
        return day if self.is_working_day(day) else self._step(day, _DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after (negative: before) the day.

        The day itself is not counted (Civil Code 2015 art. 147). A count of 0 gives the day itself, be it off or not.
        """
        for _ in range(abs(count)):
            day = self._step(day, _DAY if count > 0 else -_DAY)
        return day

    def count_working_days(self, first: date, last: date) -> int:
        """How many days of first..last (both inclusive) the office works; 0 where last < first."""
        days = (first + n * _DAY for n in range((last - first).days + 1))
        return sum(map(self.is_working_day, days))

    def _step(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working_day(day):
            day += step
        return day


class _PublicHolidays(NamedTuple):
    off: Mapping[date, str]
    working: frozenset[date]


@cache
def _public_holidays() -> _PublicHolidays:
    """The table beside this module, which scripts/generate_days_off.py writes from the library `holidays`.

    Read once and only when asked for: the library itself takes a third of a second to import, the table a millisecond.
    """
    with open(_TABLE, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file.read().splitlines() if not line.startswith("#")]
    off = {date.fromisoformat(day): name for day, kind, name in rows if kind == "off"}
    return _PublicHolidays(
        off,
        frozenset(date.fromisoformat(day) for day, kind, _ in rows if kind == "work"),
    )
