"""Timings that name years which are all over when the plan's year begins: «Tháng 5/2025» in a plan for 2026."""

import re

from scheduler.timing.ir import Relative, Timing, Triggered

_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def names_year(phrase: str) -> bool:
    """Whether a year stands in the phrase, so that its days do not hang on the plan's."""
    return _YEAR.search(phrase) is not None


def is_before(phrase: str, timing: Timing, year: int) -> bool:
    """Whether the days that the phrase names lie in years before the plan's; what waits for something else names no days."""
    if isinstance(timing, Triggered | Relative):
        return False
    years = [int(found) for found in _YEAR.findall(phrase)]
    return bool(years) and max(years) < year
