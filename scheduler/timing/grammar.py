"""The reading of one phrase: tokens → atoms → one timing, whole or not at all, with what was understood and what is to be asked."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.timing.assumed import assumed
from scheduler.timing.atoms import Atom, Stuck, atoms
from scheduler.timing.clauses import Note
from scheduler.timing.fold import fold
from scheduler.timing.ir import Ambiguous, NoTiming, Recurring, Several, Timing
from scheduler.timing.period_rules import period_rule
from scheduler.timing.tokens import Span, Tokens, tokenise
from scheduler.timing.totals import contradicts


class Piece(NamedTuple):
    """A part of the phrase that the named rule took up; span: characters of the phrase as it came, end exclusive."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was understood to mean. timing None: not understood, and a diagnostic says where."""

    phrase: str
    timing: Timing | None
    pieces: tuple[Piece, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


_SEVERITIES = {
    "condition-not-scheduled": Severity.INFO,
    "reported-period": Severity.INFO,
    "date-in-condition": Severity.QUESTION,
}


@lru_cache(maxsize=4096)
def parse(phrase: str, year: int) -> Reading:
    """Read a phrase, with `year` for what names none. Never raises; without a sure timing there is always a diagnostic.

    Readings are kept: the tasks of a plan share a few phrases ("Thường xuyên" for three of four).
    """
    return read(phrase, year)


def read(phrase: str, year: int) -> Reading:
    """As `parse`, reading anew each time."""
    tokens = tokenise(phrase)
    if len(tokens.kinds) == 3:
        return Reading(phrase, None, (), (_finding("empty", Severity.ERROR, (0, len(phrase))),))
    ruled = period_rule(tokens)
    if ruled is not None:
        piece = Piece(tokens.span(0, len(tokens.kinds) - 3), "data-period")
        return Reading(phrase, ruled, (piece,), (_finding("data-period", Severity.INFO, piece.span),))
    taken = atoms(tokens)
    if isinstance(taken, Stuck):
        return _stuck(phrase, tokens, taken)
    return _folded(phrase, tokens, taken, year)


def _finding(code: str, severity: Severity, span: Span, **facts: str | int) -> Diagnostic:
    return Diagnostic(code, severity, Location(None, None, span), values(**facts) if facts else ())


def _pieces(tokens: Tokens, found: tuple[Atom, ...]) -> tuple[Piece, ...]:
    if tokens.places is not None:
        return tuple([Piece(tokens.span(atom.first, atom.last), atom.rule) for atom in found])
    starts, ends = tokens.starts, tokens.ends
    return tuple([Piece((starts[atom.first], ends[atom.last - 1]), atom.rule) for atom in found])


def _stuck(phrase: str, tokens: Tokens, stuck: Stuck) -> Reading:
    span = tokens.span(stuck.at, stuck.at + 1)
    found = _finding("not-understood", Severity.ERROR, span, text=tokens.words(stuck.at, stuck.at + 1))
    return Reading(phrase, None, _pieces(tokens, stuck.done), (found,))


def _folded(phrase: str, tokens: Tokens, taken: tuple[Atom, ...], year: int) -> Reading:
    pieces = _pieces(tokens, taken)
    try:
        folded = fold(taken, year)
    except (ValueError, OverflowError):
        return Reading(phrase, None, pieces, (_finding("no-such-day", Severity.ERROR, (0, len(phrase))),))
    timing = folded.timing
    found = [_note(tokens, note) for note in folded.notes] if folded.notes else []
    whole = (0, len(phrase))
    if timing is None:
        if not found:
            found.append(_finding("no-timing", Severity.ERROR, whole))
    else:
        found += _doubts(timing, whole)
        found += [_finding(code, Severity.INFO, whole) for code in assumed(taken, timing)]
    return Reading(phrase, timing, pieces, tuple(found))


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
        return sorted(found, key=lambda doubt: doubt.severity is not Severity.QUESTION) if len(found) > 1 else found
    return []
