"""What else a phrase in question may have meant: its parts by themselves, its slips put right, plainer words."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from scheduler.timing.bounds import MARKS
from scheduler.timing.continuing import expected_behind, joined, sure
from scheduler.timing.course import Course, follow
from scheduler.timing.explain import sentence
from scheduler.timing.ir import (
    Ambiguous,
    Deadline,
    DueDay,
    Freq,
    Recurring,
    Several,
    Timing,
    Triggered,
    Weekday,
    Window,
)
from scheduler.timing.points import last_of
from scheduler.timing.records import NamedTuple
from scheduler.timing.slips import mended
from scheduler.timing.tokens import tokenise

_LONGEST = 160


def alternatives(phrase: str, year: int) -> Iterator[str]:
    """Phrases that answer the question about this one, the likest first; not all of them have one sure meaning."""
    if len(phrase) > _LONGEST:
        return
    course, slip = follow(phrase, year), mended(phrase, year)
    if slip is not None:
        yield slip.text
    for asked in _asked(course.timing):
        for reading in asked.readings:
            yield from (sentence(one, year) for one in _beside(asked.why, reading, course))
        yield from _plainer(course, phrase)
        if asked.why == "years-of-list":
            yield from _years(phrase, year)
        if asked.why in _PARTED:
            yield from _parts(phrase, course)
        if asked.why in _LACKING:
            yield from _gone_on(phrase, year)
        if asked.why == "stretch-without-day":
            yield from (f"{words} {phrase[:1].lower()}{phrase[1:]}" for words in _data()[1])


_PARTED = frozenset(
    {
        "event-and-date",
        "span-and-event",
        "date-inside-event",
        "date-in-condition",
        "continuous-and-rhythm",
        "continuous-since-when",
        "side-by-side",
        "two-dates",
        "days-of-which-rhythm",
        "total-of-what",
        "rhythm-and-day",
        "rhythm-and-rhythm",
        "rhythm-and-point",
        "rhythm-and-relation",
        "rhythm-and-dated-day",
        "remaining-of-what",
        "term-without-years",
        "count-and-days",
        "clock-and-date",
        "vague-part",
        "either-of-two",
        "day-without-month",
        "bare-period",
    }
)
"""Questions about parts that do not go together: each part may be what is meant."""

_LACKING = frozenset(
    ("bare-period", "periodic-without-period", "day-without-month", "stretch-without-day", "period-not-named")
)
"""Questions about what is not said."""


def _asked(timing: Timing | None) -> Iterator[Ambiguous]:
    if isinstance(timing, Ambiguous):
        yield timing
    elif isinstance(timing, Several):
        yield from (one for item in timing.items for one in _asked(item))


def _beside(why: str, reading: Timing, course: Course) -> Iterator[Timing]:
    """The reading beside the only one that a question has."""
    year = course.year
    match why, reading:
        case "no-such-day", Deadline():
            yield Deadline(reading.due + timedelta(days=1))
        case "no-such-day", Recurring(due=DueDay(month=int(month))):
            yield reading._replace(due=DueDay(month=month % 12 + 1, monthday=1))
        case "range-runs-backwards", Window(start=date()):
            yield from _exchanged(reading, course)
        case "weekday-not-of-date", Deadline():
            yield from _on_weekday(reading.due, course)
        case "year-far-off", Deadline():
            yearly = DueDay(month=reading.due.month, monthday=reading.due.day)
            yield Recurring(Freq.YEARLY, date(year, 1, 1), date(year, 12, 31), due=yearly)
        case "vague-part", Window(start=date()):
            yield Deadline(reading.end.replace(day=15))
        case "school-term", Window():
            yield Deadline(reading.end)
        case "ceiling", Recurring(count=int(count)):
            yield reading._replace(count=count - 1) if count > 1 else Triggered(_on_demand())


def _on_demand() -> str:
    """What is done at most so often may be done when it is asked for."""
    return _data()[2]


def _on_weekday(day: date, course: Course) -> Iterator[Timing]:
    """The day of the weekday that was said nearest to a day."""
    said = [value for kind, value in zip(course.tokens.kinds, course.tokens.values, strict=True) if kind == "WEEKDAY"]
    near = [day + timedelta(days=off) for off in (1, -1, 2, -2, 3, -3)]
    yield from (Deadline(one) for one in near if said and list(Weekday)[one.weekday()] == said[0])


def _exchanged(window: Window, course: Course) -> Iterator[Timing]:
    """Its ends the other way round, in one year: days, or whole months or quarters where it is of such."""
    start, end, year = window.start, window.end, course.year
    if (
        start is None
        or start.year == end.year
        or (start.month, start.day) == (2, 29)
        or (end.month, end.day) == (2, 29)
    ):
        return
    of = year if year in (start.year, end.year) else end.year
    first, last = end.replace(year=of), start.replace(year=of)
    if _DATED.isdisjoint(course.tokens.kinds):
        quarters = "QUARTER" in course.tokens.kinds
        first = date(of, end.month - 2 * quarters, 1)
        last = last_of(of, start.month + 2 * quarters)
    if first < last:
        yield Window(first, last)


_DATED = frozenset({"DM", "DMY", "DAY", "LUNAR"})


class _Instead(NamedTuple):
    kinds: list[str]
    texts: list[str]


@cache
def _data() -> tuple[list[_Instead], list[str], str]:
    data = tomllib.loads(Path(__file__).with_name("alternatives.toml").read_text("utf-8"))
    return [_Instead(one["kinds"], one["texts"]) for one in data["instead"]], data["before"], data["on_demand"]


def _plainer(course: Course, phrase: str) -> Iterator[str]:
    """The phrase with plainer words for those that are vague."""
    tokens = course.tokens
    last = len(tokens.kinds) - 3
    for kinds, texts in _data()[0]:
        for at in range(last - len(kinds) + 1):
            if tokens.kinds[at : at + len(kinds)] == kinds and (kinds[-1] not in _ALONE or len(kinds) == last):
                start, end = tokens.span(at, at + len(kinds))
                yield from (f"{phrase[:start]}{text.format(year=course.year)}{phrase[end:]}" for text in texts)


_ALONE = frozenset({"YEARW"})


def _years(phrase: str, year: int) -> Iterator[str]:
    """The first point of a list with a year of its own."""
    first, comma, rest = phrase.partition(",")
    if comma:
        yield from (f"{first}/{one},{rest}" for one in (year - 1, year))


def _parts(phrase: str, course: Course) -> Iterator[str]:
    """What stands before and behind the place where the phrase may be cut in two; then the phrase without each of its parts."""
    tokens = course.tokens
    for at in range(1, len(tokens.kinds) - 3):
        start = tokens.span(at, at + 1)[0]
        halves = [_trimmed(phrase[:start]), _trimmed(phrase[start:])]
        if tokens.kinds[at] in _BEGINS and all(sure(follow(half, course.year)) for half in halves):
            yield from halves
    for atom in course.taken:
        start, end = tokens.span(atom.first, atom.last)
        yield _trimmed(f"{phrase[:start].rstrip(_CUT)}{_joint(phrase[start:end])}{phrase[end:].lstrip(_CUT)}")


_BEGINS = MARKS | {
    "YEARW",
    "MONTH",
    "QUARTER",
    "DAY",
    "EACH",
    "STEADY",
    "KHI",
    "THEO",
    "ITEM",
    ",",
    "AND",
    ";",
    "(",
    "NUM",
}
_CUT = " ,;.-–:()&"


def _joint(part: str) -> str:
    return ", " if part else ""


def _trimmed(text: str) -> str:
    """Without signs and words that join at its ends."""
    text = text.strip(_CUT)
    kinds = tokenise(text)
    last = len(kinds.kinds) - 3
    if last > 1 and kinds.kinds[0] in {"AND", "OR"}:
        return text[kinds.span(1, 2)[0] :]
    return (
        text[: kinds.span(last - 1, last)[0]].strip(_CUT)
        if last > 1 and kinds.kinds[last - 1] in {"AND", "OR"}
        else text
    )


def _gone_on(phrase: str, year: int) -> Iterator[str]:
    """The phrase with the period or the day that it lacks."""
    for kind in expected_behind(phrase, year):
        yield from (joined(phrase, example) for example in kind.examples if kind.code in _PERIODS)


_PERIODS = frozenset({"units", "rhythms", "month-of-period"})
