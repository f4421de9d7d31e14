"""Answers of config.toml whose phrase no task has: a slip in copying, which would otherwise leave the question open in silence."""

from collections.abc import Iterable, Mapping

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import Plan, Task
from scheduler.planning.task_dates import phrase_of
from scheduler.planning.year import all_tasks
from scheduler.policy import Answer
from scheduler.timing.tokens import normalise


def unused_answers(answers: Iterable[Answer], plans: Mapping[str, Plan]) -> Iterable[Diagnostic]:
    """A warning for each answer that answers nothing in its plan, or in any plan where it names none."""
    given = tuple(answers)
    if not given:
        return
    phrases = {plan_id: {p for task in all_tasks(plan) for p in _phrases(task)} for plan_id, plan in plans.items()}
    for answer in given:
        among = [found for plan_id, found in phrases.items() if answer.plan in (None, plan_id)]
        if among and not any(normalise(answer.phrase) in found for found in among):
            yield Diagnostic("answer-without-task", Severity.WARNING, Location(), values(given=answer.phrase))


def _phrases(task: Task) -> Iterable[str]:
    return (normalise(text) for text in (phrase_of(task), task.timing, task.frequency) if text)
