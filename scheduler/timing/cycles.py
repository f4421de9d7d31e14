"""Rules for days that come round with a period: "ngày 15 của tháng cuối quý", "ngày 05 tháng sau", "thứ Sáu"."""

from collections.abc import Callable

from scheduler.timing.ir import Anchor, Freq, Weekday, new
from scheduler.timing.lexicon import Value
from scheduler.timing.month_places import ENDS, Cycle, closes, month_place
from scheduler.timing.months import month, quarter
from scheduler.timing.nth_weekdays import nth_weekday, ordinal
from scheduler.timing.points import Edge, Grain
from scheduler.timing.records import NamedTuple
from scheduler.timing.stretches import stretch_of_month
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int

_EDGES = {"FIRST": Edge.FIRST, "MID": Edge.MIDDLE, "LASTW": Edge.LAST}
_WEEKDAYS = list(Weekday)
_BY_NAME: dict[Value, Weekday] = {day.value: day for day in Weekday}
_ON = {day: Cycle(Freq.WEEKLY, weekday=day) for day in Weekday}
_MONTH = Cycle(Freq.MONTHLY)


class Cycles(NamedTuple):
    """Days of this kind: one, or several that all hold, or that stand to choice."""

    days: tuple[Cycle, ...]
    choice: bool = False
    stretch: bool = False


def _one(day: Cycle, j: int) -> tuple[Cycles, int]:
    return new(Cycles, ((day,), False, False)), j


def _day(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    kinds = t.kinds
    j = i + 1 if kinds[i] == "DAY" else i
    if kinds[j] in {"WEEKDAY", "ORDW"} and j > i:
        return _ordinal_day(t, j) or _weekdays(t, j)
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
    return _one(Cycle(freq, -1 if last else 1, anchor=anchor), j + 1)


_NAMES = frozenset({"NUM", "NUMW", "ROMAN", "MY", "YEAR"})


def _workday(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """ngày làm việc cuối cùng của tháng (3) | tháng cuối quý | quý."""
    if t.kinds[i + 1] != "LASTW":
        return _first_of_week(t, i + 1) or _workday_after(t, i + 1)
    j = i + 3 if t.kinds[i + 2] in {"OF", "WITHIN"} else i + 2
    if t.kinds[j] == "EACH":
        j += 1
    if (named := month(t, j)) is not None and named[0].grain is Grain.MONTH and not named[0].shift:
        return _one(Cycle(Freq.YEARLY, month=named[0].n, workday=True, year=named[0].year), named[1])
    if (named := quarter(t, j)) is not None and not named[0].shift:
        return _one(Cycle(Freq.YEARLY, month=3 * named[0].n, workday=True, year=named[0].year), named[1])
    if (place := month_place(t, j)) is not None:
        found, j = place
        return Cycles(tuple(day._replace(workday=True) for day in found)), j
    freq = {"MONTH": Freq.MONTHLY, "QUARTER": Freq.QUARTERLY, "WEEK": Freq.WEEKLY}.get(t.kinds[j])
    if freq is None:
        return None
    if freq is Freq.WEEKLY:
        return _one(Cycle(Freq.WEEKLY, weekday=Weekday.FR), j + 1)
    return _one(Cycle(freq, workday=True, anchor=None if freq is Freq.MONTHLY else Anchor.LAST), j + 1)


def _first_of_week(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """(ngày làm việc) đầu tiên của tuần."""
    j = i + 2 if t.kinds[i + 1] in {"OF", "WITHIN"} else i + 1
    j = j + 1 if t.kinds[j] == "EACH" else j
    return (
        _one(Cycle(Freq.WEEKLY, weekday=Weekday.MO), j + 1) if t.kinds[i] == "FIRST" and t.kinds[j] == "WEEK" else None
    )


def _workday_after(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """(ngày làm việc) đầu tiên | thứ 5 của tháng sau | tháng đầu quý sau: so many working days after the period."""
    place = ordinal(t, i)
    if place is None or not 1 <= place[0] <= 15:
        return None
    nth, j = place
    of_it = _this_month(t, j)
    if of_it:
        return _one(Cycle(Freq.MONTHLY, offset=-1, after=nth), of_it)
    month = month_place(t, j + 1 if t.kinds[j] in {"OF", "WITHIN"} else j)
    if month is None or len(month[0]) > 1 or month[0][0].offset != 1:
        return None
    return _one(month[0][0]._replace(after=nth), month[1])


def _this_month(t: Tokens, i: int) -> int:
    """Where "của tháng", "của mỗi tháng", "hằng tháng" ends; 0 where it is no month in which they come round."""
    j = i + 1 if t.kinds[i] in {"OF", "WITHIN"} else i
    j = j + 1 if t.kinds[j] == "EACH" else j
    return j + 1 if j > i and t.kinds[j] == "MONTH" and closes(t, j + 1) else 0


def _first_workdays(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """05 ngày làm việc đầu (tiên) của tháng | tháng sau | quý tiếp theo: over on the fifth of them."""
    if t.kinds[i + 1 : i + 3] != ["WORKDAY", "FIRST"] or not 1 <= as_int(t, i) <= 15:
        return None
    end = _this_month(t, i + 3) or (i + 4 if t.kinds[i + 3] == "MONTH" and closes(t, i + 4) else 0)
    if end:
        return _one(Cycle(Freq.MONTHLY, offset=-1, after=as_int(t, i)), end)
    j = i + 4 if t.kinds[i + 3] == "OF" else i + 3
    if t.kinds[j] == "QUARTER" and t.kinds[j + 1] in {"NEXT", "AFTER"} and closes(t, j + 2):
        return _one(Cycle(Freq.QUARTERLY, offset=1, after=as_int(t, i)), j + 2)
    month = month_place(t, j)
    if month is None or len(month[0]) > 1 or month[0][0].offset != 1:
        return None
    return _one(month[0][0]._replace(after=as_int(t, i)), month[1])


def _of_period(t: Tokens, day: int, i: int) -> tuple[Cycles, int] | None:
    """The day's month: "(của) tháng cuối quý", "tháng sau", "của tháng"."""
    kinds = t.kinds
    j = i + 1 if kinds[i] in {"OF", ","} or (kinds[i] == "WITHIN" and kinds[i + 1] == "MONTH") else i
    place = month_place(t, j)
    if place is not None:
        found, end = place
        if len(found) == 1:
            return _one(_on_day(found[0], day), end)
        return new(Cycles, (tuple([_on_day(one, day) for one in found]), False, False)), end
    if j > i and kinds[i] != "," and kinds[j] == "MONTH" and kinds[j + 1] not in {"NUM", "ROMAN", "NUMW", "MY", "WORD"}:
        end = j + 2 if kinds[j + 1] in {"REPORT", "PERIOD", "THIS"} else j + 1
        return _one(_on_day(_MONTH, day), end)
    if kinds[j] == "MONTH" and kinds[j + 1] in {"REPORT", "PERIOD"}:
        return _one(_on_day(_MONTH, day), j + 2)
    return None


def _on_day(place: Cycle, day: int) -> Cycle:
    return new(Cycle, (place[0], day, *place[2:]))


def _weekday(t: Tokens, i: int) -> tuple[Weekday, int] | None:
    if t.kinds[i] == "DAY" and t.kinds[i + 1] in {"WEEKDAY", "ORDW"}:
        i += 1
    if t.kinds[i] == "WEEKDAY":
        return _BY_NAME[t.values[i]], i + 1
    if t.kinds[i] == "ORDW" and t.kinds[i + 1] in {"NUM", "ROMAN"} and 2 <= as_int(t, i + 1) <= 7:
        return _WEEKDAYS[as_int(t, i + 1) - 2], i + 2
    return None


def _weekdays(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """thứ Sáu; thứ Ba và thứ Năm; thứ 2, 4, 6; thứ Bảy hoặc Chủ nhật; thứ Hai đến thứ Sáu; thứ Bảy đầu tiên của tháng."""
    first = _weekday(t, i)
    if first is None:
        return None
    if (nth := nth_weekday(t, first[1], first[0])) is not None:
        return Cycles(nth[0]), nth[1]
    if (end := _place_in_week(t, *first)) is not None:
        return _one(Cycle(Freq.WEEKLY, weekday=first[0]), end)
    found, j, choice, stretch = [first[0]], first[1], False, False
    while t.kinds[j] in {",", "AND", "OR", "-", "UNTIL"}:
        after = _weekday(t, j + 1) or _bare_weekday(t, j + 1)
        if after is None:
            break
        if t.kinds[j] in {"-", "UNTIL"}:
            stretch = True
            found += _WEEKDAYS[_WEEKDAYS.index(found[-1]) + 1 : _WEEKDAYS.index(after[0])]
        choice = choice or t.kinds[j] == "OR"
        found.append(after[0])
        j = after[1]
    if len(found) == 1:
        return _one(_ON[first[0]], j)
    return Cycles(tuple([_ON[one] for one in found]), choice, stretch), j


def _place_in_week(t: Tokens, weekday: Weekday, i: int) -> int | None:
    """thứ Hai đầu tuần, thứ Sáu cuối tuần: the day itself says as much."""
    if t.kinds[i + 1] != "WEEK" or not closes(t, i + 2):
        return None
    first = t.kinds[i] == "FIRST" and weekday is Weekday.MO
    return i + 2 if first or (t.kinds[i] == "LASTW" and weekday in _WEEKENDS) else None


_WEEKENDS = (Weekday.FR, Weekday.SA, Weekday.SU)


def _bare_weekday(t: Tokens, i: int) -> tuple[Weekday, int] | None:
    """The figure that goes on with "thứ 2, 4, 6"."""
    after = t.kinds[i + 1]
    if t.kinds[i] == "NUM" and 2 <= as_int(t, i) <= 7 and after in {"EACH", "END", ",", "AND", ")", "WITHIN"}:
        return _WEEKDAYS[as_int(t, i) - 2], i + 1
    return None


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
    return _one(Cycle(freq, edge=_EDGES[t.kinds[i]], vague_period=freq is None), end)


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
    return _one(place[0][0]._replace(monthday=last, start=first), place[1])


def _number(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    return _first_workdays(t, i) or _days_of_month(t, i) or _day(t, i)


def _several(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """các ngày thứ Ba, thứ Năm."""
    j = i + 2 if t.kinds[i + 1] == "PARTOFDAY" else i + 1
    return _weekdays(t, j) if t.kinds[j] in {"WEEKDAY", "ORDW", "DAY"} else None


RULES: dict[str, Callable[[Tokens, int], tuple[Cycles, int] | None]] = {
    "DAY": _day,
    "NUM": _number,
    "DEKAD": _days_of_month,
    "WEEK": _days_of_month,
    "NUMW": _day,
    "MUNG": _day,
    "WEEKDAY": _weekdays,
    "ORDW": _weekdays,
    "PLURAL": _several,
    "WORKDAY": _workday,
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
