"""A number of the plan that is used again for other work: neither UIDs nor reports of progress pass over to it."""

from datetime import UTC, datetime

import pytest

from scheduler.model import Task
from scheduler.planning.task_keys import identified
from scheduler.schedule import TaskKey

THEN, NOW = datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
CONTEST, BULLETIN = Task("1", "Tổ chức hội thi tìm hiểu pháp luật"), Task("2", "Phát hành bản tin nội bộ")
OTHER = Task("1", "Xây dựng kho dữ liệu hộ tịch")


def known(*keys: TaskKey, then: tuple[TaskKey, ...] = ()) -> tuple[TaskKey, ...]:
    """The keys of the store after another apply: those of before stay."""
    return tuple(({k.key: k for k in then} | {k.key: k for k in keys}).values())


FIRST = identified("kh", (CONTEST, BULLETIN), (), THEN).keys


def test_other_work_in_the_place_of_a_task_that_is_gone_has_a_key_of_its_own() -> None:
    without = identified("kh", (Task("1", BULLETIN.title),), FIRST, NOW).keys
    (new, old) = identified("kh", (OTHER, BULLETIN), known(*without, then=FIRST), NOW).keys
    assert (new.key, new.first_applied) == ("kh.1.2", NOW)
    assert old.key == "kh.2"


def test_a_task_replaced_by_another_in_one_step_does_not_hand_on_its_key() -> None:
    assert identified("kh", (OTHER,), FIRST, NOW).keys[0].key == "kh.1.2"


def test_a_task_that_comes_back_has_its_key_again() -> None:
    replaced = known(*identified("kh", (OTHER, BULLETIN), FIRST, NOW).keys, then=FIRST)
    assert [k.key for k in identified("kh", (CONTEST, BULLETIN), replaced, NOW).keys] == ["kh.1", "kh.2"]


@pytest.mark.parametrize(
    "wording",
    [
        "Tổ chức hội thi tìm hiểu pháp luật trong cán bộ, công chức",
        "Hội thi tìm hiểu pháp luật",
        "TỔ CHỨC HỘI THI tìm hiểu pháp luật",
    ],
)
def test_a_new_wording_under_the_same_number_keeps_the_key(wording: str) -> None:
    assert identified("kh", (Task("1", wording),), FIRST, NOW).keys[0].key == "kh.1"


@pytest.mark.parametrize("wording", ["Tổ chức cuộc thi tìm hiểu pháp luật", "Tổ chức hội thi tìm hiểu Luật Hộ tịch"])
def test_a_word_or_a_name_in_the_place_of_another_is_asked(wording: str) -> None:
    found = identified("kh", (Task("1", wording),), FIRST, NOW)
    assert found.keys[0].key == "kh.1.2"
    assert [u.old.key for u in found.unsure] == ["kh.1"]
