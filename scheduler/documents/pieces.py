"""Two pieces of a text that the width of a column or the end of a page took apart → one text."""

import re
import unicodedata
from typing import Final

from scheduler.documents.vocabulary import words

_REST: Final = re.compile(r"(?:ng|nh|ch|c|m|n|p|t)(?=[\s.,;:]|$)")
"""Endings of syllables, which are no words by themselves."""
_SYLLABLE: Final = re.compile(
    r"(?:ngh?|ch|g[hi]?|kh|nh|ph|qu|t[hr]?|[bcdđhklmnprsvx])?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?"
)
_VOWELS: Final = "aeiouy"
_SIGNED: Final = re.compile(r"\w[&/._@-]\w")
_YEAR: Final = re.compile(r"20\d\d")
_AT_STOP: Final = re.compile(r"[,;](?=\s|$)")
"""Signs that stand behind a word and never begin a line."""
_NUMERAL: Final = re.compile(r"[\d/.:-]+")
_LAST_WORD: Final = re.compile(r"(?<![^\W\d_])(?<!\d\s)[^\W\d_]+$")
"""Letters at the end of a text, but for what may be the unit of a number."""
_LAST_PART: Final = re.compile(r"[^\W_]+$")


def with_next(text: str, more: str) -> str:
    """Two pieces of a text that the width broke: between words, at the hyphen of a number, or amid a word that had no room."""
    return (
        f"{text}{more}"
        if at_hyphen(text, more) or _at_slash(text, more) or _amid_word(text, more) or _AT_STOP.match(more)
        else f"{text} {more}"
    )


def at_hyphen(text: str, more: str) -> bool:
    """«…/NQ-» and «CP», «…/NQ» and «-HĐND»."""
    if text[-1:] == "-":
        return text[-2:-1].isalnum() and more[:1].isalnum()
    return text[-1:].isupper() and more[:1] == "-" and more[1:3].isupper() and "/" in text.split()[-1]


def _at_slash(text: str, more: str) -> bool:
    """«HĐND/» and «UBND», «15/12/» and «2026»."""
    return text[-1:] == "/" and text[-2:-1].isalnum() and more[:1].isalnum()


def is_cut(token: str, rest: str) -> bool:
    """Whether a long token («HĐND&UBN», «15/12/20», «ST») and what stands on the next line («D», «26», «T») are one word.

    Only tokens with a sign or of more letters than a syllable has are so long; what goes on in them is no word by itself.
    """
    if token + rest in words("scans", "number_column"):
        return True
    if not _SIGNED.search(token):
        return False
    head, tail = rest.strip(".,;:"), _LAST_PART.search(token)
    if tail and tail[0].isdigit() and head.isdigit() and _YEAR.fullmatch(tail[0] + head):
        return True
    if _NUMERAL.fullmatch(token):
        return _NUMERAL.fullmatch(head) is not None
    if not tail or not head.isupper() or head in words("lines", "abbreviations"):
        return False
    return tail[0] + head in words("lines", "abbreviations") or not any(_is_vowel(c) for c in head)


def is_cut_syllable(text: str, rest: str) -> bool:
    """Whether «Thườn» and «g», «th» and «ường», «Tru» and «yền» are one syllable: one of the two is none, or no word, by itself."""
    end = rest.rstrip(".,;:)")
    whole = text.isalpha() and end.isalpha() and end.islower() and is_syllable(text + end)
    return whole and not (is_syllable(text) and is_syllable(end) and not _is_rest(end))


def is_cut_last_word(text: str, more: str) -> bool:
    """Whether the last word of a text and the first of what stands below it are one: a syllable, or an abbreviation."""
    last, first = _LAST_WORD.search(text), more.split()
    if last is None or not first:
        return False
    if last[0].isupper() and last[0] + first[0].rstrip(".,;:)") in words("lines", "abbreviations"):
        return True
    return last[0][1:] == last[0][1:].lower() and is_cut_syllable(last[0], first[0])


def _is_rest(text: str) -> bool:
    """Whether a syllable begins in a vowel and is no word."""
    plain = unicodedata.normalize("NFC", text)
    return _is_vowel(plain[0]) and plain not in words("lines", "vowel_words")


def is_syllable(text: str) -> bool:
    """Whether a text in letters may be a syllable of Vietnamese: what may begin one, vowels, what may end one."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(plain) is not None


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter.casefold())[:1] in _VOWELS


def _amid_word(text: str, more: str) -> bool:
    """«thá» and «ng»: no syllable is without a vowel, and what begins one does not end in one."""
    return text[-1:].islower() and _ends_in_vowel(text) and _REST.match(more) is not None


def _ends_in_vowel(text: str) -> bool:
    return next(c for c in reversed(unicodedata.normalize("NFD", text)) if not unicodedata.combining(c)) in _VOWELS
