"""Role lines below the items of an outline: they say who does the item, in every layout, and are never work themselves."""

from collections.abc import Callable

import pytest

from scheduler.model import Plan

Read = Callable[[str], Plan]

HEAD = "KẾ HOẠCH\nChăm sóc sức khỏe năm 2026\nI. MỤC ĐÍCH\nKhỏe hơn.\n"
ITEMS = (
    "{one} Kiểm tra bếp ăn (tháng 10/2026)\n{a}: Trạm Y tế xã\n{b}: Công an xã\n"
    "{two} Khám sức khỏe học sinh (hằng ngày)\n{a}: Trạm Y tế xã\n{b}: Công an xã\n"
)


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("1. Công tác y tế\na)", "b)"), ("1.1.", "1.2.")])
@pytest.mark.parametrize("bullet", ["- ", "+ ", ""])
@pytest.mark.parametrize(
    ("a", "b"), [("Chủ trì", "Phối hợp"), ("Đơn vị chủ trì", "Phối hợp"), ("Thực hiện", "Đơn vị phối hợp")]
)
def test_roles_say_who_does_the_item_above_them(read: Read, one: str, two: str, bullet: str, a: str, b: str) -> None:
    plan = read(HEAD + "II. NỘI DUNG\n" + ITEMS.format(one=one, two=two, a=bullet + a, b=bullet + b))
    assert [(t.title, t.lead, t.coordinating, t.timing) for t in plan.tasks] == [
        ("Kiểm tra bếp ăn", ("Trạm Y tế xã",), ("Công an xã",), "tháng 10/2026"),
        ("Khám sức khỏe học sinh", ("Trạm Y tế xã",), ("Công an xã",), "hằng ngày"),
    ]


@pytest.mark.parametrize(
    ("heading", "roles", "lead", "timing"),
    [
        ("Tháng 10", "+ Chủ trì: Trạm Y tế xã", "Trạm Y tế xã", "Tháng 10"),
        ("Giai đoạn 1: Chuẩn bị (tháng 2/2026)", "+ Chủ trì: Trạm Y tế xã", "Trạm Y tế xã", "tháng 2/2026"),
        ("Trạm Y tế xã", "+ Thời gian: quý I/2026", "Trạm Y tế xã", "quý I/2026"),
    ],
)
def test_one_task_below_a_month_a_stage_or_a_unit(read: Read, heading: str, roles: str, lead: str, timing: str) -> None:
    (task,) = read(f"{HEAD}II. NỘI DUNG\n1. {heading}\n- Kiểm tra bếp ăn\n{roles}\n+ Phối hợp: Công an xã\n").tasks
    assert (task.no, task.title, task.lead, task.coordinating) == (
        "II.1.1",
        "Kiểm tra bếp ăn",
        (lead,),
        ("Công an xã",),
    )
    assert task.timing == timing
