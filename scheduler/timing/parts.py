"""One point of the calendar, by the kind of its first token: a day, week, month, quarter, half-year or year: tokens → Part."""

from collections.abc import Callable

from scheduler.timing.days import NAMED_MOONS, day, day_figures, day_words, full_moon
from scheduler.timing.months import month, month_figure, quarter, year
from scheduler.timing.plain import LEADS, plain
from scheduler.timing.points import Grain, Part
from scheduler.timing.stretches import edge, months_of_year, some_days, third, week_of_month
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, Found, as_int, pair


def _numbered(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] in _TO and t.kinds[i + 2] == "MY":
        return _first_month(t, i)
    if t.kinds[i + 1] in {"-", "UNTIL", "AND", ","} and (
        t.kinds[i + 2] in {"DM", "DMY"} or t.kinds[i + 2 : i + 4] == ["NUM", "MONTH"]
    ):
        return day_words(t, i) if t.kinds[i + 2] != "NUM" or t.kinds[i + 4] in NUMBERS else None
    if t.kinds[i + 1] == "MONTH" and t.kinds[i + 2] in NAMED_MOONS:
        return day_words(t, i)
    found = months_of_year(t, i) or some_days(t, i)
    bounded = t.kinds[i - 1] in _BOUND_WORDS or (t.kinds[i + 2] in NUMBERS and t.kinds[i + 3] != "MONTH")
    if found is None and t.kinds[i + 1] == "MONTH" and bounded:
        found = day_words(t, i)  # "trước 30 tháng 9", "15 tháng 6 hằng năm"
        return found if found is not None and found[0].n else None
    return found


def _first_month(t: Tokens, i: int) -> Found:
    """«4-6/2027», «từ 4 đến 6/2027» at the beginning: the first month of several, without the word for it."""
    first, begins = as_int(t, i), i == 0 or (i == 1 and t.kinds[0] in _OVER)
    return (Part(Grain.MONTH, first), i + 1) if begins and 0 < first < pair(t, i + 2)[0] < 13 else None


_TO, _OVER = frozenset({"-", "UNTIL"}), frozenset({"FROM", "WITHIN"})
_BOUND_WORDS = frozenset({"BEFORE", "BY", "UNTIL", "FROM", "AT"})


def _plural(t: Tokens, i: int) -> Found:
    if t.kinds[i + 1] == "DAY":
        return day(t, i + 1)
    return month(t, i) or quarter(t, i)


RULES: dict[str, Callable[[Tokens, int], Found]] = {
    "DAY": day,
    "DMY": day_figures,
    "DM": day_figures,
    "MY": month_figure,
    "MUNG": day_words,
    "FULLMOON": full_moon,
    "MONTH": month,
    "QUARTER": quarter,
    "QN": quarter,
    "YEARW": year,
    "YEAR": year,
    "SCHOOL": year,
    "YEARKIND": year,
    "HALFW": months_of_year,
    "NUM": _numbered,
    "NUMW": _numbered,
    "WEEK": week_of_month,
    "DEKAD": third,
    "FIRST": edge,
    "MID": edge,
    "LASTW": edge,
    "PLURAL": _plural,
    "WORD": month,
}


def point(t: Tokens, i: int) -> Found:
    """One point of the calendar at token i, and where it ends."""
    kind = t.kinds[i]
    if kind in LEADS and (found := plain(t, i)) is not None:
        return found[0][0][0], found[1]
    rule = RULES.get(kind)
    return rule(t, i) if rule else None
