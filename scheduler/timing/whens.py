"""Rules for points with the bounds and hours before them: "chậm nhất", "trước 17 giờ", "hoàn thành trong", "từ … đến …" → When."""

from collections.abc import Callable
from datetime import time

from scheduler.timing.bounds import MARKS_ON, ONE_MARK, UNMARKED, Bound, Marks, marks_at
from scheduler.timing.cycles import RULES as CYCLE_RULES
from scheduler.timing.cycles import placed_stretch, stands_still
from scheduler.timing.ir import Minutes, new
from scheduler.timing.lexicon import sense
from scheduler.timing.month_places import Cycles
from scheduler.timing.parts import point
from scheduler.timing.plain import LEADS, plain
from scheduler.timing.points import Grain, Link, Part, Points, fill
from scheduler.timing.records import NamedTuple
from scheduler.timing.spans import LINKS, going_on, other_points, points
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS


class When(NamedTuple):
    """A point with its bound. done: "hoàn thành", "xong"; begins, ends: "khai mạc", "kết thúc"; planned: "dự kiến".

    open_end: the last day named is no longer inside ("từ … đến trước ngày …"); lasting: how long "từ 8h đến 11h30" is; clipped: the
    hours at both ends of a range of days are left out."""

    bound: Bound
    points: Points | None = None
    cycles: Cycles | None = None
    at: time | None = None
    done: bool = False
    begins: bool = False
    ends: bool = False
    planned: bool = False
    open_end: bool = False
    lasting: Minutes | None = None
    clipped: bool = False


_LONGER = frozenset({"YEAR", "YEARW", "MONTH", "QUARTER", "MY", "QN"})
_LEADING = frozenset({"CLOCK", "NUM", "PARTOFDAY", "NOW"})
_AFTERNOON, _TO_THE_END = sense("afternoon"), sense("to_the_end")


def _int(t: Tokens, i: int) -> int:
    value = t.values[i]
    return value if isinstance(value, int) else 0


def clock(t: Tokens, i: int) -> tuple[time, int] | None:
    """17h30, 15:00 giờ, 9 giờ sáng, 17 giờ: a local time of day."""
    kinds = t.kinds
    value = t.values[i]
    if kinds[i] == "CLOCK" and isinstance(value, tuple):
        hour, minute, j = value[0], value[1] if len(value) > 1 else 0, i + 1
    elif kinds[i] == "NUM" and kinds[i + 1] == "HOURW":
        hour, minute, j = _int(t, i), 0, i + 2
    else:
        return None
    if kinds[j] == "HOURW":
        j += 1
    if kinds[j] == "/":
        return None  # "01 giờ/ngày" is a length
    if kinds[j] == "PARTOFDAY":
        hour += 12 if hour < 12 and t.values[j] in _AFTERNOON else 0
        j += 1
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return (time(hour, minute) if hour < 24 else time(23, 59)), j


Seek = Callable[[Tokens, int], "tuple[Points, int] | None"]


def when(t: Tokens, i: int) -> tuple[When, int] | None:
    """A point, list, range or cyclic day at token i with the bounds and the hour before it."""
    kinds = t.kinds
    marks, j = ONE_MARK.get(kinds[i]), i + 1
    if marks is None:
        marks, j = UNMARKED, i
    elif kinds[j] in MARKS_ON:
        marked = marks_at(t, i)
        if marked is None:
            return None
        marks, j = marked
    at = None
    if (kind := kinds[j]) in _LEADING:
        if kind == "NOW" and marks[0] is _FROM:
            return until_known(t, j + 1, marks)
        if kind == "PARTOFDAY":
            j += 1
            if kinds[j] in _LONGER:
                return None  # "cả ngày 2026"
        elif (hour := clock(t, j)) is not None:
            at, j = hour
            if kinds[j] in {"-", "UNTIL"} and (end := clock(t, j + 1)) is not None:
                return _hours(t, at, end[0], _to_day(t, end[1]), marks)
            j = _to_day(t, j)
        elif (
            kind == "NUM"
            and t.values[j]
            and kinds[j + 1] == "DAY"
            and kinds[j + 2] in {"NUM", "DM", "DMY"}
            and kinds[j + 3] != "ITEM"
        ):
            j += 1
        elif kind == "NUM" and kinds[j + 1] == "MONTH" and kinds[j + 2] in NUMBERS and kinds[i] == "WITHIN":
            return None  # "trong 3 tháng 6, 7, 8": three months, and no third of June
    found = _place(t, j, at, marks)
    if marks[0] is _FROM and found is not None:
        return _range_end(t, found[0], found[1])
    return found


def _hours(t: Tokens, start: time, end: time, i: int, marks: Marks) -> tuple[When, int] | None:
    """từ 8h00 đến 11h30 thứ Sáu: the hour at which it begins, and how long it lasts."""
    span = hours(start, end)
    if span is None or marks[0] not in (Bound.NONE, Bound.FROM):
        return None
    found = _place(t, i, start, (Bound.NONE, *marks[1:]))
    return (found[0]._replace(lasting=span.lasting), found[1]) if found is not None else None


class Hours(NamedTuple):
    """From one hour to another of the same day, without the day."""

    at: time
    lasting: Minutes


def hours(start: time, end: time) -> Hours | None:
    length = 60 * (end.hour - start.hour) + end.minute - start.minute
    return Hours(start, Minutes(length, length)) if length > 0 else None


def _to_day(t: Tokens, i: int) -> int:
    """Between the hour and its day: a comma, "của", "vào", "ngày hôm"."""
    return i + 1 if t.kinds[i] in {",", "OF", "AT", "PARTOFDAY"} else i


def _place(t: Tokens, i: int, at: time | None, marks: Marks) -> tuple[When, int] | None:
    kinds = t.kinds
    if kinds[i] not in LEADS:
        return _found(t, i, at, marks, points)
    if (first := plain(t, i)) is None:
        return not_plain(t, i, at, marks)
    found, j = first
    if kinds[j] in LINKS:
        found, j = going_on(t, found, j)
    bound, done, begins, ends, planned = marks
    return new(When, (bound, found, None, at, done, begins, ends, planned, False, None, False)), j


def not_plain(t: Tokens, i: int, at: time | None, marks: Marks) -> tuple[When, int] | None:
    """A point that begins as plain ones do, and is none: a day that comes round, a list of days of several months."""
    return _found(t, i, at, marks, other_points)


def _found(t: Tokens, i: int, at: time | None, marks: Marks, still: Seek) -> tuple[When, int] | None:
    kinds = t.kinds
    bound, done, begins, ends, planned = marks
    kind = kinds[i]
    if kind == "DAY" and kinds[i + 1] in _FIGURES:
        i, still = i + 1, points  # "ngày 15/6": the figure tells all
    elif (rule := CYCLE_RULES.get(kind)) is not None and not stands_still(kind, kinds, i):
        turning = rule(t, i)
        if turning is not None:
            return new(When, (bound, None, turning[0], at, done, begins, ends, planned, False, None, False)), turning[1]
    stays = still(t, i)
    if stays is None:
        return None
    return new(When, (bound, stays[0], None, at, done, begins, ends, planned, False, None, False)), stays[1]


_FIGURES = frozenset({"DM", "DMY"})
_FROM, _FROM_TO, _A_RANGE = Bound.FROM, Bound.FROM_TO, (Link.RANGE,)
# (A member's name looked up on its class costs as much as a call.)


def until_known(t: Tokens, i: int, marks: Marks = UNMARKED) -> tuple[When, int] | None:
    """(Từ nay) đến hết ngày …: its end alone is known."""
    if t.kinds[i] != "UNTIL":
        return None
    before = t.kinds[i + 1] == "BEFORE"
    found = points(t, i + 2 if before else i + 1)
    if found is None or len(found[0].parts) > 1:
        return None
    return When(Bound.NOW_TO, found[0], None, None, *marks[1:], open_end=before), found[1]


def _range_end(t: Tokens, start: When, i: int) -> tuple[When, int] | None:
    """Behind "từ A": "đến B" was read with A as a range; "đến khi …" is an event; "trở đi" or nothing leaves it open."""
    if start.points is not None and start.points.links[-1:] == _A_RANGE:
        if t.kinds[i] in _PLACED and (days := _placed_days(t, start.points, i)) is not None:
            return start._replace(bound=Bound.NONE, points=None, cycles=days[0]), days[1]
        return new(When, (_FROM_TO, *start[1:])), i
    if t.kinds[i] == "UNTIL" or t.kinds[i] == "-":
        return _hour_range_end(t, start, i + 1)
    if start.points is not None and len(start.points.parts) > 1:
        return None
    return start, i + 1 if t.kinds[i] == "ONWARD" else i


_PLACED = frozenset({"MONTH", "OF"})


def _placed_days(t: Tokens, span: Points, i: int) -> tuple[Cycles, int] | None:
    """từ ngày 01 đến ngày 15 của tháng cuối quý: days without their month, and the month that comes round."""
    if len(span.parts) != 2 or any(part.n or part.grain is not Grain.DAY for part in span.parts):
        return None
    first, last = span.parts
    return placed_stretch(t, i, first.day, last.day) if first.day < last.day or last.day < 0 else None


def _hour_range_end(t: Tokens, start: When, i: int) -> tuple[When, int] | None:
    """từ 8h00 ngày A đến 17h00 ngày B; từ ngày 15 đến ngày 20 (hằng tháng)."""
    before = t.kinds[i] == "BEFORE"
    j = i + 1 if before else i
    hour = clock(t, j)
    if hour is not None:
        j = _to_day(t, hour[1])
        before = False
    found = point(t, j) or (_end_of_month(t, j) if _is_monthday(start) else None)
    if (
        found is None
        or (before and found[0].grain is not Grain.DAY)
        or start.points is None
        or len(start.points.parts) > 1
    ):
        return None
    parts = Points((start.points.parts[0], found[0]), (Link.RANGE,))
    return start._replace(
        bound=Bound.FROM_TO, points=fill(parts), at=None, open_end=before, clipped=hour is not None
    ), found[1]


def _is_monthday(start: When) -> bool:
    """A day whose month is not said."""
    return start.points is not None and start.points.parts[0].grain is Grain.DAY and not start.points.parts[0].n


def _end_of_month(t: Tokens, i: int) -> tuple[Part, int] | None:
    """hết tháng, cuối tháng, ngày cuối cùng của tháng, behind "từ ngày 21 đến": the last day of any month."""
    j = i + 1 if t.kinds[i] == "DAY" and t.kinds[i + 1] == "LASTW" else i
    j = j + 1 if t.kinds[j] == "LASTW" else j
    if j == i and t.values[i - 1] not in _TO_THE_END:
        return None
    j = j + 1 if t.kinds[j] == "OF" else j
    if t.kinds[j] != "MONTH" or t.kinds[j + 1] not in _AFTER_MONTH:
        return None
    return Part(Grain.DAY, 0, -1), j + 1


_AFTER_MONTH = frozenset({"END", "EACH", ",", ";", ")", "THIS", "."})


def is_day(found: When) -> bool:
    """Whether the point is made of days (of the calendar or of a period) and of nothing longer."""
    if found.cycles is not None:
        return not found.cycles.stretch
    return found.points is not None and found.points.are_days()
