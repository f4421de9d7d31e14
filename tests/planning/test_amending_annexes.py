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
