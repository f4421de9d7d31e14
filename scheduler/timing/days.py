"""Rules for one day as a phrase names it: "15/6/2026", "ngày 15 tháng 6", "ngày cuối cùng của quý II": tokens → Part."""

from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.months import month, quarter, year
from scheduler.timing.points import Edge, Grain, Part
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, TAILS, Found, as_int, counts, pair, year_tail


def day_figures(t: Tokens, i: int) -> Found:
    """15/6/2024, 15/6 with its tail; 31/11 passes here and is asked about later."""
    figures = pair(t, i)
    day, month = figures[0], figures[1]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = figures[2] if len(figures) > 2 else None
    part, j = new(Part, (_DAY, month, day, year, 0, False, _SHARP, False)), i + 1
    if year is None and t.kinds[j] in TAILS:
        part, j = year_tail(t, part, j)
    return _lunar_tail(t, part, j) if t.kinds[j] in _LUNAR else (part, j)


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


_DAY, _SHARP = Grain.DAY, Edge.NONE
_LUNAR = frozenset({"LUNAR", "("})


def _lunar_tail(t: Tokens, part: Part, i: int) -> tuple[Part, int]:
    if t.kinds[i] == "LUNAR":
        return year_tail(t, part._replace(lunar=True), i + 1)
    if t.kinds[i] == "(":
        j = i + 2 if t.kinds[i + 1] == "DAY" else i + 1
        if (t.kinds[j] == "LUNAR" or t.values[j] in _BY_MOON) and t.kinds[j + 1] == ")":
            return part._replace(lunar=True), j + 2
    return part, i


_BY_MOON, _NEW_YEAR = sense("by_moon"), sense("new_year")


def day_words(t: Tokens, i: int) -> Found:
    """15, 15 tháng 6, mùng 5 tháng 6 năm 2024: the figure of a day and what follows; without a month n is 0."""
    kinds = t.kinds
    j = i + 1 if kinds[i] == "MUNG" else i
    if j > i and kinds[j] in {"DM", "DMY"}:
        found = day_figures(t, j)
        return found if found is not None and found[0].lunar else None  # "mùng 1/1 âm lịch"
    if kinds[j] not in {"NUM", "NUMW"} or not 1 <= (day := as_int(t, j)) <= 31:
        return None
    j += 1
    if kinds[i] == "MUNG" and t.values[j] in _NEW_YEAR and day <= 10:
        return Part(Grain.DAY, 1, day, lunar=True), j + 1  # "mùng 6 Tết"
    if kinds[j] == "-":
        if _dashed_month(t, j, day):
            return year_tail(t, Part(Grain.DAY, as_int(t, j + 1), day), j + 2)
        if kinds[j : j + 4] == ["-", "NUM", "-", "YEAR"] and _is_day(day, as_int(t, j + 1)):
            return Part(Grain.DAY, as_int(t, j + 1), day, as_int(t, j + 3)), j + 4
    at = j + 1 if kinds[j] in {",", "OF", "-"} else j
    if kinds[at] == "MONTH":
        if kinds[at + 1] in NAMED_MOONS:
            return _of_named_moon(t, day, at + 1)
        if kinds[at + 1] == "MY":
            month, year = pair(t, at + 1)
            return (Part(Grain.DAY, month, day, year), at + 2) if _is_day(day, month) else None
        if kinds[at + 1] in NUMBERS and 1 <= (month := as_int(t, at + 1)) <= 12 and not counts(t, at + 1):
            part, j = year_tail(t, new(Part, (_DAY, month, day, None, 0, False, _SHARP, False)), at + 2)
            return _lunar_tail(t, part, j) if kinds[j] in _LUNAR else (part, j)
    return new(Part, (_DAY, 0, day, None, 0, False, _SHARP, False)), j


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


def day(t: Tokens, i: int) -> Found:
    j = i + 2 if t.kinds[i + 1] in {":", "DAY"} else i + 1
    if t.kinds[j] in {"DMY", "DM"}:
        return day_figures(t, j)
    if t.kinds[j] in {"LASTW", "FIRST"}:
        return _edge_day(t, j)
    return full_moon(t, j) if t.kinds[j] == "FULLMOON" else day_words(t, j)


def full_moon(t: Tokens, i: int) -> Found:
    """rằm tháng 8: the 15th of a lunar month."""
    if t.kinds[i + 1] == "MONTH" and t.kinds[i + 2] in NAMED_MOONS:
        return _of_named_moon(t, 15, i + 2)
    inner = month(t, i + 1)
    if inner is None or inner[0].grain is not Grain.MONTH:
        return None
    part, j = inner
    return Part(Grain.DAY, part.n, 15, part.year, part.shift, lunar=True), j + 1 if t.kinds[j] == "LUNAR" else j


NAMED_MOONS = {"FIRSTMOON": 1, "LASTMOON": 12}


def _of_named_moon(t: Tokens, day: int, i: int) -> Found:
    """A day of "tháng Giêng" or "tháng Chạp", the first and the last month of the lunar year."""
    part, j = year_tail(t, Part(Grain.DAY, NAMED_MOONS[t.kinds[i]], day, lunar=True), i + 1)
    return part, j + 1 if t.kinds[j] == "LUNAR" else j


def _edge_day(t: Tokens, i: int) -> Found:
    """ngày cuối (cùng) của tháng 6 | quý II | năm 2024: only where the month, quarter or year is named."""
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    inner = month(t, j) or quarter(t, j) or year(t, j)
    if inner is None:
        return None
    part, j = inner
    last = t.kinds[i] == "LASTW"
    number = {Grain.MONTH: part.n, Grain.QUARTER: 3 * part.n - (0 if last else 2), Grain.YEAR: 12 if last else 1}[
        part.grain
    ]
    return Part(Grain.DAY, number, -1 if last else 1, part.year, part.shift, part.yearly), j
