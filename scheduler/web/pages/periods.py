"""Which month or quarter a sheet for the wall shows: as an address asks for it, and as it is called."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from calendars.period import Grain, period_of
from scheduler.diagnostics import values
from scheduler.words import say

_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"(20\d\d)-Q([1-4])")


class BadPeriod(ValueError):
    """An address that names neither a month nor a quarter."""


class Form(StrEnum):
    """How a sheet is laid out."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's form and its first day; end: the day after its last."""

    form: Form
    start: date
    end: date


def asked_sheet(month: str | None, quarter: str | None, today: date) -> Sheet:
    """The sheet that an address asks for; this month where it asks for none. Raises BadPeriod."""
    if month is not None and quarter is not None:
        raise BadPeriod
    if quarter is not None:
        found = _matched(_QUARTER, quarter)
        return sheet_of(Form.QUARTER, date(int(found[1]), int(found[2]) * 3 - 2, 1))
    if month is None:
        return sheet_of(Form.MONTH, today)
    found = _matched(_MONTH, month)
    return sheet_of(Form.MONTH, date(int(found[1]), int(found[2]), 1))


def title_of(sheet: Sheet) -> str:
    """«Tháng 5 năm 2026»."""
    if sheet.form is Form.MONTH:
        return say("web", "sheet", "month", values(month=sheet.start.month, year=sheet.start.year))
    quarter = say("web", "roman", f"quarter-{(sheet.start.month + 2) // 3}")
    return say("web", "sheet", "quarter", values(quarter=quarter, year=sheet.start.year))


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise BadPeriod
    return found


def sheet_of(form: Form, day: date) -> Sheet:
    """The sheet that a day stands on."""
    period = period_of(Grain.MONTH if form is Form.MONTH else Grain.QUARTER, day)
    return Sheet(form, period.start, period.end)


def preceding(sheet: Sheet) -> Sheet:
    """The one before it of its form."""
    return sheet_of(sheet.form, sheet.start - timedelta(days=1))


def following(sheet: Sheet) -> Sheet:
    """The next sheet of its form."""
    return sheet_of(sheet.form, sheet.end)


def print_address(sheet: Sheet, query: str) -> str:
    """Where it is printed, from the page of its feed on; query: to what the feed is narrowed, as `written_query` has it."""
    if sheet.form is Form.MONTH:
        period = f"month={sheet.start:%Y-%m}"
    else:
        period = f"quarter={sheet.start.year}-Q{(sheet.start.month + 2) // 3}"
    return "print?" + "&".join(filter(None, (period, query)))
