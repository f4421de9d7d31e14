"""The time that running text begins with, before the work: «Tháng 3: ra quân …», «Nhân dịp 27/7, thăm hỏi …»."""

import re

from scheduler.plans.patterns import pattern
from scheduler.plans.prose import begins_work
from scheduler.plans.time_at_end import is_time
from scheduler.plans.timed import has_point
from scheduler.plans.unit_names import begins_unit
from scheduler.text import capitalised

_TIME_FIRST = pattern("prose", "time_first")
_YEAR = pattern("prose", "year_first")
_COMMA = re.compile(r"\s*[,;]\s+")
_LONGEST = 80


def timed_first(text: str) -> tuple[str, str] | None:
    """The time that stands before work, and the work: «Tháng 3: ra quân …»."""
    found = _TIME_FIRST.match(text)
    return (found["time"], text[found.end() :]) if found else _time_before_comma(text)


def _time_before_comma(text: str) -> tuple[str, str] | None:
    """«Nhân dịp 27/7, thăm hỏi …», «Trong quý II, Phòng A tổ chức …»: what stands before the comma is a time and no more."""
    for comma in _COMMA.finditer(text[:_LONGEST]):
        time, work = text[: comma.start()], capitalised(text[comma.end() :])
        if has_point(time) and (is_time(time) or _YEAR.fullmatch(time)) and (begins_work(work) or begins_unit(work)):
            return time, work
    return None
