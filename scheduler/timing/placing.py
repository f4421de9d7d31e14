"""What a point with its bound comes to when it stands without a rhythm: deadline, window, continuous work, or a question."""

import itertools
from datetime import date, timedelta

from scheduler.timing.bounds import Bound
from scheduler.timing.cyclic import cyclic
from scheduler.timing.ir import (
    Ambiguous,
    Continuous,
    Deadline,
    DueDay,
    Freq,
    Several,
    Timing,
    Window,
    Windows,
    new,
)
from scheduler.timing.points import FAR, Days, Grain, Link, Part, Points, last_of, plain_span, span_of, turns_back
from scheduler.timing.rhythms import lasting, monthday, rhythm, yearly_day, yearly_season
from scheduler.timing.vague import vague
from scheduler.timing.whens import When

_ONE = timedelta(days=1)
_DAY, _YEAR, _RANGE, _OR, _YEARLY = Grain.DAY, Grain.YEAR, Link.RANGE, Link.OR, Freq.YEARLY
_NONE, _BEFORE, _BY, _UNTIL, _WITHIN = Bound.NONE, Bound.BEFORE, Bound.BY, Bound.UNTIL, Bound.WITHIN
_FROM, _FROM_TO, _AFTER = Bound.FROM, Bound.FROM_TO, Bound.AFTER


def place(found: When, year: int) -> list[Timing]:
    """The timings of one When, in the order of the phrase; questions come as Ambiguous."""
    if found.lasting is not None:
        return [lasting(one, found.lasting) for one in place(found._replace(lasting=None), year)]
    points = found.points
    if points is None:
        return _cyclic(found, year)
    parts, links = points
    if not links:
        part = parts[0]
        if (span := plain_span(part, year)) is not None:
            return [_day(found, span[0]) if part[0] is _DAY else _stretch(found, part, span)]
        if part.edge:
            return [vague(found, points, year)]
        if part.n == 0 and part.grain is _DAY:
            return [_without_month(found, points, year)]
        return [_one(found, part, year)]
    if _OR in points.links:
        return [_choice(found, points, year)]
    if points.are_vague():
        return [vague(found, points, year)]
    if not points.are_placed():
        return [_without_month(found, points, year)]
    if _RANGE in points.links:
        if len(points.parts) == 2:
            return [_range(found, points, year)]
        runs = _runs(points)
        return [timing for run in runs for timing in _run(found, run, year)]
    return _list(found, points, year)


def _run(found: When, run: Points, year: int) -> list[Timing]:
    return [_range(found, run, year)] if run.links else _list(found, run, year)


def _runs(points: Points) -> list[Points]:
    """A list with ranges in it ("tháng 3 - 4 và tháng 9 - 10") parted into its ranges and single points."""
    runs: list[Points] = []
    start = 0
    for at in range(1, len(points.parts) + 1):
        if at == len(points.parts) or points.links[at - 1] is not _RANGE:
            runs.append(Points(points.parts[start:at], points.links[start : at - 1]))
            start = at
    return runs


def _without_month(found: When, points: Points, year: int) -> Timing:
    first, *_, last = points.parts if points.links else (*points.parts, *points.parts)
    if found.bound is Bound.FROM_TO and last.n == 0 and (first.day < last.day or last.day < 0):
        stretch = rhythm(year, Freq.MONTHLY, due=DueDay(from_monthday=first.day, monthday=last.day))
        return Ambiguous((stretch,), "day-without-month")
    made = tuple(_monthly(part, found, year) for part in points.parts if part.n == 0)
    return Ambiguous(made, "day-without-month")


def _monthly(part: Part, found: When, year: int) -> Timing:
    return rhythm(year, Freq.MONTHLY, monthday(part.day, found), found.at)


def _choice(found: When, points: Points, year: int) -> Timing:
    """Either of two: each is a reading, and their union where they touch."""
    readings: list[Timing] = []
    for part in points.parts:
        readings += place(found._replace(points=Points((part,))), year)
    spans = [span for part in points.parts if (span := span_of(part, year)) is not None]
    if len(spans) == len(points.parts) == 2 and spans[0][1] + _ONE == spans[1][0]:
        readings.append(Window(spans[0][0], spans[1][1]))
    return Ambiguous(tuple(readings), "either-of-two")


def _list(found: When, points: Points, year: int) -> list[Timing]:
    spans = [span_of(part, year) for part in points.parts]
    known = [span for span in spans if span is not None]
    if len(known) == len(spans) > 1:
        if any(a[0] >= b[0] for a, b in itertools.pairwise(known)) and not any(part.yearly for part in points.parts):
            return [Ambiguous((), "years-of-list")]
        if found.bound is _WITHIN and one_stretch(known):
            return [Window(known[0][0], known[-1][1])]
        if found.bound in (_NONE, _WITHIN) and _side_by_side(points, known):
            return [
                Ambiguous(
                    (
                        Window(known[0][0], known[-1][1]),
                        Several(tuple(_one(found, part, year) for part in points.parts)),
                    ),
                    "days-side-by-side",
                )
            ]
        if found.bound in (_NONE, _WITHIN) and all(part.grain > _DAY and not part.yearly for part in points.parts):
            return [Windows(tuple(Window(*span) for span in known))]
    return [_one(found, part, year) for part in points.parts]


def one_stretch(spans: list[Days]) -> bool:
    """Whether each span begins on the day after the one before it ends."""
    return all(a[1] + _ONE == b[0] for a, b in itertools.pairwise(spans))


def _side_by_side(points: Points, spans: list[Days]) -> bool:
    """Days that follow one another ("ngày 15, 16/6"): one event over both, or one on each?"""
    plain = all(part.grain is _DAY and not part.yearly for part in points.parts)
    return plain and one_stretch(spans)


def _one(found: When, part: Part, year: int) -> Timing:
    if part.lunar:
        return _lunar(found, part, year)
    span = span_of(part, year)
    if part.year is not None and not -FAR < part.year - year < FAR and part.grain < _YEAR and span is not None:
        near = _one(found, part._replace(year=year), year)
        return Ambiguous((near,) if not isinstance(near, Ambiguous) else (), "year-far-off")
    if span is None:
        return no_such_day(found, part, year)
    if part.yearly and (made := _every_year(found, part, span, year)) is not None:
        return made
    if part.grain is _DAY:
        return _day(found, span[0])
    return _stretch(found, part, span)


def _every_year(found: When, part: Part, span: Days, year: int) -> Timing | None:
    """A day or a stretch of every year, where the bound allows one."""
    if part.grain is _DAY and found.bound in (_NONE, _BEFORE, _BY, _UNTIL, _WITHIN):
        return rhythm(year, _YEARLY, yearly_day(part, found), found.at)
    if part.grain < _YEAR and not part.shift and found.bound in (_NONE, _WITHIN):
        return yearly_season(span, year)
    return None


def _lunar(found: When, part: Part, year: int) -> Timing:
    """A day of the lunar calendar, by Vietnam's calendar (UTC+7): of the lunar year that begins in the plan's year.

    Where that day falls in the year after ("23 tháng Chạp"), the plan may mean the one before it as well, and it is asked.
    """
    day, before = span_of(part, year), span_of(part._replace(shift=part.shift - 1), year)
    if day is None:
        return Ambiguous((), "no-such-day")
    if part.year is None and not part.shift and day[0].year != year:
        either = tuple(_day(found, one[0]) for one in (before, day) if one is not None)
        return Ambiguous(either, "lunar-year")
    return _day(found, day[0])


def no_such_day(found: When, part: Part, year: int) -> Timing:
    """31 tháng 11: asked about, with the last day of the month as the reading offered."""
    last = last_of((part.year or year) + part.shift, part.n).day
    return Ambiguous((_one(found, part._replace(day=last), year),), "no-such-day")


def _day(found: When, day: date) -> Timing:
    bound = found.bound
    if bound is _BEFORE:
        return new(Deadline, (day - _ONE, None, True)) if found.at is None else Deadline(day, found.at)
    if bound in _UP_TO:
        return new(Deadline, (day, found.at, False))
    if bound in _SINCE:
        return Continuous(day, None)
    if bound is _AFTER:
        return Continuous(day + _ONE, None)
    return Window(None, day - _ONE if found.open_end else day)


_UP_TO = frozenset({_NONE, _BY, _UNTIL, _WITHIN, _FROM_TO, Bound.ONWARD})
_SINCE = frozenset({_FROM, Bound.FROM_EVENT})


def _stretch(found: When, part: Part, span: Days) -> Timing:
    """A month, quarter, year …: done within, by its end, before its beginning, or from it on."""
    start, end = span
    bound = found.bound
    if found.at is not None:
        return Ambiguous((), "clock-and-date")
    if bound is _WITHIN and part.grain >= _YEAR and not found.done:
        return Continuous(start, end, once=True)
    if bound is _BY or bound is _UNTIL:
        return Deadline(end, found.at)
    if bound in _UP_TO:
        return new(Window, (start, end))
    if bound is _BEFORE:
        return Deadline(start - _ONE, found.at, strict=True)
    if bound in _SINCE:
        return Continuous(start, None)
    if bound is _AFTER:
        return Continuous(end + _ONE, None)
    return Window(None, start - _ONE if found.open_end else end)


def range_span(points: Points, year: int) -> Days | None:
    """First and last day of a range A - B; None where a day does not exist or the order is wrong."""
    if len(points.parts) != 2:
        return None
    first, last = span_of(points.parts[0], year), span_of(points.parts[1], year)
    if first is None or last is None:
        return None
    return first[0], last[1]


def _range(found: When, points: Points, year: int) -> Timing:
    span = range_span(points, year)
    if span is None:
        return Ambiguous((), "range-not-understood")
    if points.parts[0].shift < 0 < points.parts[-1].shift:
        return _over_the_turn(found, points, year)
    start, end = span
    if found.open_end:
        end -= _ONE
    if start > end:
        later = end.replace(year=end.year + 1, day=min(end.day, last_of(end.year + 1, end.month).day))
        return Ambiguous((Window(start, later),), "range-runs-backwards")
    if turns_back(points, year):
        return Ambiguous((Window(start, end),), "range-runs-backwards")
    if end.year != year and any(part.lunar and part.year is None for part in points.parts):
        return Ambiguous((Window(start, end),), "lunar-year")
    yearly = points.parts[1].yearly and not points.parts[1].shift
    if yearly and points.parts[1].grain < _YEAR:
        return yearly_season(span, year)
    if found.bound is _FROM_TO and not found.done and points.parts[0].grain is points.parts[1].grain is _YEAR:
        return Continuous(start, end)
    if found.bound is _BEFORE:
        return (
            Deadline(start - _ONE, found.at, strict=True) if found.at is None else Ambiguous((), "range-not-understood")
        )
    if found.bound in (_BY, _UNTIL):
        return Deadline(end, found.at)
    if found.bound in (_NONE, _WITHIN, _FROM_TO) and found.at is None:
        return new(Window, (start, end))
    return Window(start, end) if found.bound is _FROM_TO else Ambiguous((Window(start, end),), "range-not-understood")


def _over_the_turn(found: When, points: Points, year: int) -> Timing:
    """tháng 12 năm trước đến tháng 02 năm sau: the year before and the one after stand to each other, but where is the plan's?"""
    first, last = points.parts[0], points.parts[-1]
    either = [
        Points((first, last._replace(shift=0)), points.links),
        Points((first._replace(shift=0), last), points.links),
    ]
    spans = [span for one in either if (span := range_span(one, year)) is not None and span[0] <= span[1]]
    return Ambiguous(tuple(Window(*span) for span in spans), "range-not-understood")


def _cyclic(found: When, year: int) -> list[Timing]:
    cycles = found.cycles
    if cycles is None:
        return []
    if len(cycles.days) == 1 and not (cycles.choice or cycles.stretch):
        return [cyclic(found, cycles.days[0], year)]
    made = [cyclic(found, one, year) for one in cycles.days]
    if cycles.choice:
        return [Ambiguous(tuple(made), "either-of-two")]
    if cycles.stretch and all(one.weekday for one in cycles.days):
        days = place(found._replace(bound=_NONE, cycles=cycles._replace(stretch=False)), year)
        return [Ambiguous((Several(tuple(days)),), "stretch-without-day")]
    if cycles.stretch:
        return [Ambiguous(tuple(made), "stretch-without-day")]
    return made
