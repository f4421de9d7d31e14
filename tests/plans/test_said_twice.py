"""Work that body and annex both set out is one task; what is far longer than an item is read up to a bound."""

from collections.abc import Callable

from scheduler.model import Plan

Read = Callable[[str], Plan]

BODY = """KẾ HOẠCH
Truyền thông năm 2026
II. NHIỆM VỤ
1. Tổ chức mít tinh hưởng ứng
- Chủ trì: Phòng Y tế
- Thời gian: {body}
PHỤ LỤC
STT\tNhiệm vụ\tĐơn vị chủ trì\tPhối hợp\tThời gian
1\tTổ chức mít tinh hưởng ứng\tPhòng Y tế\tCác thôn\tTháng 5/2026
2\tKiểm tra bếp ăn\tTrạm Y tế\t\tTháng 6/2026
"""


def _codes(plan: Plan) -> set[str]:
    return {found.code for found in plan.diagnostics}


def test_what_the_annex_repeats_is_one_task_that_knows_what_either_says(read: Read) -> None:
    plan = read(BODY.format(body="Tháng 5/2026"))
    assert [(t.title, t.coordinating) for t in plan.tasks] == [
        ("Tổ chức mít tinh hưởng ứng", ("Các thôn",)),
        ("Kiểm tra bếp ăn", ()),
    ]
    assert "task-told-twice" in _codes(plan)


def test_what_the_annex_says_otherwise_is_asked(read: Read) -> None:
    plan = read(BODY.format(body="Tháng 4/2026"))
    assert [t.timing for t in plan.tasks] == ["Tháng 4/2026", "Tháng 5/2026", "Tháng 6/2026"]
    assert "task-twice-differently" in _codes(plan)


def test_a_paragraph_without_end_is_cut_and_said(read: Read) -> None:
    plan = read(
        "KẾ HOẠCH\nTruyền thông năm 2026\nII. NHIỆM VỤ\n1. " + "1" * 200_000 + "\n2. Họp\n- Chủ trì: Văn phòng\n"
    )
    assert [t.no for t in plan.tasks] == ["II.2"]
    assert "text-overlong" in _codes(plan)
