"""How much of a text is written in syllables of Vietnamese, marks and all: what tells letters that a file gives wrongly."""

import re
import unicodedata
from functools import cache
from typing import Final

from scheduler.documents.vocabulary import words

_WORD: Final = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_TONES: Final = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_BAR: Final = "đĐ"
"""Letters of many abbreviations, which are no syllables."""


def marked_words(text: str) -> list[str]:
    """The words that have a letter with a mark: others may be of any language, or abbreviations."""
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    return [word for word in found if not word.translate(_PLAIN).isascii()]


def is_written_syllable(word: str) -> bool:
    """Whether a word may be a syllable as it is written, in small letters, in capitals, or the first one alone a capital."""
    if word not in (word.lower(), word.upper(), word.capitalize()):
        return False
    toneless = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _syllable().fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def share_of_syllables(found: list[str]) -> float:
    """How many of these words may be syllables, from 0 to 1."""
    return sum(map(is_written_syllable, found)) / len(found)


_PLAIN: Final = dict.fromkeys(map(ord, _BAR), "d")


@cache
def _syllable() -> re.Pattern[str]:
    onsets, rimes = ("|".join(words("syllables", key)) for key in ("onsets", "rimes"))
    return re.compile(f"(?:{onsets})(?:{rimes})")
