"""The lexicon: our short reader of lexicon.toml finds what TOML says, and every entry is found in a phrase."""

import tomllib
from pathlib import Path

import pytest

from scheduler.timing.lexicon import PLACE, words
from scheduler.timing.tokens import tokenise

TEXT = Path(PLACE).read_text(encoding="utf-8")
WORDS = [
    (table, key, word) for table, keys in tomllib.loads(TEXT).items() for key, listed in keys.items() for word in listed
]


def test_the_short_reader_finds_what_toml_says() -> None:
    assert list(words(TEXT)) == WORDS


KINDS = [row for row in WORDS if row[0] not in ("senses", "spellings", "numerals", "feasts", "months_of_action")]


BY_TABLE = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}


def _tokens(word: str) -> list[str]:
    """The kinds of the word's tokens, before a sign and a letter with its marks (the text is not one typed without any)."""
    return list(tokenise(f"{word.upper()} ; ắ").kinds[:-3])


@pytest.mark.parametrize("table", sorted({table for table, _, _ in KINDS}))
def test_an_entry_is_one_token_of_its_kind(table: str) -> None:
    words = {word for named, _, word in KINDS if named == table}
    kinds = {word: {BY_TABLE.get(named, key) for named, key, other in KINDS if other == word} for word in words}
    read = {word: _tokens(word) for word in words}
    other = {word: read[word] for word in words if read[word][0] not in kinds[word] or read[word][1:] != [";", "WORD"]}
    assert other == {}
