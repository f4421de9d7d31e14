"""Rules for one point of the calendar: a day, week, month, quarter, half-year or year as a phrase names it: tokens → Part."""

from collections.abc import Callable

from scheduler.timing.lexicon import sense
from scheduler.timing.points import Edge, Grain, Part
from scheduler.timing.tokens import Tokens

NUMBERS = frozenset({"NUM", "ROMAN", "NUMW"})

_BARE_PERIOD, _THIS_DAY, _EARLY = sense("bare_period"), sense("this_day"), sense("early")
_SHORT_MONTH, _SHORT_QUARTER = sense("short_month"), sense("short_quarter")

_AFTERS = frozenset({"NEXT", "AFTER"})


_BEFORES = frozenset({"PREV", "BEFORE"})


_PERIODS = frozenset({"YEARW", "MONTH", "QUARTER", "PERIOD", "YEARKIND"})


_YEARS = frozenset({"YEARW", "YEARKIND", "PERIOD"})

_EDGES = {"FIRST": Edge.FIRST, "MID": Edge.MIDDLE, "LASTW": Edge.LAST}


Found = tuple[Part, int] | None


def report_tail(t: Tokens, i: int, units: frozenset[str] = _PERIODS) -> int:
    """Where words end that only name the reported period ("liền kề tháng báo cáo"); i where there are none."""
    j = i
    while t.kinds[j] in ("NEXT", "AFTER", "OF", "AND") and j < i + 3:
        j += 1
    if t.kinds[j] == "PERIOD" and t.values[j] not in _BARE_PERIOD:
        return j + 1
    if t.kinds[j] in units and t.kinds[j + 1] in ("REPORT", "PERIOD", "THIS"):
        return j + 2
    return i


_YEAR_SIGNS = frozenset({"/", "-", ",", "."})
_TAILS = _YEAR_SIGNS | {"YEAR", "YEARW", "YEARKIND", "OF", "WITHIN"}


def year_tail(t: Tokens, part: Part, i: int) -> tuple[Part, int]:
    """The year behind a part: "/2024", " - 2024", ", 2024", "năm 2024", ", năm 2024", "của năm sau", "năm báo cáo", "trong năm"."""
    k = t.kinds
    if k[i] not in _TAILS:
        return part, i
    if k[i + 1] == "YEAR" and k[i] in _YEAR_SIGNS:
        return _of_year(part, as_int(t, i + 1)), i + 2
    if k[i] == "YEAR":
        return _of_year(part, as_int(t, i)), i + 1
    j = i + 1 if k[i] in (",", "OF", "WITHIN", "/", "-") else i
    if k[j] == "OF":
        j += 1
    if k[j] not in ("YEARW", "YEARKIND"):
        return part, i
    return _named_year(t, part, i, j)


def _of_year(part: Part, year: int) -> Part:
    """The part in that year. (A part with a year is what most phrases hold: `_replace` takes four times as long.)"""
    return Part(part.grain, part.n, part.day, year, part.shift, part.yearly, part.edge, part.lunar)


def _named_year(t: Tokens, part: Part, i: int, j: int) -> tuple[Part, int]:
    """`j` is at the word for year; `i` is where the tail began."""
    after = t.kinds[j + 1]
    if after == "YEAR":
        return _of_year(part, as_int(t, j + 1)), j + 2
    if t.kinds[i] == ",":
        return part, i
    if after in _AFTERS:
        return part._replace(shift=1, yearly=True), report_tail(t, j + 2, _YEARS)
    if after in _BEFORES and t.kinds[j + 2] not in ("DAY", "DM", "DMY", "NUM", "CLOCK"):
        return part._replace(shift=-1, yearly=True), report_tail(t, j + 2, _YEARS)
    if after in ("REPORT", "PERIOD") or (after in ("THIS", "NOW") and t.values[j + 1] not in _THIS_DAY):
        return part._replace(yearly=True), j + 2
    if after == "NOW":
        return part, j + 2
    if t.kinds[i] in ("OF", "WITHIN") and after not in ("LASTW", "FIRST", "WORD"):
        return part._replace(yearly=True), j + 1
    return part, i


def as_int(t: Tokens, i: int) -> int:
    """The figure at token i, 0 where it is none."""
    value = t.values[i]
    return value if isinstance(value, int) else 0


def _pair(t: Tokens, i: int) -> tuple[int, ...]:
    value = t.values[i]
    return value if isinstance(value, tuple) else (0, 0)


def day_figures(t: Tokens, i: int) -> Found:
    """15/6/2024, 15/6 with its tail; 31/11 passes here and is asked about later."""
    day, month, *year = _pair(t, i)
    if not _is_day(day, month):
        return None
    part, j = Part(Grain.DAY, month, day, year[0] if year else None), i + 1
    if not year and t.kinds[j] in _TAILS:
        part, j = year_tail(t, part, j)
    return _lunar_tail(t, part, j) if t.kinds[j] in _LUNAR else (part, j)


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


_LUNAR = frozenset({"LUNAR", "("})


def _lunar_tail(t: Tokens, part: Part, i: int) -> tuple[Part, int]:
    if t.kinds[i] == "LUNAR":
        return year_tail(t, part._replace(lunar=True), i + 1)
    if t.kinds[i] == "(" and t.kinds[i + 1] == "LUNAR" and t.kinds[i + 2] == ")":
        return part._replace(lunar=True), i + 3
    return part, i


def day_words(t: Tokens, i: int) -> Found:
    """15, 15 tháng 6, mùng 5 tháng 6 năm 2024: the figure of a day and what follows; without a month n is 0."""
    j = i + 1 if t.kinds[i] == "MUNG" else i
    if t.kinds[j] not in ("NUM", "NUMW") or not 1 <= as_int(t, j) <= 31:
        return None
    day, j = as_int(t, j), j + 1
    if t.kinds[j] == "-" and _dashed_month(t, j, day):
        return year_tail(t, Part(Grain.DAY, as_int(t, j + 1), day), j + 2)
    if t.kinds[j : j + 4] == ["-", "NUM", "-", "YEAR"] and _is_day(day, as_int(t, j + 1)):
        return Part(Grain.DAY, as_int(t, j + 1), day, as_int(t, j + 3)), j + 4
    at = j + 1 if t.kinds[j] in (",", "OF", "-") else j
    if t.kinds[at] == "MONTH" and t.kinds[at + 1] == "MY":
        month, year = _pair(t, at + 1)
        return (Part(Grain.DAY, month, day, year), at + 2) if _is_day(day, month) else None
    if (
        t.kinds[at] == "MONTH"
        and t.kinds[at + 1] in NUMBERS
        and _is_day(day, as_int(t, at + 1))
        and not _counts(t, at + 1)
    ):
        part, j = year_tail(t, Part(Grain.DAY, as_int(t, at + 1), day), at + 2)
        return _lunar_tail(t, part, j)
    return Part(Grain.DAY, 0, day), j


def _dashed_month(t: Tokens, i: int, day: int) -> bool:
    """Whether "-12" is the month of a day before it: "ngày 31-5", which is no range of days, since they run backwards."""
    return (
        t.kinds[i + 1] == "NUM"
        and t.glued(i - 1)
        and t.glued(i)
        and 1 <= as_int(t, i + 1) <= 12
        and as_int(t, i + 1) < day
        and t.kinds[i + 2] != "MONTH"
    )


def _counts(t: Tokens, i: int) -> bool:
    """Whether the figure at i counts something ("tháng 01 lần") instead of naming a month."""
    return t.kinds[i + 1] in ("ITEM", "MINUTE", "HOURW") and t.kinds[i] != "ROMAN"


def _day(t: Tokens, i: int) -> Found:
    j = i + 2 if t.kinds[i + 1] in (":", "DAY") else i + 1
    if t.kinds[j] in ("DMY", "DM"):
        return day_figures(t, j)
    if t.kinds[j] in ("LASTW", "FIRST"):
        return _edge_day(t, j)
    return _full_moon(t, j) if t.kinds[j] == "FULLMOON" else day_words(t, j)


def _full_moon(t: Tokens, i: int) -> Found:
    """rằm tháng 8: the 15th of a lunar month."""
    inner = _month(t, i + 1)
    if inner is None or inner[0].grain is not Grain.MONTH:
        return None
    part, j = inner
    return Part(Grain.DAY, part.n, 15, part.year, part.shift, lunar=True), j + 1 if t.kinds[j] == "LUNAR" else j


def _edge_day(t: Tokens, i: int) -> Found:
    """ngày cuối (cùng) của tháng 6 | quý II | năm 2024: only where the month, quarter or year is named."""
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    inner = _month(t, j) or _quarter(t, j) or _year(t, j)
    if inner is None:
        return None
    part, j = inner
    last = t.kinds[i] == "LASTW"
    month = {Grain.MONTH: part.n, Grain.QUARTER: 3 * part.n - (0 if last else 2), Grain.YEAR: 12 if last else 1}[
        part.grain
    ]
    return Part(Grain.DAY, month, -1 if last else 1, part.year, part.shift, part.yearly), j


def _month(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "PLURAL":
        i += 1
    if t.kinds[i] == "WORD" and t.values[i] in _SHORT_MONTH:
        at = i + 2 if t.kinds[i + 1] == "." else i + 1
        return month_figure(t, at) if t.kinds[at] == "MY" else None
    if t.kinds[i] != "MONTH":
        return None
    if t.kinds[i + 1] == "LASTW" and t.kinds[i + 2] == "YEARW":
        return year_tail(t, Part(Grain.MONTH, 12), i + 2)
    if t.kinds[i + 1] == "LASTW" or t.kinds[i + 1] == "FIRST":
        return _month_of_quarter(t, i + 1)
    return month_figure(t, i + 1)


def _month_of_quarter(t: Tokens, i: int) -> Found:
    """tháng cuối (của) quý II, tháng đầu quý I/2024."""
    inner = _quarter(t, i + 2 if t.kinds[i + 1] == "OF" else i + 1)
    if inner is None:
        return None
    part, j = inner
    return part._replace(grain=Grain.MONTH, n=3 * part.n - (0 if t.kinds[i] == "LASTW" else 2)), j


def month_figure(t: Tokens, i: int) -> Found:
    """6, VI, sáu, 6/2024 behind the word for month (or carried on in a list of months)."""
    if t.kinds[i] == "MY":
        month, year = _pair(t, i)
        return (Part(Grain.MONTH, month, 0, year), i + 1) if 1 <= month <= 12 else None
    if t.kinds[i] not in NUMBERS or not 1 <= as_int(t, i) <= 12 or _counts(t, i):
        return None
    return year_tail(t, Part(Grain.MONTH, as_int(t, i)), i + 1)


_ORDINALS = {"MO": 2, "TU": 3, "WE": 4}
"""The words for Monday, Tuesday, Wednesday are "the second", "the third", "the fourth" as well."""


def _quarter(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "PLURAL":
        i += 1
    if t.kinds[i] != "QUARTER":
        return None
    j = i + 1
    if t.kinds[j] == "ORDW" or (t.kinds[j] == "." and t.values[i] in _SHORT_QUARTER):
        j += 1
    elif t.kinds[j] == "WEEKDAY" and t.values[j] in _ORDINALS:
        return year_tail(t, Part(Grain.QUARTER, _ORDINALS[str(t.values[j])]), j + 1)
    if t.kinds[j] == "FIRST" and t.values[j] not in _EARLY:
        return year_tail(t, Part(Grain.QUARTER, 1), j + 1)
    if t.kinds[j] in ("FIRST", "LASTW") and t.kinds[j + 1] == "YEARW":
        return year_tail(t, Part(Grain.QUARTER, 1 if t.kinds[j] == "FIRST" else 4), j + 1)
    return quarter_figure(t, j)


def quarter_figure(t: Tokens, i: int) -> Found:
    """II, 2, hai, 2/2024, II-2024 behind the word for quarter (or carried on in a list of quarters)."""
    if t.kinds[i] == "MY":
        number, year = _pair(t, i)
        return (Part(Grain.QUARTER, number, 0, year), i + 1) if 1 <= number <= 4 else None
    if t.kinds[i] not in NUMBERS or not 1 <= as_int(t, i) <= 4 or _counts(t, i):
        return None
    return year_tail(t, Part(Grain.QUARTER, as_int(t, i)), i + 1)


def _year(t: Tokens, i: int) -> Found:
    if t.kinds[i] == "SCHOOL":
        return _school_year(t, i)
    j = i + 1 if t.kinds[i] in ("YEARW", "YEARKIND") else i
    if t.kinds[j] == "YEAR":
        return Part(Grain.YEAR, 0, 0, as_int(t, j)), j + 1
    if j > i and t.kinds[j] == "NOW":
        return Part(Grain.YEAR), j + 1
    return None


def _school_year(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] == "YEAR" and t.kinds[i + 2] in ("-", "/") and t.kinds[i + 3] == "YEAR":
        first, last = as_int(t, i + 1), as_int(t, i + 3)
        return (Part(Grain.SCHOOL, 0, 0, first), i + 4) if last == first + 1 else None
    return None


def _months_of_year(t: Tokens, i: int) -> Found:
    """6 tháng đầu năm 2024, 9 tháng (đầu năm), nửa đầu năm: the first or last months of a year."""
    if t.kinds[i] == "HALFW":
        count, j = 6, i + 1
    elif t.kinds[i] in ("NUM", "NUMW") and t.kinds[i + 1] == "MONTH" and 2 <= as_int(t, i) <= 11:
        count, j = as_int(t, i), i + 2
    else:
        return None
    if t.kinds[j] not in ("FIRST", "LASTW"):
        return None
    sign = 1 if t.kinds[j] == "FIRST" else -1
    at = j + 2 if t.kinds[j + 1] == "OF" else j + 1
    if t.kinds[at] != "YEARW":
        return None
    part, end = year_tail(t, Part(Grain.MONTHS, sign * count), at)
    return (part, end) if end > at else (part, at + 1)


def _week_number(t: Tokens, i: int) -> tuple[int, int]:
    """tuần 1 | tuần thứ hai | tuần đầu tiên | tuần cuối: its number (0: none, -1: the last) and where it ends."""
    j = i + 2 if t.kinds[i + 1] == "ORDW" else i + 1
    if t.kinds[j] in NUMBERS:
        number = as_int(t, j)
    elif t.kinds[j] == "WEEKDAY":
        number = _ORDINALS.get(str(t.values[j]), 0)
    else:
        number = {"FIRST": 1, "LASTW": -1}.get(t.kinds[j], 0)
    return (number if number in (-1, 1, 2, 3, 4, 5) else 0), j + 1


def stretch_of_month(t: Tokens, i: int) -> tuple[int, int, int] | None:
    """First and last day (-1: the month's last) of a week, a third or some days of any month, and where its words end."""
    kinds = t.kinds
    if kinds[i] == "DEKAD":
        first = _THIRDS[str(t.values[i])]
        return {1: (1, 10), 11: (11, 20), 21: (21, -1)}[first] + (i + 1,)
    if kinds[i] == "WEEK":
        number, j = _week_number(t, i)
        return (7 * number - 6, 7 * number, j) if 1 <= number <= 4 else None
    days = as_int(t, i)
    if kinds[i + 1] == "DAY" and kinds[i + 2] == "FIRST" and 2 <= days <= 20:
        return 1, days, i + 3
    return None


def week_of_month(t: Tokens, i: int) -> Found:
    """tuần 1 | tuần thứ hai | tuần đầu tiên | tuần cuối (của) tháng 6/2024."""
    number, end = _week_number(t, i)
    if not number:
        return None
    j = end - 1
    inner = _month(t, j + 2 if t.kinds[j + 1] == "OF" else j + 1)
    if inner is None or inner[0].grain is not Grain.MONTH:
        return None
    return inner[0]._replace(grain=Grain.WEEK, day=number), inner[1]


_THIRDS = {
    word: day for name, day in (("upper_third", 1), ("middle_third", 11), ("lower_third", 21)) for word in sense(name)
}


def _third(t: Tokens, i: int) -> Found:
    """thượng, trung, hạ tuần tháng 6 (days 1-10, 11-20, 21-end)."""
    inner = _month(t, i + 2 if t.kinds[i + 1] == "OF" else i + 1)
    if inner is None:
        return None
    return inner[0]._replace(grain=Grain.TEN, day=_THIRDS[str(t.values[i])]), inner[1]


def _some_days(t: Tokens, i: int) -> Found:
    """10 ngày đầu (của) tháng 6, 5 ngày cuối tháng 12/2024."""
    if t.kinds[i] not in ("NUM", "NUMW") or t.kinds[i + 1] != "DAY" or t.kinds[i + 2] not in ("FIRST", "LASTW"):
        return None
    inner = _month(t, i + 4 if t.kinds[i + 3] == "OF" else i + 3)
    count = as_int(t, i)
    if inner is None or not 1 <= count <= 20:
        return None
    return inner[0]._replace(grain=Grain.DAYS, day=count if t.kinds[i + 2] == "FIRST" else -count), inner[1]


def _edge(t: Tokens, i: int) -> Found:
    """đầu, giữa, cuối + tháng 6 | quý II | năm (2024): vague, asked about later."""
    edge = _EDGES[t.kinds[i]]
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    inner = _month(t, j) or _quarter(t, j) or _year(t, j)
    if inner is not None:
        return inner[0]._replace(edge=edge), inner[1]
    if t.kinds[j] == "YEARW" and t.kinds[j + 1] not in ("SCHOOL", "WORD"):
        part, end = year_tail(t, Part(Grain.YEAR, edge=edge), j)
        return part, max(end, j + 1)
    return None


def _numbered(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] in ("-", "UNTIL", "AND", ",") and (
        t.kinds[i + 2] in ("DM", "DMY") or t.kinds[i + 2 : i + 4] == ["NUM", "MONTH"]
    ):
        return day_words(t, i) if t.kinds[i + 2] != "NUM" or t.kinds[i + 4] in NUMBERS else None
    found = _months_of_year(t, i) or _some_days(t, i)
    if found is None and t.kinds[i + 1] == "MONTH" and t.kinds[i - 1] in _BOUND_WORDS:
        found = day_words(t, i)  # "trước 30 tháng 9"
        return found if found is not None and found[0].n else None
    return found


_BOUND_WORDS = frozenset({"BEFORE", "BY", "UNTIL", "FROM", "AT"})


_RULES: dict[str, Callable[[Tokens, int], Found]] = {
    "DAY": _day,
    "DMY": day_figures,
    "DM": day_figures,
    "MY": month_figure,
    "MUNG": day_words,
    "FULLMOON": _full_moon,
    "MONTH": _month,
    "QUARTER": _quarter,
    "YEARW": _year,
    "YEAR": _year,
    "SCHOOL": _year,
    "YEARKIND": _year,
    "HALFW": _months_of_year,
    "NUM": _numbered,
    "NUMW": _numbered,
    "WEEK": week_of_month,
    "DEKAD": _third,
    "FIRST": _edge,
    "MID": _edge,
    "LASTW": _edge,
}


def _plural(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] == "DAY":
        return _day(t, i + 1)
    return _month(t, i) or _quarter(t, i)


_RULES["PLURAL"] = _plural


def _t_month(t: Tokens, i: int) -> Found:
    return _month(t, i)


_RULES["WORD"] = _t_month


def point(t: Tokens, i: int) -> Found:
    """One point of the calendar at token i, and where it ends."""
    rule = _RULES.get(t.kinds[i])
    return rule(t, i) if rule else None
