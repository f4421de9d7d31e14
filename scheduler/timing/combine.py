"""A task's own lines put together: the frequency line sets the rhythm, the period line its span, the duration its minutes."""

from collections import Counter
from dataclasses import replace
from datetime import date

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.timing.counted import minutes
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import (
    Ambiguous,
    Continuous,
    Deadline,
    Freq,
    Minutes,
    Recurring,
    Several,
    Timing,
    Window,
    Windows,
)
from scheduler.timing.tokens import tokenise

_MONTHS = {Freq.MONTHLY: 1, Freq.QUARTERLY: 3, Freq.HALF_YEARLY: 6, Freq.YEARLY: 12}


def read_task_timing(timing: str | None, frequency: str | None, duration: str | None, year: int) -> Reading:
    """One Reading from a task's period line, frequency line and duration, any of which may be missing.

    The Reading's phrase and spans are those of the line that sets the rhythm (the period line where there is no frequency);
    diagnostics of the other lines carry no span.
    """
    span = parse(timing, year) if timing and timing.strip() else None
    beat = parse(frequency, year) if frequency and frequency.strip() else None
    if beat is None:
        return span if span is not None else parse(timing or "", year)
    if beat.timing is None and frequency and (counted := _counted(frequency, timing or "", year)) is not None:
        beat, span = counted, None
    found = beat if span is None else _spanned(beat, span)
    return _lasting(found, duration) if duration and duration.strip() else found


def _counted(amount: str, timing: str, year: int) -> Reading | None:
    """A bare amount («02 buổi», «01 số; hằng tháng» of two columns) read with the time beside it."""
    counts, *rest = (piece.strip() for piece in amount.split(";", 1))
    when = [one for one in (*rest, timing.strip()) if one]
    if len(when) != 1 or not counts[:1].isdigit() or not any(map(str.isalpha, counts)):
        return None
    for phrase in (f"{when[0]} {counts}", f"{counts}, {when[0]}"):
        found = parse(phrase, year)
        if found.timing is not None and not isinstance(found.timing, Ambiguous):
            return found
    return None


def _finding(code: str, severity: Severity, **facts: str | int) -> Diagnostic:
    return Diagnostic(code, severity, Location(), values(**facts))


def _elsewhere(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Diagnostics of another line than the reading's own: without its span."""
    return tuple(replace(one, location=Location()) for one in found)


def _spanned(beat: Reading, span: Reading) -> Reading:
    """The rhythm over the span of the period line; what is no plain span beside a rhythm is asked about."""
    remarks = beat.diagnostics + _elsewhere(span.diagnostics)
    if beat.timing is None or span.timing is None:
        return beat.but(None, remarks)
    if isinstance(beat.timing, Ambiguous):
        return beat.but(beat.timing, remarks)
    made = _over(beat.timing, span.timing)
    if made is not None:
        return beat.but(made, remarks)
    asked = Ambiguous((beat.timing, span.timing), "frequency-and-period")
    return beat.but(asked, (*remarks, _finding("frequency-and-period", Severity.QUESTION)))


def _over(beat: Timing, span: Timing) -> Timing | None:
    """The two lines as one timing, None where they do not go together."""
    if beat == span:
        return beat
    if isinstance(beat, Recurring):
        return _rhythms(beat, span) if isinstance(span, Recurring) else _within(beat, span) or _named(beat, span)
    if isinstance(beat, Several) and isinstance(span, Continuous | Window):
        return Several(tuple(_within(one, span) or one for one in beat.items))
    return None


def _within(beat: Timing, span: Timing) -> Timing | None:
    if not isinstance(beat, Recurring) or not isinstance(span, Continuous | Window):
        return None
    return beat._replace(start=span.start, end=span.end)


def _named(beat: Recurring, span: Timing) -> Timing | None:
    """ "02 lần/năm" beside "Tháng 6, tháng 12": the days, where they are as many as the rhythm asks for in each of its turns."""
    days, months, first, last = _days(span), _MONTHS.get(beat.freq), beat.start, beat.end
    bare = beat._replace(count=1, item=None, per_year_total=None)
    if not _plain(bare) or beat.every != 1 or beat.due or beat.at:
        return None
    if not days or months is None or first is None or last is None or first.year != last.year:
        return None
    turns = {_turn(date(first.year, month, 1), months) for month in range(first.month, last.month + 1)}
    asked = dict.fromkeys(turns, beat.count)
    return span if Counter(_turn(day, months) for day in days) == asked else None


def _days(span: Timing) -> tuple[date, ...]:
    """The last days of what a line lists, () where it is no list of days and months."""
    if isinstance(span, Several):
        below = [_days(item) for item in span.items]
        return tuple(day for days in below for day in days) if all(below) else ()
    if isinstance(span, Windows):
        return tuple(window.end for window in span.windows)
    return (span.due,) if isinstance(span, Deadline) else (span.end,) if isinstance(span, Window) else ()


def _turn(day: date, months: int) -> tuple[int, int]:
    return day.year, (day.month - 1) // months


def _rhythms(beat: Recurring, span: Recurring) -> Timing | None:
    """ "04 tin, bài/tháng" beside "hằng tháng" or "ngày 25 hằng tháng": one line counts, the other has the turn and its day."""
    if _plain(span) and span.freq is Freq.YEARLY and span.due is None:
        return beat
    if (beat.freq, beat.every, beat.start, beat.end) != (span.freq, span.every, span.start, span.end):
        return None
    counted, plain = (beat, span) if _plain(span) else (span, beat)
    if not _plain(plain) or (counted.due and plain.due) or (counted.at and plain.at):
        return None
    return counted._replace(due=counted.due or plain.due, at=counted.at or plain.at)


def _plain(timing: Recurring) -> bool:
    """Whether it says no more than its turn, and perhaps a day in it."""
    told = (timing.item, timing.minutes, timing.per_year_total, timing.season, timing.days)
    return timing.count == 1 and all(one is None for one in told)


def read_minutes(duration: str) -> Minutes | None:
    """ "05 phút/chuyên mục", "10-15 phút" as minutes; None where that is not all it says."""
    tokens = tokenise(duration)
    found = minutes(tokens, 0)
    rest = tokens.kinds[found[1] : -3] if found else []
    return found[0] if found and all(kind in {".", ";", ","} for kind in rest) else None


def _lasting(found: Reading, duration: str) -> Reading:
    timing, length = found.timing, read_minutes(duration)
    fault = _length_fault(timing, length)
    if fault is not None:
        return found.but(timing, (*found.diagnostics, _finding(fault, Severity.WARNING, text=duration)))
    return found.but(timing._replace(minutes=length), found.diagnostics) if isinstance(timing, Recurring) else found


def _length_fault(timing: Timing | None, length: Minutes | None) -> str | None:
    """The code of what is wrong with a duration beside a timing."""
    if length is None:
        return "duration-not-understood"
    if not isinstance(timing, Recurring):
        return "duration-of-what"
    return "durations-differ" if timing.minutes not in (None, length) else None
