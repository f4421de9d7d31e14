"""Rules that take up what names a time of the calendar: points with their bounds, continuous work, terms of years, hours."""

from scheduler.timing.atom import Kind, Taken
from scheduler.timing.bounds import ONE_MARK, UNMARKED, Bound, Marks
from scheduler.timing.events import Event, event, figures, free_text
from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.months import school_year as school_years
from scheduler.timing.parts import point
from scheduler.timing.plain import LEADS, plain
from scheduler.timing.points import Grain, Link, Part, Points
from scheduler.timing.spans import LINKS, going_on
from scheduler.timing.tokens import Tokens
from scheduler.timing.whens import When, hours, not_plain, until_known
from scheduler.timing.whens import clock as clock_time
from scheduler.timing.whens import when as bounded_point
from scheduler.timing.years import NUMBERS, as_int

_UNTIL_EVENT, _ALL_YEAR, _TO_THE_END = sense("until_event"), sense("all_year"), sense("to_the_end")


def steady(t: Tokens, i: int) -> Taken | None:
    j = i + 1
    while t.kinds[j] in {"STEADY", "FOREVER", "STEADYSPAN"} or (
        t.kinds[j] in {",", "AND"} and t.kinds[j + 1] in {"STEADY", "FOREVER", "STEADYSPAN"}
    ):
        j += 1 if t.kinds[j] in {"STEADY", "FOREVER", "STEADYSPAN"} else 2
    kinds = t.kinds[i:j]
    if kinds[-1] == "STEADYSPAN" and t.kinds[j] == "YEAR" and t.kinds[j + 1] not in _GOING_ON:
        return Kind.STEADY, Points((Part(Grain.YEAR, year=as_int(t, j)),)), j + 1, "continuous"
    value = "forever" if "FOREVER" in kinds else "steady"
    return Kind.STEADY, value, j, "whole-year" if t.values[i] in _ALL_YEAR and j == i + 1 else "continuous"


_GOING_ON = frozenset({"-", "UNTIL", ",", "AND", "OR"})


def school_year(t: Tokens, i: int) -> Taken | None:
    """(trong) suốt năm học 2026 - 2027: continuous over it."""
    found = school_years(t, i)
    if found is None:
        return None
    return Kind.STEADY, Points((found[0],)), found[1], "continuous"


def round_the_year(t: Tokens, i: int) -> Taken | None:
    """trong năm, trong cả năm: the plan's year without its number."""
    j = i + 1
    if t.kinds[j] == "STEADYSPAN":
        return Kind.STEADY, "steady", j + 1, "continuous"
    if t.kinds[j] not in {"YEARW", "YEARKIND"}:
        return None
    j += 1
    if t.kinds[j] in {"THIS", "NOW", "REPORT"}:
        j += 1
    elif t.kinds[j] in {"YEAR", "MY", "NEXT", "AFTER", "WORD", "BEFORE", "ITEM"}:
        return None
    return Kind.WHEN, When(Bound.WITHIN, Points((Part(Grain.YEAR),))), j, "within-the-year"


def term(t: Tokens, i: int) -> Taken | None:
    """giai đoạn 2022 - 2025, nhiệm kỳ 2025 - 2030; "giai đoạn" alone names no end."""
    found = bounded_point(t, i + 1)
    if found is not None and found[0].points is not None and found[0].bound is Bound.NONE:
        span = found[0].points
        if span.links == (Link.RANGE,) and all(part.grain is Grain.YEAR for part in span.parts):
            return Kind.WHEN, When(Bound.FROM_TO, span), found[1], "term-of-years"
    if t.kinds[i + 1] in {"END", ",", "AND", "OR", ";", ")"}:
        return Kind.TERM, "term-without-years", i + 1, "term-unnamed"
    return None


def school_term(t: Tokens, i: int) -> Taken | None:
    """học kỳ I (năm học 2026 - 2027): when it begins and ends each province decides."""
    if t.kinds[i + 1] not in NUMBERS:
        return None
    j = i + 3 if t.kinds[i + 2] in {",", "OF"} and t.kinds[i + 3] == "SCHOOL" else i + 2
    year = school_years(t, j) if t.kinds[j] == "SCHOOL" else None
    named, end = year if year is not None else (Part(Grain.SCHOOL), j)
    return Kind.TERM, Points((named._replace(n=as_int(t, i + 1)),)), end, "school-term"


def plainly(t: Tokens, i: int) -> Taken | None:
    """A point as nearly all phrases write them, alone or right behind its bound: "ngày 15/6/2026", "trong quý II".

    Asked before all other rules, which leave these to `when`: it would say the same in five calls.
    """
    kinds = t.kinds
    kind = kinds[i]
    j = i if kind in LEADS else i + 1
    if kinds[j] not in LEADS:
        return None
    if (first := plain(t, j)) is None:
        return _day_of_period(t, j, ONE_MARK[kind]) if kinds[j + 1] == "NUM" and kinds[j] == "DAY" and j > i else None
    points, j = first
    if kinds[j] in _MAY_COUNT:
        return None
    if kinds[j] in LINKS:
        points, j = going_on(t, points, j)
        if kinds[j] == "ONWARD":
            return None
    bound, done, begins, ends, planned = _MARKED[kind]
    return (
        _WHEN,
        new(When, (bound, points, None, None, done, begins, ends, planned, False, None, False)),
        j,
        _POINTS[bound],
    )


def _day_of_period(t: Tokens, i: int, marks: Marks) -> Taken | None:
    """trước ngày 15 của tháng cuối quý: a bound and the figure of a day are no days counted from an event either."""
    found = not_plain(t, i, None, marks)
    if found is None or t.kinds[found[1]] == "ONWARD":
        return None
    value, j = found
    return _WHEN, value, j, (_POINTS if value[2] is None else _CYCLES)[value[0]]


_MARKED = {**dict.fromkeys(LEADS, UNMARKED), **ONE_MARK}
_MAY_COUNT = frozenset({"-", "UNTIL", "ONWARD", "DAY", "WORD", "ITEM", "PERIOD", "REPORT", "ACT"})
"""Behind a figure: it may count something ("tháng 6 - 8 lần"), or there may be more to the point."""


def when(t: Tokens, i: int) -> Taken | None:
    found = bounded_point(t, i)
    if found is None:
        return None
    value, j = found
    if t.kinds[j] == "ONWARD":
        open_end = value._replace(bound=Bound.FROM)
        return (_WHEN, open_end, j + 1, "from-onward") if value.bound is Bound.NONE else None
    return _WHEN, value, j, (_POINTS if value[2] is None else _CYCLES)[value[0]]


_WHEN = Kind.WHEN


def _rule_names(place: str) -> tuple[str, ...]:
    """The name of the rule for each bound: "calendar-point", "calendar-point-before" …"""
    return tuple(f"{place}-{bound.name.lower().replace('_', '-')}" if bound else place for bound in Bound)


_POINTS, _CYCLES = _rule_names("calendar-point"), _rule_names("cyclic-day")


def until_event(t: Tokens, i: int) -> Taken | None:
    """từ ngày D đến khi | đến ngày <event>: runs from D, its end is an event."""
    if not _may_end_in_event(t, i):
        return None
    found = bounded_point(t, i)
    start = _start_alone(t, i) if found is None else found
    if start is None or start[0].bound is not Bound.FROM or start[0].points is None:
        return None
    j = start[1]
    if t.kinds[j] == "KHI" and t.values[j] in _UNTIL_EVENT:
        ended = event(t, j)
    elif t.kinds[j] == "UNTIL" and _names_event(t, j + 2 if t.values[j] in _TO_THE_END else j + 1):
        ended = _words(t, j)
    else:
        return None
    if ended is None or ended[0].dated or not _LATER.isdisjoint(t.kinds[j + 1 : ended[1]]):
        return None
    return Kind.WHEN, start[0]._replace(bound=Bound.FROM_EVENT), ended[1], "from-day-until-event"


def since_event(t: Tokens, i: int) -> Taken | None:
    """từ ngày ký ban hành đến hết năm 2026: its beginning is an event, and so, as with "từ nay đến …", not known; its end is."""
    j = i + 2 if t.kinds[i + 1] == "DAY" else i + 1
    if (t.kinds[i] == "FROM" and j == i + 1) or (t.kinds[i] == "KHI" and t.values[i] not in _SINCE):
        return None
    end = j
    while t.kinds[end] in _HAPPENING:
        end += 1
    found = until_known(t, end) if end > j and t.kinds[end] == "UNTIL" else None
    return (_WHEN, found[0], found[1], "from-event-to-day") if found is not None else None


_SINCE, _HAPPENING = sense("since_event"), frozenset({"WORD", "ACT", "ITEM", "THIS", "REPORT", "OF", "PERIOD", "DONE"})
_LATER = frozenset({"YEAR", "UNTIL", "YEARW", "MONTH", "QUARTER"})


def _may_end_in_event(t: Tokens, i: int) -> bool:
    """Asked before the start is read, since most stretches end on a day."""
    kinds = t.kinds
    if "KHI" in kinds[i:]:
        return True
    at = i
    for _ in range(kinds.count("UNTIL")):
        if "UNTIL" not in kinds[at + 1 :]:
            return False
        at = kinds.index("UNTIL", at + 1)
        if (kinds[at + 1] != "DAY" or kinds[at + 2] not in _DATES) and _names_event(
            t, at + 2 if t.values[at] in _TO_THE_END else at + 1
        ):
            return True
    return False


_DATES = frozenset({"DM", "DMY"})


def _names_event(t: Tokens, i: int) -> bool:
    if t.kinds[i] == "DAY":
        return t.kinds[i + 1] not in {"LASTW", "END"}
    return t.kinds[i] in {"WORD", "FINISH", "ACT", "ITEM", "KHI", "DONE"}


def _start_alone(t: Tokens, i: int) -> tuple[When, int] | None:
    found = point(t, i + 1)
    return (When(Bound.FROM, Points((found[0],))), found[1]) if found else None


def _words(t: Tokens, i: int) -> tuple[Event, int] | None:
    j, dated = free_text(t, i + 1)
    return (Event(t.words(i, j), dated or figures(t, i, j)), j) if j > i + 1 else None


def in_term(t: Tokens, i: int) -> Taken | None:
    """(hoàn thành) trong giai đoạn 2026 - 2030."""
    j = i
    while t.kinds[j] == "DONE" or t.kinds[j] == "WITHIN":
        j += 1
    inner = term(t, j) if t.kinds[j] == "TERM" else None
    if inner is None or not isinstance(value := inner[1], When):
        return None
    return inner[0], value._replace(done="DONE" in t.kinds[i:j]), *inner[2:]


def clock(t: Tokens, i: int) -> Taken | None:
    j = i
    while t.kinds[j] in {"BEFORE", "AT", "BY", "AND", "WITHIN"}:
        j += 1
    if t.kinds[j] == "FROM":
        j += 1
    found = clock_time(t, j)
    if found is not None and t.kinds[found[1]] in {"-", "UNTIL"} and (end := clock_time(t, found[1] + 1)) is not None:
        span = hours(found[0], end[0])  # hours from … to … are no two moments
        return (Kind.CLOCK, span, end[1], "time-of-day") if span is not None else None
    if t.kinds[j - 1] == "FROM" and t.kinds[i - 1] != "PARTOFDAY":
        return None  # "sáng từ 5h30" is when the morning's begins
    return (Kind.CLOCK, found[0], found[1], "time-of-day") if found else None
