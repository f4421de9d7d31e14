"""What a new wording of a plan changes in its tasks: added, gone, renumbered, retitled, timed anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.model import Task
from scheduler.planning.task_dates import phrase_of
from scheduler.schedule import TaskKey
from scheduler.text import folded


class What(StrEnum):
    """What became of a task. OTHER_YEAR: of its whole plan.

    TOLD_ANEW: it stands as it did, and is now taken for other work of before, or for none.
    """

    ADDED = "added"
    GONE = "gone"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    RETIMED = "retimed"
    HANDED_ON = "handed-on"
    TOLD_ANEW = "told-anew"
    OTHER_YEAR = "other-year"


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One change of one task. before, after: its number, title, timing or units ("" where there are none)."""

    plan: str
    what: What
    no: str
    title: str
    before: str = ""
    after: str = ""


def task_changes(before: Mapping[TaskKey, Task], after: Mapping[TaskKey, Task]) -> tuple[TaskChange, ...]:
    """Tasks by key in the plans as applied and as they are now → every change, in the order of the plans, what is gone last."""
    old = {key.key: task for key, task in before.items()}
    new = {key.key: task for key, task in after.items()}
    came = [(k.plan, t) for k, t in after.items() if k.key not in old]
    went = [(k.plan, t) for k, t in before.items() if k.key not in new]
    both = {_stands(*one) for one in came} & {_stands(*one) for one in went}
    added = (
        TaskChange(plan, What.TOLD_ANEW if _stands(plan, t) in both else What.ADDED, t.no, t.title) for plan, t in came
    )
    kept = (c for k, t in after.items() if k.key in old for c in _of_one(k.plan, old[k.key], t))
    gone = (TaskChange(plan, What.GONE, t.no, t.title) for plan, t in went if _stands(plan, t) not in both)
    return (*added, *kept, *gone)


def year_changes(years: Iterable[tuple[str, int | None, int | None]]) -> tuple[TaskChange, ...]:
    """Plans with their year as applied and as it is now → those that now stand for another year: all their days move."""
    return tuple(
        TaskChange(plan, What.OTHER_YEAR, "", "", str(was or "?"), str(now or "?"))
        for plan, was, now in years
        if was != now
    )


def _stands(plan: str, task: Task) -> tuple[str, str, str, str]:
    """A task as the paper has it: where it stands and what it is."""
    return plan, task.no, folded(task.title), folded(task.stream or "")


def _of_one(plan: str, old: Task, new: Task) -> Iterable[TaskChange]:
    pairs = (
        (What.RENUMBERED, old.no, new.no),
        (What.RETITLED, old.title, new.title),
        (What.RETIMED, phrase_of(old), phrase_of(new)),
        (What.HANDED_ON, "; ".join(old.lead), "; ".join(new.lead)),
    )
    for what, was, now in pairs:
        if folded(was) != folded(now):
            yield TaskChange(plan, what, new.no, new.title, was, now)
