"""A task's own lines put together: the frequency line sets the rhythm, the period line its span, the duration its minutes."""

from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.timing.beats import minutes
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, Continuous, Minutes, Recurring, Several, Timing, Window
from scheduler.timing.tokens import tokenise


def read_task_timing(timing: str | None, frequency: str | None, duration: str | None, year: int) -> Reading:
    """One Reading from a task's period line, frequency line and duration, any of which may be missing.

    The Reading's phrase and spans are those of the line that sets the rhythm (the period line where there is no frequency);
    diagnostics of the other lines carry no span.
    """
    span = parse(timing, year) if timing and timing.strip() else None
    beat = parse(frequency, year) if frequency and frequency.strip() else None
    if beat is None:
        return span if span is not None else Reading(timing or "", None, (), (_finding("empty", Severity.ERROR),))
    found = beat if span is None else _spanned(beat, span)
    if duration and duration.strip():
        found = _lasting(found, duration)
    return found


def _finding(code: str, severity: Severity, **facts: str | int) -> Diagnostic:
    return Diagnostic(code, severity, Location(), values(**facts))


def _elsewhere(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Diagnostics of another line than the reading's own: without its span."""
    return tuple(replace(one, location=Location()) for one in found)


def _spanned(beat: Reading, span: Reading) -> Reading:
    """The rhythm over the span of the period line; what is no plain span beside a rhythm is asked about."""
    remarks = beat.diagnostics + _elsewhere(span.diagnostics)
    if (
        beat.timing is None
        or span.timing is None
        or isinstance(beat.timing, Ambiguous)
        or isinstance(span.timing, Ambiguous)
    ):
        return replace(beat, timing=beat.timing if span.timing is not None else None, diagnostics=remarks)
    if isinstance(span.timing, Continuous | Window):
        made = _over(beat.timing, span.timing)
        if made is not None:
            return replace(beat, timing=made, diagnostics=remarks)
    if beat.timing == span.timing:
        return replace(beat, diagnostics=remarks)
    asked = Ambiguous((beat.timing, span.timing), "frequency-and-period")
    return replace(beat, timing=asked, diagnostics=(*remarks, _finding("frequency-and-period", Severity.QUESTION)))


def _over(beat: Timing, span: Continuous | Window) -> Timing | None:
    if isinstance(beat, Recurring):
        return replace(beat, start=span.start, end=span.end)
    if isinstance(beat, Several):
        made = [_over(one, span) if isinstance(one, Recurring) else one for one in beat.items]
        return Several(tuple(one for one in made if one is not None))
    return None


def read_minutes(duration: str) -> Minutes | None:
    """ "05 phút/chuyên mục", "10-15 phút" as minutes; None where that is not all it says."""
    tokens = tokenise(duration)
    found = minutes(tokens, 0)
    rest = tokens.kinds[found[1] : -3] if found else []
    return found[0] if found and all(kind in (".", ";", ",") for kind in rest) else None


def _lasting(found: Reading, duration: str) -> Reading:
    length = read_minutes(duration)
    if length is None:
        return replace(
            found,
            diagnostics=(*found.diagnostics, _finding("duration-not-understood", Severity.WARNING, text=duration)),
        )
    if not isinstance(found.timing, Recurring):
        return replace(
            found, diagnostics=(*found.diagnostics, _finding("duration-of-what", Severity.WARNING, text=duration))
        )
    said = found.timing.minutes
    if said is not None and said != length:
        return replace(
            found, diagnostics=(*found.diagnostics, _finding("durations-differ", Severity.WARNING, text=duration))
        )
    return replace(found, timing=replace(found.timing, minutes=length))
