"""What is to be said about a reading: where it stopped, what is asked, what was assumed, as diagnostics with their places."""

from datetime import time
from functools import lru_cache

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.timing.assumed import assumed
from scheduler.timing.atom import Atom
from scheduler.timing.clause import Note
from scheduler.timing.continuing import breaks_off
from scheduler.timing.course import Course, follow
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule, Recurring, Several, Timing
from scheduler.timing.lexicon import sense
from scheduler.timing.occasions import Occasion
from scheduler.timing.points import Grain, Points, last_of, span_of
from scheduler.timing.reckoned import reckoned
from scheduler.timing.slips import Mended, mended, place_before
from scheduler.timing.tokens import Span, Tokens
from scheduler.timing.totals import contradicts
from scheduler.timing.whens import When
from scheduler.timing.years import NUMBERS
from scheduler.words import day_text

_SEVERITIES = {
    "condition-not-scheduled": Severity.INFO,
    "month-of-action": Severity.INFO,
    "reported-period": Severity.INFO,
    "date-in-condition": Severity.QUESTION,
}


def findings(phrase: str, course: Course) -> tuple[Diagnostic, ...]:
    """The diagnostics of a reading, in the order in which a reader needs them: first what stands in the way of a date."""
    whole, timing = (0, len(phrase)), course.timing
    if course.fault:
        return (_finding(course.fault, Severity.ERROR, whole),)
    if course.stuck is not None:
        return (_stuck(phrase, course.year),)
    if isinstance(timing, PeriodRule):
        return (_finding("data-period", Severity.INFO, whole),)
    found = [_note(course.tokens, note) for note in course.notes]
    if timing is None:
        return tuple(found) or (_finding("no-timing", Severity.ERROR, whole),)
    found += _no_such_day(course) or _doubts(timing, whole)
    found += _lunar_days(course)
    if not isinstance(timing, Ambiguous):
        for atom, code, facts in reckoned(course.taken, course.year):
            place = Location(None, None, course.tokens.span(atom.first, atom.last))
            found.append(Diagnostic(code, Severity.INFO, place, facts))
    found += [_finding(code, Severity.INFO, whole) for code in assumed(course.taken, timing)]
    found += _part_of_day(course) + _hours_by_which(course)
    return tuple(found)


def with_marks_taken(phrase: str, right: Mended, course: Course) -> tuple[Diagnostic, ...]:
    """The diagnostics of a phrase in which a word was read with other marks than it has: that one first."""
    place, word = place_before(phrase, right, right.first), right.text[slice(*right.first)]
    found = [_finding("marks-taken", Severity.WARNING, place, said=phrase[slice(*place)], word=word)]
    for one in findings(right.text, course):
        span = one.location.span or (0, len(right.text))
        at = Location(None, None, place_before(phrase, right, span))
        found.append(Diagnostic(one.code, one.severity, at, one.values))
    return tuple(found)


def _part_of_day(course: Course) -> list[Diagnostic]:
    """A morning or an evening without its hour: the day alone is kept."""
    kinds, said = course.tokens.kinds, course.tokens.values
    places = [
        at
        for atom in course.taken
        if isinstance(atom.value, When) or atom.rule == "part-of-day"
        for at in range(atom.first, atom.last)
        if kinds[at] == "PARTOFDAY" and said[at] not in _DAY_LONG and _HOURS.isdisjoint(kinds[at - 1 : at + 2])
    ]
    asked = isinstance(course.timing, Ambiguous)
    return [] if asked else [_finding("part-of-day", Severity.INFO, course.tokens.span(at, at + 1)) for at in places]


def _hours_by_which(course: Course) -> list[Diagnostic]:
    """trước 16 giờ thứ Sáu hằng tuần: a rhythm keeps its hour alone, and so it is told that it is the last one."""
    if not _repeats(course.timing):
        return []
    tokens, places = course.tokens, []
    for atom in course.taken:
        hour = isinstance(atom.value, time) or (isinstance(atom.value, When) and atom.value.at is not None)
        if hour and tokens.kinds[atom.first] in {"BEFORE", "BY"}:
            places.append(tokens.span(atom.first, atom.last))
    return [_finding("hour-is-bound", Severity.INFO, place) for place in places]


def _repeats(timing: Timing | None) -> bool:
    if isinstance(timing, Several):
        return any(_repeats(one) for one in timing.items)
    return isinstance(timing, Recurring) and timing.at is not None


_DAY_LONG, _HOURS = sense("day_long"), frozenset({"CLOCK", "HOURW"})


def _finding(code: str, severity: Severity, span: Span, **facts: str | int) -> Diagnostic:
    return Diagnostic(code, severity, Location(None, None, span), values(**facts) if facts else ())


@lru_cache(maxsize=1024)
def _stuck(phrase: str, year: int) -> Diagnostic:
    """Where the phrase breaks off: at a slip of the pen, a figure that the calendar lacks, a word, or its end.

    (Kept, since the phrase is tried with many others to find it: some 5 ms.)
    """
    course = follow(phrase, year)
    tokens, at = course.tokens, course.stuck or 0
    slip = mended(phrase, year)
    if slip is not None:
        return _finding("not-understood", Severity.ERROR, slip.first, text=phrase[slice(*slip.first)])
    wrong, unit = _wrong(phrase, course, at)
    span, said = tokens.span(wrong, wrong + 1), tokens.words(wrong, wrong + 1)
    if tokens.kinds[wrong] == "END":
        return _finding("unfinished", Severity.ERROR, span, text=tokens.words(max(0, min(at, wrong - 1)), wrong))
    if unit is None or tokens.kinds[unit] not in _COUNTED:
        return _finding("not-understood", Severity.ERROR, span, text=said)
    return _finding("no-such-part", Severity.ERROR, span, text=f"{tokens.words(unit, unit + 1)} {said}")


def _wrong(phrase: str, course: Course, at: int) -> tuple[int, int | None]:
    """The token with which it breaks off, and its unit where it is a figure that its unit does not have."""
    tokens = course.tokens
    if tokens.kinds[at] == ".":
        return at, None  # a form not filled in
    end = breaks_off(phrase, tokens, at, course.year)
    for token in range(at, end + 1):
        if (unit := _out_of_range(tokens, token)) is not None:
            return token, unit
    return end, None


_FIGURES = NUMBERS | {"MY", "DM", "DMY"}
_LISTING = NUMBERS | {",", "AND", "OR", "-"}
_COUNTED = frozenset({"QUARTER", "MONTH", "DAY"})
_RANGES = {"QUARTER": (1, 4), "MONTH": (1, 12), "DAY": (1, 31), "WEEK": (1, 5), "YEARW": (1900, 2100)}
_PIECES = frozenset({"ITEM", "DAY", "WORKDAY", "MONTH", "MINUTE", "HOURW", "/", "-"})


def _out_of_range(tokens: Tokens, wrong: int) -> int | None:
    """The unit of a figure that the calendar does not have: "quý V/2026", "trước ngày 35", "quý I, II, V"; None for others."""
    kinds, value = tokens.kinds, tokens.values[wrong]
    if kinds[wrong - 1 : wrong + 1] == ["/", "NUM"] and isinstance(value, int) and value > _RANGES["DAY"][1]:
        return wrong - 1  # «quý II/202»: of which year?
    unit = wrong - 1
    while unit > 0 and kinds[unit] in _LISTING:
        unit -= 1
    if unit < 0 or kinds[wrong] not in _FIGURES or kinds[unit] not in _RANGES or _counts(tokens, unit, wrong):
        return None
    figures = value if isinstance(value, tuple) else (value,)
    ranges = (_RANGES[kinds[unit]], _RANGES["MONTH"])[: max(1, len(figures) - (kinds[wrong] == "MY"))]
    off = [
        one
        for one, (least, most) in zip(figures, ranges, strict=False)
        if isinstance(one, int) and not least <= one <= most
    ]
    return unit if off else None


def _counts(tokens: Tokens, unit: int, wrong: int) -> bool:
    """Whether a figure counts what stands behind it: "tháng 20 tin, bài", "trước ngày 30/4 - 45 ngày"."""
    behind = tokens.kinds[wrong + 1]
    return tokens.kinds[wrong] in NUMBERS and (behind == "WORD" or (behind in _PIECES and unit < wrong - 1))


def _note(tokens: Tokens, note: Note) -> Diagnostic:
    return _finding(note.code, _SEVERITIES.get(note.code, Severity.ERROR), tokens.span(note.first, note.last))


def _no_such_day(course: Course) -> list[Diagnostic]:
    """The day that the calendar lacks, with its place and what the month has; nothing where it lacks none."""
    if not isinstance(course.timing, Ambiguous) or course.timing.why != "no-such-day":
        return []
    for atom in course.taken:
        if isinstance(atom.value, When) and atom.value.points is not None:
            for part in atom.value.points.parts:
                if part.grain is Grain.DAY and part.n and not part.lunar and span_of(part, course.year) is None:
                    last = last_of((part.year or course.year) + part.shift, part.n).day
                    span = course.tokens.span(atom.first, atom.last)
                    return [
                        _finding("no-such-day-of-month", Severity.QUESTION, span, month=part.n, day=part.day, last=last)
                    ]
    return []


def _lunar_days(course: Course) -> list[Diagnostic]:
    """The lunar days that were read, each with the date that it is."""
    found: list[Diagnostic] = []
    if isinstance(course.timing, Ambiguous):
        return found
    for atom in course.taken:
        points = _points_of(atom)
        for part in points.parts if points is not None else ():
            if part.lunar and (days := span_of(part, course.year)) is not None:
                span = course.tokens.span(atom.first, atom.last)
                facts = {"said": f"{part.day:02d}/{part.n}", "day": day_text(days[0])}
                found.append(_finding("lunar-day", Severity.INFO, span, **facts))
    return found


def _doubts(timing: Timing, whole: Span) -> list[Diagnostic]:
    """What is asked of a timing, and then what is doubtful in its totals."""
    if isinstance(timing, Ambiguous | NoTiming):
        return [_finding(timing.why, Severity.QUESTION, whole)]
    if isinstance(timing, Recurring):
        off = contradicts(timing)
        return [_finding("total-contradicts", Severity.WARNING, whole, said=off[0], made=off[1])] if off else []
    if isinstance(timing, Several):
        found = [doubt for item in timing.items for doubt in _doubts(item, whole)]
        return sorted(found, key=lambda doubt: doubt.severity is not Severity.QUESTION)
    return []


def _points_of(atom: Atom) -> Points | None:
    if isinstance(atom.value, Occasion):
        return atom.value.days
    return atom.value.points if isinstance(atom.value, When) else None
