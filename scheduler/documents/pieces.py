"""Two pieces of a text that the width of a column or the end of a page took apart → one text."""

import re
import unicodedata
from typing import Final

_REST: Final = re.compile(r"(?:ng|nh|ch|c|m|n|p|t)(?=[\s.,;:]|$)")
"""Endings of syllables, which are no words by themselves."""
_VOWELS: Final = "aeiouy"


def with_next(text: str, more: str) -> str:
    """Two pieces of a text that the width broke: between words, at the hyphen of a number, or amid a word that had no room."""
    return f"{text}{more}" if at_hyphen(text, more) or _amid_word(text, more) else f"{text} {more}"


def at_hyphen(text: str, more: str) -> bool:
    """«…/NQ-» and «CP», «…/NQ» and «-HĐND»."""
    if text[-1:] == "-":
        return text[-2:-1].isalnum() and more[:1].isalnum()
    return text[-1:].isupper() and more[:1] == "-" and more[1:3].isupper() and "/" in text.split()[-1]


def _amid_word(text: str, more: str) -> bool:
    """«thá» and «ng»: no syllable is without a vowel, and what begins one does not end in one."""
    return text[-1:].islower() and _ends_in_vowel(text) and _REST.match(more) is not None


def _ends_in_vowel(text: str) -> bool:
    return next(c for c in reversed(unicodedata.normalize("NFD", text)) if not unicodedata.combining(c)) in _VOWELS
