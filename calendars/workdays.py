"""OfficeCalendar: which days an office works, why a day is off, and arithmetic in working days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Monday to Friday, less public holidays, with the swaps that the Prime Minister decides each year.

    days_off, working_days: corrections on top of the table of public holidays; each day maps to the document that decided it.
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day."""
        raise NotImplementedError

    def holiday(self, day: date) -> str | None:
        """Why that day is off as a public holiday or by decision (name, document); None on a working day or a plain weekend."""
        raise NotImplementedError

    def on_or_before(self, day: date) -> date:
        """That day if the office works on it, else the last working day before it."""
        raise NotImplementedError

    def on_or_after(self, day: date) -> date:
        """That day if the office works on it, else the next working day."""
        raise NotImplementedError

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after (negative: before) the day; the day itself is not counted (art. 147)."""
        raise NotImplementedError
