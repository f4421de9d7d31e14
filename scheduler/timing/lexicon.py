"""The lexicon: words of lexicon.toml, folded as the tokens are, in a tree that is walked piece by piece to the longest entry."""

import re
import tomllib
from functools import cache

from scheduler.timing.folding import fold, strip_marks

Value = int | str | tuple[int, ...]

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

_ORDER = ("words", "numbers", "weekdays", "remarks")
_KINDS = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}


def _rows(data: dict[str, dict[str, list[str]]]) -> list[Row]:
    found: list[Row] = []
    for section in _ORDER:
        for key, words in data[section].items():
            kind = _KINDS.get(section, key)
            for word in words:
                value: Value = int(key) if section == "numbers" else word if section == "words" else key
                found.append((PIECE.findall(fold(word)), (kind, value)))
    return found


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
    with open(__file__.removesuffix("lexicon.py") + "lexicon.toml", "rb") as file:
        return _rows(tomllib.load(file))


@cache
def lexicon() -> Table:
    """The table for text with its diacritics."""
    return _index(_read())


@cache
def bare_lexicon() -> Table:
    """The table for text typed wholly without diacritics ("truoc ngay 15/12")."""
    return _index([([strip_marks(piece) for piece in pieces], entry) for pieces, entry in _read()])
