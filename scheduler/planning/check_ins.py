"""Continuous work → check-ins, one a report period, on the day on which the period's data close."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from calendars.period import Grain
from scheduler.diagnostics import values
from scheduler.planning.occasion import Context, Occasion
from scheduler.planning.report_periods import ReportPeriod, report_periods
from scheduler.policy import CheckIn
from scheduler.terms import Kind
from scheduler.text import capitalised
from scheduler.timing.ir import Continuous
from scheduler.trace import Assumption, Reason
from scheduler.words import day_text, say

_GRAIN = {
    CheckIn.MONTH: Grain.MONTH,
    CheckIn.QUARTER: Grain.QUARTER,
    CheckIn.HALF_YEAR: Grain.HALF_YEAR,
    CheckIn.YEAR: Grain.YEAR,
}
_GOES_ON: Final = ("check-in", "check-in-end")
_ONCE: Final = ("check-in-once", "check-in-once-end")
"""The reasons of a check-in at the close of a period, and of one at the end of what lies between two closings."""


def continuous(timing: Continuous, context: Context) -> tuple[Occasion, ...]:
    """The check-ins of continuous work in the plan's year, and the last day of work that is to be finished within it."""
    first, last = _in_year(timing, context.year, context.until or context.year)
    if last < first:
        return ()
    ends = (_finish(timing.end or last, context),) if timing.once else ()
    return (*_check_ins(first, last, timing, context), *ends)


def check_in_title(period: str, count: int, why: Iterable[Reason]) -> str:
    """What a check-in on so many tasks is called; why: of its date, which tells continuous work from work to finish."""
    once = {reason.code in _ONCE for reason in why if reason.code in (*_ONCE, *_GOES_ON)}
    code = "check-in-once" if once == {True} else "check-in-mixed" if len(once) == 2 else "check-in"
    return say("planning", "label", code, values(period=capitalised(period), count=count))


def _in_year(timing: Continuous, year: int, until: int) -> tuple[date, date]:
    opens, closes = date(year, 1, 1), date(until, 12, 31)
    return max(timing.start or opens, opens), min(timing.end or closes, closes)


def _check_ins(first: date, last: date, timing: Continuous, context: Context) -> tuple[Occasion, ...]:
    rhythm = context.policy.check_in
    if rhythm is CheckIn.NONE:
        return ()
    grain = _GRAIN[rhythm]
    found = report_periods(grain, first, last, context.policy.reports.closing_day)
    assumed = (Assumption("policy.check_in", f"check-in-{rhythm.value}"),)
    during, end = _ONCE if timing.once else _GOES_ON
    if not found:
        return (_at_the_end(last, end, assumed, context),)
    return tuple(_check_in(p, during, assumed) for p in found)


def _check_in(period: ReportPeriod, code: str, assumed: tuple[Assumption, ...]) -> Occasion:
    why = Reason(code, values(period=period.name, opens=day_text(period.opens), closes=day_text(period.closes)))
    closing = Assumption("reports.closing_day", "closing-day", values(day=period.closes.day))
    return Occasion(
        period.key,
        Kind.CHECK_IN,
        period.closes,
        period.closes,
        period.name,
        why=(why,),
        assumptions=(*assumed, closing),
    )


def _at_the_end(last: date, code: str, assumed: tuple[Assumption, ...], context: Context) -> Occasion:
    """Work that runs between two closings is asked about on its last day."""
    why = Reason(code, values(last=day_text(last)))
    label = say("planning", "label", "until", values(day=day_text(last)))
    return Occasion(context.single_key(last), Kind.CHECK_IN, last, last, label, why=(why,), assumptions=assumed)


def _finish(last: date, context: Context) -> Occasion:
    label = say("planning", "label", "finish", values(day=day_text(last)))
    why = Reason("once", values(last=day_text(last)))
    return Occasion(context.single_key(last), context.kind, last, last, label, why=(why,))
