"""Marks of secrecy as they are read from pictures, whose letters suffer from frames, print below them and wear."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from scheduler.documents.vocabulary import pattern, words

_SECRET = words("marks", "secret")
_INTERNAL_STAMPS = words("marks", "internal_stamp")
_MISREAD = (2, 1)
"""Letters of each mark but the shortest that may be misread on a stamp."""
_WORDS = (("MAT", 1), ("TOI", 1), ("TUYET", 2), ("TOIMAT", 2), ("TUYETMAT", 3))
"""The words of marks without accents, and how many letters of them may be misread on a page."""
_SHORT_STAMP, _LONG_STAMP = pattern("marks", "short_stamp"), pattern("marks", "long_stamp")
_LIKE_STAMP = pattern("marks", "like_stamp")
_UNSURE_STAMP = pattern("marks", "unsure_stamp")
_MISREAD_STAMP = pattern("marks", "misread_stamp")
_ANOTHER_WORD = pattern("marks", "another_word")
_WHOLE_OTHER = pattern("marks", "whole_other")
_STROKES = "IJL1"
_LONG_END = pattern("marks", "long_stamp_end").pattern
_RIMS = " .,;:'\"-_|[](){}“”‘’„«»~*°"
"""What the frame of a stamp is read as."""

UNSURE_STAMP = "\ufdd0"
"""What stands for a stamp on a picture that may be a mark and could not be read: a sign that no text has."""


def misread_mark(line: str) -> str | None:
    """The mark that a line in capitals is but for its accents, where it was recognised from a picture.

    Of the shortest only the roof and the dot may be lost: with others it is another word, «MẶT», «MẤT».
    """
    bare, closed = _bare_and_closed(line)
    letters = _without_accents(closed)
    if (
        not bare.isupper()
        or letters not in _LETTERS
        or (letters == _LETTERS[-1] and not _MISREAD_STAMP.fullmatch(closed))
    ):
        return None
    return _SECRET[_LETTERS.index(letters)].upper()


def may_be_misread_mark(line: str) -> bool:
    """Whether such a line is another word than a mark by its accents alone, which pictures blur."""
    bare, closed = _bare_and_closed(line)
    return bare.isupper() and _without_accents(closed) in _LETTERS and misread_mark(line) is None


def surest_of(marks: Iterable[str], readings: Sequence[str]) -> str | None:
    """The longest of the marks that readings of one place come to; UNSURE_STAMP where they tell the shortest from another word.

    readings: «BÍ MẬT», «MẶT TRẬN» among them; or «MẶT», where none says «MẬT» itself.
    """
    mark = max(marks, key=len, default=None)
    if mark is None or mark != _SECRET[-1].upper():
        return mark
    closed = [_bare_and_closed(line)[1] for line in readings]
    other = any(_ANOTHER_WORD.search(line.casefold()) for line in closed)
    return UNSURE_STAMP if other or (mark not in closed and any(map(may_be_misread_mark, readings))) else mark


def goes_on_in(below: str) -> bool:
    """Whether the line below makes another word of one that is like the shortest mark: «TRẬN TỔ QUỐC» of «MẶT»."""
    bare, closed = _bare_and_closed(below)
    return bare.isupper() and _without_accents(closed).startswith(_LONGER)


def says_another_word(lines: Sequence[str]) -> bool:
    """Whether a line, or two below each other, are another word than a mark that holds the shortest one: «BÍ MẬT», «MẬT ONG»."""
    said = ["".join(filter(str.isalnum, unicodedata.normalize("NFC", line).casefold())) for line in lines]
    pairs = map("".join, pairwise(one for one in said if one))
    return any(_WHOLE_OTHER.fullmatch(one) for one in (*said, *pairs))


def _bare_and_closed(line: str) -> tuple[str, str]:
    """Letters and figures of a line in one form, with single blanks and with none."""
    bare = " ".join("".join(c for c in unicodedata.normalize("NFC", line) if c.isalnum() or c.isspace()).split())
    return bare, bare.replace(" ", "")


def may_be_of_mark(word: str) -> bool:
    """Whether a word that was read from a picture may be one of a mark, of whose letters one or two were read as others."""
    letters = _without_accents("".join(c for c in word if c.isalnum()))
    return letters.isupper() and any(_differ(letters, known) <= most for known, most in _WORDS)


def mark_of_stamp(line: str) -> str | None:
    """The mark, where a line read from a stamp by itself is one but for what its frame and the print below it do to letters.

    Two letters of the longest mark may be others, or those in its middle; one of the next; of the shortest only its last,
    where the dot below the one before is there: «MẬI», and not «MẬU» or «MẶT».
    """
    letters = unicodedata.normalize("NFC", "".join(c for c in line if c.isalnum())).upper()
    if _SHORT_STAMP.fullmatch(unicodedata.normalize("NFC", line).strip(_RIMS)):
        return _SECRET[-1].upper()
    bare = _without_strokes(letters)
    for mark in _SECRET:
        if bare == _without_strokes(mark.upper().replace(" ", "")):
            return mark.upper()
    for mark, most in zip(_SECRET[:-1], _MISREAD, strict=True):
        meant = mark.replace(" ", "").upper()
        if _differ(_without_accents(letters), _without_accents(meant)) <= most and meant[-2] in letters:
            return mark.upper()
    if letters.endswith(_LONG_END):
        return _SECRET[0].upper()
    return _SECRET[0].upper() if line.isupper() and _LONG_STAMP.fullmatch(_without_accents(letters)) else None


def mark_of_likeness(line: str, *, loosely: bool) -> str | None:
    """The same of what was read where something stands that is like a mark by its shape; loosely: very much like it."""
    mark = mark_of_stamp(line)
    if mark is not None or not loosely:
        return mark
    text = unicodedata.normalize("NFC", line).strip(_RIMS)
    return _SECRET[-1].upper() if _LIKE_STAMP.fullmatch(text) else None


def may_be_mark_of_likeness(line: str) -> bool:
    """Whether what was read there leaves it open: its last letters are nearly those of a mark."""
    return _UNSURE_STAMP.fullmatch(unicodedata.normalize("NFC", line).strip(_RIMS)) is not None


def internal_of_stamp(line: str) -> str | None:
    """What a line read from a stamp says of internal use, where no more than a quarter of its letters are others."""
    letters = _without_accents("".join(c for c in line if c.isalnum())).upper()
    near = (
        one.upper() for one in _INTERNAL_STAMPS if _is_near(letters, _without_accents(one).upper().replace(" ", ""))
    )
    return next(near, None)


def _is_near(letters: str, meant: str) -> bool:
    most = len(meant) // 4
    return abs(len(letters) - len(meant)) <= most and _differ(letters, meant) <= most


def _without_strokes(letters: str) -> str:
    """The letters without single strokes: those that are only outlined are read as several, «TIỐI MIẬT»."""
    return "".join(c for c in letters if c not in _STROKES)


def _differ(one: str, other: str) -> int:
    """How many letters have to be changed, added or left out."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row = row, [at]
        for along, known in enumerate(other, 1):
            row.append(min(before[along] + 1, row[-1] + 1, before[along - 1] + (letter != known)))
    return row[-1]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_LONGER = tuple(_without_accents(word.upper().replace(" ", "")) for word in words("marks", "longer"))
_LETTERS = tuple(_without_accents(mark.upper().replace(" ", "")) for mark in _SECRET)
"""The marks without accents and blanks, the longest first."""
