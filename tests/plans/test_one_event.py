"""The plan of one event: labels side by side («Thời gian: …», «Địa điểm: …») are one task and no tasks of their own."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

HEAD = "ỦY BAN NHÂN DÂN XÃ MẪU\nKẾ HOẠCH\nTổ chức ngày hội đọc sách năm 2026\n\n"
FRAME = "- Thời gian: 07 giờ 30 ngày 20/6/2026.\n- Địa điểm: Nhà văn hóa xã.\n- Thành phần: Công chức xã.\n- Kinh phí: 05 triệu.\n"


@pytest.mark.parametrize(
    "body",
    [
        "I. MỤC ĐÍCH\n- Khuyến khích đọc sách.\nII. NỘI DUNG\n" + FRAME,
        "II. NỘI DUNG\n1. Thời gian: 07 giờ 30 ngày 20/6/2026.\n2. Địa điểm: Nhà văn hóa xã.\n3. Đối tượng: Trẻ em.\n",
        "II. NỘI DUNG\n1. Nội dung ngày hội\n- Trưng bày sách mới.\n2. Thời gian và địa điểm\n" + FRAME,
        "II. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian, địa điểm: 07 giờ 30 ngày 20/6/2026, tại Nhà văn hóa xã.\n2. Số lượng: 50 người.\n",
    ],
)
def test_one_task_with_the_title_of_the_plan(read: Read, body: str) -> None:
    plan = read(HEAD + body)
    assert [(t.title, t.lead, t.timing) for t in plan.tasks] == [
        ("Tổ chức ngày hội đọc sách năm 2026", (), "07 giờ 30 ngày 20/6/2026")
    ]
    assert [d.code for d in plan.diagnostics if d.severity.value != "info"] == ["task-without-lead"]


def test_what_it_is_may_have_a_line_and_who_leads_too(read: Read) -> None:
    body = "II. NỘI DUNG\n- Nội dung: Hội thi kể chuyện\n" + FRAME + "- Đơn vị chủ trì: Đoàn Thanh niên xã.\n"
    plan = read(HEAD + body)
    assert [(t.title, t.lead) for t in plan.tasks] == [("Hội thi kể chuyện", ("Đoàn Thanh niên xã",))]
    assert plan.diagnostics == ()


def test_who_is_given_the_lead_leads_and_what_else_is_given_is_told(read: Read) -> None:
    duties = "III. PHÂN CÔNG\n1. Văn phòng chủ trì, phối hợp với Công an xã chuẩn bị.\n2. Công an xã giữ gìn trật tự.\n"
    plan = read(HEAD + "II. NỘI DUNG\n" + FRAME + duties)
    assert [(t.lead, t.coordinating) for t in plan.tasks] == [(("Văn phòng",), ("Công an xã",))]
    assert [d.code for d in plan.diagnostics] == ["duties-of-event"]


def test_labels_beside_other_tasks_are_told_and_no_tasks(read: Read) -> None:
    work = "III. NHIỆM VỤ\n1. Mở lớp\n- Chủ trì: Phòng Kinh tế.\n- Thời gian: Quý II.\nIV. THỜI GIAN, ĐỊA ĐIỂM\n"
    plan = read(HEAD + work + FRAME)
    assert [(t.title, t.timing) for t in plan.tasks] == [("Mở lớp", "Quý II")]
    assert [d.code for d in plan.diagnostics] == ["deadline-left-out"]


def test_labels_below_work_are_its_own(read: Read) -> None:
    plan = read(HEAD + "II. NỘI DUNG\n1. Hội thi nấu ăn\n" + FRAME + "- Chủ trì: Hội Phụ nữ xã.\n")
    assert [(t.no, t.title, t.lead) for t in plan.tasks] == [("II.1", "Hội thi nấu ăn", ("Hội Phụ nữ xã",))]
