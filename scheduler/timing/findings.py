"""What is to be said about a reading: where it stopped, what is asked, what was assumed, as diagnostics with their places."""

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.timing.assumed import assumed
from scheduler.timing.clauses import Note
from scheduler.timing.grammar import Course
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule, Recurring, Several, Timing
from scheduler.timing.tokens import Span, Tokens
from scheduler.timing.totals import contradicts

_SEVERITIES = {
    "condition-not-scheduled": Severity.INFO,
    "reported-period": Severity.INFO,
    "date-in-condition": Severity.QUESTION,
}


def findings(phrase: str, course: Course) -> tuple[Diagnostic, ...]:
    """The diagnostics of a reading, in the order in which a reader needs them: first what stands in the way of a date."""
    whole, timing = (0, len(phrase)), course.timing
    if course.fault:
        return (_finding(course.fault, Severity.ERROR, whole),)
    if course.stuck is not None:
        return (_stuck(course.tokens, course.stuck),)
    if isinstance(timing, PeriodRule):
        return (_finding("data-period", Severity.INFO, whole),)
    found = [_note(course.tokens, note) for note in course.notes]
    if timing is None:
        return tuple(found) or (_finding("no-timing", Severity.ERROR, whole),)
    found += _doubts(timing, whole)
    found += [_finding(code, Severity.INFO, whole) for code in assumed(course.taken, timing)]
    return tuple(found)


def _finding(code: str, severity: Severity, span: Span, **facts: str | int) -> Diagnostic:
    return Diagnostic(code, severity, Location(None, None, span), values(**facts) if facts else ())


def _stuck(tokens: Tokens, at: int) -> Diagnostic:
    return _finding("not-understood", Severity.ERROR, tokens.span(at, at + 1), text=tokens.words(at, at + 1))


def _note(tokens: Tokens, note: Note) -> Diagnostic:
    return _finding(note.code, _SEVERITIES.get(note.code, Severity.ERROR), tokens.span(note.first, note.last))


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
