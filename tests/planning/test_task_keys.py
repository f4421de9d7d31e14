"""Task keys survive what offices do to their plans."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from scheduler.documents import parse_document
from scheduler.model import Task
from scheduler.planning.task_changes import What, task_changes
from scheduler.planning.task_keys import identified
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.schedule import TaskKey

THEN, NOW = datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
FIRST, SECOND = Task("I.1", "Xây dựng bản tin"), Task("I.2", "Tổ chức hội thi")


def keys(*tasks: Task, known: tuple[TaskKey, ...] = (), now: datetime = NOW) -> tuple[TaskKey, ...]:
    return identified("kh", tasks, known, now).keys


STORED = keys(FIRST, SECOND, now=THEN)


def test_a_key_is_made_of_plan_and_number() -> None:
    assert [k.key for k in STORED] == ["kh.i-1", "kh.i-2"]


def test_a_second_apply_keeps_keys_and_the_day_of_the_first() -> None:
    assert keys(FIRST, SECOND, known=STORED) == STORED


def test_a_renamed_task_keeps_its_key() -> None:
    (found,) = keys(Task("I.1", "Xây dựng bản tin điện tử"), known=STORED[:1])
    assert (found.key, found.title) == ("kh.i-1", "Xây dựng bản tin điện tử")


def test_tasks_that_swap_numbers_keep_their_keys() -> None:
    found = keys(Task("I.1", SECOND.title), Task("I.2", FIRST.title), known=STORED)
    assert [k.key for k in found] == ["kh.i-2", "kh.i-1"]


def test_a_task_put_in_front_moves_no_other_task() -> None:
    found = keys(Task("I.1", "Ban hành kế hoạch"), Task("I.2", FIRST.title), Task("I.3", SECOND.title), known=STORED)
    assert [k.key for k in found[1:]] == ["kh.i-1", "kh.i-2"]
    assert found[0].key not in {"kh.i-1", "kh.i-2"}


def test_two_tasks_of_one_number_have_two_keys() -> None:
    assert [k.key for k in keys(FIRST, Task("I.1", "Việc khác"))] == ["kh.i-1", "kh.i-1.2"]


def test_streams_of_an_item_have_their_own_keys() -> None:
    found = keys(Task("c", "Chuyên mục", stream="phát thanh"), Task("c", "Chuyên mục", stream="truyền hình"))
    assert len({k.key for k in found}) == 2


@pytest.mark.parametrize(
    "task",
    [
        Task("I.2", "Tổ chức hội nghị"),
        Task("II.5", "Tổ chức hội thi trực tuyến"),
    ],
    ids=["other words under its number", "its words under another number"],
)
def test_what_is_only_somewhat_alike_is_asked_and_gets_no_key_of_before(task: Task) -> None:
    found = identified("kh", (FIRST, task), STORED, NOW)
    assert found.keys[1].key not in {k.key for k in STORED}
    assert [(u.task, u.old.key) for u in found.unsure] == [(task, "kh.i-2")]
    again = identified("kh", (FIRST, task), (*STORED, found.keys[1]), NOW)
    assert again == found, "the question stays open after an apply that left it open"


@pytest.mark.parametrize(("answer", "key"), [("I.2", "kh.i-2"), ("none", "kh.ii-5")])
def test_config_answers(answer: str, key: str) -> None:
    task, rule = Task("II.5", "Tổ chức hội thi trực tuyến"), TaskRule("kh", "II.5", was=answer)
    late = identified("kh", (FIRST, task), STORED, NOW).keys[1]
    for stored in (STORED, (*STORED, late)):
        found = identified("kh", (FIRST, task), stored, NOW, (rule,))
        assert (found.keys[1].key, found.unsure) == (key, ())
    renewed = {k.key: k for k in (*STORED, late, *found.keys)}
    assert identified("kh", (FIRST, task), tuple(renewed.values()), NOW, (rule,)) == found


def test_answers_hold_after_they_were_applied() -> None:
    """Each of two tasks moved down by one and was reworded: the numbers in the answers are those of before."""
    now = (Task("I.1", "Ban hành quy chế"), Task("I.2", "Làm bản tin giấy"), Task("I.3", "Mở cuộc đua tài"))
    rules = TaskRule("kh", "I.3", was="I.2"), TaskRule("kh", "I.2", was="I.1")
    first = identified("kh", now, STORED, NOW, rules)
    assert [k.key for k in first.keys[1:]] == ["kh.i-1", "kh.i-2"]
    stored = tuple(({k.key: k for k in STORED} | {k.key: k for k in first.keys}).values())
    assert identified("kh", now, stored, NOW, rules) == first


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("Tập huấn chữ ký số cho công chức", "Tập huấn, bồi dưỡng chữ ký số cho công chức, viên chức xã", True),
        ("Thi viết chữ đẹp học sinh", "Thi viết chữ đẹp học sinh các trường tiểu học trong toàn xã", True),
        ("Thi viết chữ đẹp học sinh", "Thi viết bài dự cuộc thi tìm hiểu về biển đảo quê hương", False),
        ("Kiểm tra chợ", "Kiểm tra chợ, trường học, bếp ăn, nhà hàng", False),
    ],
)
def test_work_that_moved_and_was_reworded_is_asked(old: str, new: str, asked: bool) -> None:
    stored = keys(Task("II.2", old), now=THEN)
    found = identified("kh", (Task("II.1", new),), stored, NOW)
    assert found.keys[0].key != stored[0].key
    assert [u.old.key for u in found.unsure] == ([stored[0].key] if asked else [])


HEADER = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
SUB_ROWS = {
    "the number said again": (("1", "1", "1", "2"), ("1", "1*", "1**", "2")),
    "an empty cell below it": (("1", "", "", "2"), ("1", "1.2", "1.3", "2")),
    "letters": (("1", "a", "b", "2"), ("1", "1.a", "1.b", "2")),
    "a forgotten number": (("1", "", "3", "4"), ("1", "2", "3", "4")),
}


def _plan(numbers: Iterable[str], works: Iterable[str]) -> tuple[Task, ...]:
    rows = (f"| {no} | {work} | Phòng A | Quý I |\n" for no, work in zip(numbers, works, strict=True))
    return read_plan(parse_document(("# KẾ HOẠCH\nThử\n\n" + HEADER + "".join(rows)).encode(), "kh.md")).tasks


@pytest.mark.parametrize("case", SUB_ROWS)
def test_rows_under_one_number_have_keys_that_survive_renumbering(case: str) -> None:
    numbers, read = SUB_ROWS[case]
    works = ("Phát thanh", "Dựng pa nô", "Phát tờ rơi", "Hội thi")
    first = _plan(numbers, works)
    stored = identified("kh", first, (), THEN).keys
    moved = [str(int(no) + 1) if no.isdigit() else no for no in numbers]
    new, *again = identified("kh", _plan(("1", *moved), ("Việc mới", *works)), stored, NOW).keys
    assert tuple(t.no for t in first) == read
    assert len({k.key for k in stored}) == 4
    assert [k.key for k in again] == [k.key for k in stored]
    assert new.key not in {k.key for k in stored}


def test_work_that_config_joins_to_earlier_work_neither_comes_nor_goes() -> None:
    task, (old, new) = Task("I.2", "Tổ chức hội thi"), keys(FIRST, SECOND)
    found = task_changes({new: task}, {old: task})
    assert [(c.what, c.no) for c in found] == [(What.TOLD_ANEW, "I.2")]
    assert task_changes({new: task}, {new: task}) == ()


def test_what_may_be_an_earlier_task_is_asked_when_both_were_applied_at_one_moment() -> None:
    before = keys(Task("I.1", "Tổ chức hội nghị tổng kết năm"), now=NOW)
    found = identified("kh", [Task("I.1", "Tổ chức hội nghị triển khai nhiệm vụ năm")], before, NOW)
    again = identified("kh", [Task("I.1", "Tổ chức hội nghị triển khai nhiệm vụ năm")], (*before, *found.keys), NOW)
    assert [one.old.key for one in (*found.unsure, *again.unsure)] == ["kh.i-1", "kh.i-1"]
