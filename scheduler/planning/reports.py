"""Report rhythms → the reports of the year: periods that end together are one report, named by the longest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from scheduler.diagnostics import values
from scheduler.planning.due_days import last_of_month
from scheduler.planning.occasion import Context, Occasion
from scheduler.planning.report_periods import ReportPeriod, nine_months, report_periods
from scheduler.planning.rhythms import span_of
from scheduler.planning.turns import GRAIN
from scheduler.terms import Kind
from scheduler.timing.ir import DueDay, Freq, Recurring, Timing
from scheduler.trace import Assumption, Reason
from scheduler.words import day_text

_NINE_MONTHS = DueDay(month=9)
"""«9 tháng» in a list of reports: a report of the year that names its month alone."""

_LONGEST_FIRST = (Freq.YEARLY, Freq.HALF_YEARLY, Freq.QUARTERLY, Freq.MONTHLY)


def report_rhythms(parts: Iterable[Timing], kind: Kind) -> list[Recurring]:
    """The parts that only say how often a report is made and leave its day to the rules of reports.

    In a report they all count; elsewhere only a list of several lengths ("quý, 6 tháng và năm"), which nothing but reports has.
    """
    found = [p for p in parts if isinstance(p, Recurring) and _only_how_often(p)]
    return found if kind is Kind.REPORT or len({(p.freq, p.due) for p in found}) > 1 else []


def _only_how_often(timing: Recurring) -> bool:
    plain = timing.due in (None, _NINE_MONTHS) and timing.season is None and timing.at is None
    return plain and timing.count == timing.every == 1 and timing.freq in _LONGEST_FIRST


def reports(timings: Sequence[Recurring], context: Context) -> tuple[Occasion, ...]:
    """One report a closing day, numbered, due on the customary day of the period's last month (an assumption of config)."""
    by_closing: dict[date, ReportPeriod] = {}
    for timing in sorted(timings, key=lambda t: _LONGEST_FIRST.index(t.freq)):
        first, last = span_of(timing, context)
        for period in _periods(timing, first, last, context.policy.reports.closing_day):
            by_closing.setdefault(period.closes, period)
    found = [_report(period, context) for _, period in sorted(by_closing.items())]
    if len(found) < 2:
        return tuple(found)
    return tuple(replace(o, number=n, total=len(found)) for n, o in enumerate(found, 1))


def _periods(timing: Recurring, first: date, last: date, closing_day: int) -> Sequence[ReportPeriod]:
    if timing.due is None:
        return report_periods(GRAIN[timing.freq], first, last, closing_day)
    nine = [nine_months(year, closing_day) for year in range(first.year, last.year + 1)]
    return [period for period in nine if first <= period.closes <= last]


def _report(period: ReportPeriod, context: Context) -> Occasion:
    rules, last = context.policy.reports, period.period.last
    due = date(last.year, last.month, min(rules.due_day, last_of_month(last.year, last.month).day))
    why = Reason("report", values(period=period.name, opens=day_text(period.opens), closes=day_text(period.closes)))
    assumed = Assumption("reports.due_day", "report-due-day", values(day=rules.due_day))
    return Occasion(period.key, context.kind, due, due, period.name, why=(why,), assumptions=(assumed,))
