"""What a new wording of a plan changes in its tasks: added, gone, renumbered, retitled, timed anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from scheduler.diagnostics import values
from scheduler.model import Task
from scheduler.planning.task_dates import phrase_of
from scheduler.schedule import TaskKey
from scheduler.text import folded
from scheduler.words import say


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
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One change of one task. before, after: its number, title, timing or units ("" where there are none)."""

    plan: str
    what: What
    no: str
    title: str
    before: str = ""
    after: str = ""


def task_changes(
    before: Mapping[TaskKey, Task],
    after: Mapping[TaskKey, Task],
    parted: Mapping[str, Sequence[TaskKey]] = MappingProxyType({}),
) -> tuple[TaskChange, ...]:
    """Tasks by key in the plans as applied and as they are now → every change: what came, is gone, changed, new numbers last.

    parted: by the key of a task that is a part of earlier work, or all of several, the keys of that.
    """
    old = {key.key: task for key, task in before.items()}
    new = {key.key: task for key, task in after.items()}
    from_old = {
        key: gone for key, was in parted.items() if (gone := [k for k in was if k.key in old and k.key not in new])
    }
    told = {*from_old, *(k.key for was in from_old.values() for k in was)}
    came = [(k.plan, t) for k, t in after.items() if k.key not in old and k.key not in told]
    went = [(k.plan, t) for k, t in before.items() if k.key not in new and k.key not in told]
    both = {_stands(*one) for one in came} & {_stands(*one) for one in went}
    added = (
        TaskChange(plan, What.TOLD_ANEW if _stands(plan, t) in both else What.ADDED, t.no, t.title) for plan, t in came
    )
    dropped = (TaskChange(plan, What.GONE, t.no, t.title) for plan, t in went if _stands(plan, t) not in both)
    kept = [c for k, t in after.items() if k.key in old for c in _of_one(k.plan, old[k.key], t)]
    kept.sort(key=lambda change: change.what is What.RENUMBERED)
    return (*_parted(from_old, old, after), *added, *dropped, *kept)


def _parted(
    from_old: Mapping[str, Sequence[TaskKey]], old: Mapping[str, Task], after: Mapping[TaskKey, Task]
) -> Iterable[TaskChange]:
    """Work that config says to be split or put together, each told once."""
    now = {key.key: (key, task) for key, task in after.items() if key.key in from_old}
    for was in dict.fromkeys(tuple(k.key for k in gone) for gone in from_old.values()):
        mine = [now[key] for key, gone in from_old.items() if key in now and tuple(k.key for k in gone) == was]
        for key, task in mine if len(was) > 1 else ():
            yield TaskChange(key.plan, What.MERGED, task.no, task.title, _named(old[k] for k in was), task.title)
        if len(was) == 1 and mine:
            first, after_ = old[was[0]], _named(task for _, task in mine)
            yield TaskChange(mine[0][0].plan, What.SPLIT, mine[0][1].no, first.title, first.no, after_)


def _named(tasks: Iterable[Task]) -> str:
    return "; ".join(say("planning", "label", "left-out", values(no=t.no, title=t.title)) for t in tasks)


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
