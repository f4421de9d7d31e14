"""The turns of a rhythm: each a calendar period, or so many of them together ("4 tháng một lần"), over the rhythm's span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.period import Grain, Period, period_of, periods
from scheduler.diagnostics import values
from scheduler.planning.report_periods import period_name
from scheduler.timing.ir import Freq, Recurring
from scheduler.words import day_text, say

GRAIN = {
    Freq.DAILY: Grain.WEEK,  # work by the day is counted by the week, never a daily event
    Freq.WEEKLY: Grain.WEEK,
    Freq.MONTHLY: Grain.MONTH,
    Freq.QUARTERLY: Grain.QUARTER,
    Freq.HALF_YEARLY: Grain.HALF_YEAR,
    Freq.YEARLY: Grain.YEAR,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: all its days, and the calendar period of them in which it is due, the last."""

    whole: Period
    ending: Period

    @property
    def longer(self) -> bool:
        """Whether it is of several periods."""
        return self.whole != self.ending


def grain_of(timing: Recurring) -> Grain:
    """The calendar period that a rhythm counts by; "10 ngày một lần" counts days, "hằng ngày" weeks."""
    return Grain.DAY if timing.freq is Freq.DAILY and timing.every > 1 else GRAIN[timing.freq]


def turn_name(grain: Grain, turn: Turn) -> str:
    """What people call it: tháng 5/2026; of several periods, its first day and its last."""
    if not turn.longer:
        return period_name(grain, turn.whole)
    facts = values(first=day_text(turn.whole.start), last=day_text(turn.whole.last))
    return say("planning", "label", "turn", facts)


def turns(timing: Recurring, first: date, last: date) -> list[Turn]:
    """The turns that touch first..last. Of turns longer than a period those that end within, or the one that reaches further.

    A day of the year ("2 năm một lần, ngày 15/12") is meant in the first year of its turn, which is the plan's own.
    """
    grain = grain_of(timing)
    if timing.every == 1 or (grain is Grain.YEAR and (timing.due or timing.season)):
        return [Turn(p, p) for p in periods(grain, first, last)[:: timing.every]]
    found = _together(periods(grain, first, last), timing.every)
    if found or not _whole_years(first, last):
        return found
    return _together(_some(grain, first, timing.every), timing.every)


def _together(each: Sequence[Period], count: int) -> list[Turn]:
    ends = range(count - 1, len(each), count)
    return [Turn(Period(each[n - count + 1].start, each[n].end), each[n]) for n in ends]


def _some(grain: Grain, first: date, count: int) -> list[Period]:
    """So many periods from that day on; none where the calendar ends before them."""
    found = []
    day = first
    try:
        for _ in range(count):
            found.append(period_of(grain, day))
            day = found[-1].end
    except (OverflowError, ValueError):
        return []
    return found


def _whole_years(first: date, last: date) -> bool:
    return (first.month, first.day) == (1, 1) and (last + timedelta(days=1)).year > last.year
