"""Numbers as offices print them, and the number of a task put together from them."""

import pytest

from scheduler.plans.numbering import Rank, bare_label, composed, read_label

LABELS = [
    ("I. Mục đích", Rank.SECTION, "I", "Mục đích"),
    ("A. Nhiệm vụ", Rank.SECTION, "A", "Nhiệm vụ"),
    ("PHẦN II", Rank.SECTION, "II", ""),
    ("Phần thứ hai", Rank.SECTION, "hai", ""),
    ("Phụ lục 2. Danh mục", Rank.SECTION, "2", "Danh mục"),
    ("1. Việc", Rank.NUMBER, "1", "Việc"),
    ("1) Việc", Rank.NUMBER, "1", "Việc"),
    ("(1) Việc", Rank.NUMBER, "1", "Việc"),
    ("01. Việc", Rank.NUMBER, "01", "Việc"),
    ("1.1. Việc", Rank.NUMBER, "1.1", "Việc"),
    ("2.3.1 Việc", Rank.NUMBER, "2.3.1", "Việc"),
    ("I.1. Việc", Rank.NUMBER, "I.1", "Việc"),
    ("a) Việc", Rank.NUMBER, "a", "Việc"),
    ("đ) Việc", Rank.NUMBER, "đ", "Việc"),
    ("Nhiệm vụ 1: Việc", Rank.NUMBER, "1", "Việc"),
    ("- Việc", Rank.BULLET, "", "Việc"),
    ("+ Việc", Rank.BULLET, "", "Việc"),
    ("* Việc", Rank.BULLET, "", "Việc"),
    ("• Việc", Rank.BULLET, "", "Việc"),
]


@pytest.mark.parametrize(("text", "rank", "number", "rest"), LABELS, ids=[c[0] for c in LABELS])
def test_label(text: str, rank: Rank, number: str, rest: str) -> None:
    label, left = read_label(text)
    assert label is not None
    assert (label.rank, label.number, left) == (rank, number, rest)


@pytest.mark.parametrize(
    "text",
    ["Việc", "12/5/2020 là ngày", "2024", "Ủy ban nhân dân", "IQ cao", "100% hồ sơ", "1.500 tờ rơi", "05 tin, bài"],
)
def test_no_label(text: str) -> None:
    assert read_label(text)[0] is None


def test_c_after_b_is_a_letter_and_alone_a_roman() -> None:
    after_b, alone = read_label("C. Việc", "B")[0], read_label("I. Việc", None)[0]
    assert after_b is not None and after_b.style == "A"
    assert alone is not None and alone.style == "I"


@pytest.mark.parametrize("text", ["01", "1", "1.", "1.2", "I", "a", "a)", "A", "-"])
def test_cell_that_is_a_label(text: str) -> None:
    assert bare_label(text) is not None


@pytest.mark.parametrize("text", ["Quý I", "", "Sở Nội vụ", "2 lần"])
def test_cell_that_is_none(text: str) -> None:
    assert bare_label(text) is None


@pytest.mark.parametrize(
    ("numbers", "whole"),
    [
        (["III", "12", "c", "1"], "III.12.c.1"),
        (["II", "1", "1.2"], "II.1.2"),
        (["II", "2.3", "2.3.1"], "II.2.3.1"),
        (["I", "I.1"], "I.1"),
        (["A", "I", "01"], "A.I.01"),
        (["", "3"], "3"),
    ],
)
def test_composed(numbers: list[str], whole: str) -> None:
    assert composed(numbers) == whole
