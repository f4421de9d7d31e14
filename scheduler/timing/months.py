"""Rules for a month, a quarter or a year as a phrase names it: tokens → Part."""

from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.points import Edge, Grain, Part
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, TAILS, Found, as_int, counts, pair, year_tail

_EARLY = sense("early")

_TO_THE_END, _CLOSES = sense("to_the_end"), frozenset({"END", ",", ";", ")", ".", "AND"})
_FOURTH = sense("fourth")
_SHORT_MONTH, _SHORT_QUARTER = sense("short_month"), sense("short_quarter")


SHORT_MONTHS, QUARTERS = (
    frozenset({".", "MY", "DM", "NUM"}),
    NUMBERS | {"ORDW", ".", "WEEKDAY", "FIRST", "LASTW", "MY", "DM"},
)
"""What stands behind "T" for month ("T6", "T.6/26"), and behind the word for quarter, where they name one."""


def month(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "PLURAL":
        i += 1
    if t.kinds[i] == "WORD" and t.values[i] in _SHORT_MONTH:
        return _short_month(t, i)
    if t.kinds[i] != "MONTH":
        return None
    if t.kinds[i + 1] in {"FIRST", "LASTW"} and t.kinds[i + 2] == "YEARW":
        return _edge_of_year(t, Part(Grain.MONTH, 1 if t.kinds[i + 1] == "FIRST" else 12), i + 2)
    if t.kinds[i + 1] == "LASTW" or t.kinds[i + 1] == "FIRST":
        return _month_of_quarter(t, i + 1)
    return month_figure(t, i + 1)


def _edge_of_year(t: Tokens, part: Part, i: int) -> Found:
    """tháng cuối, quý đầu + năm (2026): `i` is at the word for year."""
    part, end = year_tail(t, part, i)
    return part, max(end, i + 1)


def _short_month(t: Tokens, i: int) -> Found:
    """T6/2026, T.6/26, Th9; without a year where no day of the week can be meant ("T2 hằng tuần" is Monday)."""
    at = i + 2 if t.kinds[i + 1] == "." else i + 1
    if t.kinds[at] in {"MY", "DM"}:
        return month_figure(t, at)
    if t.kinds[at] != "NUM" or not t.glued(at - 1) or "WEEK" in t.kinds:
        return None
    return month_figure(t, at) if "MY" in t.kinds[at:] or _no_weekdays(t) else None


def _no_weekdays(t: Tokens) -> bool:
    """Whether one of the short names is no day of the week: "T5 - T8", "T1, T4"; "T3, T6" may be Tuesday and Friday."""
    figures = [as_int(t, at + 1) for at, word in enumerate(t.values) if word in _SHORT_MONTH]
    return any(figure == 1 or figure >= 8 for figure in figures)


def _month_of_quarter(t: Tokens, i: int) -> Found:
    """tháng cuối (của) quý II, tháng đầu quý I/2024."""
    inner = quarter(t, i + 2 if t.kinds[i + 1] == "OF" else i + 1)
    if inner is None:
        return None
    part, j = inner
    return part._replace(grain=Grain.MONTH, n=3 * part.n - (0 if t.kinds[i] == "LASTW" else 2)), j


def month_figure(t: Tokens, i: int) -> Found:
    """6, VI, sáu, 6/2024 behind the word for month (or carried on in a list of months)."""
    if t.kinds[i] in {"MY", "DM"}:
        month, year = _with_short_year(t, i)
        return (
            (new(Part, (_MONTH, month, 0, year, 0, False, _SHARP, False)), i + 1) if 1 <= month <= 12 and year else None
        )
    if t.kinds[i] not in NUMBERS or not 1 <= (number := as_int(t, i)) <= 12 or counts(t, i):
        if t.values[i] in _FOURTH and t.kinds[i] == "WORD":
            return year_tail(t, Part(_MONTH, 4), i + 1)
        return None
    part = new(Part, (_MONTH, number, 0, None, 0, False, _SHARP, False))
    return year_tail(t, part, i + 1) if t.kinds[i + 1] in TAILS else (part, i + 1)


def _with_short_year(t: Tokens, i: int) -> tuple[int, int]:
    """6/2026, 6/26 behind the word for month or quarter: figures from 20 to 49 are a year; else the year is 0."""
    number, year = pair(t, i)[:2]
    return number, year if year > 99 else 2000 + year if 20 <= year <= 49 else 0


_MONTH, _QUARTER, _SHARP = Grain.MONTH, Grain.QUARTER, Edge.NONE

ORDINALS = {"MO": 2, "TU": 3, "WE": 4}
"""The words for Monday, Tuesday, Wednesday are "the second", "the third", "the fourth" as well."""


def quarter(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "PLURAL":
        i += 1
    if t.kinds[i] == "QN":
        return year_tail(t, Part(Grain.QUARTER, as_int(t, i)), i + 1) if 1 <= as_int(t, i) <= 4 else None
    if t.kinds[i] != "QUARTER":
        return None
    j = i + 1
    if t.kinds[j] == "ORDW" or (t.kinds[j] == "." and t.values[i] in _SHORT_QUARTER):
        j += 1
    elif t.kinds[j] == "WEEKDAY" and t.values[j] in ORDINALS:
        return year_tail(t, Part(Grain.QUARTER, ORDINALS[str(t.values[j])]), j + 1)
    if t.kinds[j] == "FIRST" and t.values[j] not in _EARLY:
        return year_tail(t, Part(Grain.QUARTER, 1), j + 1)
    if t.kinds[j] in {"FIRST", "LASTW"} and t.kinds[j + 1] == "YEARW":
        return _edge_of_year(t, Part(Grain.QUARTER, 1 if t.kinds[j] == "FIRST" else 4), j + 1)
    return quarter_figure(t, j)


def quarter_figure(t: Tokens, i: int) -> Found:
    """II, 2, hai, 2/2024, II-2024 behind the word for quarter (or carried on in a list of quarters)."""
    if t.kinds[i] in {"MY", "DM"}:
        number, year = _with_short_year(t, i)
        return (Part(Grain.QUARTER, number, 0, year), i + 1) if 1 <= number <= 4 and year else None
    if t.kinds[i] not in NUMBERS or not 1 <= (number := as_int(t, i)) <= 4 or counts(t, i):
        return None
    part = new(Part, (_QUARTER, number, 0, None, 0, False, _SHARP, False))
    return year_tail(t, part, i + 1) if t.kinds[i + 1] in TAILS else (part, i + 1)


def year(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "SCHOOL":
        return school_year(t, i)
    j = i + 1 if t.kinds[i] in {"YEARW", "YEARKIND"} else i
    if t.kinds[j] == "YEAR":
        return Part(Grain.YEAR, 0, 0, as_int(t, j)), j + 1
    if j > i and t.kinds[j] == "NOW":
        return Part(Grain.YEAR), j + 1
    if j > i and t.values[i - 1] in _TO_THE_END and t.kinds[j] in _CLOSES:
        return Part(Grain.YEAR), j  # "đến hết năm"
    return None


def school_year(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] == "YEAR" and t.kinds[i + 2] in {"-", "/"} and t.kinds[i + 3] == "YEAR":
        first, last = as_int(t, i + 1), as_int(t, i + 3)
        return (Part(Grain.SCHOOL, 0, 0, first), i + 4) if last == first + 1 else None
    return None
