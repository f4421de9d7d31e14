"""Fixed hours on the air: a slot on a public holiday moves within its week, and is never dropped."""

from dataclasses import replace
from datetime import date, time, timedelta

from calendars.period import Grain, period_of
from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import values
from scheduler.planning.occasion import Occasion
from scheduler.trace import Reason
from scheduler.words import day_text


def on_the_air(occasion: Occasion, at: time, calendar: OfficeCalendar) -> Occasion:
    """The occasion at its hour. A slot set on a Saturday or Sunday is meant so; only a holiday moves it."""
    holiday = calendar.holiday(occasion.due)
    if holiday is None:
        return replace(occasion, at=at)
    moved = _near(occasion.due, calendar)
    if moved is None:
        reason = Reason("slot-kept", values(day=day_text(occasion.due), holiday=holiday))
        return replace(occasion, at=at, why=(*occasion.why, reason))
    reason = Reason("slot-moved", values(day=day_text(occasion.due), holiday=holiday, moved=day_text(moved)))
    return replace(occasion, at=at, start=moved, due=moved, why=(*occasion.why, reason))


def _near(day: date, calendar: OfficeCalendar) -> date | None:
    """The next working day of the same week, else the last one before; None where the whole week is off."""
    week = period_of(Grain.WEEK, day)
    days = [week.start + timedelta(days=n) for n in range(7)]
    working = [d for d in days if calendar.is_working_day(d)]
    return next((d for d in working if d > day), working[-1] if working else None)
