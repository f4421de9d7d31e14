"""Titles of columns and labels of lines that were recognised from a picture: accents that were misread are put right."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from scheduler.documents.document import Block, Paragraph, Row, Table
from scheduler.documents.vocabulary import words

_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"^([^:]{2,60}):")
_FIRST = 3
"""Rows that may hold titles."""
_LONGEST = 80
"""Signs of a title."""


def with_titles(blocks: Sequence[Block], pages: frozenset[int]) -> tuple[Block, ...]:
    """The blocks with the titles of their tables' columns and the labels of their lines put right, on these pages."""
    return tuple(_mended(block) if block.place.page in pages else block for block in blocks)


def _mended(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_LABEL.sub(lambda found: f"{_put_right(found[1])}:", block.text, count=1))
    return replace(block, rows=tuple(_rows(block)))


def _rows(table: Table) -> Iterator[Row]:
    """The rows; those that may be a header are short in each cell, and most of their cells are filled."""
    for at, row in enumerate(table.rows):
        filled = sum(bool(cell.text.strip()) for cell in row.cells)
        if at < _FIRST and filled > 2 and all(len(cell.text) <= _LONGEST for cell in row.cells):
            yield _of_titles(replace(row, cells=tuple(replace(c, text=_put_right(c.text)) for c in row.cells)))
        else:
            yield row


def _of_titles(row: Row) -> Row:
    """A row that is a header beyond doubt: there what is usual behind a word is known."""
    if not is_title_row(row):
        return row
    return replace(row, cells=tuple(replace(c, text=_nearest(c.text)) for c in row.cells))


def _nearest(title: str) -> str:
    """The title with each word put right that is one letter away from what belongs behind the word before it."""
    found = _WORD.findall(title)
    for first, second in pairwise(found):
        meant = [b for a, b in map(str.split, words("scans", "title_pairs")) if a == first.casefold()]
        near = [one for one in meant if _one_letter_apart(_bare(one), _bare(second))]
        if len(near) == 1 and second.casefold() not in meant:
            title = re.sub(rf"\b{second}\b", near[0], title)
    return title


def _one_letter_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def is_title_row(row: Row) -> bool:
    """Whether the cells after the first are titles of columns: at least two of them hold hardly any other words."""
    return sum(_is_title(cell.text) for cell in row.cells[1:]) > 1


def _is_title(text: str) -> bool:
    found = _WORD.findall(text)
    known = sum(word.casefold() in _titles().values() for word in found)
    return len(text) <= _LONGEST and known > 1 and known * 4 >= len(found) * 3


def _put_right(text: str) -> str:
    """The text with each word of a title that differs from it by its accents alone written as it is."""
    return _WORD.sub(lambda found: _known_word(found[0]), text)


def _known_word(word: str) -> str:
    known = _titles()
    meant = known.get(_bare(word))
    if meant is None or unicodedata.normalize("NFC", word.casefold()) in known.values():
        return word
    return meant.upper() if word.isupper() else meant.capitalize() if word[:1].isupper() else meant


@cache
def _titles() -> dict[str, str]:
    return {_bare(word): word for word in words("scans", "title_words")}


def _bare(word: str) -> str:
    """The letters without accents."""
    letters = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(c for c in letters if not unicodedata.combining(c))
