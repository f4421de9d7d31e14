"""Words that were taken apart when text was copied out of a PDF («c ủa», «th ực»): told by syllables without a vowel."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from scheduler.documents.pieces import is_cut_syllable
from scheduler.documents.syllables import is_written_syllable

_PARTED = re.compile(r"(?<![\w&/.-])(?:ngh|ng|nh|kh|th|tr|ch|ph|gh|qu|[bcdđghklmnprstvx])\s(?=[^\W\d_])(\w+)")
_VOWELS = "aeiouy"
_FEWEST = 6
"""Such places in a text; one or two are slips of typing, or letters that stand for something."""
_PAIR = re.compile(r"(?<![\w&/.()-])(?=([^\W\d_]+)\s([^\W\d_]+)(?![\w&/-]))")


def parted_words(texts: Iterable[str]) -> str | None:
    """Some of the places where a word was taken apart, None where the text holds hardly any."""
    found: list[str] = []
    for text in texts:
        found += (place[0] for place in _PARTED.finditer(text) if _begins_in_vowel(place[1]))
        if len(found) >= _FEWEST:
            return "”, “".join(found[:3])
    return None


def halves_of_syllables(text: str) -> Iterator[str]:
    """The places where two pieces stand for one syllable («phòn g», «Tru yền»): one of them at least is no word by itself."""
    for pair in _PAIR.finditer(text):
        first, second = pair[1], pair[2]
        whole = first + second
        if not whole.isascii() and is_written_syllable(whole) and is_cut_syllable(first, second):
            yield f"{first} {second}"


def _begins_in_vowel(word: str) -> bool:
    return unicodedata.normalize("NFD", word[0].casefold())[0] in _VOWELS
