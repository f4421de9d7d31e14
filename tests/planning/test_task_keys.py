"""Task keys survive what offices do to their plans."""

from datetime import UTC, datetime

from scheduler.model import Task
from scheduler.planning.task_keys import keyed
from scheduler.schedule import TaskKey

THEN, NOW = datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
FIRST, SECOND = Task("I.1", "Xây dựng bản tin"), Task("I.2", "Tổ chức hội thi")


def keys(*tasks: Task, known: tuple[TaskKey, ...] = (), now: datetime = NOW) -> tuple[TaskKey, ...]:
    return keyed("kh", tasks, known, now)


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
