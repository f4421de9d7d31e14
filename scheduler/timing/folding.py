"""Folding: the spellings of one Vietnamese text brought together, one character for one, so that places stay."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import filterfalse

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # combining: grave, acute, hook, tilde, dot below
_HORN = "\u031b"
_D = unicodedata.lookup("LATIN SMALL LETTER D WITH STROKE")


def _tone_moves() -> dict[str, str]:
    """Digraphs with the tone on their second vowel → the same with the tone on the first: oà → òa, uý → úy."""
    moves: dict[str, str] = {}
    for first in "ou":
        for second in "aeyi":
            for mark in _TONES:
                late = unicodedata.normalize("NFC", first + second + mark)
                early = unicodedata.normalize("NFC", first + mark + second)
                if len(late) == len(early) == 2:
                    moves[late] = early
    return moves


_MOVES = _tone_moves()


def _composed(base: str) -> list[str]:
    """A letter with each of the tones."""
    return [unicodedata.normalize("NFC", base + tone) for tone in _TONES]


_U_HORN, _O_HORN = (unicodedata.normalize("NFC", base + _HORN) for base in "uo")
_TONED_HORNS = dict(zip(_composed(_U_HORN), _composed(_O_HORN), strict=True))
_HORNLESS = re.compile(f"[u{''.join(_TONED_HORNS)}][{_O_HORN}{''.join(_TONED_HORNS.values())}][a-z{_D}]")
"""A pair of u and o with one horn missing or the tone on the first. (Begins with a set, over which `re` skips fast.)"""
MARKED = frozenset(map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
"""The letters with a mark: a text without any is one typed wholly without."""
_LATE = re.compile("[ou][" + "".join({pair[1] for pair in _MOVES}) + "]")
SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−⁃﹣－→⇒➔➜~", "-"),
        **dict.fromkeys("’‘′‵`´＇", "'"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n\v\f\x85\u2028\u2029",
            " ",
        ),
        "／": "/",
        "⁄": "/",
        "∕": "/",
        "；": ";",
        "，": ",",
        "：": ":",
        "（": "(",
        "）": ")",
        "．": ".",
        "Ⅰ": "I",
        "Ⅴ": "V",
        "–": "-",
    }
)
_FOOTNOTES = "¹²³⁰⁴-⁹*†‡"
_FOOTNOTE = rf"[{_FOOTNOTES}]+|\[\d{{1,2}}\]"
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]"
"""(Patterns that few phrases need are left to `re` to compile and keep: the start does without them.)"""


_UNUSUAL = re.compile(f"[{''.join(map(chr, SPELLINGS))}{_FOOTNOTES}\\[{_INVISIBLE[1:]}")
"""A character that cleaning changes: a phrase without any is clean as it came."""


def _lower(text: str) -> str:
    """Lower case, as long as the text: «İ» and its like stay."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _moved(match: re.Match[str]) -> str:
    return _MOVES[match.group()]


def _horned(match: re.Match[str]) -> str:
    """Both horns, and the tone on the second."""
    pair = match.group()
    return _U_HORN + _TONED_HORNS.get(pair[0], pair[1]) + pair[2]


def fold(text: str) -> str:
    """Lower case, tone on the first vowel of a digraph, u and o with both horns; as long as the text (NFC)."""
    low = text.lower()
    if len(low) != len(text):
        low = _lower(text)
    if _LATE.search(low):
        low = _LATE.sub(_moved, low)
    if _HORNLESS.search(low):
        low = _HORNLESS.sub(_horned, low)
    return low


def strip_marks(text: str) -> str:
    """The text without diacritics: năm → nam, đợt → dot."""
    plain = unicodedata.normalize("NFD", text.replace(_D, "d"))
    return "".join(filterfalse(unicodedata.combining, plain))


def is_slip(word: str, words: Iterable[str]) -> bool:
    """Whether one letter is missing, added, wrong or in its neighbour's place in one of the words."""
    return any(_one_slip_apart(word, one) for one in words)


def _one_slip_apart(word: str, bound: str) -> bool:
    if abs(len(word) - len(bound)) > 1:
        return False
    head = next((at for at, (a, b) in enumerate(zip(word, bound, strict=False)) if a != b), min(len(word), len(bound)))
    a, b = word[head:], bound[head:]
    return a[1:] == b or b[1:] == a or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def clean(phrase: str) -> tuple[str, list[int] | None]:
    """The phrase in NFC with plain dashes, quotes and blanks, without footnote marks and invisible characters; its case is kept.

    Second: for each character of the result its place in the phrase, None where the two run in step.
    """
    if unicodedata.is_normalized("NFC", phrase):
        if not _UNUSUAL.search(phrase):
            return phrase, None
        if not re.search(_INVISIBLE, phrase):
            return _without_notes(phrase.translate(SPELLINGS)), None
    text, places = _recompose(phrase)
    return _without_notes(text), places


def _without_notes(text: str) -> str:
    """Footnote marks made blank."""
    return re.sub(_FOOTNOTE, lambda match: " " * len(match.group()), text)


def _recompose(phrase: str) -> tuple[str, list[int]]:
    """NFC piece by piece (a base and its marks), so that each character keeps a place in the phrase as it came."""
    out: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(phrase) + 1):
        if end < len(phrase) and unicodedata.combining(phrase[end]):
            continue
        piece = unicodedata.normalize("NFC", re.sub(_INVISIBLE, "", phrase[start:end])).translate(SPELLINGS)
        out.append(piece)
        places.extend([start] * len(piece))
        start = end
    return "".join(out), places
