"""Times that are lists: each month of several turns, each period that one sentence reports at, an hour beside a rhythm."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

HEAD = "KẾ HOẠCH\nTruyền thông năm 2026\nI. MỤC ĐÍCH\nNhiều người biết.\nII. NHIỆM VỤ\n"


@pytest.mark.parametrize(
    ("told", "timing"),
    [
        (": 02 đợt: tháng 4 và tháng 9/2026", "02 đợt: tháng 4 và tháng 9/2026"),
        (": chia làm 02 đợt: ngày 15/4 và ngày 20/9/2026", "02 đợt: ngày 15/4 và ngày 20/9/2026"),
        (": đợt 1 tháng 4, đợt 2 tháng 9/2026", "đợt 1 tháng 4, đợt 2 tháng 9/2026"),
        (": 02 lần/năm: quý I và quý III/2026", "02 lần/năm: quý I và quý III/2026"),
        (" (02 đợt: tháng 4 và tháng 9/2026)", "02 đợt: tháng 4 và tháng 9/2026"),
        (" 02 đợt: tháng 4 và tháng 9/2026", "tháng 4 và tháng 9/2026"),
        (" tháng 4, tháng 6 và tháng 9/2026", "tháng 4, tháng 6 và tháng 9/2026"),
    ],
)
def test_no_month_of_a_list_is_left_behind(read: Read, told: str, timing: str) -> None:
    (task,) = read(f"{HEAD}1. Phát tờ rơi{told}\n- Chủ trì: Trạm Y tế xã\n").tasks
    assert task.title.startswith("Phát tờ rơi")
    assert task.timing == timing


def test_a_number_of_turns_is_no_part_of_a_name(read: Read) -> None:
    (task,) = read(f"{HEAD}1. Phòng Tư pháp phát tờ rơi 02 đợt: tháng 4 và tháng 9/2026.\n").tasks
    assert (task.lead, task.timing) == (("Phòng Tư pháp",), "tháng 4 và tháng 9/2026")


@pytest.mark.parametrize(
    ("sentence", "timing"),
    [
        (
            "báo cáo tháng (trước ngày 14), quý (trước ngày 14 tháng cuối quý) về Công an xã",
            "tháng (trước ngày 14), quý (trước ngày 14 tháng cuối quý)",
        ),
        (
            "định kỳ báo cáo tháng (trước ngày 14), quý (trước ngày 14 tháng cuối quý), 6 tháng và năm về Công an xã",
            "tháng (trước ngày 14), quý (trước ngày 14 tháng cuối quý), 6 tháng và năm",
        ),
        ("báo cáo tháng vào ngày 20 về Công an xã", "tháng vào ngày 20"),
        ("báo cáo tuần vào thứ Sáu về Công an xã", "tuần vào thứ Sáu"),
        ("báo cáo tháng 5 trước ngày 10/6/2026", "trước ngày 10/6/2026"),
        ("báo cáo kết quả từng đợt chậm nhất 05 ngày sau khi kết thúc", "chậm nhất 05 ngày sau khi kết thúc"),
    ],
)
def test_each_period_of_a_report_is_kept(read: Read, sentence: str, timing: str) -> None:
    (duty,) = read(f"{HEAD}III. TỔ CHỨC THỰC HIỆN\n1. Các thôn {sentence}.\n").reporting
    assert duty.timing == timing


@pytest.mark.parametrize(
    ("frequency", "duration"),
    [
        ("01 số/tuần, phát vào 10 giờ 30 thứ Tư", None),
        ("02 số/tuần, lúc 17 giờ", None),
        ("02 buổi/tuần, 2 giờ/buổi", "2 giờ/buổi"),
    ],
)
def test_an_hour_is_no_length(read: Read, frequency: str, duration: str | None) -> None:
    text = f"{HEAD}1. Chuyên mục phát thanh\n- Tần suất: {frequency}\n- Cơ quan chủ trì: Đài tỉnh\n"
    (task,) = read(text).tasks
    assert (task.frequency, task.duration) == (frequency, duration)
