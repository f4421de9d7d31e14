"""Which of a month's weekdays is meant: "thứ Bảy đầu tiên của tháng 6", "thứ Hai tuần thứ 2 hằng tháng": tokens → Cycle."""

from scheduler.timing.ir import Freq, Weekday
from scheduler.timing.month_places import Cycle, closes
from scheduler.timing.months import ORDINALS, month
from scheduler.timing.points import Grain
from scheduler.timing.stretches import week_number
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int

_AHEAD = frozenset({"FIRST", "LASTW", "ORDW", "WEEKDAY", "WEEK", ",", "OF", "WITHIN"})


def nth_weekday(t: Tokens, i: int, weekday: Weekday) -> tuple[tuple[Cycle, ...], int] | None:
    """Behind a weekday: its place in the month (or several), and the month: any, or a named one. None where no place is said.

    Weeks of a month are days 7n-6 … 7n: its nth Monday is the Monday of its nth week, its last one that of its last seven days.
    """
    kinds = t.kinds
    if kinds[i] not in _AHEAD:
        return None
    j = i + 1 if kinds[i] in {",", "OF", "WITHIN"} else i
    by_week = kinds[j] == "WEEK"
    place = week_number(t, j) if by_week else ordinal(t, j) if j == i else None
    if place is None or place[0] not in _PLACES:
        return None
    found, j = [place[0]], place[1]
    while (more := _another(t, j)) is not None:
        found.append(more[0])
        j = more[1]
    days = [Cycle(weekday=weekday, nth=nth, start=7 * nth - 6 if by_week else None) for nth in found]
    placed = [_in_month(t, j, day) for day in days]
    ends = [one[1] for one in placed if one is not None]
    return (tuple([one[0] for one in placed if one is not None]), ends[0]) if ends else None


_PLACES = (-1, 1, 2, 3, 4)


def _another(t: Tokens, i: int) -> tuple[int, int] | None:
    """… và (tuần) thứ 4, … và tuần cuối: one more place in the month."""
    if t.kinds[i] not in {",", "AND"}:
        return None
    place = week_number(t, i + 1) if t.kinds[i + 1] == "WEEK" else ordinal(t, i + 1)
    return place if place is not None and place[0] in _PLACES else None


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """đầu tiên, cuối cùng, thứ hai (the second), thứ 2."""
    kind = t.kinds[i]
    if kind == "WEEKDAY":
        return ORDINALS.get(str(t.values[i]), 0), i + 1
    if kind == "ORDW" and t.kinds[i + 1] == "NUM":
        return as_int(t, i + 1), i + 2
    edge = {"FIRST": 1, "LASTW": -1}.get(kind)
    return (edge, i + 1) if edge is not None else None


def _in_month(t: Tokens, i: int, day: Cycle) -> tuple[Cycle, int] | None:
    """(của | trong) tháng 6/2026 | mỗi tháng | tháng; "hằng tháng" is left to be read as the rhythm."""
    j = i + 1 if t.kinds[i] in {"OF", "WITHIN"} else i
    if t.kinds[j] == "EACH" and t.kinds[j + 1] == "MONTH":
        return day, j
    if (named := month(t, j)) is not None and named[0].grain is Grain.MONTH and not named[0].shift:
        part, end = named
        return day._replace(freq=Freq.YEARLY, month=part.n, year=part.year), end
    if t.kinds[j] == "MONTH" and closes(t, j + 1):
        return day._replace(freq=Freq.MONTHLY), j + 1
    return (day, j) if t.kinds[j] in _NO_MONTH else None


_NO_MONTH = frozenset({"END", ")", ",", ";", "."})
