"""An answer whose phrase no task has is told of; one that a task has, in its own or any plan, is not."""

import pytest

from scheduler.model import Plan, PlanHeader, Task
from scheduler.planning.unused_answers import unused_answers
from scheduler.policy import Answer

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
