"""Timings in the exchange notation: plain dicts with ISO dates and local times, one `type` each."""

from datetime import date, time
from typing import TypeAlias, assert_never

from scheduler.timing.ir import (
    Ambiguous,
    Anchor,
    Continuous,
    Deadline,
    DueDay,
    MonthDay,
    NoTiming,
    PeriodRule,
    Recurring,
    Relative,
    Several,
    Timing,
    Triggered,
    Window,
    Windows,
)

Notation: TypeAlias = dict[str, "Plain"]
Plain: TypeAlias = str | int | bool | list["Plain"] | Notation | None


def to_notation(timing: Timing) -> Notation:
    """The meaning as JSON-ready values; keys that say nothing are left out."""
    match timing:
        case Continuous():
            plain: Notation = {"type": "continuous", "from": _day(timing.start), "to": _day(timing.end)}
            return {**plain, "once": True} if timing.once else plain
        case Window():
            return {"type": "window", **_span(timing)}
        case Windows():
            return {"type": "windows", "windows": [dict(_span(one)) for one in timing.windows]}
        case Deadline():
            return _known(
                {"type": "deadline", "due": _day(timing.due), "time": _hour(timing.at), "strict": timing.strict or None}
            )
        case Recurring():
            return _recurring(timing)
        case Relative():
            return _relative(timing)
        case Triggered():
            return {"type": "triggered", "event": timing.event}
        case PeriodRule():
            return _known({"type": "period_rule", "freq": timing.freq, "from": timing.start, "to": timing.end})
        case Several():
            return {"type": "several", "items": [to_notation(one) for one in timing.items]}
        case Ambiguous():
            return {"type": "ambiguous", "readings": [to_notation(one) for one in timing.readings], "why": timing.why}
        case NoTiming():
            return {"type": "none", "why": timing.why}
        case _:
            assert_never(timing)


def _relative(timing: Relative) -> Notation:
    """(The notation counts days alone: of months it gives 30 days each, and beside them the months, which hold.)"""
    length: Notation = {"days": 30 * timing.months, "months": timing.months} if timing.months else {"days": timing.days}
    return {"type": "relative", "after": timing.after, **length, "working_days": timing.working_days}


def _known(facts: Notation) -> Notation:
    return {key: value for key, value in facts.items() if value is not None}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _hour(at: time | None) -> str | None:
    return None if at is None else at.strftime("%H:%M")


def _span(window: Window) -> Notation:
    return {"from": _day(window.start), "to": _day(window.end)}


def _month_day(day: MonthDay) -> str:
    return f"{day.month:02d}-{day.day:02d}"


def _recurring(timing: Recurring) -> Notation:
    facts: Notation = {
        "type": "recurring",
        "freq": timing.freq.value,
        "count": timing.count,
        "every": timing.every if timing.every != 1 else None,
        "due": _due(timing.due) if timing.due else None,
        "time": _hour(timing.at),
        "duration_min": timing.minutes.least if timing.minutes else None,
        "duration_max": timing.minutes.most if timing.minutes and timing.minutes.most != timing.minutes.least else None,
        "per_year_total": timing.per_year_total,
        "days": timing.days,
        "window": {"from": _month_day(timing.season.start), "to": _month_day(timing.season.end)}
        if timing.season
        else None,
        "item": timing.item,
        "from": _day(timing.start),
        "to": _day(timing.end),
    }
    return _known(facts)


def _due(due: DueDay) -> Notation:
    facts: Notation = {
        "monthday": due.monthday,
        "weekday": due.weekday.value if due.weekday else None,
        "month": due.month,
        "last_workday": due.last_workday or None,
        "last_month_of_period": due.anchor is Anchor.LAST or None,
        "first_month_of_period": due.anchor is Anchor.FIRST or None,
        "month_offset": due.month_offset,
        "year_offset": due.year_offset,
        "after_period_days": due.after_period_days,
        "working_days": due.working_days or None,
        "from_monthday": due.from_monthday,
        "strict": due.strict or None,
        "nth": due.nth,
    }
    return _known(facts)
