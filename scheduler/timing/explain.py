"""The canonical Vietnamese sentence of a timing, as a careful clerk would write it; parse(sentence(t)) == t."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import assert_never

from scheduler.timing.explain_rhythm import rhythm_sentence
from scheduler.timing.ir import (
    Ambiguous,
    Continuous,
    Deadline,
    NoTiming,
    PeriodRule,
    Recurring,
    Relative,
    Several,
    Timing,
    Triggered,
    Window,
    Windows,
)
from scheduler.timing.lexicon import sense
from scheduler.timing.naming import Stretch, count_of_days, hour, span_text, stretch, stretch_name, whole_years, worded
from scheduler.timing.points import Grain
from scheduler.timing.tokens import tokenise
from scheduler.words import day_text

_ONE = timedelta(days=1)


def sentence(timing: Timing, year: int) -> str:
    """The sentence for a timing; `year` is the plan's, which a rhythm over that year does not repeat."""
    text = _plain(timing, year)
    first = timing.items[0] if isinstance(timing, Several) else timing
    return text if isinstance(first, Triggered) else text[:1].upper() + text[1:]


def _plain(timing: Timing, year: int) -> str:
    match timing:
        case Continuous():
            return _continuous(timing)
        case Window():
            return _window(timing)
        case Windows():
            return _windows(timing.windows)
        case Deadline():
            return _deadline(timing)
        case Recurring():
            return rhythm_sentence(timing, year)
        case Relative():
            return _relative(timing)
        case Triggered():
            return timing.event
        case PeriodRule():
            return _data(timing)
        case Several():
            return "; ".join(_plain(one, year) for one in timing.items)
        case Ambiguous():
            return _question(timing, year)
        case NoTiming():
            return worded("none")
        case _:
            assert_never(timing)


def _question(timing: Ambiguous, year: int) -> str:
    if not timing.readings:
        return worded("open")
    return worded("open-between", readings=worded("or").join(_plain(one, year) for one in timing.readings))


def _continuous(timing: Continuous) -> str:
    start, end = timing.start, timing.end
    if start is None:
        return worded("regularly", span=span_text(start, end))
    if end is None:
        return span_text(start, end)
    if timing.once:
        return worded("within", span=_year_name(start.year, end.year))
    if not whole_years(start, end):
        return worded("regularly", span=span_text(start, end))
    return worded("all-year", year=start.year) if start.year == end.year else span_text(start, end)


def _year_name(first: int, last: int) -> str:
    return worded("year", year=first) if first == last else worded("school-year", start=first, end=last)


def _window(timing: Window) -> str:
    span = _stretch(timing)
    if span is None:
        start, end = timing.start, day_text(timing.end)
        return worded("from-to", start=day_text(start), end=end) if start else worded("now-to", end=end)
    return worded("done-within" if span.grain is Grain.YEAR else "within", span=stretch_name(span))


def _stretch(window: Window) -> Stretch | None:
    return stretch(window.start, window.end) if window.start else None


def _windows(windows: Sequence[Window]) -> str:
    """Months or quarters that follow one another stand in one list, else each for itself."""
    spans = [span for span in map(_stretch, windows) if span is not None and span.single]
    ordered = all(a.end < b.end for a, b in pairwise(windows))
    if len(spans) != len(windows) or len({span.grain for span in spans}) != 1 or not ordered:
        return "; ".join(_window(one) for one in windows)
    *names, last = map(stretch_name, spans)
    return worded("and", first=", ".join(names), last=last) if names else last


def _deadline(timing: Deadline) -> str:
    if timing.strict:
        return worded("before", day=day_text(timing.due + _ONE))
    if timing.at is not None:
        return worded("by-hour", hour=hour(timing.at), day=day_text(timing.due))
    return worded("by", day=day_text(timing.due))


def _relative(timing: Relative) -> str:
    count = length_of(timing)
    if not timing.after:
        return worded("within-days", count=count)
    of_day = timing.after.lower().startswith(worded("unit-daily"))
    manner = "day" if of_day else "thing" if _is_thing(timing.after) else "event"
    return worded(
        f"by-before-{manner}" if timing.days < 0 else f"within-after-{manner}", count=count, event=timing.after
    )


def _is_thing(event: str) -> bool:
    """Whether the event is only named ("hội nghị"): «trước hội nghị», but «trước khi hội nghị diễn ra»."""
    said = tokenise(event)
    return (
        said.kinds[0] in {"ITEM", "PERIOD"}
        and _HAPPENS.isdisjoint(said.kinds)
        and _VERBS.isdisjoint(map(str, said.values))
    )


_HAPPENS, _VERBS = frozenset({"ACT", "DONE", "FINISH", "BEGIN", "KHI", "NOT", "AT"}), sense("happens")


def length_of(timing: Relative) -> str:
    """05 ngày, 05 ngày làm việc, 02 tháng."""
    if timing.months:
        return worded("months", count=timing.months)
    return count_of_days(abs(timing.days), timing.working_days)


def _data(timing: PeriodRule) -> str:
    if timing.freq is None:
        return worded("data", start=timing.start, end=timing.end)
    unit = worded(f"unit-{timing.freq.value}")
    return worded("data-of-report", unit=unit, start=timing.start, end=timing.end)
