"""Tokens: spans lie in the phrase as it came, spellings fold, keys of answers agree."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from scheduler.timing.folding import strip_marks
from scheduler.timing.tokens import Tokens, cut_whole, normalise, tokenise

Sweep = Callable[[Callable[[dict[str, Any]], None]], None]


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


def _read(tokens: Tokens) -> list[tuple[str, object, str]]:
    return [(tokens.kinds[at], tokens.values[at], tokens.words(at, at + 1)) for at in range(len(tokens.kinds) - 3)]


def _cut_as_a_whole(row: dict[str, Any]) -> None:
    phrase = row["phrase"]
    for other in (
        phrase,
        phrase.upper(),
        strip_marks(phrase),
        phrase.replace(" ", "\u00a0"),
        f"({phrase}) – {phrase}¹",
    ):
        assert _read(tokenise(other)) == _read(cut_whole(other)), other


def test_a_phrase_cut_at_its_blanks_has_the_tokens_of_the_whole_text(sweep: Sweep) -> None:
    sweep(_cut_as_a_whole)


@pytest.mark.parametrize(
    "figure",
    [
        "17 giờ 30",
        "17h 30",
        "17 : 30",
        "15:00 giờ",
        "19h00 ’",
        "17 giờ 30 phút",
        "05 giờ  30",
        "17 gio 30",
        "15 / 12",
        "15/ 12/2026",
        "12 /2026",
        "24 / 7",
        "24/7",
        "15 (mười lăm)",
        "15(mười lăm)",
        "2026(1)",
        "l5/12",
        "1O/12",
        "quý ll",
    ],
)
def test_a_figure_may_reach_over_blanks(figure: str) -> None:
    for phrase in (
        figure,
        f"trước {figure} ngày 30/6",
        f"hằng tháng, {figure}",
        f"từ {figure} đến {figure}",
        f"({figure})",
    ):
        assert _read(tokenise(phrase)) == _read(cut_whole(phrase)), phrase
