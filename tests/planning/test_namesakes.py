"""Work of one title that a plan has more than once keeps its key: leads and timing tell which is which, before numbers do."""

from datetime import UTC, datetime

import pytest

from scheduler.model import Task
from scheduler.planning.task_keys import identified
from scheduler.policy import TaskRule
from scheduler.schedule import TaskKey

THEN, NOW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


def report(no: str, lead: str, timing: str) -> Task:
    return Task(no, "Báo cáo kết quả thực hiện", lead=(lead,), timing=timing)


JUNE, SEPTEMBER = ("Phòng Kinh tế", "Trước ngày 10/6/2026"), ("Phòng Văn hóa", "Trước ngày 10/9/2026")
BEFORE = (report("III.2", *JUNE), report("III.3", *SEPTEMBER))
STORED = identified("kh", BEFORE, (), THEN).keys
SAID = {key.key: task for key, task in zip(STORED, BEFORE, strict=True)}
FIRST, SECOND = (key.key for key in STORED)


@pytest.mark.parametrize(
    ("tasks", "keys"),
    [
        pytest.param(
            (report("III.3", *JUNE), report("III.4", *SEPTEMBER)), [FIRST, SECOND], id="one put in before them"
        ),
        pytest.param((report("III.1", *JUNE), report("III.2", *SEPTEMBER)), [FIRST, SECOND], id="one before them gone"),
        pytest.param((report("III.2", *SEPTEMBER), report("III.3", *JUNE)), [SECOND, FIRST], id="swapped"),
        pytest.param((report("III.3", *SEPTEMBER), report("IV.1", *JUNE)), [SECOND, FIRST], id="one moved"),
        pytest.param(
            (report("III.3", *JUNE), report("III.4", SEPTEMBER[0], "Tháng 11/2026")),
            [FIRST, SECOND],
            id="put back, one timed anew",
        ),
        pytest.param(
            (report("III.2", *JUNE), report("III.3", *JUNE)), [FIRST, SECOND], id="not to be told apart: by number"
        ),
    ],
)
def test_namesakes_keep_their_keys_and_the_next_reading_finds_the_same(
    tasks: tuple[Task, ...], keys: list[str]
) -> None:
    found = identified("kh", tasks, STORED, NOW, before=SAID).keys
    assert [key.key for key in found] == keys
    assert identified("kh", tasks, found, NOW).keys == found


def other(no: str) -> Task:
    return Task(no, f"Kiểm tra thôn {no[-1]}", lead=("Công an xã",), timing="Quý IV/2026")


TWINS = (
    other("III.1"),
    report("III.2", *JUNE),
    report("III.3", *JUNE),
    Task("III.4", "Họp tổng kết", timing="Tháng 12"),
)
LAST = TWINS[-1]
GONE = {
    "looks tell": (BEFORE, (report("III.2", *SEPTEMBER),), SECOND),
    "the second is gone": (BEFORE, (report("III.2", *JUNE),), FIRST),
    "told anew as well": (BEFORE, (report("III.2", SEPTEMBER[0], "Tháng 11/2026"),), None),
    "alike, what is behind moved up": (
        TWINS,
        (TWINS[0], TWINS[1], Task("III.3", LAST.title, timing=LAST.timing)),
        None,
    ),
    "alike, what is behind kept its number": (TWINS, (TWINS[0], TWINS[2], LAST), "kh.iii-3"),
    "alike, nothing behind": (TWINS[:3], TWINS[:2], None),
}


def applied(tasks: tuple[Task, ...]) -> tuple[tuple[TaskKey, ...], dict[str, Task]]:
    keys = identified("kh", tasks, (), THEN).keys
    return keys, {key.key: task for key, task in zip(keys, tasks, strict=True)}


@pytest.mark.parametrize("case", GONE)
def test_of_namesakes_one_is_gone_and_no_other_is_taken_for_it(case: str) -> None:
    before, now, expected = GONE[case]
    stored, said = applied(before)
    place = next(at for at, task in enumerate(now) if task.title.startswith("Báo cáo"))
    first = identified("kh", now, stored, NOW, before=said)
    key = first.keys[place]
    assert (key.key == expected, bool(first.unsure)) == ((True, False) if expected else (False, True))
    assert expected or key.first_applied == NOW
    kept = {k.key: k for k in (*stored, *first.keys, *first.given_up)}.values()
    again = identified("kh", now, kept, NOW)
    assert again.keys == first.keys
    assert bool(again.unsure) == bool(first.unsure)


@pytest.mark.parametrize(("answer", "expected"), [("III.2", "kh.iii-2"), ("III.3", "kh.iii-3"), ("none", "kh.iii-2.2")])
def test_which_of_them_it_is_config_answers_and_the_answer_holds(answer: str, expected: str) -> None:
    stored, said = applied(TWINS[:3])
    known = {k.key: k for k in stored}
    first = identified("kh", TWINS[:2], stored, NOW, before=said)
    assert [(u.old.no, [k.no for k in u.others]) for u in first.unsure] == [("III.3", ["III.2"])]
    for _ in range(3):
        known |= {k.key: k for k in (*first.keys, *first.given_up)}
        first = identified("kh", TWINS[:2], known.values(), NOW, [TaskRule("kh", "III.2", was=answer)])
        assert (first.keys[1].key, first.unsure) == (expected, ())
