"""On which day of a period a rhythm is due: DueDay × Period → Due, with the reasons for it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.period import Period
from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import values
from scheduler.policy import OnDayOff
from scheduler.timing.ir import Anchor, DueDay, Weekday
from scheduler.timing.points import nth_weekday
from scheduler.trace import Reason
from scheduler.words import day_text, weekday_text


@dataclass(frozen=True, slots=True)
class Due:
    """The days within which a piece is made (start..day, both inclusive), and why it ends on that day."""

    start: date
    day: date
    why: tuple[Reason, ...] = ()


def due_in(period: Period, due: DueDay, calendar: OfficeCalendar) -> Due:
    """The due day of one period. A month that has no such day (31 in June) gives its last day, and says so."""
    found = _on_its_day(period, due, calendar)
    if not due.strict:
        return found
    return Due(
        found.start, found.day, (*found.why, Reason("strict", values(day=day_text(found.day + timedelta(days=1)))))
    )


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _on_its_day(period: Period, due: DueDay, calendar: OfficeCalendar) -> Due:
    if due.weekday is not None and due.nth is None:
        return _exactly(_first_weekday(period.start, due.weekday))
    if due.after_period_days is not None:
        return _after(period, due, calendar)
    year, month = _month(period, due)
    last = last_of_month(year, month)
    if due.last_workday:
        return _last_workday(last, calendar)
    if due.weekday is not None and due.nth is not None:
        return _nth(last, due.weekday, due.nth)
    if due.from_monthday is not None:
        return _stretch(last, due.from_monthday, due.monthday)
    return _monthday(last, last.day if due.monthday in (None, -1) else due.monthday or last.day)


def last_weekday(last: date) -> date:
    """The last Monday to Friday up to the last day of a month: the last working day, if no holiday lies there."""
    return last - timedelta(days=max(0, last.weekday() - 4))


def _last_workday(last: date, calendar: OfficeCalendar) -> Due:
    day, usual = calendar.on_or_before(last), last_weekday(last)
    off = calendar.holiday(usual)
    if off is None:
        return _exactly(day, Reason("last-workday", values(month=last.month, year=last.year)))
    return _exactly(
        day, Reason("last-workday-holiday", values(month=last.month, year=last.year, off=off, usual=day_text(usual)))
    )


def _first_weekday(start: date, weekday: Weekday) -> date:
    return start + timedelta(days=(list(Weekday).index(weekday) - start.weekday()) % 7)


def _nth(last: date, weekday: Weekday, nth: int) -> Due:
    day = nth_weekday(last, weekday, nth)
    code = {1: "first-weekday", -1: "last-weekday"}.get(nth, "nth-weekday")
    facts = values(weekday=weekday_text(day), nth=nth, first=7 * nth - 6, last=7 * nth, month=day.month, year=day.year)
    return _exactly(day, Reason(code, facts))


def _stretch(last: date, start: int, end: int | None) -> Due:
    """From a day of the month (negative: counted from its end) to another, or to its last."""
    first = last + timedelta(days=start + 1) if start < 0 else last.replace(day=min(start, last.day))
    ends = last if end in (None, -1) else _monthday(last, end or last.day).day
    return Due(first, ends)


def _month(period: Period, due: DueDay) -> tuple[int, int]:
    base = period.start if due.anchor is Anchor.FIRST else period.last
    month = due.month or base.month
    index = (base.year + (due.year_offset or 0)) * 12 + month - 1 + (due.month_offset or 0)
    return index // 12, index % 12 + 1


def _monthday(last: date, monthday: int) -> Due:
    if monthday > last.day:
        return _exactly(last, Reason("short-month", values(monthday=monthday, month=last.month, last=last.day)))
    return _exactly(last.replace(day=monthday))


def _after(period: Period, due: DueDay, calendar: OfficeCalendar) -> Due:
    days = due.after_period_days or 0
    last = period.start - timedelta(days=1) if due.month_offset == -1 else period.last
    day = calendar.add_working_days(last, days) if due.working_days else last + timedelta(days=days)
    code = "after-period-working" if due.working_days else "after-period"
    return _exactly(day, Reason(code, values(days=days, last=day_text(last))))


def _exactly(day: date, *why: Reason) -> Due:
    return Due(day, day, why)


def acting_day(
    due: date, rule: OnDayOff, calendar: OfficeCalendar, done: str = "act"
) -> tuple[date, tuple[Reason, ...]]:
    """The day by which people must act, and why it differs from the due day (config policy.on_day_off).

    done: "air" where only what is to be heard on the due day is to be ready by then.
    """
    if rule is OnDayOff.KEEP or calendar.is_working_day(due):
        return due, ()
    day = calendar.on_or_before(due) if rule is OnDayOff.BEFORE else calendar.on_or_after(due)
    off = calendar.holiday(due) or weekday_text(due)
    facts = values(due=day_text(due), off=off, weekday=weekday_text(day), day=day_text(day))
    return day, (Reason(f"{done}-{rule.value}", facts),)
