"""What a new wording of a plan changes in its tasks: added, gone, renumbered, retitled, timed anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.model import Task
from scheduler.planning.task_dates import phrase_of
from scheduler.schedule import TaskKey
from scheduler.text import folded


class What(StrEnum):
    """What became of a task."""

    ADDED = "added"
    GONE = "gone"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    RETIMED = "retimed"
    HANDED_ON = "handed-on"


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
    added = (TaskChange(k.plan, What.ADDED, t.no, t.title) for k, t in after.items() if k.key not in old)
    kept = (c for k, t in after.items() if k.key in old for c in _of_one(k.plan, old[k.key], t))
    gone = (TaskChange(k.plan, What.GONE, t.no, t.title) for k, t in before.items() if k.key not in new)
    return (*added, *kept, *gone)


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
