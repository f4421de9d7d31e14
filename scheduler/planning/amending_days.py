"""A task with its days moved by a length of time, «lùi 15 ngày»: its phrase with another day, month or quarter in it."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import MINYEAR, date, timedelta

from calendars.period import Grain
from scheduler.model import Moved, Task
from scheduler.plans.patterns import pattern
from scheduler.timing.combine import read_task_timing
from scheduler.timing.ir import Deadline, Window

_DAY, _MONTH, _QUARTER = (pattern("moved", key) for key in ("a_day", "a_month", "a_quarter"))
_ROMAN = ("I", "II", "III", "IV")
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3}


def moved(task: Task, by: Moved, year: int) -> Task | None:
    """The task with its one day, month or quarter later or sooner; None where its phrase does not tell which it is then.

    year: of a day that is printed without one. A term that is prolonged must be one day; days of another year are not reckoned.
    """
    if not task.timing or task.frequency or task.duration:
        return None
    before = read_task_timing(task.timing, None, None, year).timing
    if not (isinstance(before, Deadline) or (isinstance(before, Window) and not by.end_alone)):
        return None
    said = _phrase(task.timing, by, year)
    after = read_task_timing(said, None, None, year).timing if said is not None else None
    return replace(task, timing=said) if isinstance(after, type(before)) else None


def _phrase(text: str, by: Moved, year: int) -> str | None:
    days, months, quarters = (list(form.finditer(text)) for form in (_DAY, _MONTH, _QUARTER))
    rest = _DAY.sub(" ", text)
    if len(days) == 1 and not re.search(r"\d", rest):
        return _with_day(text, days[0], by, year)
    if not days and len(months) == 1 and not re.search(r"\d", _MONTH.sub(" ", text)) and by.of in _MONTHS:
        return _with_month(text, months[0], by.count * _MONTHS[by.of], year)
    whole = not days and not months and len(quarters) == 1 and not re.search(r"\d", _QUARTER.sub(" ", text))
    return _with_quarter(text, quarters[0], by.count, year) if whole and by.of is Grain.QUARTER else None


def _with_day(text: str, found: re.Match[str], by: Moved, year: int) -> str | None:
    try:
        day = date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    then = _later(day, by)
    if then.year != day.year:
        return None
    return _put(text, found, {"day": f"{then.day:02}", "month": _month(then)})


def _month(day: date) -> str:
    """As offices write it: with a nought only where a 1 or 2 could be made 11 or 12."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def _later(day: date, by: Moved) -> date:
    if by.of in _MONTHS:
        return _months_later(day, by.count * _MONTHS[by.of])
    return day + timedelta(days=by.count * (7 if by.of is Grain.WEEK else 1))


def _months_later(day: date, months: int) -> date:
    """As many months on; the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(max(year, MINYEAR), month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _with_month(text: str, found: re.Match[str], months: int, year: int) -> str | None:
    if not 1 <= int(found["month"]) <= 12:
        return None
    day = date(int(found["year"] or year), int(found["month"]), 1)
    then = _months_later(day, months)
    return _put(text, found, {"month": str(then.month)}) if then.year == day.year else None


def _with_quarter(text: str, found: re.Match[str], quarters: int, year: int) -> str | None:
    printed = found["quarter"].upper()
    at = (_ROMAN.index(printed) if printed in _ROMAN else int(printed) - 1 if printed.isdecimal() else -1) + quarters
    if not 0 <= at < len(_ROMAN):
        return None
    return _put(text, found, {"quarter": _ROMAN[at] if printed in _ROMAN else str(at + 1)})


def _put(text: str, found: re.Match[str], parts: dict[str, str]) -> str:
    for name in sorted(parts, key=found.start, reverse=True):
        text = text[: found.start(name)] + parts[name] + text[found.end(name) :]
    return text
