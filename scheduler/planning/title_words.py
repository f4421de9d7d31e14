"""The words of a title: which of them tell work from other work, and what an abbreviation stands for in another title."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scheduler.planning.kinds import linking_words, words_of_doing
from scheduler.text import folded, slug

WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
"""A word of a title, or figures and letters with what joins them: «12/KH-UBND»."""
_ROMAN = re.compile(r"[IVX]+")
_SENTENCE = re.compile(r"(?:^|[.:;!?]\s)\W*$")
_FEWEST_LETTERS = 3  # of an abbreviation
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without tone marks, the marks by themselves («Hoà» has those of «Hòa»), and whether it is a name or a number.

    empty: it links words, or only says that work is done: it tells no work from other work. short: capitals alone, maybe of an
    abbreviation.
    """

    plain: str
    marks: tuple[str, ...]
    tells: bool = False
    empty: bool = False
    short: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a year of our time."""
        return _YEAR.fullmatch(self.plain) is not None


@lru_cache(maxsize=8192)
def words_of(title: str) -> tuple[Word, ...]:
    """The words of a title in order, without its commas and stops."""
    text = unicodedata.normalize("NFC", title)
    shouted = text.isupper()
    found = list(WORD.finditer(text))
    doing = _doing([folded(m.group()) for m in found])
    return tuple(_word(m, text, shouted, at < doing) for at, m in enumerate(found))


def opened(one: str, other: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of two titles, an abbreviation («UBND») as the words for which it stands in either of them."""
    both = words_of(one), words_of(other)
    short = abbreviations_of(one) | abbreviations_of(other)
    stands_for = {word: run for word in short for words in both if (run := _run(word, words))}
    if not stands_for:
        return both
    first, second = (tuple(w for word in words for w in stands_for.get(word.plain, (word,))) for words in both)
    return first, second


def most_in_common(one: str, other: str) -> float:
    """The share of words that two titles can have in common at most, whatever their order: soon reckoned."""
    short = abbreviations_of(one) | abbreviations_of(other)
    if any(stands_in(word, title) for word in short for title in (one, other)):
        return 1.0
    both = len(bag_of(one) & bag_of(other))
    return 2 * both / ((len(words_of(one)) + len(words_of(other))) or 1)


@lru_cache(maxsize=8192)
def abbreviations_of(title: str) -> frozenset[str]:
    """The words of a title that may be abbreviations."""
    return frozenset(word.plain for word in words_of(title) if word.short)


@lru_cache(maxsize=8192)
def bag_of(title: str) -> frozenset[tuple[str, int]]:
    """The words of a title, each with which of its kind it is there: two titles have as many in common as their bags."""
    seen: Counter[str] = Counter()
    found = []
    for word in words_of(title):
        found.append((word.plain, seen[word.plain]))
        seen[word.plain] += 1
    return frozenset(found)


def stands_in(short: str, title: str) -> bool:
    """Whether a title says in full what an abbreviation may stand for."""
    return short in _initials(title)


@lru_cache(maxsize=8192)
def _initials(title: str) -> str:
    return "".join(word.plain[0] for word in words_of(title))


def _run(short: str, words: Sequence[Word]) -> Sequence[Word]:
    """The words in a row of which an abbreviation has the first letters; () where there are none."""
    at = "".join(word.plain[0] for word in words).find(short)
    return words[at : at + len(short)] if at >= 0 else ()


def _doing(said: Sequence[str]) -> int:
    """How many words at the head of a title only say that something is done: «Tiếp tục tổ chức …»; never all of them."""
    at = 0
    while at < len(said):
        phrase = next((p for p in words_of_doing() if tuple(said[at : at + len(p)]) == p), None)
        if phrase is None or at + len(phrase) >= len(said):
            break
        at += len(phrase)
    return at


def _word(found: re.Match[str], text: str, shouted: bool, doing: bool) -> Word:
    said = found.group()
    split = unicodedata.normalize("NFD", said.casefold().replace("đ", "d"))
    marks = tuple(sorted(c for c in split if unicodedata.combining(c)))
    number = any(c.isdigit() for c in said) or _ROMAN.fullmatch(said) is not None
    name = said[:1].isupper() and not shouted and _SENTENCE.search(text[: found.start()]) is None
    short = len(said) >= _FEWEST_LETTERS and said.isupper() and said.isalpha() and not shouted and not number
    return Word(
        slug(said).lstrip("0") or "0",
        marks,
        number or (name and not doing),
        doing or folded(said) in linking_words(),
        short,
    )
