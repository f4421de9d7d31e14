"""The reading of one phrase: tokens → atoms → one timing, whole or not at all; how it came about is told when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from scheduler.timing.atom import Atom, Kind, Stuck
from scheduler.timing.atoms import atoms
from scheduler.timing.clauses import Note
from scheduler.timing.fold import fold
from scheduler.timing.ir import Timing
from scheduler.timing.period_rules import period_rule
from scheduler.timing.tokens import Span, Tokens, tokenise

if TYPE_CHECKING:
    from scheduler.diagnostics import Diagnostic


class Piece(NamedTuple):
    """A part of the phrase that the named rule took up; span: characters of the phrase as it came, end exclusive."""

    span: Span
    rule: str


class Course(NamedTuple):
    """How a phrase is read: the timing that it comes to, and what its pieces and its findings are told from.

    taken: the atoms, up to where the reading stopped; fault: the code of an error over the whole phrase; stuck: the token that no
    rule took up.
    """

    tokens: Tokens
    timing: Timing | None = None
    taken: tuple[Atom, ...] = ()
    notes: Sequence[Note] = ()
    fault: str = ""
    stuck: int | None = None


class Reading:
    """What a phrase was understood to mean. timing None: not understood, and a diagnostic says where.

    Pieces and diagnostics are told when they are asked for, by going the way of the phrase again: most phrases are read for their
    timing alone, and so nothing of the way is kept.
    """

    __slots__ = ("_diagnostics", "phrase", "timing", "year")

    def __init__(
        self, phrase: str, year: int, timing: Timing | None, diagnostics: tuple[Diagnostic, ...] | None = None
    ) -> None:
        self.phrase = phrase
        self.year = year
        self.timing = timing
        self._diagnostics = diagnostics

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the rules took up, in the order of the phrase."""
        course = follow(self.phrase, self.year)
        return tuple([Piece(course.tokens.span(atom.first, atom.last), atom.rule) for atom in course.taken])

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong, open or assumed."""
        if self._diagnostics is None:
            from scheduler.timing.findings import findings  # with dataclasses, which a plain reading does without

            self._diagnostics = findings(self.phrase, follow(self.phrase, self.year))
        return self._diagnostics

    def but(self, timing: Timing | None, diagnostics: tuple[Diagnostic, ...]) -> Reading:
        """The same phrase with another timing and other findings: what other lines of its task made of it."""
        return Reading(self.phrase, self.year, timing, diagnostics)

    def __repr__(self) -> str:
        return f"Reading({self.phrase!r}, {self.year}, {self.timing!r}, {self.diagnostics!r})"


@lru_cache(maxsize=4096)
def parse(phrase: str, year: int) -> Reading:
    """Read a phrase, with `year` for what names none. Never raises; without a sure timing there is always a diagnostic.

    Readings are kept: the tasks of a plan share a few phrases ("Thường xuyên" for three of four).
    """
    return read(phrase, year)


def read(phrase: str, year: int) -> Reading:
    """As `parse`, reading anew each time."""
    return Reading(phrase, year, follow(phrase, year).timing)


def follow(phrase: str, year: int) -> Course:
    """The way of a phrase, to its timing or to where it stopped."""
    tokens = tokenise(phrase)
    if len(tokens.kinds) == 3:
        return Course(tokens, fault="empty")
    if "UNTIL" in tokens.kinds and (ruled := period_rule(tokens)) is not None:
        return Course(tokens, ruled, (Atom(Kind.REMARK, None, 0, len(tokens.kinds) - 3, "data-period"),))
    taken = atoms(tokens)
    if isinstance(taken, Stuck):
        return Course(tokens, None, taken.done, stuck=taken.at)
    try:
        timing, notes = fold(taken, year)
    except (ValueError, OverflowError):
        return Course(tokens, None, taken, fault="no-such-day")
    return Course(tokens, timing, taken, notes)
