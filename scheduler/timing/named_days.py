"""Rules for weekdays and working days, of each week or by their place in a month ("thứ 2, 4, 6", "ngày làm việc cuối tháng")."""

from scheduler.timing.ir import Anchor, Freq, Weekday
from scheduler.timing.lexicon import Value
from scheduler.timing.month_places import Cycle, Cycles, closes, month_place, one_day
from scheduler.timing.months import ORDINALS, month, quarter
from scheduler.timing.points import Grain
from scheduler.timing.stretches import week_number
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int

_WEEKDAYS = list(Weekday)

_BY_NAME: dict[Value, Weekday] = {day.value: day for day in Weekday}

_ON = {day: Cycle(Freq.WEEKLY, weekday=day) for day in Weekday}


def _weekday(t: Tokens, i: int) -> tuple[Weekday, int] | None:
    if t.kinds[i] == "DAY" and t.kinds[i + 1] in {"WEEKDAY", "ORDW"}:
        i += 1
    if t.kinds[i] == "WEEKDAY":
        return _BY_NAME[t.values[i]], i + 1
    if t.kinds[i] == "ORDW" and t.kinds[i + 1] in {"NUM", "ROMAN"} and 2 <= as_int(t, i + 1) <= 7:
        return _WEEKDAYS[as_int(t, i + 1) - 2], i + 2
    return None


def weekdays(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """thứ Sáu; thứ Ba và thứ Năm; thứ 2, 4, 6; thứ Bảy hoặc Chủ nhật; thứ Hai đến thứ Sáu; thứ Bảy đầu tiên của tháng."""
    first = _weekday(t, i)
    if first is None:
        return None
    if (nth := nth_weekday(t, first[1], first[0])) is not None:
        return Cycles(nth[0]), nth[1]
    if (end := _place_in_week(t, *first)) is not None:
        return one_day(Cycle(Freq.WEEKLY, weekday=first[0]), end)
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
        return one_day(_ON[first[0]], j)
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


def several_weekdays(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """các ngày thứ Ba, thứ Năm."""
    j = i + 2 if t.kinds[i + 1] == "PARTOFDAY" else i + 1
    return weekdays(t, j) if t.kinds[j] in {"WEEKDAY", "ORDW", "DAY"} else None


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


def workday(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """ngày làm việc cuối cùng của tháng (3) | tháng cuối quý | quý."""
    if t.kinds[i + 1] != "LASTW":
        return _first_of_week(t, i + 1) or _workday_after(t, i + 1)
    j = i + 3 if t.kinds[i + 2] in {"OF", "WITHIN"} else i + 2
    if t.kinds[j] == "EACH":
        j += 1
    if (named := month(t, j)) is not None and named[0].grain is Grain.MONTH and not named[0].shift:
        return one_day(Cycle(Freq.YEARLY, month=named[0].n, workday=True, year=named[0].year), named[1])
    if (named := quarter(t, j)) is not None and not named[0].shift:
        return one_day(Cycle(Freq.YEARLY, month=3 * named[0].n, workday=True, year=named[0].year), named[1])
    if (place := month_place(t, j)) is not None:
        found, j = place
        return Cycles(tuple(day._replace(workday=True) for day in found)), j
    freq = {"MONTH": Freq.MONTHLY, "QUARTER": Freq.QUARTERLY, "WEEK": Freq.WEEKLY}.get(t.kinds[j])
    if freq is None:
        return None
    if freq is Freq.WEEKLY:
        return one_day(Cycle(Freq.WEEKLY, weekday=Weekday.FR), j + 1)
    return one_day(Cycle(freq, workday=True, anchor=None if freq is Freq.MONTHLY else Anchor.LAST), j + 1)


def _first_of_week(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """(ngày làm việc) đầu tiên của tuần."""
    j = i + 2 if t.kinds[i + 1] in {"OF", "WITHIN"} else i + 1
    j = j + 1 if t.kinds[j] == "EACH" else j
    return (
        one_day(Cycle(Freq.WEEKLY, weekday=Weekday.MO), j + 1)
        if t.kinds[i] == "FIRST" and t.kinds[j] == "WEEK"
        else None
    )


def _workday_after(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """(ngày làm việc) đầu tiên | thứ 5 của tháng sau | tháng đầu quý sau: so many working days after the period."""
    place = ordinal(t, i)
    if place is None or not 1 <= place[0] <= 15:
        return None
    nth, j = place
    of_it = _this_month(t, j)
    if of_it:
        return one_day(Cycle(Freq.MONTHLY, offset=-1, after=nth), of_it)
    month = month_place(t, j + 1 if t.kinds[j] in {"OF", "WITHIN"} else j)
    if month is None or len(month[0]) > 1 or month[0][0].offset != 1:
        return None
    return one_day(month[0][0]._replace(after=nth), month[1])


def _this_month(t: Tokens, i: int) -> int:
    """Where "của tháng", "của mỗi tháng", "hằng tháng" ends; 0 where it is no month in which they come round."""
    j = i + 1 if t.kinds[i] in {"OF", "WITHIN"} else i
    j = j + 1 if t.kinds[j] == "EACH" else j
    return j + 1 if j > i and t.kinds[j] == "MONTH" and closes(t, j + 1) else 0


def first_workdays(t: Tokens, i: int) -> tuple[Cycles, int] | None:
    """05 ngày làm việc đầu (tiên) của tháng | tháng sau | quý tiếp theo: over on the fifth of them."""
    if t.kinds[i + 1 : i + 3] != ["WORKDAY", "FIRST"] or not 1 <= as_int(t, i) <= 15:
        return None
    end = _this_month(t, i + 3) or (i + 4 if t.kinds[i + 3] == "MONTH" and closes(t, i + 4) else 0)
    if end:
        return one_day(Cycle(Freq.MONTHLY, offset=-1, after=as_int(t, i)), end)
    j = i + 4 if t.kinds[i + 3] == "OF" else i + 3
    if t.kinds[j] == "QUARTER" and t.kinds[j + 1] in {"NEXT", "AFTER"} and closes(t, j + 2):
        return one_day(Cycle(Freq.QUARTERLY, offset=1, after=as_int(t, i)), j + 2)
    month = month_place(t, j)
    if month is None or len(month[0]) > 1 or month[0][0].offset != 1:
        return None
    return one_day(month[0][0]._replace(after=as_int(t, i)), month[1])
