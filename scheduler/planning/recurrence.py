"""Timing → the RRULE of its dates, with its first day: what `explain` shows beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calendars.period import period_of
from scheduler.planning.due_days import last_of_month, last_weekday
from scheduler.planning.occasion import Context, Occasion
from scheduler.planning.reports import report_rhythms
from scheduler.planning.rhythms import rhythm, span_of
from scheduler.planning.turns import GRAIN
from scheduler.policy import RhythmDue
from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring, Several, Timing, Weekday
from scheduler.timing.rrule import rule_of_all


@dataclass(frozen=True, slots=True)
class Recurrence:
    """RFC 5545: DTSTART, the first day of the rule, and RRULE, with UNTIL where the rhythm has an end."""

    start: date
    rule: str


def recurrence(timing: Timing, context: Context) -> Recurrence | None:
    """The one rule whose days are the due days that planning finds, but for holidays; None where there is no such rule.

    Of work by the day it gives each day, which planning counts by the week.
    """
    items = timing.items if isinstance(timing, Several) else (timing,)
    plain = [item for item in items if isinstance(item, Recurring)]
    if len(plain) < len(items) or len({(one.start, one.end) for one in plain}) > 1:
        return None
    if isinstance(timing, Several) and report_rhythms(plain, context.kind):
        return None
    return _of(plain, context)


def _of(rhythms: Sequence[Recurring], context: Context) -> Recurrence | None:
    told = [_told(one, context) for one in rhythms]
    dayed = [one for one, _ in told if one is not None]
    if len(dayed) < len(rhythms):
        return None
    rule = rule_of_all(dayed)
    if rule is None:
        return None
    days = [day for _, found in told for day in found]
    end = rhythms[0].end
    return Recurrence(min(days), rule if end is None else f"{rule};UNTIL={max(end, *days):%Y%m%d}")


def _told(timing: Recurring, context: Context) -> tuple[Recurring | None, list[date]]:
    """The rhythm with its day named, as planning chooses it where the phrase names none; and its due days but for holidays."""
    found = rhythm(timing, context)
    if any(reason.code == "span-end" for one in found for reason in one.why):
        return None, []
    if timing.freq is Freq.DAILY:
        return _by_days(timing, found, context)
    dayed = _dayed(timing, found, context)
    moved = dayed is not None and dayed.due is not None and dayed.due.last_workday
    return dayed, [_usual(one.due) if moved else one.due for one in found]


def _by_days(timing: Recurring, found: Sequence[Occasion], context: Context) -> tuple[Recurring | None, list[date]]:
    if timing.every == 1:
        return timing, [span_of(timing, context)[0]]
    kept = context.policy.rhythm_due is RhythmDue.PERIOD_END
    return timing if kept else None, [one.due for one in found]


def _usual(day: date) -> date:
    return last_weekday(last_of_month(day.year, day.month))


def _dayed(timing: Recurring, found: Sequence[Occasion], context: Context) -> Recurring | None:
    if timing.season is not None:
        return _of_season(timing, found[0].due)
    if timing.due is not None:
        return timing
    if report_rhythms([timing], context.kind):
        return timing._replace(due=_on(timing, context.policy.reports.due_day))
    if not _whole_periods(timing, context):
        return None
    worked = context.policy.rhythm_due is RhythmDue.LAST_WORKDAY
    if timing.freq is Freq.WEEKLY:
        return None if worked else timing._replace(due=DueDay(weekday=Weekday.SU))
    due = _on(timing, -1)
    return timing._replace(due=due._replace(monthday=None, last_workday=True) if worked else due)


def _on(timing: Recurring, monthday: int) -> DueDay:
    return DueDay(monthday=monthday, anchor=None if timing.freq is Freq.MONTHLY else Anchor.LAST)


def _of_season(timing: Recurring, due: date) -> Recurring | None:
    """A season of each year ends on one day, said as a month's last where it is that; of the months within one no rule is made."""
    if timing.freq is not Freq.YEARLY:
        return None
    last = due == last_of_month(due.year, due.month) and due.month != 2
    if due.month == 2 and due.day > 27:
        return None  # which day it is depends on the year
    return timing._replace(season=None, due=DueDay(month=due.month, monthday=-1 if last else due.day))


def _whole_periods(timing: Recurring, context: Context) -> bool:
    """Whether the span begins with a period and ends with one: else its last due day is the span's."""
    if timing.freq is Freq.WEEKLY:
        return True
    (first, last), grain = span_of(timing, context), GRAIN[timing.freq]
    return period_of(grain, last).last == last and period_of(grain, first).start <= first
