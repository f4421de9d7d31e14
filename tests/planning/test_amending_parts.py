"""Amendments of a part: one stage of a time, one session; what is carried out is not asked, what is asked is not carried out."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from scheduler.documents import parse_document
from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource

DESK, POLICE, OFFICE = "Bộ phận Một cửa", "Công an xã", "Văn phòng HĐND và UBND xã"
BASE = Plan(
    PlanHeader(year=2026),
    (
        Task("I.2", "Treo băng rôn, khẩu hiệu tại trụ sở", lead=(DESK,), timing="Trước ngày 30/4/2026"),
        Task("I.3", "Phát tờ rơi về dịch vụ công", lead=(DESK,), timing="Quý II, quý III năm 2026"),
        Task("II.2", "Đối thoại với người dân về thủ tục", lead=(OFFICE,), timing="6 tháng/lần (tháng 6, tháng 11)"),
        Task("III.2", "Sơ kết, tổng kết công tác", lead=(OFFICE,), timing="Sơ kết trước 20/6; tổng kết trước 10/12"),
    ),
)
HEAD = "KẾ HOẠCH\nĐiều chỉnh, bổ sung Kế hoạch số 12/KH-UBND năm 2026\n\nI. NỘI DUNG ĐIỀU CHỈNH\n"
END = "Các nội dung khác của Kế hoạch số 12/KH-UBND giữ nguyên.\n"


def amended(*lines: str, answers: tuple[TaskRule, ...] = ()) -> tuple[dict[str, Task], list[str]]:
    body = "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1))
    plan = read_plan(parse_document((HEAD + body + END).encode(), "dc.txt"))
    source = PlanSource("dc", "dc.txt", amends="kh")
    found, asked = versions(BASE, [Amendment(source, plan, date(2026, 5, 20))], answers)
    return {task.no: task for task in found[-1].plan.tasks}, [one.code for one in asked]


STOOD = {task.no: task for task in BASE.tasks}


@pytest.mark.parametrize(
    "text",
    [
        "Bỏ đợt phát tờ rơi quý I tại mục I.3.",
        "Bãi bỏ nội dung đối thoại tháng 11 tại mục II.2.",
        "Không tổ chức đối thoại lần 2 (tháng 11) tại nhiệm vụ II.2.",
        "Không tổ chức đối thoại lần 2 tại nhiệm vụ II.2.",
        "Bỏ lần 2 của nhiệm vụ II.2.",
        "Bỏ nội dung “10 băng rôn” tại nhiệm vụ I.2.",
        "Bãi bỏ nhiệm vụ III.2, lồng ghép vào hội nghị tổng kết.",
    ],
)
@pytest.mark.parametrize("answered", [(), (TaskRule("dc", "I.1", was="{no}"),)], ids=["asked", "pasted"])
def test_the_end_of_a_part_is_not_the_end_of_the_whole(text: str, answered: tuple[TaskRule, ...]) -> None:
    no = next(no for no in STOOD if f" {no}" in text)
    now, asked = amended(text, answers=tuple(TaskRule(r.plan, r.no, was=no) for r in answered))
    assert (now, asked) == (STOOD, [] if answered else ["amendment-by-hand"])


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Lùi thời gian sơ kết (mục III.2) đến trước ngày 30/6.", "Sơ kết trước ngày 30/6; tổng kết trước 10/12"),
        ("Nhiệm vụ III.2: thời gian tổng kết là trước ngày 20/12.", "Sơ kết trước 20/6; tổng kết trước ngày 20/12"),
        ("Không tổ chức sơ kết tại mục III.2.", "tổng kết trước 10/12"),
    ],
)
def test_one_stage_moves_and_the_others_stay(text: str, timing: str) -> None:
    now, asked = amended(text)
    assert (now["III.2"].timing, asked) == (timing, [])


@pytest.mark.parametrize(
    ("new", "no", "old"), [(POLICE, "I.3", DESK), (DESK, "II.2", OFFICE), (POLICE, "III.2", OFFICE)]
)
def test_who_takes_whose_place_is_carried_out_and_not_asked(new: str, no: str, old: str) -> None:
    now, asked = amended(f"Giao {new} chủ trì nhiệm vụ {no} thay {old}.")
    assert (now[no].lead, asked) == ((new,), [])


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Chuyển thời gian nhiệm vụ I.3 từ quý III sang quý IV.", "Quý II, quý IV năm 2026"),
        ("Chuyển thời gian nhiệm vụ I.3 từ “Quý II, quý III năm 2026” thành “Quý III năm 2026”.", "Quý III năm 2026"),
        ("Thời gian thực hiện nhiệm vụ I.3: tháng 8/2026.", "tháng 8/2026"),
    ],
)
def test_one_period_moves_where_the_line_says_which(text: str, timing: str) -> None:
    now, asked = amended(text)
    assert (now["I.3"].timing, asked) == (timing, [])


def test_added_work_without_a_lead_is_asked_until_config_names_it() -> None:
    text = "Bổ sung nhiệm vụ số 4 mục I: “Tổ chức ngày hội số”, thời gian: tháng 8/2026."
    now, asked = amended(text)
    assert (now["I.4"].lead, asked) == ((), ["task-without-lead"])
    assert amended(text, answers=(TaskRule("kh", "I.4", units=("cong-an-xa",)),))[1] == []


def test_a_work_unlike_what_is_said_is_not_offered_as_the_answer() -> None:
    plan = read_plan(
        parse_document(f"{HEAD}1. Đề nghị các ấp nộp kết quả khảo sát trước ngày 10/6.\n".encode(), "dc.txt")
    )
    _, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 5, 20))], ())
    assert [dict(one.values)["no"] for one in asked] == ["…"]


def test_the_row_of_the_letterhead_is_no_amendment() -> None:
    rows = "| UBND XÃ MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 98/KH-UBND | Mẫu, ngày 20 tháng 5 năm 2026 |\n\n"
    plan = read_plan(parse_document(f"{rows}{HEAD}1. Bãi bỏ nhiệm vụ I.2.\n".encode(), "dc.md"))
    assert [change.no for change in plan.changes] == ["I.2"]


_VERBS = ("Bãi bỏ", "Không tổ chức", "Lùi", "Điều chỉnh", "Giao", "Bổ sung")
_PARTS = ("", "đợt 2", "lần 2", "sơ kết", "nội dung tổng kết", "“10 băng rôn”", POLICE)
_PLACES = ("nhiệm vụ I.2", "mục I.3", "nhiệm vụ số 2 mục III", "tại mục II.2 (Đối thoại với người dân)")
_TAILS = (
    "",
    "đến tháng 10/2026",
    "sang quý IV",
    f"thay {OFFICE}",
    "chủ trì",
    "đối với các ấp vùng sâu",
    "kể từ tháng 8/2026",
)


@given(st.tuples(*map(st.sampled_from, (_VERBS, _PARTS, _PLACES, _TAILS))))
def test_a_line_is_carried_out_or_asked_and_never_both(words: tuple[str, ...]) -> None:
    now, asked = amended(" ".join(filter(None, words)) + ".")
    assert (now == STOOD) == bool(asked) or set(asked) == {"task-without-lead"}
