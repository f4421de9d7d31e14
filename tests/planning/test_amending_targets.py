"""Which task a change is about: never one of another name; and a rhythm that takes the place of a rhythm."""

from datetime import date

import pytest

from scheduler.documents import parse_document
from scheduler.model import Change, ChangeKind, Plan, PlanHeader, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource

BASE = Plan(
    PlanHeader(), (Task("4", "Phát bản tin", timing="Hằng tháng"), Task("5", "Kiểm tra xã Mẫu Bình", timing="Tháng 9"))
)


def amended(change: Change, *rules: TaskRule) -> tuple[list[Task], list[str]]:
    amendment = Amendment(
        PlanSource("dc", "dc.md", amends="kh"), Plan(PlanHeader(), (), changes=(change,)), date(2026, 6, 1)
    )
    found, asked = versions(BASE, [amendment], rules)
    return list(found[-1].plan.tasks), [d.code for d in asked]


@pytest.mark.parametrize("kind", [ChangeKind.RESTATE, ChangeKind.REPLACE, ChangeKind.CLOSE])
@pytest.mark.parametrize("no", ["5", None])
def test_work_of_another_name_is_asked(kind: ChangeKind, no: str | None) -> None:
    title = "Kiểm tra xã Mẫu Hòa"
    tasks, asked = amended(Change(kind, title, no, title, Task("5", title)))
    assert (tasks, asked) == (list(BASE.tasks), ["amendment-unsure"])


def test_what_is_added_and_stands_there_already_is_asked() -> None:
    task = Task("6", "Phát bản tin", timing="Tháng 3")
    assert amended(Change(ChangeKind.ADD, "Phát bản tin", None, None, task))[1] == ["amendment-unsure"]


def test_a_rhythm_takes_the_place_of_a_rhythm() -> None:
    tasks, _ = amended(Change(ChangeKind.REPLACE, "", "4", None, Task("", "", frequency="hằng quý")))
    assert (tasks[0].timing, tasks[0].frequency) == ("hằng quý", None)


def test_a_rhythm_beside_a_window_leaves_the_window() -> None:
    tasks, _ = amended(Change(ChangeKind.REPLACE, "", "5", None, Task("", "", frequency="hằng tuần")))
    assert (tasks[1].timing, tasks[1].frequency) == ("Tháng 9", "hằng tuần")


REWRITTEN = Change(ChangeKind.REPLACE, "", "4", None, Task("", "Mở lớp năng khiếu hè", timing="Tháng 6"), item="1")
OTHER_WORK = {
    "unanswered": ((), list(BASE.tasks), ["amendment-other-work"]),
    "the same work": (
        (TaskRule("dc", "1", was="4"),),
        [Task("4", "Mở lớp năng khiếu hè", timing="Tháng 6"), BASE.tasks[1]],
        [],
    ),
    "other work": (
        (TaskRule("dc", "1", was="none"),),
        [BASE.tasks[1], Task("ĐC1.4", "Mở lớp năng khiếu hè", timing="Tháng 6")],
        [],
    ),
    "an answer to another item": ((TaskRule("dc", "2", was="4"),), list(BASE.tasks), ["amendment-other-work"]),
}


@pytest.mark.parametrize("case", OTHER_WORK)
def test_an_item_rewritten_into_other_work_is_asked(case: str) -> None:
    rules, tasks, codes = OTHER_WORK[case]
    assert amended(REWRITTEN, *rules) == (tasks, codes)


ANSWERED = {
    "to be left": ((TaskRule("dc", "1", was="none"),), []),
    "which task alone": ((TaskRule("dc", "1", was="5"),), ["amendment-not-understood"]),
    "and done by hand": ((TaskRule("dc", "1", was="5"), TaskRule("kh", "5", note="Đã xem lại")), []),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_an_answered_question_is_not_put_again_once_it_is_known_what_changes(case: str) -> None:
    rules, codes = ANSWERED[case]
    unsure = Change(ChangeKind.UNSURE, "Xem lại việc kiểm tra", None, None, None, item="1")
    assert amended(unsure)[1] == ["amendment-unsure"]
    assert amended(unsure, *rules) == (list(BASE.tasks), codes)


SAID = {
    "Điều chỉnh nhiệm vụ 3: thời gian thực hiện là hàng quý.": ("3", (), "hàng quý", None),
    "Điều chỉnh thời gian thực hiện nhiệm vụ 3 là hằng quý.": ("3", (), "hằng quý", None),
    "Điều chỉnh nhiệm vụ 3, thời gian thực hiện: hằng quý.": ("3", (), "hằng quý", None),
    "Điều chỉnh tần suất nhiệm vụ 4 từ 02 số/tháng thành 01 số/tháng.": ("4", (), None, "01 số/tháng"),
    "Điều chỉnh nhiệm vụ 3: đơn vị chủ trì là Trạm Y tế, thời gian thực hiện là tháng 11.": (
        "3",
        ("Trạm Y tế",),
        "tháng 11",
        None,
    ),
    "Gia hạn nhiệm vụ 5 đến hết ngày 15/12/2026.": ("5", (), "hết ngày 15/12/2026", None),
}
HEAD = "KẾ HOẠCH\nĐiều chỉnh Kế hoạch số 15/KH-UBND về công tác gia đình năm 2026\n\n"


@pytest.mark.parametrize("text", SAID)
def test_what_one_sentence_changes(text: str) -> None:
    (change,) = read_plan(parse_document(f"{HEAD}1. {text}\n".encode(), "dc.txt")).changes
    assert change.task is not None
    assert (change.no, change.task.lead, change.task.timing, change.task.frequency) == SAID[text]


def test_a_sentence_that_names_an_item_adds_no_work_of_that_name() -> None:
    text = "1. Giao Trạm Y tế chủ trì nhiệm vụ 3 thay Đoàn Thanh niên.\n"
    (change,) = read_plan(parse_document((HEAD + text).encode(), "dc.txt")).changes
    assert (change.kind, change.no, change.task and change.task.lead) == (ChangeKind.REPLACE, "3", ("Trạm Y tế",))


def test_items_are_told_apart_by_their_own_numbers() -> None:
    text = "I. BÃI BỎ\n1. Bãi bỏ nhiệm vụ 2, 3.\nII. ĐIỀU CHỈNH\n1. Điều chỉnh nhiệm vụ 5: thời gian là tháng 9.\n"
    found = read_plan(parse_document((HEAD + text).encode(), "dc.txt")).changes
    assert [(c.item, c.no) for c in found] == [("I.1", "2"), ("I.1/2", "3"), ("II.1", "5")]


NOT_CARRIED_OUT = [
    "Tạm dừng thực hiện nhiệm vụ 4 trong tháng 7 và tháng 8.",
    "Tách nhiệm vụ 4 thành 02 nhiệm vụ: phát bản tin tuần và phát bản tin tháng.",
    "Gộp nhiệm vụ 4 với các nội dung liên quan thành một nhiệm vụ, thực hiện trong quý IV.",
    "Khôi phục nhiệm vụ 4.",
    "Bổ sung đơn vị phối hợp nhiệm vụ 4: Các thôn.",
    "Nhiệm vụ 4 thì xem lại cho hợp lý.",
]


@pytest.mark.parametrize("text", NOT_CARRIED_OUT)
def test_nothing_is_left_out_in_silence(text: str) -> None:
    body = f"1. Điều chỉnh nhiệm vụ 5: thời gian là tháng 10.\n2. {text}\n"
    first, second = read_plan(parse_document((HEAD + body).encode(), "dc.txt")).changes
    assert (first.kind, second.kind, second.no, second.item) == (ChangeKind.REPLACE, ChangeKind.UNSURE, "4", "2")
    tasks, asked = amended(second)
    assert (tasks, asked) == (list(BASE.tasks), ["amendment-by-hand"])
    assert amended(second, TaskRule("dc", "2", was="4")) == (list(BASE.tasks), [])


def test_several_items_are_put_off_at_once() -> None:
    body = "1. Điều chỉnh thời gian hoàn thành các nhiệm vụ 1, 2 và 3 sang quý IV.\n"
    found = read_plan(parse_document((HEAD + body).encode(), "dc.txt")).changes
    assert [(c.no, c.task and c.task.timing, c.task and c.task.lead) for c in found] == [
        (no, "quý IV", ()) for no in ("1", "2", "3")
    ]
