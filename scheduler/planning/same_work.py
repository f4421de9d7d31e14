"""Whether two titles under one number are one piece of work: nothing between them may tell one piece from another."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scheduler.planning.kinds import linking_words
from scheduler.text import folded, slug

_SURE = 0.76  # share of words that two titles have in common, in order
_NEARLY_ALL = 0.85
_FEWEST = 4  # words of a title that may stand within another
_WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
_ROMAN = re.compile(r"[IVX]+")
_SENTENCE = re.compile(r"(?:^|[.:;!?]\s)\W*$")


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common, in order and without regard to their commas: 0.0 … 1.0."""
    return _in_common(*_bare_words(one, other)).ratio()


def is_within(one: str, other: str, most: float = _NEARLY_ALL) -> bool:
    """Whether nearly all words of one title, and not just a few, stand in the other in order: it says the same, and more."""
    words = _bare_words(one, other)
    fewest = min(map(len, words))
    return fewest >= _FEWEST and sum(b.size for b in _in_common(*words).get_matching_blocks()) >= most * fewest


def _bare_words(one: str, other: str) -> tuple[list[str], list[str]]:
    first, second = (_WORD.findall(folded(title)) for title in (one, other))
    return first, second


def _in_common(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one, other, autojunk=False)


def same_work(one: str, other: str, least: float = _SURE) -> bool:
    """Whether a title is but a new wording of the other.

    Words put in or left out may make no difference, and neither do tone marks, small words, commas and capitals. A word in
    another's place does («hộ tịch» for «đất đai», «tổng kết» for «sơ kết»), and so does a name or a number that only one has:
    «Kiểm tra xã An Hòa» is another piece of work than «Kiểm tra xã An Bình», however alike they are. least: the share of words
    that they are to have in common.
    """
    return _in_common(folded(one).split(), folded(other).split()).ratio() >= least and not _told_apart(
        _words(one), _words(other)
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word without tone marks, the marks by themselves («Hoà» has those of «Hòa»), and whether it is a name or a number."""

    plain: str
    marks: tuple[str, ...]
    tells: bool


def _told_apart(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    matcher = SequenceMatcher(None, [w.plain for w in one], [w.plain for w in other], autojunk=False)
    return any(
        _other_names(one[a:b], other[c:d]) if op == "equal" else _differ(one[a:b], other[c:d])
        for op, a, b, c, d in matcher.get_opcodes()
    )


def _other_names(left: Sequence[_Word], right: Sequence[_Word]) -> bool:
    """Whether names differ by their tone marks: «Tân Hà», «Tân Hạ»."""
    return any(w.tells and n.tells and w.marks != n.marks for w, n in zip(left, right, strict=True))


def _differ(left: Sequence[_Word], right: Sequence[_Word]) -> bool:
    if any(word.tells for word in (*left, *right)):
        return True
    small = linking_words()
    return all(any(w.plain not in small for w in side) for side in (left, right))


def _words(title: str) -> list[_Word]:
    text = unicodedata.normalize("NFC", title)
    shouted = text.isupper()
    return [_word(m, text, shouted) for m in _WORD.finditer(text)]


def _word(found: re.Match[str], text: str, shouted: bool) -> _Word:
    said = found.group()
    split = unicodedata.normalize("NFD", said.casefold().replace("đ", "d"))
    marks = tuple(sorted(c for c in split if unicodedata.combining(c)))
    number = any(c.isdigit() for c in said) or _ROMAN.fullmatch(said) is not None
    name = said[:1].isupper() and not shouted and _SENTENCE.search(text[: found.start()]) is None
    return _Word(slug(said), marks, number or name)
