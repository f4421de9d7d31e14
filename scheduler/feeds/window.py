"""The days whose events a feed holds."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduler.policy import Policy


@dataclass(frozen=True, slots=True)
class Window:
    """Days, half-open."""

    start: date
    end: date

    def holds(self, start: date, end: date) -> bool:
        """Whether a span of days (half-open) touches the window."""
        return start < self.end and end > self.start


LARGE: Final = 800_000
"""Octets from which a feed is spoken of: Google takes no feed beyond a megabyte."""

ALWAYS: Final = Window(date.min, date.max)


def feed_window(today: date, policy: Policy) -> Window:
    """From the first of the month some months back to the first of a month ahead; it moves monthly, so that a feed without
    news keeps its bytes."""
    return Window(_month(today, -policy.feed_months_back), _month(today, policy.feed_months_ahead))


def series_since(today: date, policy: Policy) -> date:
    """From which due day on occurrences are members of series: the first that any feed shows, so that both forms show the same."""
    return feed_window(today, policy).start


def _month(day: date, offset: int) -> date:
    index = day.year * 12 + day.month - 1 + offset
    return date(index // 12, index % 12 + 1, 1)
