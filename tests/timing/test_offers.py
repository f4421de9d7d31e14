"""What is offered as an answer is taken as one: each sentence is read with one sure timing, the one that it offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous
from scheduler.timing.offers import offers, understands

ASKED = (
    "cuối quý II", "đầu tháng 6", "Tháng cuối của quý", "Trước ngày l5 tháng cuối quý", "Trước ngày 15 năm 2026",
    "hằng quý, ngày 15", "ngày 15, 16/6", "Từ 31/10 đến 31/3", "Đợt cao điểm từ 15/11 đến 15/12/2026", "6 tháng",
    "tháng đầu quý sau, ngày 5", "Kỷ niệm 95 năm ngày 03/2/2026", "ngày 31/02", "quý II hoặc quý III", "trong quý, ngày 5",
)  # fmt: skip


def test_every_question_of_the_corpus_offers_what_is_taken(row: dict[str, object]) -> None:
    timing = parse(str(row["phrase"]), 2026).timing
    assert all(understands(text) for text in offers(timing, 2026))


@given(st.sampled_from(ASKED), st.integers(2020, 2035))
def test_an_offer_is_taken_in_every_year(phrase: str, year: int) -> None:
    timing = parse(phrase, year).timing
    for text in offers(timing, year):
        assert understands(text)
        assert isinstance(timing, Ambiguous) and text in [sentence(one, year) for one in timing.readings]


@pytest.mark.parametrize("phrase", ["cuối quý II", "Chậm nhất cuối tháng 6 hoặc tháng 7"])
def test_a_question_with_readings_offers_one(phrase: str) -> None:
    timing = parse(phrase, 2026).timing
    assert not isinstance(timing, Ambiguous) or not timing.readings or offers(timing, 2026)
