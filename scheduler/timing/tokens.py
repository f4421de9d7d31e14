"""Tokens: a phrase cut into words and figures, each with a kind and a value; where they stand is reckoned when it is asked."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from scheduler.timing.folding import MARKED, clean, fold
from scheduler.timing.lexicon import Entry, Node, Table, Value, spellings
from scheduler.timing.pieces import pieces
from scheduler.timing.vocabulary import (
    BARE_RUNS,
    BARE_WORDS,
    MARKED_RUNS,
    MARKED_WORDS,
    LoneRuns,
    Reaching,
    Runs,
    Unclear,
    Word,
    glued,
    spaced,
)

Span = tuple[int, int]

END = "END"
_ENDS = (END, END, END)
_BLANKS = ("", "", "")
_TAIL = " .;,:"
_TEXT = itemgetter(4)  # of a word


class Tokens:
    """Parallel lists of one phrase's tokens, closed by three END tokens, so that a rule may look ahead.

    kinds, values: of each token.
    """

    __slots__ = ("_joined", "_phrase", "_places", "_words", "kinds", "values")

    kinds: list[str]
    values: list[Value]
    _phrase: str
    _places: list[int] | None
    _words: Sequence[Word]
    _joined: list[int]  # the token that takes up each word beyond its first

    def _first(self, token: int) -> int:
        """The word with which a token begins."""
        return token + bisect_left(self._joined, token)

    def _bounds(self, start: int, end: int) -> Span:
        """Where the tokens start..end (end exclusive) begin and end in the text. (Only blanks lie between two pieces.)"""
        text, said = pieces(clean(self._phrase)[0])
        first, last = self._first(start), self._first(max(start + 1, end)) - 1
        begin, stop = 0, len(text)
        for piece in said[:first]:
            begin = text.index(piece, begin) + len(piece)
        for piece in said[:last:-1]:
            stop = text.rindex(piece, 0, stop)
        return text.index(said[first], begin), text.rindex(said[last], 0, stop) + len(said[last])

    def span(self, start: int, end: int) -> Span:
        """The span in the phrase as it came of the tokens start..end (end exclusive)."""
        last = len(self._phrase)
        if start >= len(self.kinds) - 3:
            return (last, last)
        a, b = self._bounds(start, min(end, len(self.kinds) - 3))
        if self._places is None:
            return (a, b)
        return (self._places[a], self._places[b] if b < len(self._places) else last)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens start..end (end exclusive), blanks folded, case kept."""
        first, last = start, end
        if self._joined:
            first, last = self._first(start), self._first(end)
        return " ".join("".join(map(_TEXT, self._words[first:last])).split())

    def glued(self, at: int) -> bool:
        """Whether no blank stands between a token and the next."""
        return self._words[self._first(at + 1)][4][0] != " "


def _tokens(phrase: str, places: list[int] | None, words: Sequence[Word]) -> Tokens:
    """One token for each word, or for the words that the lexicon's longest entry takes.

    (No constructor: the interpreter takes 800 instructions longer to call one than this.)
    """
    kinds: list[str] = []
    values: list[Value] = []
    joined: list[int] = []
    goes_on: Table | None = None  # behind the token before, where longer entries go on
    rest = iter(words)
    for kind, value, longer, low, _ in rest:
        if goes_on is not None and low in goes_on:
            node, token = goes_on[low], len(kinds) - 1
            if node.entry is not None:
                kinds[token], values[token] = node.entry
                joined.append(token)
                goes_on = node.longer
                continue
            if (found := _further(node, words, token + len(joined) + 2)) is not None:
                (kinds[token], values[token]), goes_on, more = found
                joined += [token] * (more + 1)
                for _ in range(more):
                    next(rest)
                continue
        goes_on = longer
        kinds.append(kind)
        values.append(value)
    kinds += _ENDS
    values += _BLANKS
    made = Tokens()
    made.kinds = kinds
    made.values = values
    made._joined = joined
    made._phrase = phrase
    made._places = places
    made._words = words
    return made


def _further(node: Node, words: Sequence[Word], at: int) -> tuple[Entry, Table, int] | None:
    """The next entry behind a place in the lexicon where none ends; where it goes on; how many words it takes from `at`."""
    start, end = at, len(words)
    while at < end and (ahead := node.longer.get(words[at][3])) is not None:
        node, at = ahead, at + 1
        if node.entry is not None:
            return node.entry, node.longer, at - start
    return None


def tokenise(phrase: str) -> Tokens:
    """The tokens of a phrase. Never raises; what is not in the lexicon is a WORD, what is no letter or figure its own sign."""
    runs = BARE_RUNS if MARKED.isdisjoint(phrase) else MARKED_RUNS
    known, said = runs.known, phrase.split()
    words: list[Word] = []
    try:
        for run in said:
            words += known[run]
        return _tokens(phrase, None, words)
    except KeyError:
        return _looked_up(phrase, said, runs)


def _looked_up(phrase: str, said: list[str], runs: LoneRuns) -> Tokens:
    """A phrase with a run that was never seen, or that is not kept, since its neighbours tell what it is."""
    try:
        if runs.reaching.isdisjoint(said):
            return _tokens(phrase, None, runs.words(said))
    except Reaching:
        pass
    except Unclear:
        return cut_whole(phrase)
    return _with_reaching_figures(phrase, said, runs.glued)


def _with_reaching_figures(phrase: str, said: list[str], runs: Runs) -> Tokens:
    """A phrase in which a figure may reach over a blank (one blank: over more none does)."""
    if len(phrase) >= sum(map(len, said)) + len(said):
        return cut_whole(phrase)
    try:
        return _tokens(phrase, None, runs.words(glued(said)))
    except Unclear:
        return cut_whole(phrase)


def cut_whole(phrase: str) -> Tokens:
    """A phrase with a run that is not clear by itself: cleaned, and cut into pieces that may reach over blanks."""
    text, places = clean(phrase)
    text, found = pieces(text)
    known = BARE_WORDS if MARKED.isdisjoint(text) else MARKED_WORDS
    out = _tokens(phrase, places, spaced(text, [known[piece] for piece in found]))
    if "7" in text and "24/7" in out.kinds:
        _settle(out.kinds, out.values)
    return out


_DATED = frozenset({"DAY", "BEFORE", "BY", "UNTIL", "FROM", "AFTER"})


def _settle(kinds: list[str], values: list[Value]) -> None:
    """24/7 is a day of July where the word before it or a year behind it says so; else it may be round the clock, and is asked."""
    for at in range(len(kinds)):
        if kinds[at] == "24/7":
            dated = (at and kinds[at - 1] in _DATED) or kinds[at + 1 : at + 3] == ["YEARW", "YEAR"]
            kinds[at] = "DM" if dated and values[at] else "UNKNOWN"


def normalise(phrase: str) -> str:
    """The key under which a coordinator's answer to a phrase is kept: case, tone placement, blanks, dashes, quí/quý, hàng/hằng
    and the stops at the end do not count."""
    text, _ = clean(phrase)
    low = re.sub(r"[^\W\d_]+", _spelt, fold(pieces(text)[0]))
    return re.sub(r"\s*([/\-–])\s*", r"\1", " ".join(low.split())).strip(_TAIL)


def _spelt(match: re.Match[str]) -> str:
    return spellings().get(match.group(), match.group())
