"""A new wording of a title is the same work; another name, number or object is not."""

import pytest

from scheduler.planning.same_work import same_work

_ONE = "Tổ chức hội nghị tập huấn nghiệp vụ công tác hộ tịch cho công chức xã Mẫu Hà trong năm 2031"


@pytest.mark.parametrize(
    "other",
    [
        _ONE.replace("nghiệp vụ công tác", "nghiệp vụ về công tác"),
        _ONE.replace("công chức", "cán bộ, công chức"),
        _ONE.replace("trong năm", "của năm"),
        _ONE.replace("nghiệp", "nghiêp"),
        _ONE.upper(),
        _ONE.replace("Tổ chức hội", "Tổ chức Hội") + ".",
    ],
)
def test_the_same_work_in_other_words(other: str) -> None:
    assert same_work(_ONE, other) and same_work(other, _ONE)


@pytest.mark.parametrize(
    "other",
    [
        _ONE.replace("Mẫu Hà", "Mẫu Bình"),
        _ONE.replace("Mẫu Hà", "Mẫu Hạ"),
        _ONE.replace("2031", "2032"),
        _ONE.replace("hộ tịch", "chứng thực"),
        _ONE.replace("Tổ chức", "Tổng kết"),
        _ONE + " (đợt 2)",
        _ONE.replace("xã Mẫu Hà", "xã Mẫu Hà, xã Thử"),
    ],
)
def test_other_work_however_alike(other: str) -> None:
    assert not same_work(_ONE, other) and not same_work(other, _ONE)


def test_where_the_tone_mark_stands_in_a_name_makes_no_difference() -> None:
    assert same_work("Kiểm tra xã Mẫu Hoà lần đầu", "Kiểm tra xã Mẫu Hòa lần đầu")
