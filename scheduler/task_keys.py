"""Task keys: minted once from plan, number and stream, then stored, so that calendars survive renumbering and renaming."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from scheduler.model import Task
from scheduler.schedule import TaskKey
from scheduler.text import folded, slug


def keyed(plan: str, tasks: Sequence[Task], known: Iterable[TaskKey], now: datetime) -> tuple[TaskKey, ...]:
    """One key a task, in the order of the tasks: a stored one where number and stream, or the title, match; else a new one.

    A title that moved to another number keeps its key, so the number is tried only for titles that are nowhere else.
    """
    stored = [k for k in known if k.plan == plan]
    taken = {k.key for k in stored}
    found = _matched(tasks, stored)
    return tuple(
        _renewed(found[place], task) if place in found else _minted(plan, task, taken, now) for place, task in enumerate(tasks)
    )


def _matched(tasks: Sequence[Task], stored: Sequence[TaskKey]) -> dict[int, TaskKey]:
    """By place in `tasks`: first whole matches, then same title, then same number; each stored key is used once."""
    free, found = list(stored), dict[int, TaskKey]()
    for same in (_same_all, _same_title, _same_number):
        for place, task in enumerate(tasks):
            if place not in found and (key := next((k for k in free if same(k, task)), None)) is not None:
                found[place] = key
                free.remove(key)
    return found


def _same_number(key: TaskKey, task: Task) -> bool:
    return key.no == task.no and folded(key.stream or "") == folded(task.stream or "")


def _same_title(key: TaskKey, task: Task) -> bool:
    return folded(key.title) == folded(task.title) and folded(key.stream or "") == folded(task.stream or "")


def _same_all(key: TaskKey, task: Task) -> bool:
    return _same_number(key, task) and _same_title(key, task)


def _renewed(key: TaskKey, task: Task) -> TaskKey:
    return TaskKey(key.key, key.plan, task.no, task.stream, task.title, key.first_applied)


def _minted(plan: str, task: Task, taken: set[str], now: datetime) -> TaskKey:
    base = f"{plan}.{slug(task.no)}"
    key = next(k for k in _candidates(base) if k not in taken)
    taken.add(key)
    return TaskKey(key, plan, task.no, task.stream, task.title, now)


def _candidates(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}.{number}"
        number += 1


def by_key(keys: Iterable[TaskKey]) -> Mapping[str, TaskKey]:
    """Task keys by their key."""
    return {k.key: k for k in keys}
