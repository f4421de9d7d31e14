"""A column of months beside one of days: «3/2026» beside «05», «05/3» or «Tuần 2» is one time."""

import re

from scheduler.diagnostics import values
from scheduler.plans.patterns import pattern
from scheduler.words import say

_MONTH = pattern("month_column", "month")
_DAYS_ALONE, _WEEK, _LASTING = (pattern("month_column", key) for key in ("days_alone", "week", "lasting"))
_DAY_OF_MONTH = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})(?![\d/]|\.\d)")
_HAS_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def with_month(month: str, days: str, named: str) -> str:
    """The days of a row with what the cell of its month says of them; side by side as they are where that is not told.

    A day of another month than that of the column is set beside it in brackets, so that it is asked which holds.
    named: the column's title, «Tháng», before a month by itself.
    """
    found = _MONTH.fullmatch(month.strip())
    if found is None:
        return f"{month}; {days}"
    first, last, year = int(found["first"]), int(found["last"] or found["first"]), found["year"]
    whole = (month if found["word"] else f"{named} {month}").strip().lower()
    if first == last and _DAYS_ALONE.fullmatch(days):
        return f"{days}/{first}" + (f"/{year}" if year else "")
    if _HAS_YEAR.search(days):
        return days
    given = [int(day[3]) for day in _DAY_OF_MONTH.finditer(days)]
    if given:
        if not all(first <= one <= last for one in given):
            return f"{days} ({whole})"
        return _DAY_OF_MONTH.sub(rf"\1/\3/{year}", days) if year else days
    if _WEEK.fullmatch(days):
        return f"{days} {whole}"
    return (
        say("plans", "label", "within", values(what=days, period=whole))
        if _LASTING.fullmatch(days)
        else f"{days}; {whole}"
    )
