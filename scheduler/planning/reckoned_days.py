"""Why a date is what it is where the plan does not write it: a lunar day, days counted from a date, the n-th weekday of a month."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from scheduler.diagnostics import Diagnostic
from scheduler.planning.occasion import Occasion, Outline
from scheduler.trace import Reason
from scheduler.words import day_text

_DAY = timedelta(days=1)


_RECKONED = frozenset(
    {"days-after-date", "months-after-date", "days-before-date", "first-weekday", "last-weekday", "nth-weekday"}
)


def with_reckoned_days(found: Outline, told: Iterable[Diagnostic]) -> Outline:
    """The outline whose occasions say how their day was reckoned, as the findings of the reading tell it."""
    reasons = {
        dict(one.values)["day"]: Reason(one.code, one.values)
        for one in told
        if one.code == "lunar-day" or one.code in _RECKONED
    }
    if not reasons:
        return found
    return Outline(tuple(_with_reasons(one, reasons) for one in found.occasions), found.waits)


def _with_reasons(occasion: Occasion, told: dict[str | int, Reason]) -> Occasion:
    """ "Before" a day is the day before it: that day counts as well. A day that was reckoned is not one "written in the plan"."""
    days = (occasion.start, occasion.due, occasion.due + _DAY)
    reasons = tuple(dict.fromkeys(told[text] for text in map(day_text, days) if text in told))
    reckoned = any(reason.code in _RECKONED for reason in reasons)
    stated = tuple(why for why in occasion.why if not (reckoned and why.code == "deadline"))
    return replace(occasion, why=(*stated, *reasons))
