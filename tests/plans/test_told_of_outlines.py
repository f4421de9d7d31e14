"""What running text says and no task holds is told: words of an item, times of lines, duties without a time."""

from collections.abc import Callable

import pytest

from scheduler.diagnostics import Severity
from scheduler.model import Plan

Read = Callable[[str], Plan]

WORK = "II. NHIỆM VỤ\n"
ORGANISE = "III. TỔ CHỨC THỰC HIỆN\n"


def test_what_units_do_without_a_time_is_told_beside_what_is_dated(read: Read) -> None:
    dated, undated = "- Tổ chức tập huấn xong trước ngày 20/5.\n", "- Hướng dẫn các thôn treo khẩu hiệu.\n"
    plan = read(f"{ORGANISE}1. Phòng Văn hóa\n{dated}{undated}2. Các thôn\n- Tuyên truyền đến mọi nhà.\n")
    assert [t.no for t in plan.tasks] == ["III.1.1"]
    (said,) = [found for found in plan.diagnostics if found.code == "duties-undated"]
    assert (said.severity, dict(said.values)["count"]) == (Severity.INFO, 2)


@pytest.mark.parametrize(
    "line",
    [
        "Tổ Một tự kiểm tra: Từ ngày 10/6/2026 đến ngày 15/6/2026.",
        "Gửi bài về Ban Tổ chức trước 16h ngày 22/7/2026.",
        "Năm 2027 (02 lớp): mở lớp.",
    ],
)
def test_times_of_lines_that_nothing_takes_are_told(read: Read, line: str) -> None:
    plan = read(f"{WORK}1. Mở lớp: Phòng Kinh tế chủ trì, trước ngày 30/4/2026.\n- Chuẩn bị giấy mời.\n- {line}\n")
    assert len(plan.tasks) == 1 and len(_told(plan, "deadline-left-out", "timing")) == 1


def test_a_unit_in_a_list_of_inspections_may_be_the_one_inspected(read: Read) -> None:
    plan = read(f"{WORK}1. Tổ chức thanh tra công vụ: Sở Y tế (trong quý I/2026); Sở Nội vụ (trong quý II/2026).\n")
    assert _told(plan, "lead-or-inspected", "lead") == ["Sở Y tế", "Sở Nội vụ"]


def _told(plan: Plan, code: str, fact: str) -> list[str]:
    return [dict(found.values)[fact] for found in plan.diagnostics if found.code == code]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            f"{ORGANISE}1. Phòng Kinh tế: Lập hồ sơ xong trước ngày 15/8; đốc thúc tiến độ của các thôn.\n",
            ["đốc thúc tiến độ của các thôn"],
        ),
        (f"{WORK}1. Phòng Kinh tế: Lập hồ sơ xong trước ngày 15/8.\n", []),
        (f"{WORK}1. Lập hồ sơ\nPhòng Kinh tế chủ trì, phối hợp với các thôn, hoàn thành trong tháng 8.\n", []),
        (f"{WORK}1. Lập hồ sơ\nMô tả ngắn gọn cách làm.\nChủ trì: Phòng Kinh tế\nThời gian: Quý II\n", []),
    ],
)
def test_words_of_an_item_that_no_field_holds_are_told(read: Read, text: str, left: list[str]) -> None:
    assert _told(read(text), "words-left-out", "text") == left


def test_a_deadline_is_not_taken_for_said_because_another_falls_on_the_same_day_of_its_month(read: Read) -> None:
    items = (
        "1. Phòng Kinh tế: Rà soát hồ sơ trước ngày 15/8.\n"
        "2. Trạm Y tế: Lập danh sách người già trước ngày 15/9.\n"
        "- Phòng Kinh tế: Tổng hợp số liệu trước ngày 20/10.\n"
    )
    plan = read(ORGANISE + items)
    assert [t.timing for t in plan.tasks] == ["trước ngày 15/8", "trước ngày 20/10"]
    assert _told(plan, "deadline-left-out", "timing") == ["trước ngày 15/9"]


def test_what_units_do_in_general_is_not_told_where_nothing_is_dated(read: Read) -> None:
    plan = read(
        f"{ORGANISE}1. Phòng Văn hóa hướng dẫn các thôn treo khẩu hiệu.\n2. Các thôn tuyên truyền đến mọi nhà.\n"
    )
    assert "duties-undated" not in {found.code for found in plan.diagnostics}


def test_an_item_beside_a_task_is_never_left_out_in_silence(read: Read) -> None:
    items = "1. Rà soát hộ nghèo: Phòng Kinh tế thực hiện trước ngày 30/9.\n2. Bảo đảm nước sạch\n3. Công an xã tuần tra khu chợ\n"
    plan = read(WORK + items)
    left = [dict(found.values)["text"] for found in plan.diagnostics if found.code == "item-left-out"]
    assert left == ["Bảo đảm nước sạch", "Công an xã tuần tra khu chợ"]


def test_a_further_month_in_a_title_is_asked(read: Read) -> None:
    text = "1. Công ty A\n- Đào tạo trong tháng 3/2026, hoàn thành dữ liệu trong tháng 8/2026 và hạ thế trong quý IV/2026.\n"
    assert "deadline-in-title" in {found.code for found in read(WORK + text).diagnostics}


def test_a_year_alone_is_told(read: Read) -> None:
    plan = read(f"{ORGANISE}1. Văn phòng\n- Dứt điểm hồ sơ vào năm 2027.\n- Năm 2028: Lập dự án.\n")
    left = [dict(found.values)["timing"] for found in plan.diagnostics if found.code == "deadline-left-out"]
    assert left == ["vào năm 2027", "Năm 2028"]


@pytest.mark.parametrize("above", [WORK, ""])
def test_roles_of_one_numbered_item_are_not_its_neighbours(read: Read, above: str) -> None:
    items = "1. Phát tin trên loa hằng tuần.\n2. Mở lớp\nĐơn vị chủ trì: Phòng A.\nThời gian: Quý III.\n"
    plan = read(above + items)
    assert [(t.title, t.timing) for t in plan.tasks] == [("Mở lớp", "Quý III")]
    assert _told(plan, "item-left-out", "text") == ["Phát tin trên loa hằng tuần."]
