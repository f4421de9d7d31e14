"""An amendment that hands work on: of several units that lead it the one that is named goes, and whom it does not name stays."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource

CONTEST, REVIEW = "Tổ chức hội thi tìm hiểu pháp luật", "Rà soát văn bản quy phạm"
BASE = Plan(
    PlanHeader(),
    (
        Task("2", CONTEST, lead=("Phòng Tư pháp", "Phòng Nội vụ"), coordinating=("Phòng Y tế",), timing="Tháng 6/2026"),
        Task("4", REVIEW, lead=("Phòng Tư pháp",), coordinating=("Phòng Nội vụ",), timing="Quý IV/2026"),
    ),
)
HEAD = "KẾ HOẠCH\nĐiều chỉnh, bổ sung Kế hoạch số 12/KH-UBND năm 2026\n\nI. NỘI DUNG ĐIỀU CHỈNH\n1. "
JUSTICE, HOME, MONEY = "Phòng Tư pháp", "Phòng Nội vụ", "Phòng Tài chính"

Who = tuple[tuple[str, ...], tuple[str, ...]]
STOOD: Who = ((JUSTICE, HOME), ("Phòng Y tế",))


def after(text: str, *rules: TaskRule) -> tuple[dict[str, Who], list[str]]:
    plan = read_plan(parse_document((HEAD + text + "\n").encode(), "dc.txt"))
    found, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 6, 1))], rules)
    return {t.no: (t.lead, t.coordinating) for t in found[-1].plan.tasks}, [one.code for one in asked]


@pytest.mark.parametrize(
    "text",
    [
        f"Giao {MONEY} chủ trì nhiệm vụ số 2 thay {HOME}.",
        f"Thay {HOME} bằng {MONEY} chủ trì nhiệm vụ số 2.",
        f"Nhiệm vụ số 2: thay {HOME} bằng {MONEY}.",
        f"{MONEY} thay thế {HOME} chủ trì nhiệm vụ số 2.",
        f"Chuyển nhiệm vụ số 2 từ {HOME} sang {MONEY} chủ trì.",
        f"{MONEY} tiếp nhận nhiệm vụ số 2 từ {HOME}.",
        f"Nhiệm vụ số 2: điều chỉnh đơn vị chủ trì từ {HOME} sang {MONEY}.",
        f"Điều chỉnh đơn vị chủ trì nhiệm vụ số 2 từ “{HOME}” thành “{MONEY}”.",
        f"Nhiệm vụ “{CONTEST}”: giao {MONEY} chủ trì thay cho {HOME}.",
        f"Đơn vị chủ trì nhiệm vụ số 2: {MONEY} (thay {HOME}).",
        f"Giao {MONEY} chủ trì thay {HOME} tại nhiệm vụ số 2.",
        f"Điều chỉnh đơn vị chủ trì nhiệm vụ số 2: {HOME} thay bằng {MONEY}.",
        f"Nhiệm vụ số 2: {HOME} bàn giao cho {MONEY} chủ trì.",
        f"Nhiệm vụ số 2: {HOME} thôi chủ trì, giao {MONEY} chủ trì.",
    ],
)
def test_one_of_two_leads_is_exchanged(text: str) -> None:
    now, asked = after(text)
    assert (now["2"], asked) == (((JUSTICE, MONEY), ("Phòng Y tế",)), [])


WHO: dict[str, tuple[str, Who]] = {
    f"Giao {JUSTICE} thay {HOME} chủ trì nhiệm vụ số 2.": ("2", ((JUSTICE,), ("Phòng Y tế",))),
    f"Giao {MONEY} chủ trì nhiệm vụ số 2.": ("2", ((MONEY,), ("Phòng Y tế",))),
    f"Nhiệm vụ số 2: {MONEY} chủ trì thay {JUSTICE} và {HOME}.": ("2", ((MONEY,), ("Phòng Y tế",))),
    f"Nhiệm vụ số 2: bỏ {HOME} khỏi đơn vị chủ trì.": ("2", ((JUSTICE,), ("Phòng Y tế",))),
    f"Thay Phòng Y tế bằng {MONEY} là đơn vị phối hợp nhiệm vụ số 2.": ("2", ((JUSTICE, HOME), (MONEY,))),
    f"Bổ sung {MONEY} cùng chủ trì nhiệm vụ số 4.": ("4", ((JUSTICE, MONEY), (HOME,))),
    f"Bổ sung {HOME} là đơn vị đồng chủ trì nhiệm vụ số 4.": ("4", ((JUSTICE, HOME), ())),
}


@pytest.mark.parametrize("text", WHO)
def test_who_leads_it_and_who_takes_part(text: str) -> None:
    no, who = WHO[text]
    now, asked = after(text)
    assert (now[no], asked) == (who, [])


@pytest.mark.parametrize(
    "text",
    [
        f"Nhiệm vụ số 2: {MONEY} chủ trì thay Phòng Y tế.",
        f"Giao {MONEY} chủ trì nhiệm vụ số 2 thay Thanh tra.",
        f"Nhiệm vụ số 2: bỏ {JUSTICE} và {HOME} khỏi đơn vị chủ trì.",
    ],
)
def test_a_unit_that_does_not_lead_it_is_asked_and_nothing_moves(text: str) -> None:
    now, asked = after(text)
    assert (now["2"], asked) == (STOOD, ["amendment-by-hand"])
    assert after(text, TaskRule("dc", "I.1", was="2")) == (now, asked), "the answer alone does not tell who goes"
    assert after(text, TaskRule("dc", "I.1", was="2"), TaskRule("kh", "2", note="đã sửa tay"))[1] == []
