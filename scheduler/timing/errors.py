"""Help with a phrase not understood: the place, what was understood, what could stand there, what is near."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, east_asian_width

from scheduler.diagnostics import Severity
from scheduler.timing.continuing import Expected, expected_behind, joined, sure
from scheduler.timing.course import follow
from scheduler.timing.folding import strip_marks
from scheduler.timing.grammar import Piece, Reading
from scheduler.timing.slips import mended
from scheduler.timing.tokens import Span, normalise, tokenise


@dataclass(frozen=True, slots=True)
class Help:
    """Help with a phrase that was not understood.

    place: the caret lines; understood: what the words before it say by themselves; pending: the words between them and the place;
    expected: what could stand there (`follows`: behind the whole phrase); nearest: a phrase that is read and most like it
    (`mended`: itself, with its slips put right).
    """

    place: str
    understood: tuple[Piece, ...]
    pending: str
    expected: tuple[Expected, ...]
    follows: bool
    mended: bool
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


_BROKEN_OFF = frozenset({"not-understood", "unfinished", "no-such-part"})


def advise(reading: Reading) -> Help | None:
    """Help for a reading without a sure meaning; None where there is nothing to ask."""
    worst = next((one for one in reading.diagnostics if one.severity in (Severity.ERROR, Severity.QUESTION)), None)
    if worst is None:
        return None
    phrase, year = reading.phrase, reading.year
    span = worst.location.span or (0, len(phrase))
    follows = worst.code not in _BROKEN_OFF
    before = phrase if follows else phrase[: span[0]]
    pieces = reading.pieces if follows else _understood(before, year)
    pending = before[pieces[-1].span[1] if pieces else 0 :].strip()
    slip, expected = mended(phrase, year), expected_behind(before, year)
    near = slip.text if slip is not None else nearest(phrase) or _likest(reading, before, span[1], expected)
    return Help(caret(phrase, span), pieces, pending, expected, follows, slip is not None, near)


_ENDS = 12


def _understood(before: str, year: int) -> tuple[Piece, ...]:
    """What the most of these words, from the first on, say by themselves."""
    tokens = tokenise(before)
    last = len(tokens.kinds) - 3
    for end in range(last, max(0, last - _ENDS), -1):
        course = follow(before[: tokens.span(end - 1, end)[1]], year)
        if sure(course):
            return tuple(Piece(course.tokens.span(one.first, one.last), one.rule) for one in course.taken)
    return ()


def _likest(reading: Reading, before: str, end: int, expected: Sequence[Expected]) -> str | None:
    """The phrase with what could stand at the place instead of what does; what is read before it; what it could go on to be."""
    phrase, year = reading.phrase, reading.year
    after, left = phrase[end:], len(before) < len(phrase.rstrip())
    tried = [
        joined(before, text) for one in expected[:1] if not left or one.code not in _ADDING for text in one.examples
    ]
    whole = [text + after for text in tried] if after[:1] in _ENDS_WORD and not sure(follow(before, year)) else []
    found = next((text for text in (*whole, *([] if left else tried)) if sure(follow(text, year))), None)
    pieces = _understood(before, year)
    understood = phrase[: pieces[-1].span[1]] if pieces and left else None
    return (
        found
        or understood
        or next((text for text in tried if sure(follow(text, year))), None)
        or _nearest_by_words(phrase)
    )


_ADDING = frozenset({"end", "others", "years-behind", "conditions", "documents", "days-counted"})
"""Continuations that add to what is said, and so are no other way to say it."""

_ENDS_WORD = frozenset(("", " ", ","))


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
    """The known phrase of which this one is a slip; None where there is none."""
    plain = {strip_marks(normalise(line)): line for line, _ in _known()}
    alike = get_close_matches(strip_marks(normalise(phrase))[:_LONGEST], plain, n=1, cutoff=_ONE_SLIP)
    return plain[alike[0]] if alike else None


_LONGEST = 80
_ONE_SLIP = 0.85
"""How alike two phrases are, marks apart, of which one is a slip of the other: a letter or two lost or exchanged."""


def _nearest_by_words(phrase: str) -> str | None:
    """The known phrase most of whose words it has; None where it has few of any."""
    shape = _shape(phrase)
    best, likeness = None, 0.2
    for line, known in _known():
        alike = len(shape & known) / max(1, len(shape | known))
        if alike > likeness:
            best, likeness = line, alike
    return best
