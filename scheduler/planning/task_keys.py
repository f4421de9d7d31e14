"""Task keys: minted once from plan, number and stream, then stored, so that calendars survive renumbering and renaming."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from scheduler.model import Task
from scheduler.schedule import TaskKey
from scheduler.text import folded, slug

_ALIKE = 0.5  # share of words that two titles of one piece of work have in common, in order


def keyed(plan: str, tasks: Sequence[Task], known: Iterable[TaskKey], now: datetime) -> tuple[TaskKey, ...]:
    """One key a task, in the order of the tasks: a stored one where number and stream, or the title, match; else a new one.

    A title that moved to another number keeps its key, so the number is tried only for titles that are nowhere else; and
    only where the wording is alike: other work under a number that was used before gets a key of its own, not the UIDs and
    the reports of progress of what stood there.
    """
    stored = [k for k in known if k.plan == plan]
    taken = {k.key for k in stored}
    found = _matched(tasks, stored)
    return tuple(
        _renewed(found[place], task) if place in found else _minted(plan, task, taken, now)
        for place, task in enumerate(tasks)
    )


def _matched(tasks: Sequence[Task], stored: Sequence[TaskKey]) -> dict[int, TaskKey]:
    """By place in `tasks`: first whole matches, then same title, then a number kept with a new wording; each key is used once."""
    free, found = list(stored), dict[int, TaskKey]()
    for same in (_same_all, _same_title, _reworded):
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


def _reworded(key: TaskKey, task: Task) -> bool:
    words = folded(key.title).split(), folded(task.title).split()
    return _same_number(key, task) and SequenceMatcher(None, *words, autojunk=False).ratio() >= _ALIKE


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
