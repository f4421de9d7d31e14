"""Words that were taken apart when text was copied out of a PDF («c ủa», «th ực»): told by syllables without a vowel."""

import re
import unicodedata
from collections.abc import Iterable

_PARTED = re.compile(r"(?<![\w&/.-])(?:ngh|ng|nh|kh|th|tr|ch|ph|gh|qu|[bcdđghklmnprstvx])\s(?=[^\W\d_])(\w+)")
_VOWELS = "aeiouy"
_FEWEST = 6
"""Such places in a text; one or two are slips of typing, or letters that stand for something."""


def parted_words(texts: Iterable[str]) -> str | None:
    """Some of the places where a word was taken apart, None where the text holds hardly any."""
    found: list[str] = []
    for text in texts:
        found += (place[0] for place in _PARTED.finditer(text) if _begins_in_vowel(place[1]))
        if len(found) >= _FEWEST:
            return "”, “".join(found[:3])
    return None


def _begins_in_vowel(word: str) -> bool:
    return unicodedata.normalize("NFD", word[0].casefold())[0] in _VOWELS
