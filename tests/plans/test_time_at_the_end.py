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


@pytest.mark.parametrize(
    ("text", "title", "lead", "timing"),
    [
        (
            "Giao các trường học chủ trì, phối hợp với Đoàn Thanh niên mở thư viện xanh.",
            "Mở thư viện xanh",
            ("Các trường học",),
            None,
        ),
        (
            "Phòng Văn hóa chủ trì mở 02 lớp hát ru trong tháng 4 và tháng 10.",
            "Mở 02 lớp hát ru",
            ("Phòng Văn hóa",),
            "trong tháng 4 và tháng 10",
        ),
        (
            "Phòng Văn hóa chủ trì khảo sát trước ngày 5/5, tổng hợp danh sách trước ngày 10/5.",
            "Khảo sát trước ngày 5/5, tổng hợp danh sách trước ngày 10/5",
            ("Phòng Văn hóa",),
            None,
        ),
        ("Phòng Văn hóa: chăm sóc vườn sách, hằng tháng.", "Chăm sóc vườn sách", ("Phòng Văn hóa",), "hằng tháng"),
    ],
)
def test_who_and_when_of_a_sentence(text: str, title: str, lead: tuple[str, ...], timing: str | None) -> None:
    told = told_in_prose(text)
    assert (told.title, told.lead, told.timing) == (title, lead, timing)
