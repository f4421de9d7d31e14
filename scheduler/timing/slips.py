"""Slips of the pen mended: a phrase with one word at a time put right, until it is read; offered, never taken."""

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from scheduler.timing.atom import Kind
from scheduler.timing.continuing import breaks_off, sure
from scheduler.timing.course import Course, follow
from scheduler.timing.folding import MARKED, fold, strip_marks
from scheduler.timing.ir import Triggered
from scheduler.timing.lexicon import listed, sense
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Span, Tokens, normalise, tokenise

_TURNS, _WAYS, _PLACES, _TRIED = 3, 4, 6, 12
"""How many words are put right in one phrase; how many ways of it are followed; at how many places a word is looked for; how many
words are tried at each."""

_LONGEST = 120


class Mended(NamedTuple):
    """A phrase put right, and where the first word stood in it that was wrong."""

    text: str
    first: Span


@lru_cache(maxsize=256)
def mended(phrase: str, year: int) -> Mended | None:
    """The phrase with its slips put right, where it then has one meaning; None where no few words do that."""
    if len(phrase) > _LONGEST:
        return None
    text = unicodedata.normalize("NFC", phrase)
    found = _search(text, year)
    if found is None or text == phrase:
        return found
    start, end = (_place_in(phrase, text, at) for at in found.first)
    return Mended(found.text, (start, end))


def marks_put_right(phrase: str, year: int) -> Mended | None:
    """The phrase where one word of it is a word of time with wrong marks ("Trươc ngày 15/6", "chậm nhât …"), and one reading makes
    all of it sure; None where there is another such word, or another way to put it right."""
    text = unicodedata.normalize("NFC", phrase)
    if len(phrase) > _LONGEST or MARKED.isdisjoint(text):
        return None
    tokens, found = tokenise(text), list[Mended]()
    for at, kind in enumerate(tokens.kinds):
        if not _at_once(tokens, at) and (kind != "WORD" or not _with_its_letters(tokens.words(at, at + 1).lower())):
            continue  # as nearly all: a name, or what is done
        if (place := _place(text, tokens, at))[1] - place[0] > _SHORT:
            found += _with_other_marks(text, tokens, at, place, year)
    return found[0] if len(found) == 1 else None


def _at_once(tokens: Tokens, at: int) -> bool:
    """Trước ngay 30/6: the word for "at once" right before a figure, and behind a bound."""
    known = at > 0 and tokens.values[at] in _RIGHT_AWAY and tokens.kinds[at + 1] in {"NUM", "DM", "DMY"}
    return known and tokens.kinds[at - 1] in {"BEFORE", "BY", "UNTIL", "FROM"}


_RIGHT_AWAY = sense("right_away")


def place_before(phrase: str, right: Mended, span: Span) -> Span:
    """The place in the phrase as it came of one in the phrase put right (which is composed, and of as many letters)."""
    if len(phrase) == len(right.text):
        return span
    text = unicodedata.normalize("NFC", phrase)
    return _place_in(phrase, text, span[0]), _place_in(phrase, text, span[1])


_SHORT = 2


def _with_other_marks(phrase: str, tokens: Tokens, at: int, span: Span, year: int) -> Iterator[Mended]:
    start, end = span
    said = phrase[start:end]
    for word in _with_its_letters(said.lower()):
        text = f"{phrase[:start]}{_cased(word, said)}{phrase[end:]}"
        if text == phrase or _stays_strange(word, text, tokens, at):
            continue
        after = follow(text, year)
        if len(text) == len(phrase) and sure(after) and _as_time(after, start):
            yield Mended(text, span)


def _place(text: str, tokens: Tokens, at: int) -> Span:
    """The span of a word: looked for by its letters where they stand there once, which takes a tenth of the time."""
    said = tokens.words(at, at + 1)
    if text.count(said) != 1 or not text.isprintable():  # an invisible sign belongs to the letter before it
        return tokens.span(at, at + 1)
    start = text.index(said)
    return start, start + len(said)


@lru_cache(maxsize=4096)
def _with_its_letters(low: str) -> Sequence[str]:
    """The words of time of the same letters, marks aside."""
    return _by_letters().get(strip_marks(low), ())


def _stays_strange(word: str, text: str, before: Tokens, at: int) -> bool:
    """Whether the word put right is a word of time only beside others, which are not there ("Tiên"): the rules, which
    go by the kinds, then stop where they did. Not one that a rule knows by its letters, as those of a feast."""
    return before.kinds[at] == "WORD" and word not in _known_by_letters() and tokenise(text).kinds == before.kinds


@cache
def _known_by_letters() -> frozenset[str]:
    """The words of feasts, and those that rules ask for one by one."""
    feasts = [said for _, text in listed("feasts") for said in text.split()]
    return frozenset([*feasts, *(word for _, word in listed("senses"))])


@cache
def _by_letters() -> dict[str, list[str]]:
    """The words of time by their letters without marks."""
    found = dict[str, list[str]]()
    for word in _words():
        found.setdefault(strip_marks(word), []).append(word)
    return found


def _search(text: str, year: int) -> Mended | None:
    """Word by word, in the few ways that lead furthest."""
    ways = [Mended(text, (len(text), len(text)))]
    for _ in range(_TURNS):
        tried = [(one, way) for way in ways for one in _better(way.text, year)]
        tried.sort(key=lambda pair: (-(pair[0].reach == _SURE), -pair[0].alike, -pair[0].reach))
        ways = [Mended(one.text, one.at if one.at[0] < way.first[0] else way.first) for one, way in tried[:_WAYS]]
        if tried and tried[0][0].reach == _SURE:
            return ways[0]
    return None


def _place_in(phrase: str, text: str, at: int) -> int:
    """The place in a phrase with decomposed letters of a place in the same composed."""
    return next(n for n in range(len(phrase) + 1) if unicodedata.normalize("NFC", phrase[:n]) == text[:at])


class _Tried(NamedTuple):
    """A phrase with one word put right: how far it is then read, where the word stood, whether only its marks were wrong."""

    reach: int
    text: str
    at: Span
    alike: bool


_SURE = 10_000


def _better(text: str, year: int) -> Iterator[_Tried]:
    """The phrase with one word put right, where it is then read further."""
    course = follow(text, year)
    far = _reach(text, course, year)
    for start, end in _places(text, course, year):
        for word in _close_to(text[start:end], MARKED.isdisjoint(text)):
            tried = f"{text[:start]}{_cased(word, text[start:end])}{text[end:]}"
            after, alike = follow(tried, year), strip_marks(word) == strip_marks(text[start:end].lower())
            if sure(after) and _plainer(after, course) and _as_time(after, start):
                yield _Tried(_SURE, tried, (start, end), alike)
                return
            reach = _reach(tried, after, year) - (len(tried) - len(text))
            if reach > far and after.stuck is not None:
                yield _Tried(reach, tried, (start, end), alike)


def _reach(text: str, course: Course, year: int) -> int:
    """How many letters are read before the phrase breaks off."""
    if course.stuck is None:
        return len(text)
    token = breaks_off(text, course.tokens, course.stuck, year)
    return course.tokens.span(token, token + 1)[0]


def _plainer(after: Course, before: Course) -> bool:
    """Whether the word was taken up as what it is: fewer words stand for nothing that is known, and nothing waits for an event."""
    fewer = after.tokens.kinds.count("WORD") < before.tokens.kinds.count("WORD")
    return not isinstance(after.timing, Triggered) and (fewer or before.stuck is not None)


def _as_time(course: Course, start: int) -> bool:
    """Whether the word that begins there says when, and is no part of a remark or an event."""
    spans = [(course.tokens.span(one.first, one.last), one.kind) for one in course.taken]
    return all(kind not in (Kind.REMARK, Kind.EVENT) for (first, last), kind in spans if first <= start < last)


def _places(text: str, course: Course, year: int) -> list[Span]:
    """Where a word may be wrong: where the phrase breaks off, and each word that is none of the lexicon's."""
    tokens = course.tokens
    unknown = [at for at, kind in enumerate(tokens.kinds) if kind == "WORD"]
    if course.stuck is not None:
        token = breaks_off(text, tokens, course.stuck, year)
        unknown = [token] * (tokens.kinds[token] != "END") + [
            at for at in unknown if at != token and at >= course.stuck
        ]
    return [tokens.span(at, at + 1) for at in unknown[:_PLACES]]


@cache
def _words() -> dict[str, bool]:
    """The words of time of the lexicon, one by one, of several spellings the first; whether it is a unit, «lần» among them."""
    found: dict[tuple[str, str], str] = {}
    for table in ("words", "weekdays"):
        for key, said in listed(table):
            for word in said.split() if key not in _OTHERS else ():
                found.setdefault((key, strip_marks(word)), word)
    words = {word: False for word in found.values() if len(word) > 1 and word.isalpha()}
    units = {word for (kind, _), word in found.items() if kind in _UNITS} | sense("once")
    return words | dict.fromkeys(sorted(units), True)


_OTHERS = frozenset({"ACT", "LABEL", "PURPOSE", "PLACE", "REPORT", "EXCEPT", "THENAMED", "NOT", "THIS", "OR", "ITEM"})
_UNITS = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "EACH"})


def _close_to(said: str, bare: bool) -> list[str]:
    """Words of the lexicon that a slip may have made this of, the likest first: marks, a letter lost, doubled or exchanged.

    A word that is the lexicon's own is at most one without its marks; a short one that is no unit differs in its marks alone.
    """
    low = normalise(said)
    plain, known = strip_marks(low), low in _words()
    if known and (plain != low or bare):
        return []
    found = []
    for word, unit in _words().items():
        other = strip_marks(word)
        if word == low or abs(len(other) - len(plain)) > 2 or (other == plain and bare):
            continue
        slips = not known and (unit or max(len(plain), len(other)) > 3)
        likeness = 2.0 if other == plain else _likeness(plain, other) if slips else 0.0
        if likeness:
            found.append((likeness + SequenceMatcher(None, low, word).ratio(), other if bare else word))
    split = _split(fold(said))
    return ([split] if split else []) + [word for _, word in sorted(found, key=lambda one: -one[0])[:_TRIED]]


def _likeness(one: str, other: str) -> float:
    """1 for words that one slip parts, else 0. (Words of two letters: only marks may be wrong.)"""
    if min(len(one), len(other)) < 3:
        return 0.0
    if len(one) == len(other):
        off = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = (
            len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]
        )
        return float(len(off) <= 1 or swapped)
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return float(len(short) > 4 and SequenceMatcher(None, one, other).ratio() >= _ALIKE)
    return float(any(long[:at] + long[at + 1 :] == short for at in range(len(long))))


_ALIKE = 0.8
"""How alike a longer word must be that two slips part."""


def _split(said: str) -> str | None:
    """Two words run into one."""
    known = _words()
    return next(
        (f"{said[:at]} {said[at:]}" for at in range(2, len(said) - 1) if said[:at] in known and said[at:] in known),
        None,
    )


def _cased(word: str, said: str) -> str:
    if said.isupper() and len(said) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if said[:1].isupper() else word
