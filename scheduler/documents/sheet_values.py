"""The value of a cell as it is shown: numbers and dates by the format of the cell, months and days as Vietnamese write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})[ T]0?0:00(?::00(?:\.0+)?)?Z?")
_FIXED = re.compile(r"^0+(?:\.(0+))?$")


def shown(value: Value, form: str) -> str:
    """The text of a value under a number format ("dd/mm/yyyy", "00", "0.00", "General"); "" for nothing and for an error."""
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case datetime() | date():
            return _day(value, form)
        case int() | float():
            return _number(value, form)
        case str():
            return "" if re.fullmatch(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NUM|NULL)[!?]?", value) else day_alone(value)
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return str(value)


def day_alone(text: str) -> str:
    """A cell of a day and midnight without the hour, which programs write out with each day: «2027-12-31 00:00:00»."""
    return found[1] if (found := _MIDNIGHT.fullmatch(text.strip())) else text


def _day(value: date | datetime, form: str) -> str:
    """The parts that the format shows: a month that was typed as «6/2027» is no day, a day typed as «15/3» has no year."""
    bare = _QUOTED.sub("", form.split(";")[0]).casefold()
    has_day, has_year = "d" in bare, "y" in bare
    has_month = re.search(r"(?<![hs:])m(?!.?s)", bare) is not None
    if not (has_day or has_month or has_year):
        has_day = has_month = has_year = True
    parts = [f"{value.day:02d}"] * has_day + [f"{value.month:02d}"] * has_month + [str(value.year)] * has_year
    hours = (
        f"{value.hour}:{value.minute:02d} " if isinstance(value, datetime) and "h" in bare and _has_hour(value) else ""
    )
    return hours + "/".join(parts)


def _has_hour(value: datetime) -> bool:
    """Midnight is how programs store a day without an hour. (A time is true in Python at every hour.)"""
    return value.time().replace(microsecond=0) != time(0)


def _number(value: int | float, form: str) -> str:
    if found := _FIXED.match(form):
        places = len(found[1] or "")
        return f"{value:0{len(form)}.{places}f}"
    if form.endswith("%"):
        return f"{_plain(round(value * 100, 6))}%"
    return _plain(value)


def _plain(value: int | float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
