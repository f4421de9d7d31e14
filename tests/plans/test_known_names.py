"""Units that a plan names itself: where their names end in its sentences, whatever verb follows; what only a verb ends is asked."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan
from scheduler.plans.known_names import KnownNames

Read = Callable[[str], Plan]

WORK = "II. NHIỆM VỤ\n"
SENT_TO = "Nơi nhận:\n- Phòng Kinh tế;\n- Trạm Y tế xã;\n- Khoa Ngoại tổng hợp;\n- Lưu: VT.\n"


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("Phòng Kinh tế sửa soạn phương án di dân trước ngày 10/5/2026.", "Phòng Kinh tế"),
        ("Khoa Ngoại tổng hợp gom số liệu ca mổ trước ngày 10/5/2026.", "Khoa Ngoại tổng hợp"),
        ("Trạm Y tế gõ cửa từng nhà phát thuốc trước ngày 10/5/2026.", "Trạm Y tế"),
        ("Giao Trạm Y tế xã lên lịch tiêm trước ngày 10/5/2026.", "Trạm Y tế xã"),
    ],
)
def test_a_name_known_from_the_addressees_ends_before_any_verb(read: Read, item: str, lead: str) -> None:
    plan = read(f"{WORK}1. {item}\n{SENT_TO}")
    assert [t.lead for t in plan.tasks] == [(lead,)]
    assert "unit-of-sentence" not in {found.code for found in plan.diagnostics}


def test_a_name_that_two_sentences_begin_with_is_known(read: Read) -> None:
    plan = read(
        f"{WORK}1. Tháng 9\n- Tổ Tư vấn học đường gặp gỡ phụ huynh.\n- Tổ Tư vấn học đường dựng góc hướng nghiệp.\n"
    )
    assert {t.lead for t in plan.tasks} == {("Tổ Tư vấn học đường",)}


def test_units_with_work_and_time_of_their_own_are_several_tasks(read: Read) -> None:
    item = "1. Giao Phòng Kinh tế tham mưu dự toán trước ngày 20/01/2026, Trạm Y tế xã chuẩn bị vắc xin trước ngày 10/02/2026.\n"
    assert [(t.no, t.title, t.lead, t.timing) for t in read(WORK + item + SENT_TO).tasks] == [
        ("II.1.1", "Tham mưu dự toán", ("Phòng Kinh tế",), "trước ngày 20/01/2026"),
        ("II.1.2", "Chuẩn bị vắc xin", ("Trạm Y tế xã",), "trước ngày 10/02/2026"),
    ]


def test_what_only_a_verb_ends_is_asked(read: Read) -> None:
    plan = read(f"{WORK}1. Giáo viên chủ nhiệm lớp chín giúp học sinh chọn trường trước ngày 10/5/2026.\n")
    asked = [dict(found.values)["name"] for found in plan.diagnostics if found.code == "unit-of-sentence"]
    assert asked == ["Giáo viên chủ nhiệm lớp chín"]


def test_work_taken_for_a_part_of_a_known_name_is_asked(read: Read) -> None:
    item = (
        "1. Công an xã chủ trì, phối hợp với Trưởng các thôn kích hoạt định danh, hoàn thành trước ngày 31/10/2026.\n"
    )
    plan = read(f"{WORK}{item}Nơi nhận:\n- Công an xã;\n- Trưởng các thôn;\n- Lưu: VT.\n")
    asked = [dict(found.values)["name"] for found in plan.diagnostics if found.code == "unit-of-sentence"]
    assert asked == ["Trưởng các thôn kích hoạt định danh"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Công an xã tuần tra", 1),
        ("giao công an xã tuần tra", 1),
        ("Đồng chí Phó Trưởng Công an xã tuần tra", 1),
        ("Chi bộ Công an xã họp", 0),
        ("Công an xã Mẫu Sơn tuần tra", 0),
        ("nộp cho công an xã Mẫu", 0),
        ("Các thôn bố trí địa điểm", 1),
        ("nộp cho các thôn vùng sâu", 0),
    ],
)
def test_a_longer_name_is_not_cut(text: str, hidden: int) -> None:
    names = KnownNames.of(("Công an xã", "Các thôn"))
    assert (names.hidden(text) != text) == bool(hidden)
    assert names.shown(names.hidden(text)) == text


def test_a_deadline_left_in_a_title_is_asked(read: Read) -> None:
    item = "1. Phòng Kinh tế mua hóa chất trước ngày 30/4/2026, để ở kho, chia về các trạm trước ngày 10/5/2026.\n"
    assert "deadline-in-title" in {found.code for found in read(WORK + item + SENT_TO).diagnostics}


def test_a_group_before_unlisted_work_leads_and_is_asked(read: Read) -> None:
    plan = read(
        f"{WORK}1. Các thôn rà nguồn công dân trước ngày 15/7/2026.\n2. Các thôn dọn vệ sinh, các thôn phối hợp.\n"
    )
    assert plan.tasks[0].lead == ("Các thôn",)
    assert [dict(f.values)["no"] for f in plan.diagnostics if f.code == "unit-of-sentence"] == ["II.1"]


def test_a_line_that_only_says_who_and_how_often_belongs_to_the_item_above(read: Read) -> None:
    text = f"{WORK}1. Cân đo, chấm biểu đồ tăng trưởng\n- Trạm Y tế xã thực hiện mỗi tháng 01 lần.\n{SENT_TO}"
    assert [(t.no, t.title, t.lead, t.frequency) for t in read(text).tasks] == [
        ("II.1", "Cân đo, chấm biểu đồ tăng trưởng", ("Trạm Y tế xã",), "mỗi tháng 01 lần")
    ]


@pytest.mark.parametrize(
    ("item", "title", "lead", "beside"),
    [
        ("Ngày hội đọc sách do Trạm Y tế xã thực hiện, ngày 01/6/2026.", "Ngày hội đọc sách", "Trạm Y tế xã", ()),
        (
            "Phòng Kinh tế: Tổ chức diễn tập trong tháng 4/2026; Trạm Y tế xã phối hợp.",
            "Tổ chức diễn tập",
            "Phòng Kinh tế",
            ("Trạm Y tế xã",),
        ),
        ("Tổng kết. Phòng Kinh tế chủ trì; tổ chức trong tuần cuối tháng 3.", "Tổng kết", "Phòng Kinh tế", ()),
        ("Tẩy giun đợt 1 trong tháng 5, đợt 2 trong quý III (Trạm Y tế xã).", "Tẩy giun", "Trạm Y tế xã", ()),
    ],
)
def test_who_stands_behind_the_work(read: Read, item: str, title: str, lead: str, beside: tuple[str, ...]) -> None:
    (task,) = read(f"{WORK}1. {item}\n{SENT_TO}").tasks
    assert (task.title, task.lead, task.coordinating) == (title, (lead,), beside)


def test_another_unit_at_work_in_a_title_is_asked(read: Read) -> None:
    item = "1. Giao Phòng Kinh tế tham mưu kế hoạch, Trạm Y tế xã chuẩn bị thuốc, xong trước ngày 05/3/2026.\n"
    plan = read(WORK + item + SENT_TO)
    assert [dict(f.values)["name"] for f in plan.diagnostics if f.code == "unit-in-title"] == ["Trạm Y tế xã"]
