"""What an amendment says beside a change that was understood, or in a form that was not, is asked; formal sentences ask nothing."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.settings import PlanSource

BASE = Plan(
    PlanHeader(),
    (
        Task("1", "Mở lớp dạy nghề", lead=("Ban Kinh tế",), coordinating=("Hội Phụ nữ",), timing="Tháng 4/2026"),
        Task("2", "Tổ chức hội thi nhà nông", lead=("Ban Tuyên giáo",), timing="Tháng 9/2026"),
        Task("3", "Tặng quà hội viên khó khăn", lead=("Văn phòng",), timing="Tháng 12/2026"),
    ),
)
HEAD = "QUYẾT ĐỊNH\nVề việc điều chỉnh Kế hoạch số 08/KH-HND năm 2026\n\nCăn cứ Điều lệ Hội;\n\nQUYẾT ĐỊNH:\n\n"


def amended(text: str) -> tuple[dict[str, Task], list[str]]:
    plan = read_plan(parse_document((HEAD + text + "\n").encode(), "dc.txt"))
    found, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 3, 1))], ())
    return {t.no: t for t in found[-1].plan.tasks}, [" ".join(str(v) for _, v in one.values) for one in asked]


MOVED = "Điều 1. Lùi thời gian thực hiện hoạt động số 2 sang tháng 10/2026"
TAILS = {
    f"{MOVED}; giao Ban Kinh tế phối hợp.": "giao Ban Kinh tế phối hợp",
    f"{MOVED}, Ban Tổ chức phối hợp thực hiện.": "Ban Tổ chức phối hợp",
    f"{MOVED}. Văn phòng báo cáo kết quả trước ngày 05/11/2026.": "05/11/2026",
    f"{MOVED}.\nĐiều 2. Đề nghị Văn phòng đôn đốc hoạt động số 3.": "đôn đốc hoạt động số 3",
    f"{MOVED}.\nĐiều 2. Không tổ chức hội thi nhà nông cấp huyện.": "cấp huyện",
}


@pytest.mark.parametrize("text", TAILS)
def test_what_stands_behind_a_change_is_asked(text: str) -> None:
    tasks, asked = amended(text)
    assert tasks["2"].timing == "tháng 10/2026"
    assert [TAILS[text] in one for one in asked] == [True]
    assert {no: t for no, t in tasks.items() if no != "2"} == {t.no: t for t in BASE.tasks if t.no != "2"}


FORMAL = [
    f"{MOVED} (thay cho tháng 9/2026) do trùng lịch thu hoạch.",
    f"{MOVED} theo đề nghị của Ban Tuyên giáo tại Tờ trình số 5/TTr-BTG ngày 03/02/2026.",
    f"{MOVED}.\nĐiều 2. Quyết định có hiệu lực từ ngày 01/3/2026. Văn phòng, các ban chịu trách nhiệm thi hành.",
    f"{MOVED}.\nĐiều 2. Thời gian thực hiện các nhiệm vụ còn lại không thay đổi.",
    f"{MOVED}.\nĐiều 2. Kinh phí: từ nguồn chi thường xuyên.",
]


@pytest.mark.parametrize("text", FORMAL)
def test_reasons_and_formal_sentences_ask_nothing(text: str) -> None:
    tasks, asked = amended(text)
    assert (tasks["2"].timing, asked) == ("tháng 10/2026", [])


def test_rows_of_a_table_with_columns_of_its_own_are_asked() -> None:
    rows = "| Hoạt động | Kết quả rà soát | Ý kiến chốt |\n|---|---|---|\n| Mở lớp dạy nghề | chậm | Tháng 6/2026 |\n"
    tasks, asked = amended(f"Điều 1. Điều chỉnh theo biểu sau:\n\n{rows}")
    assert tasks == {t.no: t for t in BASE.tasks}
    assert ["Tháng 6/2026" in one for one in asked] == [True]
