"""Points as nearly all phrases write them ("ngày 15/6/2026", "tháng 6 năm 2026", "quý II/2026"), known by their first words."""

from scheduler.timing.points import Grain, Points, one
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, TAILS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DAY, _MONTH, _QUARTER, _YEAR = Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR

LEADS = {"DAY": _DAY, "MONTH": _MONTH, "QUARTER": _QUARTER, "YEARW": _YEAR}
"""The words with which they begin."""

_NUMBERED = NUMBERS | {"MY"}
BEHIND = {
    "DAY": frozenset({"NUM", "DM", "DMY"}),
    "MONTH": _NUMBERED,
    "QUARTER": _NUMBERED,
    "YEARW": frozenset({"YEAR"}),
}
"""Their figures: behind any other word there is more to the point, or it is none."""

_GOES_ON = TAILS | {"LUNAR", "(", "ITEM", "MINUTE", "HOURW"}
"""Behind a point: it may go on, or its figure may count something. The rules for each kind of point see to that."""

_YEARS = frozenset({"YEAR", "YEARW", "YEARKIND", "OF"})
_SIGNS = {",": _YEARS, "-": _YEARS, "(": frozenset({"LUNAR", "DAY", "WORD"})}
"""Signs behind which only these words may go on with the point."""


def plain(t: Tokens, i: int) -> tuple[Points, int] | None:
    """A day, month, quarter or year with its number, and its year where that is said outright; None where there is more to it.

    The rules for each kind of point would say the same of these, which four points of five are; they would take five calls for it.
    """
    kinds = t.kinds
    values: list[Any] = t.values  # what they are their kinds tell
    lead, figure, j = kinds[i], kinds[i + 1], i + 2
    number = values[i + 1]
    if lead == "DAY":
        if figure == "NUM":
            if kinds[j] != "MONTH" or kinds[i + 3] != "NUM":
                return None
            day, number, year, j = number, values[i + 3], None, i + 4
        elif figure == "DMY":
            day, number, year = number
        elif figure == "DM":
            (day, number), year = number, None
        else:
            return None
    elif lead == "YEARW":
        found = one(_YEAR, 0, 0, number) if figure == "YEAR" else None
        return (found, j) if found is not None else None
    elif figure == "MY":
        day, (number, year) = 0, number
    elif figure in NUMBERS:
        day, year = 0, None
    else:
        return None
    after = kinds[j]
    if after in _GOES_ON:
        if year is None and kinds[j + 1] == "YEAR" and (after == "YEARW" or after == "/"):
            year, j = values[j + 1], j + 2
            if kinds[j] in _LUNAR:
                return None
        elif after not in _SIGNS or kinds[j + 1] in _SIGNS[after]:
            return None
    found = one(LEADS[lead], number, day, year)
    return (found, j) if found is not None else None


_LUNAR = frozenset({"LUNAR", "("})
