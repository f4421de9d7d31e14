"""Tokens: a phrase cut into words and figures, each with a kind and a value; where they stand is reckoned when it is asked."""

import re
from collections.abc import Sequence

from scheduler.timing.figures import PIECES, figure, mend_figures
from scheduler.timing.folding import MARKED, clean, fold
from scheduler.timing.lexicon import Node, Table, Value, bare_lexicon, lexicon, spellings

Span = tuple[int, int]

END = "END"
_ENDS = (END, END, END)
_BLANKS = ("", "", "")
_TAIL = " .;,:"
_LETTERS = re.compile(r"[^\W\d_]+")


class Tokens:
    """Parallel lists of one phrase's tokens, closed by three END tokens, so that a rule may look ahead.

    kinds, values: of each token. text: the phrase cleaned (its case kept).
    """

    __slots__ = ("_edges", "_firsts", "_phrase", "_places", "kinds", "text", "values")

    def __init__(self, phrase: str, text: str, places: list[int] | None) -> None:
        self.kinds: list[str] = []
        self.values: list[Value] = []
        self.text = text
        self._phrase = phrase
        self._places = places
        self._firsts: list[int] = []
        self._edges: list[Span] | None = None

    def fill(self, words: Sequence["Word"]) -> None:
        """One token for each piece, or for the pieces that the longest lexicon entry takes."""
        kinds, values, firsts = self.kinds, self.values, self._firsts
        at, end = 0, len(words)
        while at < end:
            kind, value, longer, _ = words[at]
            firsts.append(at)
            at += 1
            if longer is not None:
                ahead = at
                while ahead < end and (node := longer.get(words[ahead][3])) is not None:
                    ahead += 1
                    longer = node.longer
                    if node.entry is not None:
                        kind, value = node.entry
                        at = ahead
            kinds.append(kind)
            values.append(value)
        firsts.append(end)
        kinds += _ENDS
        values += _BLANKS

    def _bounds(self, start: int, end: int) -> Span:
        """Where the tokens start..end (end exclusive) begin and end in the text."""
        if self._edges is None:
            self._edges = [match.span() for match in PIECES.finditer(self.text)]
        return self._edges[self._firsts[start]][0], self._edges[self._firsts[max(start + 1, end)] - 1][1]

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
        if start >= end:
            return ""
        a, b = self._bounds(start, end)
        return " ".join(self.text[a:b].split())

    def glued(self, at: int) -> bool:
        """Whether no blank stands between a token and the next."""
        return self._bounds(at, at + 1)[1] == self._bounds(at + 1, at + 2)[0]


def tokenise(phrase: str) -> Tokens:
    """The tokens of a phrase. Never raises; what is not in the lexicon is a WORD, what is no letter or figure its own sign."""
    text, places = clean(phrase)
    text = mend_figures(text)
    known = _known() if MARKED.search(text) else _known_bare()
    out = Tokens(phrase, text, places)
    out.fill([known[piece] for piece in PIECES.findall(text)])
    if "24/7" in out.kinds:
        _settle(out.kinds, out.values)
    return out


Word = tuple[str, Value, Table | None, str]
"""A piece by itself: its kind, its value, where longer entries of the lexicon go on behind it, its folded spelling."""


class Words(dict[str, Word]):
    """Pieces of text, each looked up once: what comes again is found. Emptied when a flood of strange pieces has filled it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, piece: str) -> Word:
        if len(self) >= 10_000:
            self.clear()
        low = fold(piece)
        low = spellings().get(low, low)
        found = self[piece] = _word(low, self._table.get(low))
        return found


def _word(low: str, node: Node | None) -> Word:
    kind, value = (node.entry if node is not None else None) or figure(low)
    return kind, value, node.longer or None if node is not None else None, low


_KNOWN: dict[str, Words] = {}


def _known() -> Words:
    if "marked" not in _KNOWN:
        _KNOWN["marked"] = Words(lexicon())
    return _KNOWN["marked"]


def _known_bare() -> Words:
    if "bare" not in _KNOWN:
        _KNOWN["bare"] = Words(bare_lexicon())
    return _KNOWN["bare"]


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
    low = _LETTERS.sub(_spelt, fold(mend_figures(text)))
    return re.sub(r"\s*([/\-–])\s*", r"\1", " ".join(low.split())).strip(_TAIL)


def _spelt(match: re.Match[str]) -> str:
    return spellings().get(match.group(), match.group())
