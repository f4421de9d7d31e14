"""Why a date is what it is where the plan names a lunar day: "15/8 âm lịch = 25/9/2026"."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from scheduler.diagnostics import Diagnostic
from scheduler.planning.occasion import Occasion, Outline
from scheduler.trace import Reason
from scheduler.words import day_text

_DAY = timedelta(days=1)


def with_lunar_days(found: Outline, told: Iterable[Diagnostic]) -> Outline:
    """The outline whose occasions say of which lunar day they are, as the findings of the reading tell it."""
    lunar = {dict(one.values)["day"]: Reason("lunar-day", one.values) for one in told if one.code == "lunar-day"}
    if not lunar:
        return found
    return Outline(tuple(_with_reasons(one, lunar) for one in found.occasions), found.waits)


def _with_reasons(occasion: Occasion, lunar: dict[str | int, Reason]) -> Occasion:
    """ "Before" a day is the day before it: that day counts as well."""
    days = (occasion.start, occasion.due, occasion.due + _DAY)
    reasons = tuple(dict.fromkeys(lunar[text] for text in map(day_text, days) if text in lunar))
    return replace(occasion, why=(*occasion.why, *reasons))
