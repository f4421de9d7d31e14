"""Weekly work keeps the weekday that its text names, or it is asked about."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

ITEM = "II. NHIỆM VỤ\n1. Tiếp dân\nChủ trì: Văn phòng.\n"


@pytest.mark.parametrize(
    ("line", "rhythm"),
    [
        ("Thời gian tiếp công dân: Định kỳ vào ngày thứ Năm hằng tuần.", "Định kỳ vào ngày thứ Năm hằng tuần"),
        ("Thời gian trực: vào thứ Bảy hằng tuần.", "vào thứ Bảy hằng tuần"),
    ],
)
def test_the_weekday_of_a_line_goes_with_its_rhythm(read: Read, line: str, rhythm: str) -> None:
    (task,) = read(ITEM + line + "\n").tasks
    assert task.frequency == rhythm


@pytest.mark.parametrize(("title", "asked"), [("Phát chương trình thứ Bảy vui", True), ("Hội thi lần thứ hai", False)])
def test_a_weekday_that_the_rhythm_lacks_is_asked(read: Read, title: str, asked: bool) -> None:
    plan = read(f"II. NHIỆM VỤ\n1. {title}\nChủ trì: Văn phòng.\nThời gian: hằng tuần.\n")
    assert ("weekday-left-out" in [d.code for d in plan.diagnostics]) is asked


def test_the_lead_below_tasks_of_its_own_bullets_is_no_lost_item(read: Read) -> None:
    plan = read(ITEM + "- Trên loa: thứ Ba và thứ Sáu hằng tuần.\n- Trên trang tin: 01 tin/tuần.\n")
    assert "item-left-out" not in [d.code for d in plan.diagnostics]
