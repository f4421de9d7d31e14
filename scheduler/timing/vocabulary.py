"""What is known of a phrase's words, each looked up once: of a piece by itself, of a run of signs between two blanks."""

from collections.abc import Callable

from scheduler.timing.folding import SPELLINGS, clean, fold
from scheduler.timing.lexicon import Node, Table, Value, bare_lexicon, lexicon, sense, spellings
from scheduler.timing.pieces import figure, pieces

Word = tuple[str, Value, Table | None, str, str]
"""A piece by itself: its kind, its value, where longer entries of the lexicon go on behind it, its folded spelling, its
text, with a blank before it where it begins a run."""

_MOST = 10_000
"""How many are kept; a flood of strange ones empties the table."""


class Words(dict[str, Word]):
    """Pieces of text, each looked up once: what comes again is found."""

    def __init__(self, table: Callable[[], Table]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, piece: str) -> Word:
        if len(self) >= _MOST:
            self.clear()
        low = fold(piece)
        low = spellings().get(low, low)
        found = self[piece] = _word(piece, low, self._table().get(low))
        return found


def _word(piece: str, low: str, node: Node | None) -> Word:
    kind, value = (node.entry if node is not None else None) or figure(low)
    return kind, value, node.longer or None if node is not None else None, low, piece


def spaced(text: str, words: list[Word]) -> list[Word]:
    """The words with a blank before each that has one in the text."""
    end = 0
    for at, word in enumerate(words):
        begin = text.index(word[4], end)
        if begin > end:
            words[at] = (*word[:4], " " + word[4])
        end = begin + len(word[4])
    return words


class Unclear(Exception):
    """What a run of signs says depends on its neighbours, or it has marks in it that are to be put together."""


class Reaching(Exception):
    """A run of signs may be part of a figure that reaches over a blank: "17 giờ 30", "15/ 12"."""


class Runs:
    """Runs of signs between two blanks ("năm,", "(15/6"), each cut into its pieces once; `known` holds those seen so far."""

    def __init__(self, words: Words) -> None:
        self.known: dict[str, list[Word]] = {}
        self._words = words

    def words(self, runs: list[str]) -> list[Word]:
        """The words of the runs. Raises Unclear."""
        said: list[Word] = []
        known = self.known
        for run in runs:
            said += known[run] if run in known else self._learnt(run)
        return said

    def _learnt(self, run: str) -> list[Word]:
        words = self._cut(run)
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[run] = words
        return words

    def _cut(self, run: str) -> list[Word]:
        text, places = clean(run)
        if places is not None or _says_again(run):
            raise Unclear
        text, found = pieces(text)
        words = spaced(" " + text, [self._words[piece] for piece in found])
        if any(word[0] == "24/7" for word in words):
            raise Unclear  # its neighbours tell which it is
        return words


class LoneRuns(Runs):
    """Runs that have nothing to do with their neighbours; `reaching`: those that may. `words` raises Unclear and Reaching."""

    def __init__(self, words: Words, glued: Runs) -> None:
        super().__init__(words)
        self.glued = glued
        self.reaching: set[str] = set()

    def _cut(self, run: str) -> list[Word]:
        if run in self.reaching:
            raise Reaching
        words = super()._cut(run)
        if words and _reaches([word[4].strip().lower() for word in words]):
            if len(self.reaching) >= _MOST:
                self.reaching.clear()
            self.reaching.add(run)
            raise Reaching
        return words


_BEHIND_FIGURE = frozenset({"/", ":", "'"}) | sense("hour_sign")
"""What may belong to the figure before it, a blank between them: "17 giờ 30", "15 / 6"."""


def _reaches(pieces: list[str]) -> bool:
    """Whether the first piece may go on with a figure before the run, or the last be gone on with behind it."""
    first, last = pieces[0], pieces[-1]
    return first in _BEHIND_FIGURE or last in _BEHIND_FIGURE or (last[0].isdecimal() and last[-1] == "h")


_FIRSTS = frozenset(sign[0] for sign in _BEHIND_FIGURE)
_GOES_ON = (
    _FIRSTS | {first.upper() for first in _FIRSTS} | {chr(at) for at, sign in SPELLINGS.items() if sign in _FIRSTS}
)
"""The first signs of what may belong to a figure, in all their spellings."""


def glued(runs: list[str]) -> list[str]:
    """The runs, those put together that may be one figure. (Too many do no harm: pieces are cut within them all the same.)"""
    out: list[str] = []
    before = "a"
    for run in runs:
        if not before.isalpha() and (run[0] in _GOES_ON or run[0].isdecimal()):
            before = out[-1] = f"{before} {run}"
        else:
            out.append(run)
            before = run
    return out


def _says_again(run: str) -> bool:
    """Whether it may say the figure before it again in words: "15 (mười lăm)"."""
    return any(inside.startswith(tuple(sense("digits"))) for inside in run.lower().split("(")[1:])


MARKED_WORDS, BARE_WORDS = Words(lexicon), Words(bare_lexicon)
MARKED_RUNS, BARE_RUNS = (LoneRuns(words, Runs(words)) for words in (MARKED_WORDS, BARE_WORDS))
