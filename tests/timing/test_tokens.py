"""Tokens: spans lie in the phrase as it came, spellings fold, keys of answers agree."""

import unicodedata

import pytest

from scheduler.timing.tokens import normalise, tokenise


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_lie_in_the_phrase_as_it_came(form: str) -> None:
    phrase = unicodedata.normalize(form, "  trước ngày 15/12,\u200b hằng quý")  # type: ignore[arg-type]
    tokens = tokenise(phrase)
    said = [
        unicodedata.normalize("NFC", phrase[slice(*tokens.span(at, at + 1))]).strip("\u200b")
        for at in range(len(tokens.kinds) - 3)
    ]
    assert said == ["trước", "ngày", "15/12", ",", "hằng", "quý"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hàng quí.", "hằng quý"),
        ("TRƯỚC  NGÀY 15 / 12", "trước ngày 15/12"),
        ("Quý II – III", "quý ii-iii"),
        ("hoà", "hòa"),
        ("Hàng qúy ", unicodedata.normalize("NFD", "hằng quý")),
    ],
)
def test_one_key_for_all_spellings(one: str, two: str) -> None:
    assert normalise(one) == normalise(two)


def test_different_phrases_have_different_keys() -> None:
    assert len({normalise(said) for said in ("quý I", "quý II", "quý I, II", "trước quý II", "quý 1")}) == 5
