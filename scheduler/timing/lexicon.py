"""The lexicon: words of lexicon.toml, folded as the tokens are; their kinds in a tree walked to the longest entry, their senses."""

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

_KINDS = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}
_NO_KINDS = frozenset({"senses", "spellings", "numerals", "feasts", "months_of_action"})
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


@cache
def _rows() -> list[tuple[str, str, str]]:
    """The words of the file, folded (all at once, which is a fifth of the work)."""
    with open(PLACE, encoding="utf-8") as file:
        found = list(words(file.read()))
    folded = fold("\n".join([word for _, _, word in found])).split("\n")
    return [(table, key, word) for (table, key, _), word in zip(found, folded, strict=True)]


@cache
def _senses() -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = {}
    for key, word in listed("senses"):
        named.setdefault(key, set()).add(word)
    return {key: frozenset(found) for key, found in named.items()}


def listed(table: str) -> list[tuple[str, str]]:
    """(key, word) of the words of one table."""
    return [(key, word) for name, key, word in _rows() if name == table]


def sense(name: str) -> frozenset[str]:
    """The words of one list under [senses]: what a rule asks of a word whose kind alone does not tell enough."""
    return _senses()[name]


def of_kinds(kinds: set[str]) -> frozenset[str]:
    """The words whose tokens are of these kinds, which are their values too."""
    return frozenset([word for key, word in listed("words") if key in kinds])


@cache
def spellings() -> dict[str, str]:
    """Spellings of a word → the one that stands for all: "hàng" → "hằng"."""
    first: dict[str, str] = {}
    return {word: first.setdefault(key, word) for key, word in listed("spellings")}


def _entry(table: str, key: str, word: str) -> Entry:
    value: Value = int(key) if table == "numbers" else word if table == "words" else key
    return _KINDS.get(table, key), value


def _pieces(word: str) -> list[str]:
    plain = word.replace(" ", "")
    return word.split() if plain.isalpha() else PIECE.findall(word)


def _index(rows: list[tuple[list[str], Entry]]) -> Table:
    """First piece → place, and so on; of two entries alike the one that stands first in the file."""
    root = Node()
    for pieces, entry in rows:
        node = root
        for piece in pieces:
            longer = node.longer
            if piece not in longer:
                longer[piece] = Node()
            node = longer[piece]
        node.entry = node.entry or entry
    return root.longer


@cache
def _entries() -> list[tuple[list[str], Entry]]:
    return [(_pieces(row[2]), _entry(*row)) for row in _rows() if row[0] not in _NO_KINDS]


@cache
def lexicon() -> Table:
    """The table for text with its diacritics."""
    return _index(_entries())


@cache
def bare_lexicon() -> Table:
    """The table for text typed wholly without diacritics ("truoc ngay 15/12")."""
    return _index([([strip_marks(piece) for piece in pieces], entry) for pieces, entry in _entries()])
