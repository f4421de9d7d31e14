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


@pytest.mark.parametrize("word", sorted({word for _, _, word in KINDS}))
def test_an_entry_is_one_token_of_its_kind(word: str) -> None:
    kinds = {"numbers": "NUMW", "weekdays": "WEEKDAY", "remarks": "REMARK"}
    tokens = tokenise(f"{word.upper()} ; ắ")  # a letter with its marks: the text is not one typed without any
    assert tokens.kinds[1:3] == [";", "WORD"]
    assert tokens.kinds[0] in {kinds.get(table, key) for table, key, other in KINDS if other == word}
