"""The lexicon: words of lexicon.toml, folded as the tokens are, in a table that finds the longest entry from its first word."""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from scheduler.timing.folding import fold, strip_marks

Value = int | str | tuple[int, ...]

PIECE = re.compile(r"[^\W\d_]+|\d+|\S")


class Entry(NamedTuple):
    """One lexicon entry: the pieces after its first (words, digits, signs), its token kind, its value."""

    rest: list[str]
    kind: str
    value: Value


Table = dict[str, list[Entry]]
Row = tuple[list[str], str, Value]

_ORDER = ("words", "numbers", "weekdays", "remarks")
_KINDS = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}


def _rows(data: dict[str, dict[str, list[str]]]) -> list[Row]:
    found: list[Row] = []
    for section in _ORDER:
        for key, words in data[section].items():
            kind = _KINDS.get(section, key)
            for word in words:
                value: Value = int(key) if section == "numbers" else word if section == "words" else key
                found.append((PIECE.findall(fold(word)), kind, value))
    return found


def _index(rows: list[Row]) -> Table:
    """First piece → entries, longest first; of two alike the one that stands first in the file."""
    table: Table = {}
    for pieces, kind, value in rows:
        table.setdefault(pieces[0], []).append(Entry(pieces[1:], kind, value))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry.rest))
    return table


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
    return _index([([strip_marks(piece) for piece in pieces], kind, value) for pieces, kind, value in _read()])
