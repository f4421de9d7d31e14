"""The reading of one phrase: its timing at once; what was understood and what is to be asked, when somebody asks."""

from __future__ import annotations

from functools import lru_cache

from scheduler.timing.course import follow, way
from scheduler.timing.ir import Timing, new
from scheduler.timing.lexicon import sense
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Span, tokenise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scheduler.diagnostics import Diagnostic


class Piece(NamedTuple):
    """A part of the phrase that the named rule took up; span: characters of the phrase as it came, end exclusive."""

    span: Span
    rule: str


class Reading(NamedTuple):
    """What a phrase was understood to mean. timing None: not understood, and a diagnostic says where.

    Pieces and diagnostics are told when they are asked for, by going the way of the phrase again: most phrases are read for their
    timing alone, and so nothing of the way is kept.

    told: what other lines, or a slip put right, made of it; said: the phrase as it was read where a slip in it was put right.
    """

    phrase: str
    year: int
    timing: Timing | None
    told: tuple[Diagnostic, ...] | None = None
    said: str | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the rules took up, in the order of the phrase."""
        course = follow(self.said or self.phrase, self.year)
        return tuple([Piece(course.tokens.span(atom.first, atom.last), atom.rule) for atom in course.taken])

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong, open or assumed."""
        return self.told if self.told is not None else _findings(self.said or self.phrase, self.year)

    def but(self, timing: Timing | None, diagnostics: tuple[Diagnostic, ...]) -> Reading:
        """The same phrase with another timing and other findings: what other lines of its task made of it."""
        return Reading(self.phrase, self.year, timing, diagnostics, self.said)

    def __repr__(self) -> str:
        return f"Reading({self.phrase!r}, {self.year}, {self.timing!r}, {self.diagnostics!r})"


_KEPT = 4096
"""So many readings are kept, since the tasks of a plan share a few phrases ("Thường xuyên" for three of four)."""


@lru_cache(maxsize=_KEPT)
def _findings(said: str, year: int) -> tuple[Diagnostic, ...]:
    from scheduler.timing.findings import findings  # with dataclasses, which a plain reading does without

    return findings(said, follow(said, year))


@lru_cache(maxsize=_KEPT)
def parse(phrase: str, year: int) -> Reading:
    """Read a phrase, with `year` for what names none. Never raises; without a sure timing there is always a diagnostic."""
    return read(phrase, year)


def read(phrase: str, year: int) -> Reading:
    """As `parse`, reading anew each time."""
    tokens = tokenise(phrase)
    timing = way(tokens, year)[0]
    if timing is not None or ("WORD" not in tokens.kinds and _AT_ONCE.isdisjoint(tokens.values)):
        # (Only a word that is none of the lexicon's, or «ngay», can have a slip in it.)
        return new(Reading, (phrase, year, timing, None, None))
    return _with_marks_put_right(phrase, year)


_AT_ONCE = sense("right_away")


def _with_marks_put_right(phrase: str, year: int) -> Reading:
    """What is not read as it stands, where one word with wrong marks is all that stands in the way: said in a warning."""
    from scheduler.timing.slips import marks_put_right  # which only such phrases need

    right = marks_put_right(phrase, year)
    if right is None:
        return Reading(phrase, year, None)
    from scheduler.timing.findings import with_marks_taken

    course = follow(right.text, year)
    return Reading(phrase, year, course.timing, with_marks_taken(phrase, right, course), right.text)
