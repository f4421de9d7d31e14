"""The rule of a series in words: «ngày 24 hằng tháng», «thứ Ba hằng tuần»."""

from typing import assert_never

from calendars.recurrence import Frequency, Rule, Weekday
from scheduler.diagnostics import values
from scheduler.words import say

_WEEKDAYS = tuple(Weekday)
_WORKING = _WEEKDAYS[:5]


def rule_line(rule: Rule) -> str:
    """The line of a series' description that says its rule."""
    return say("feeds", "line", "repeats", values(rule=rule_text(rule)))


def rule_text(rule: Rule) -> str:
    """What a rule names, as an office would say it."""
    match rule.frequency:
        case Frequency.DAILY:
            return _every("daily", rule, "")
        case Frequency.WEEKLY:
            return _every("weekly", rule, _weekdays(rule))
        case Frequency.MONTHLY:
            return _every("monthly", rule, _of_month(rule))
        case Frequency.YEARLY:
            return _say("yearly", days=_of_month(rule), months=", ".join(map(str, rule.months)))
        case _:
            assert_never(rule.frequency)


def _every(code: str, rule: Rule, days: str) -> str:
    return _say(code if rule.interval == 1 else f"{code}-every", days=days, interval=rule.interval)


def _of_month(rule: Rule) -> str:
    if rule.position is not None:
        code = {1: "first-of", -1: "last-of"}.get(rule.position, "nth-of")
        return _say(code, days=_weekdays(rule), nth=rule.position)
    return ", ".join(_say("last-day") if day == -1 else _say("month-day", day=day) for day in rule.month_days)


def _weekdays(rule: Rule) -> str:
    if rule.position is not None and rule.weekdays == _WORKING:
        return _say("working")
    return ", ".join(say("planning", "label", f"weekday-{_WEEKDAYS.index(day) + 1}") for day in rule.weekdays)


def _say(code: str, **facts: str | int) -> str:
    return say("feeds", "repeat", code, values(**facts))
