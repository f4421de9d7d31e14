"""Why a rhythm's day is the one it is, in the words of the plan: "ngày 20 hằng tháng", "tháng cuối kỳ là tháng 6/2026"."""

from datetime import date, timedelta

from scheduler.diagnostics import values
from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring
from scheduler.trace import Reason
from scheduler.words import weekday_text


def day_reasons(timing: Recurring, due: DueDay, day: date) -> tuple[Reason, ...]:
    """What the plan says of the day; nothing where `due_days` tells it already (working days, days counted, n-th weekdays)."""
    if due.last_workday or due.after_period_days is not None or due.nth is not None:
        return ()
    if due.weekday is not None:
        named = day + timedelta(days=1) if due.strict else day
        return (Reason("on-weekday", values(weekday=weekday_text(named))),) if timing.freq is Freq.WEEKLY else ()
    if due.monthday is None:
        return _month_of(due, day)
    if due.from_monthday is not None:
        return _month_of(due, day)
    return (*_month_of(due, day), *_named_day(timing, due, day))


def _month_of(due: DueDay, day: date) -> tuple[Reason, ...]:
    """Which month it is of those that the period names; «trước ngày 1» is in the month before the one named."""
    code = "month-last" if due.anchor is Anchor.LAST else "month-first" if due.anchor is Anchor.FIRST else ""
    if due.month_offset:
        code = {1: "month-next", -1: "month-second"}.get(due.month_offset, "month-after")
    if not code:
        return ()
    return (Reason(code, values(month=day.month, year=day.year, nth=due.month_offset or 0)),)


def _named_day(timing: Recurring, due: DueDay, day: date) -> tuple[Reason, ...]:
    """The day as the plan writes it: of a day "before" which it is due, `strict` tells already."""
    if due.strict:
        return ()
    if due.monthday == -1:
        return (Reason("on-last-day", values(month=day.month, year=day.year)),)
    if due.month is not None:
        return (Reason("on-day-of-year", values(day=due.monthday or 0, month=due.month)),)
    monthly = timing.freq is Freq.MONTHLY and timing.every == 1 and due.month_offset is None
    return (Reason("on-monthday" if monthly else "on-day", values(day=due.monthday or 0)),)
