"""What is offered as an answer is taken as one: each sentence is read with one sure timing, the one that it offers."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.timing.grammar import parse
from scheduler.timing.offers import asks, offers, understands

Sweep = Callable[[Callable[[dict[str, Any]], None]], None]
ASKED = (
    "cuối quý II", "đầu tháng 6", "Tháng cuối của quý", "Trước ngày l5 tháng cuối quý", "Trước ngày 15 năm 2026",
    "hằng quý, ngày 15", "ngày 15, 16/6", "Từ 31/10 đến 31/3", "Đợt cao điểm từ 15/11 đến 15/12/2026", "6 tháng",
    "tháng đầu quý sau, ngày 5", "Kỷ niệm 95 năm ngày 03/2/2026", "ngày 31/02", "quý II hoặc quý III", "trong quý, ngày 5",
)  # fmt: skip


def _offers_what_is_taken(row: dict[str, Any]) -> None:
    reading = parse(row["phrase"], 2026)
    offered = offers(reading)
    assert all(understands(text) and not asks(parse(text, 2026).timing) for text in offered)
    assert len({parse(text, 2026).timing for text in offered}) == len(offered)
    assert asks(reading.timing) or not offered


def test_every_question_of_the_corpus_offers_what_is_taken(sweep: Sweep) -> None:
    sweep(_offers_what_is_taken)


@given(st.sampled_from(ASKED), st.integers(2020, 2035))
def test_an_offer_is_taken_in_every_year(phrase: str, year: int) -> None:
    for text in offers(parse(phrase, year)):
        assert understands(text) and not asks(parse(text, year).timing)


@pytest.mark.parametrize(
    ("phrase", "offered"),
    [
        ("cuối quý II", ("Chậm nhất ngày 30/6/2026", "Trong tháng 6 năm 2026")),
        ("Theo Kế hoạch trước 15/6", ("Theo Kế hoạch", "trước 15/6")),
        ("khi có hướng dẫn trước 30/6", ("khi có hướng dẫn", "trước 30/6")),
        ("đầu mỗi tháng", ("ngày 01 hằng tháng", "10 ngày đầu mỗi tháng")),
        ("định kỳ", ("hằng tháng", "hằng quý")),
        ("01 hội nghị/quý, 04 cuộc/năm", ("01 hội nghị/quý", "04 cuộc/năm")),
        ("31/4 hằng năm", ("Hằng năm, ngày 30/4", "Hằng năm, ngày 01/5")),
        ("Thứ Hai, ngày 20/11/2026", ("Chậm nhất ngày 20/11/2026", "Chậm nhất ngày 23/11/2026")),
        ("Từ quý IV/2026 đến quý I/2026", ("Từ ngày 01/10/2026 đến hết ngày 31/3/2027", "Hoàn thành trong năm 2026")),
        ("Từ ngày 20/6 đến ngày 10/6/2026", (
            "Từ ngày 20/6/2025 đến hết ngày 10/6/2026", "Từ ngày 10/6/2026 đến hết ngày 20/6/2026",
        )),
        ("Ngày Quốc khánh 2/9/1945", ("Chậm nhất ngày 02/9/2026", "Hằng năm, ngày 02/9")),
        ("quý", ("Hằng quý",)),
        ("quý quý", ()),
    ],
)  # fmt: skip
def test_what_is_offered(phrase: str, offered: tuple[str, ...]) -> None:
    assert offers(parse(phrase, 2026)) == offered
