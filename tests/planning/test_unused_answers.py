"""An answer whose phrase no task has is told of; one that a task has, in its own or any plan, is not."""

from datetime import UTC, datetime

import pytest

from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.task_keys import identified
from scheduler.planning.unknown_was import unknown_was
from scheduler.planning.unused_answers import unused_answers
from scheduler.policy import Answer, TaskRule

PLANS = {"a": Plan(PlanHeader(), tasks=(Task(no="1", title="Việc", timing="cuối quý II"),)), "b": Plan(PlanHeader())}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer("Cuối  quý II.", "ngày 25/6/2026"), False),
        (Answer("cuối quý II", "ngày 25/6/2026", "a"), False),
        (Answer("cuối quý II", "ngày 25/6/2026", "b"), True),
        (Answer("cuối quý III", "ngày 25/9/2026"), True),
    ],
)
def test_an_answer_without_a_task_is_told_of(answer: Answer, told: bool) -> None:
    assert [one.code for one in unused_answers((answer,), PLANS)] == ["answer-without-task"] * told


THEN, NOW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
OLD = identified("kh", (Task("II.3", "Hội thi tìm hiểu pháp luật"), Task("II.4", "Phát tờ rơi")), (), THEN).keys
NEW = (Task("II.7", "Cuộc thi viết về luật đất đai"), Task("II.4", "Phát tờ rơi"))


@pytest.mark.parametrize(("was", "told"), [("II.3", []), ("II.9", ["II.9"]), ("II.3 + II.8", ["II.8"]), ("none", [])])
def test_a_number_that_the_plan_never_had_is_told_of(was: str, told: list[str]) -> None:
    rules = (TaskRule("kh", "II.7", was=was),)
    first = identified("kh", NEW, OLD, NOW, rules)
    again = identified("kh", NEW, tuple({k.key: k for k in (*OLD, *first.keys)}.values()), NOW, rules)
    for keys, stored in ((first.keys, OLD), (again.keys, (*OLD, *first.keys))):
        found = unknown_was("kh", NEW, keys, stored, rules)
        assert [dict(one.values)["was"] for one in found] == told
