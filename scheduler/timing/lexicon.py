"""The lexicon: words of lexicon.toml, folded as the tokens are, in a tree that is walked piece by piece to the longest entry."""

import re
from collections.abc import Iterator
from functools import cache

from scheduler.timing.folding import fold, strip_marks

Value = int | str | tuple[int, ...]

PLACE = __file__.removesuffix("lexicon.py") + "lexicon.toml"
PIECE = re.compile(r"[^\W\d_]+|\d+|\S")


Entry = tuple[str, Value]
"""What a token of the lexicon is: its kind and its value."""


class Node:
    """A place in the lexicon behind the pieces read so far: the entry that ends there, and where longer entries go on."""

    __slots__ = ("entry", "longer")

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.longer: Table = {}


Table = dict[str, Node]
Row = tuple[list[str], Entry]

_KINDS = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}
_ITEM = re.compile(r'^\[(\w+)\]|^(\w+) = \[|"([^"]+)"|^#.*', re.M)


def words(text: str) -> Iterator[tuple[str, str, str]]:
    """(table, key, word) of each word of lexicon.toml, in order.

    The file holds tables of `key = ["word", …]` and lines of comment, nothing else: reading just that takes a tenth of the time
    of `tomllib`, which the start of `explain` would feel. A test reads the file both ways.
    """
    table = key = ""
    for header, name, word in _ITEM.findall(text):
        if word:
            yield table, key, word
        else:
            table, key = header or table, name or key


def _row(table: str, key: str, word: str) -> Row:
    value: Value = int(key) if table == "numbers" else word if table == "words" else key
    return PIECE.findall(fold(word)), (_KINDS.get(table, key), value)


def _index(rows: list[Row]) -> Table:
    """First piece → place, and so on; of two entries alike the one that stands first in the file."""
    root = Node()
    for pieces, entry in rows:
        node = root
        for piece in pieces:
            if piece not in node.longer:
                node.longer[piece] = Node()
            node = node.longer[piece]
        node.entry = node.entry or entry
    return root.longer


@cache
def _read() -> list[Row]:
    with open(PLACE, encoding="utf-8") as file:
        return [_row(*item) for item in words(file.read())]


@cache
def lexicon() -> Table:
    """The table for text with its diacritics."""
    return _index(_read())


@cache
def bare_lexicon() -> Table:
    """The table for text typed wholly without diacritics ("truoc ngay 15/12")."""
    return _index([([strip_marks(piece) for piece in pieces], entry) for pieces, entry in _read()])
