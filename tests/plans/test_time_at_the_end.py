"""A sentence of a section of tasks that ends with its time is a task; one that ends with a whole year is not made one."""

import pytest

from scheduler.plans.prose import told_in_prose


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Công chức văn hóa rà soát tủ sách, báo cáo UBND xã trong tháng 10.", "trong tháng 10"),
        ("Công chức văn hóa rà soát tủ sách trước ngày 15/5.", "trước ngày 15/5"),
        ("Công chức văn hóa nâng cao chất lượng tủ sách trong năm 2031.", None),
    ],
)
def test_the_time_that_ends_a_sentence(text: str, timing: str | None) -> None:
    assert told_in_prose(text).timing == timing
