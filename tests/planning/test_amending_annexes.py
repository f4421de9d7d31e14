"""An amendment of a plan with several annexes: what it says of an item of one annex is done there, and nowhere else."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.settings import PlanSource

ROWS = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
PLAN = f"""SỞ MẪU
Số: 12/KH-SM

KẾ HOẠCH
Công tác pháp chế năm 2026

PHỤ LỤC I
NHIỆM VỤ THƯỜNG XUYÊN

{ROWS}| I | TUYÊN TRUYỀN | | |
| 1 | Phát hành bản tin nội bộ | Văn phòng | Hằng tháng |
| 2 | Tổ chức hội thi tìm hiểu pháp luật | Phòng Tư pháp | Tháng 6/2026 |
| II | KIỂM TRA | | |
| 1 | Kiểm tra công tác hòa giải ở cơ sở | Thanh tra | Quý III/2026 |

Phụ lục số 02: NHIỆM VỤ TRỌNG TÂM

{ROWS}| I | TUYÊN TRUYỀN | | |
| 1 | Xây dựng chuyên trang điện tử | Văn phòng | Quý II/2026 |
| 2 | Tập huấn cán bộ thôn | Phòng Nội vụ | Tháng 5/2026 |
| II | KIỂM TRA | | |
| 1 | Thanh tra việc tiếp công dân | Thanh tra | Tháng 9/2026 |
"""
NEWS, CONTEST, VISIT = (
    "Phát hành bản tin nội bộ",
    "Tổ chức hội thi tìm hiểu pháp luật",
    "Kiểm tra công tác hòa giải ở cơ sở",
)
SITE, COURSE, CITIZENS = "Xây dựng chuyên trang điện tử", "Tập huấn cán bộ thôn", "Thanh tra việc tiếp công dân"
HEAD = "SỞ MẪU\nQUYẾT ĐỊNH\nĐiều chỉnh Kế hoạch số 12/KH-SM năm 2026\n\n"
BASE = read_plan(parse_document(PLAN.encode(), "kh.md"))
STOOD = {t.title: t.timing for t in BASE.tasks}

CASES: dict[str, dict[str, str | None]] = {
    "Điều 1. Mục II.1 Phụ lục II: thời gian thực hiện điều chỉnh thành tháng 11/2026.": {CITIZENS: "tháng 11/2026"},
    "Điều 1. Số thứ tự 2 Mục I Phụ lục I: lùi sang tháng 7/2026.": {CONTEST: "tháng 7/2026"},
    "Điều 1. Dòng số 2 mục I tại Phụ lục 2 chuyển sang tháng 8/2026.": {COURSE: "tháng 8/2026"},
    "Điều 1. Bãi bỏ nhiệm vụ số 1 mục II, Phụ lục số 01.": {VISIT: None},
    "Điều 1. Sửa đổi Phụ lục II như sau:\n1. Nhiệm vụ số 1 mục I: lùi sang quý III/2026.\n2. Bãi bỏ số thứ tự 2 mục I.": {
        SITE: "quý III/2026",
        COURSE: None,
    },
    "Điều 1. Điều chỉnh một số nội dung như sau:\n1. Mục II.1 Phụ lục I: lùi sang tháng 10/2026.\n"
    "2. Số thứ tự 1 Mục II Phụ lục II: lùi sang tháng 11/2026.": {VISIT: "tháng 10/2026", CITIZENS: "tháng 11/2026"},
    "Điều 1. Bãi bỏ Phụ lục I.": {NEWS: None, CONTEST: None, VISIT: None},
}


def after(text: str) -> tuple[dict[str, str | None], list[str]]:
    amendment = Amendment(
        PlanSource("dc", "dc.txt", amends="kh"),
        read_plan(parse_document((HEAD + text).encode(), "dc.txt")),
        date(2026, 3, 1),
    )
    found, asked = versions(BASE, [amendment], ())
    return {t.title: t.timing for t in found[-1].plan.tasks}, [one.code for one in asked]


def test_tasks_know_their_annex() -> None:
    assert [t.annex for t in BASE.tasks] == ["1"] * 3 + ["2"] * 3


@pytest.mark.parametrize("text", CASES)
def test_what_is_said_of_an_item_of_an_annex_is_done_there(text: str) -> None:
    now, asked = after(text)
    expected = {title: CASES[text].get(title, was) for title, was in STOOD.items() if CASES[text].get(title, was)}
    assert (now, asked) == (expected, [])


def test_a_number_that_two_annexes_have_is_asked_where_none_is_named() -> None:
    assert after("Điều 1. Nhiệm vụ số 2 mục I lùi sang tháng 12/2026.")[1] == ["amendment-unsure"]


def test_an_annex_put_out_anew_leaves_the_other_one_alone() -> None:
    text = (
        "Điều 1. Thay thế Phụ lục II ban hành kèm theo Kế hoạch số 12/KH-SM bằng Phụ lục kèm theo Quyết định này.\n\n"
        f"PHỤ LỤC\n\n{ROWS}| I | TUYÊN TRUYỀN | | |\n| 1 | {SITE} | Văn phòng | Quý IV/2026 |\n"
        f"| 2 | {COURSE} | Phòng Nội vụ | Tháng 5/2026 |\n"
    )
    amendment = Amendment(
        PlanSource("dc", "dc.md", amends="kh"),
        read_plan(parse_document((HEAD + text).encode(), "dc.md")),
        date(2026, 3, 1),
    )
    found, asked = versions(BASE, [amendment], ())
    assert {t.title: t.timing for t in found[-1].plan.tasks} == {**STOOD, SITE: "Quý IV/2026"}
    assert [one.code for one in asked] == ["amendment-left-out"] and CITIZENS in str(dict(asked[0].values)["tasks"])


LIST = "| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
OF_PLAN = "kèm theo Kế hoạch số 15/KH-UBND"


@pytest.mark.parametrize(
    "said",
    [
        f"Phụ lục này thay thế Phụ lục ban hành {OF_PLAN}.",
        f"1. Phụ lục ban hành kèm theo Kế hoạch này thay thế cho Phụ lục {OF_PLAN}.",
        f"(Thay thế Phụ lục {OF_PLAN} ngày 10/01/2026)",
        f"1. Thay thế Phụ lục ban hành {OF_PLAN} như sau:",
    ],
)
def test_what_a_list_that_takes_the_place_of_the_plans_own_leaves_out_is_asked_by_name(said: str) -> None:
    tasks = ["1 | Phát tờ rơi", "2 | Tập huấn kỹ năng số", "3 | Hội thi tìm hiểu pháp luật"]
    rows = [f"| {task} | Phòng Y tế | Tháng 9/2026 |\n" for task in tasks]
    head = "KẾ HOẠCH\nĐiều chỉnh Kế hoạch số 15/KH-UBND năm 2026\n\n"
    plan = read_plan(parse_document(f"KẾ HOẠCH\nNăm 2026\n\n{LIST}{''.join(rows)}".encode(), "kh.md"))
    said_anew = f"{head}PHỤ LỤC\n{said}\n\n{LIST}{rows[0]}{rows[2]}"
    amending = read_plan(parse_document(said_anew.encode(), "dc.md"))
    amendment = Amendment(PlanSource("dc", "dc.md", amends="kh"), amending, date(2026, 4, 1))
    found, asked = versions(plan, [amendment], ())
    assert [(d.code, dict(d.values)["no"]) for d in asked] == [("amendment-left-out", "2")]
    assert found[-1].plan.tasks == plan.tasks
