"""What is known of a phrase's words, each looked up once: of a piece by itself, of a run of signs between two blanks."""

from collections.abc import Callable

from scheduler.timing.folding import clean, fold
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


def spaced(word: Word) -> Word:
    """The word with a blank before its text."""
    return (*word[:4], " " + word[4])


class Unclear(Exception):
    """What a run of signs says depends on its neighbours, or on marks and slips in it that are to be cleaned away."""


class Runs(dict[str, tuple[Word, ...]]):
    """Runs of signs between two blanks ("năm,", "(15/6"), each cut into its pieces once. Raises Unclear."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._unclear: set[str] = set()

    def __missing__(self, run: str) -> tuple[Word, ...]:
        if run in self._unclear:
            raise Unclear
        if len(self) + len(self._unclear) >= _MOST:
            self.clear()
            self._unclear.clear()
        words = self._cut(run)
        if words is None:
            self._unclear.add(run)
            raise Unclear
        self[run] = words
        return words

    def _cut(self, run: str) -> tuple[Word, ...] | None:
        text, found = pieces(clean(run)[0])
        if text != run or _reaches(found) or _says_again(run):
            return None
        words = (spaced(self._words[found[0]]), *[self._words[piece] for piece in found[1:]])
        return None if any(word[0] == "24/7" for word in words) else words  # (its neighbours tell what 24/7 is)


_BEHIND_FIGURE = frozenset({"/", ":", "'"}) | sense("hour_sign")
"""What may belong to the figure before it, a blank between them: "17 giờ 30", "15 / 6"."""


def _reaches(found: list[str]) -> bool:
    """Whether the first piece may go on with a figure before the run, or the last be gone on with behind it."""
    last = found[-1].lower()
    return found[0].lower() in _BEHIND_FIGURE or last in _BEHIND_FIGURE or (last[0].isdecimal() and last[-1] == "h")


def _says_again(run: str) -> bool:
    """Whether it may say the figure before it again in words: "15 (mười lăm)"."""
    _, bracket, inside = run.partition("(")
    return bool(bracket) and inside.lower().startswith(tuple(sense("digits")))


MARKED_WORDS, BARE_WORDS = Words(lexicon), Words(bare_lexicon)
MARKED_RUNS, BARE_RUNS = Runs(MARKED_WORDS), Runs(BARE_WORDS)
