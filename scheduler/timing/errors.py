"""Help with a phrase not understood: the place, what was understood, what could stand there, what is near."""

import itertools
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, east_asian_width

from scheduler.diagnostics import Severity
from scheduler.timing.folding import strip_marks
from scheduler.timing.grammar import Piece, Reading
from scheduler.timing.places import place_of
from scheduler.timing.tokens import Span, normalise

_AFTER = (
    ("event", "after-event"),
    ("days-from", "after-event"),
    ("occasion", "after-event"),
    ("calendar", "after-when"),
    ("cyclic", "after-when"),
    ("within", "after-when"),
    ("term", "after-when"),
    ("from", "after-when"),
    ("period", "after-beat"),
    ("rhythm", "after-beat"),
    ("count", "after-beat"),
)


@dataclass(frozen=True, slots=True)
class Help:
    """Help with a phrase that was not understood. place: the caret lines; expected: a code of words/timing.toml."""

    place: str
    understood: tuple[Piece, ...]
    expected: str
    nearest: str | None


def caret(phrase: str, span: Span) -> str:
    """The phrase on one line and under it carets for the span (half-open, characters); wide and combining characters counted."""
    shown = "".join(" " if char in "\t\r\n\v\f\x85\u2028\u2029" else char for char in phrase)
    start, end = max(0, span[0]), min(len(phrase), span[1])
    before = _columns(shown[:start])
    return f"{shown}\n{' ' * before}{'^' * max(1, _columns(shown[start:end]))}"


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def advise(reading: Reading) -> Help | None:
    """Help for a reading without a sure meaning; None where there is nothing to ask."""
    worst = next((one for one in reading.diagnostics if one.severity in (Severity.ERROR, Severity.QUESTION)), None)
    if worst is None:
        return None
    span = worst.location.span or (0, len(reading.phrase))
    before = tuple(
        piece for piece in reading.pieces if piece.span[1] <= max(span[0], 1) or worst.severity is Severity.QUESTION
    )
    place = place_of(reading.phrase, span) if worst.severity is Severity.ERROR else None
    return Help(caret(reading.phrase, span), before, place or _expected(before), nearest(reading.phrase))


def _expected(before: tuple[Piece, ...]) -> str:
    if not before:
        return "start"
    rule = before[-1].rule
    return next((code for start, code in _AFTER if rule.startswith(start)), "start")


@cache
def _known() -> tuple[tuple[str, frozenset[str]], ...]:
    with open(__file__.removesuffix("errors.py") + "known.txt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    return tuple((line, _shape(line)) for line in lines if line)


def _shape(phrase: str) -> frozenset[str]:
    """The words of a phrase and its pairs of words, figures made alike: what two phrases are compared by."""
    words = [
        "#" if any(char.isdigit() for char in word) else word for word in normalise(phrase).replace("/", " / ").split()
    ]
    return frozenset(words) | frozenset(f"{a} {b}" for a, b in itertools.pairwise(words))


def nearest(phrase: str) -> str | None:
    """The known phrase most like this one, letter by letter or else by its words; None where none is like it."""
    plain = {strip_marks(normalise(line)): line for line, _ in _known()}
    alike = get_close_matches(strip_marks(normalise(phrase))[:_LONGEST], plain, n=1, cutoff=_ONE_SLIP)
    return plain[alike[0]] if alike else _nearest_by_words(phrase)


_LONGEST = 80
_ONE_SLIP = 0.85
"""How alike two phrases are, marks apart, of which one is a slip of the other: a letter or two lost or exchanged."""


def _nearest_by_words(phrase: str) -> str | None:
    shape = _shape(phrase)
    best, likeness = None, 0.2
    for line, known in _known():
        alike = len(shape & known) / max(1, len(shape | known))
        if alike > likeness:
            best, likeness = line, alike
    return best
