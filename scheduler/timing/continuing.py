"""Where a phrase breaks off, and what could stand there: continuations tried behind its words; those count that are read."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from scheduler.timing.atom import Kind
from scheduler.timing.course import Course, follow
from scheduler.timing.folding import MARKED, fold, strip_marks
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule
from scheduler.timing.lexicon import Node, bare_lexicon, lexicon, spellings
from scheduler.timing.pieces import pieces
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Tokens, tokenise
from scheduler.timing.years import NUMBERS

_LONGEST = 300
"""Letters of a phrase that are gone over like this; a longer one is no time cell, and is shown from where its last part begins."""


class Expected(NamedTuple):
    """What could stand at a place: a code of words/timing.toml, [expected], and examples, each of them read there."""

    code: str
    examples: tuple[str, ...]


class _Kind(NamedTuple):
    """A kind of continuation: its code, the kinds of token right behind which it comes first, and what is tried."""

    code: str
    behind: frozenset[str]
    texts: tuple[str, ...]


@cache
def _kinds() -> tuple[_Kind, ...]:
    listed = tomllib.loads(Path(__file__).with_name("continuations.toml").read_text("utf-8"))["kind"]
    return tuple(_Kind(one["code"], frozenset(one["behind"]), tuple(one["texts"])) for one in listed)


def _kind(code: str) -> _Kind:
    return next(one for one in _kinds() if one.code == code)


def sure(course: Course) -> bool:
    """Whether all of a phrase was taken up and has one meaning."""
    return course.timing is not None and not isinstance(course.timing, Ambiguous | NoTiming | PeriodRule)


def breaks_off(phrase: str, tokens: Tokens, at: int, year: int) -> int:
    """The first token from `at` on with which no phrase can go on that begins as this one; the END token where each could.

    `at`: where the last part that no rule takes up begins.
    """
    end = len(tokens.kinds) - 3
    if len(phrase) > _LONGEST:
        return at
    for token in range(at, end):
        if not _goes_on(phrase[: tokens.span(token, token + 1)[1]], year):
            return token - _blamed(phrase, tokens, token, year) if token > at else token
    return end


def _blamed(phrase: str, tokens: Tokens, token: int, year: int) -> bool:
    """Whether the word before is to blame: one that the lexicon lacks, in whose place another lets the phrase go on."""
    if tokens.kinds[token - 1] != "WORD" or _rests(phrase[: tokens.span(token - 1, token)[1]]):
        return False
    (start, _), (first, last) = tokens.span(token - 1, token), tokens.span(token, token + 1)
    return any(_goes_on(f"{phrase[:start]}{word} {phrase[first:last]}", year) for word in _kind("joints").texts)


def expected_behind(before: str, year: int) -> tuple[Expected, ...]:
    """What could stand behind the words, each with up to three examples; none for no words, or a text beyond reading."""
    if not before.strip() or len(before) > _LONGEST:
        return ()
    kinds, whole = _behind_kinds(before), sure(follow(before, year))
    told = [one for one in kinds if tokenise(before).kinds[-4] in one.behind or (whole and "." in one.behind)]
    found = _fitting(told, before, year)
    found = found or _fitting([one for one in kinds if one not in told and "*" in one.behind], before, year)
    return (found or _rest_of_word(before, year))[:_SHOWN]


_SHOWN, _EXAMPLES = 4, 3


def _rest_of_word(before: str, year: int) -> tuple[Expected, ...]:
    """The second word of those of which the last one said is the first."""
    rests = dict.fromkeys(rest for rest in _rests(before) if _goes_on(joined(before, rest), year))
    return (Expected("rest-of-word", tuple(rests)[:_EXAMPLES]),) if rests else ()


def _fitting(kinds: Sequence[_Kind], before: str, year: int) -> tuple[Expected, ...]:
    fitting = ((one.code, tuple(_spelt(one.texts, before, year))[:_EXAMPLES]) for one in kinds)
    return tuple(Expected(code, texts) for code, texts in fitting if texts)


def _spelt(texts: Sequence[str], before: str, year: int) -> Iterator[str]:
    """The texts that fit behind the words, without diacritics where these were typed without."""
    for text in texts:
        if not (text and _said_twice(before, text)):
            yield from [one for one in _spellings(text, before) if _fits(before, one, year)][:1]


def _said_twice(before: str, text: str) -> bool:
    return before.lower().split()[-1:] == text.split()[:1]


def _spellings(text: str, before: str) -> tuple[str, ...]:
    return (text, strip_marks(text)) if MARKED.isdisjoint(before) else (text,)


def _behind_kinds(before: str) -> list[_Kind]:
    """The kinds of continuation; what is counted only behind a figure that is no unit's number ("tháng 13")."""
    said = ["", *tokenise(before).kinds[:-3]]
    numbered = len(said) > 1 and said[-1] in NUMBERS and said[-2] in _UNITS
    return [one for one in _kinds() if one.code not in _COUNTING or (said[-1] in one.behind and not numbered)]


_COUNTING = frozenset({"counts", "counted", "days-counted"})
_UNITS = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "SCHOOL", "TERM", "-"})


def joined(before: str, text: str) -> str:
    """The words with a continuation behind them: no blank behind a stroke or an opening bracket, or before a mark."""
    words = before.rstrip()
    blank = "" if words[-1:] in _JOINING or text[:1] in _MARKS else " "
    return f"{words}{blank}{text}"


_JOINING = ("", "/", "(")
_MARKS = ("", ",", ";", "/")


def _fits(before: str, text: str, year: int) -> bool:
    """Whether the phrase is read with it, and it for what it is: words that an event ends with are any words."""
    course = follow(joined(before, text), year)
    if not sure(course):
        return False
    last = course.taken[-1]
    if last.kind not in _FREE or not text:
        return True
    return course.tokens.kinds[last.first] in _LEADING or last.first >= len(tokenise(before).kinds) - 3


_FREE = frozenset({Kind.EVENT, Kind.REMARK})
_LEADING = frozenset({"THEO", "KHI", "DIP", "AFTER", "PER"})


def _goes_on(before: str, year: int) -> bool:
    return any(_taken(joined(before, text), year) for text in _all_behind(before))


def _taken(text: str, year: int) -> bool:
    course = follow(text, year)
    return course.stuck is None and not course.fault


def _all_behind(before: str) -> Iterator[str]:
    """Continuations, by themselves and behind the rest of a word of the lexicon that the text breaks off in."""
    texts = [text for kind in _behind_kinds(before) for text in kind.texts]
    for rest in ("", *_rests(before)):
        for text in texts:
            yield from _spellings(f"{rest} {text}".strip() if rest else text, before)


_REACH, _RESTS = 4, 6


def _rests(before: str) -> list[str]:
    """The rests of the lexicon's entries of several words that begin with the last words of the text."""
    table = lexicon() if not MARKED.isdisjoint(before) else bare_lexicon()
    said = [spellings().get(low, low) for low in (fold(piece) for piece in pieces(before)[1][-_REACH:])]
    found: list[str] = []
    for start in range(len(said)):
        node = Node()
        node.longer = table
        for word in said[start:]:
            following = node.longer.get(word)
            if following is None:
                break
            node = following
        else:
            found += sorted(_endings(node), key=len)[:_RESTS]
    return found


def _endings(node: Node) -> Iterator[str]:
    for word, following in node.longer.items():
        if following.entry is not None:
            yield word
        yield from (f"{word} {rest}" for rest in _endings(following))
