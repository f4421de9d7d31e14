"""Rules for days that come round with a period: "ngày 15 của tháng cuối quý", "ngày 05 tháng sau", "thứ Sáu"."""

from collections.abc import Callable

from scheduler.timing.ir import Anchor, Freq, new
from scheduler.timing.month_places import ENDS, Cycle, Cycles, closes, month_place, one_day
from scheduler.timing.named_days import first_workdays, several_weekdays, weekdays, workday
from scheduler.timing.points import Edge
from scheduler.timing.stretches import stretch_of_month
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int

_EDGES = {"FIRST": Edge.FIRST, "MID": Edge.MIDDLE, "LASTW": Edge.LAST}
_MONTH = Cycle(Freq.MONTHLY)


def _day(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    kinds = t.kinds
    j = i + 1 if kinds[i] == "DAY" else i
    if kinds[j] in {"WEEKDAY", "ORDW"} and j > i:
        return _ordinal_day(t, j) or weekdays(t, j)
    if kinds[j] in {"LASTW", "FIRST"} and j > i:
        return _edge_day(t, j)
    if kinds[j] == "MUNG":
        j += 1
    if kinds[j] not in {"NUM", "NUMW"} or not 1 <= as_int(t, j) <= 31:
        return None
    if j == i and kinds[j + 1] == "MONTH" and kinds[j + 2] in ENDS and kinds[j + 3] == "YEARW":
        return None  # "06 tháng đầu năm" is half a year
    return _of_period(t, as_int(t, j), j + 1)


def _ordinal_day(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """ngày thứ 05 của tháng sau: the fifth day, not Thursday."""
    if t.kinds[i] != "ORDW" or t.kinds[i + 1] != "NUM":
        return None
    return _of_period(t, as_int(t, i + 1), i + 2)


def _edge_day(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """ngày cuối (cùng) (của) tháng | quý | năm, ngày đầu tiên của tháng sau."""
    last = t.kinds[i] == "LASTW"
    found = _of_period(t, -1 if last else 1, i + 1)
    if found is not None:
        return found
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    if t.kinds[j] == "EACH":
        j += 1
    freq = {"MONTH": Freq.MONTHLY, "QUARTER": Freq.QUARTERLY, "YEARW": Freq.YEARLY}.get(t.kinds[j])
    if freq is None or t.kinds[j + 1] in _NAMES:
        return None
    anchor = None if freq is Freq.MONTHLY else Anchor.LAST if last else Anchor.FIRST
    return one_day(Cycle(freq, -1 if last else 1, anchor=anchor), j + 1)


_NAMES = frozenset({"NUM", "NUMW", "ROMAN", "MY", "YEAR"})


def _of_period(t: Tokens, day: int, i: int) -> tuple[Cycles, int] | None:
    """The day's month: "(của) tháng cuối quý", "tháng sau", "của tháng"."""
    kinds = t.kinds
    j = i + 1 if kinds[i] in {"OF", ","} or (kinds[i] == "WITHIN" and kinds[i + 1] == "MONTH") else i
    place = month_place(t, j)
    if place is not None:
        found, end = place
        if len(found) == 1:
            return one_day(_on_day(found[0], day), end)
        return new(Cycles, (tuple([_on_day(one, day) for one in found]), False, False)), end
    if j > i and kinds[i] != "," and kinds[j] == "MONTH" and kinds[j + 1] not in {"NUM", "ROMAN", "NUMW", "MY", "WORD"}:
        end = j + 2 if kinds[j + 1] in {"REPORT", "PERIOD", "THIS"} else j + 1
        return one_day(_on_day(_MONTH, day), end)
    if kinds[j] == "MONTH" and kinds[j + 1] in {"REPORT", "PERIOD"}:
        return one_day(_on_day(_MONTH, day), j + 2)
    return None


def _on_day(place: Cycle, day: int) -> Cycle:
    return new(Cycle, (place[0], day, *place[2:]))


def _bare_month(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """tháng cuối (của) quý, tháng đầu quý sau without a day: the month as a span in each quarter."""
    place = month_place(t, i)
    if place is None or place[0][0].freq is None:
        return None
    return Cycles(place[0], stretch=True), place[1]


def _edge(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """đầu, giữa, cuối quý | tháng | kỳ (hằng quý …): vague."""
    j = i + 1
    while t.kinds[j] in {"OF", "EACH", "PLURAL"}:
        j += 1
    freq = {"MONTH": Freq.MONTHLY, "QUARTER": Freq.QUARTERLY, "WEEK": Freq.WEEKLY, "PERIOD": None}.get(
        t.kinds[j], Freq.DAILY
    )
    if freq is Freq.DAILY or t.kinds[j + 1] in {"NUM", "ROMAN", "MY", "NEXT", "AFTER"}:
        return None
    end = j + 2 if t.kinds[j + 1] in {"REPORT", "THIS"} else j + 1
    return one_day(Cycle(freq, edge=_EDGES[t.kinds[i]], vague_period=freq is None), end)


def _days_of_month(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """trung tuần | tuần thứ hai | 10 ngày đầu (của) mỗi tháng: a stretch of days in each month."""
    found = stretch_of_month(t, i)
    if found is None:
        return None
    first, last, j = found
    stretches = [(first, last)]
    while t.kinds[j] in {"AND", ","} and t.kinds[j + 1] == "WEEK" and (more := stretch_of_month(t, j + 1)) is not None:
        stretches.append(more[:2])
        j = more[2]
    j = j + 1 if t.kinds[j] == "OF" else j
    if len(stretches) == 1 and (placed := placed_stretch(t, j, *stretches[0])) is not None:
        return placed
    if t.kinds[j] == "EACH" and t.kinds[j + 1] == "MONTH":
        return Cycles(tuple(Cycle(None, last, start=first) for first, last in stretches)), j
    if (t.kinds[j - 1] == "OF" or t.kinds[i] == "NUM") and t.kinds[j] == "MONTH" and closes(t, j + 1):
        return Cycles(tuple(Cycle(Freq.MONTHLY, last, start=first) for first, last in stretches)), j + 1
    return None


def placed_stretch(t: Tokens, i: int, first: int, last: int) -> tuple[Cycles, int] | None:
    """10 ngày đầu | từ ngày 01 đến ngày 15 … (của) tháng sau | tháng cuối quý: these days of that month."""
    place = month_place(t, i + 1 if t.kinds[i] == "OF" else i)
    if place is None or len(place[0]) > 1:
        return None
    return one_day(place[0][0]._replace(monthday=last, start=first), place[1])


def _number(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    return first_workdays(t, i) or _days_of_month(t, i) or _day(t, i)


RULES: dict[str, Callable[[Tokens, int], tuple[Cycles, int] | None]] = {
    "DAY": _day,
    "NUM": _number,
    "DEKAD": _days_of_month,
    "WEEK": _days_of_month,
    "NUMW": _day,
    "MUNG": _day,
    "WEEKDAY": weekdays,
    "ORDW": weekdays,
    "PLURAL": several_weekdays,
    "WORKDAY": workday,
    "MONTH": _bare_month,
    "FIRST": _edge,
    "MID": _edge,
    "LASTW": _edge,
}
"""A cyclic day or a list of them, by the kind of its first token."""

_NUMBERED, _LEADING_ON = frozenset({"NUM", "MY"}), frozenset({"MONTH", "OF", ",", "WITHIN"})


def stands_still(kind: str, kinds: list[str], i: int) -> bool:
    """tháng 6, ngày 15 tháng 6, ngày 15: no period is named in which it comes round."""
    if kind == "MONTH":
        return kinds[i + 1] in _NUMBERED or (kinds[i + 2] == "YEARW" and kinds[i + 1] in ENDS)
    if kind != "DAY" or kinds[i + 1] != "NUM":
        return False
    return kinds[i + 2] not in _LEADING_ON or (kinds[i + 2] == "MONTH" and kinds[i + 3] in _NUMBERED)
