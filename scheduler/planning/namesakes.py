"""Work of one title that a plan has more than once: who leads it and its timing tell which is which, before any number does."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scheduler.model import Task
from scheduler.planning.task_dates import phrase_of
from scheduler.schedule import TaskKey
from scheduler.text import folded

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Namesakes:
    """By place in the tasks: the keys that are certain, and the places of which nothing tells which of several they were."""

    found: Mapping[int, TaskKey]
    unsure: frozenset[int] = frozenset()


def namesakes(
    tasks: Sequence[Task], places: Collection[int], stored: Sequence[TaskKey], before: Mapping[str, Task]
) -> Namesakes:
    """Work of a title that several keys of before bear: who leads it and its timing tell which is which.

    before: by key the tasks that the plan had when it was last applied, in its order. places: those that config says nothing of.
    As many as there were, or more: whom looks do not tell are left to the numbers, as is a title of which a key out of use bears a
    number. Fewer: numbers tell only where nothing behind them moved up; else it is not sure whose work is gone.
    """
    now = _grouped((_title(task), place) for place, task in enumerate(tasks))
    then = _grouped((_title(before[k.key]), k) for k in stored if k.key in before)
    found: dict[int, TaskKey] = {}
    unsure: set[int] = set()
    for title, here in now.items():
        keys = then.get(title, [])
        if len(keys) < 2 or not set(here) <= set(places):
            continue
        pairs = dict(_told_apart(tasks, here, keys, before))
        if len(here) < len(keys):
            pairs |= (
                _by_number(tasks, set(here) - set(pairs), keys, before) if _numbers_hold(tasks, keys, before) else {}
            )
            unsure |= set(here) - set(pairs)
            found |= pairs
        elif not _borne_before(tasks, pairs, [k for k in stored if k not in keys]):
            found |= pairs
    return Namesakes(found, frozenset(unsure))


def _by_number(
    tasks: Sequence[Task], here: Iterable[int], keys: Iterable[TaskKey], before: Mapping[str, Task]
) -> dict[int, TaskKey]:
    numbered = {before[k.key].no: k for k in keys}
    return {place: numbered[tasks[place].no] for place in here if tasks[place].no in numbered}


def _numbers_hold(tasks: Sequence[Task], keys: Sequence[TaskKey], before: Mapping[str, Task]) -> bool:
    """Whether in every list that one of these stood in, work behind the first of them kept its number, and none has another one."""
    now = _grouped((_title(task), task.no) for task in tasks)
    then = _grouped((_title(task), task.no) for task in before.values())
    once = {title: nos[0] for title, nos in then.items() if len(nos) == 1 and len(now.get(title, ())) == 1}
    kept = {no: now[title][0] == no for title, no in once.items()}
    order = {task.no: at for at, task in enumerate(before.values())}
    lists = _grouped((before[k.key].no.rpartition(".")[0], order[before[k.key].no]) for k in keys)
    behind = [
        [same for no, same in kept.items() if no.rpartition(".")[0] == inside and order[no] > min(places)]
        for inside, places in lists.items()
    ]
    return all(found and all(found) for found in behind)


def _told_apart(
    tasks: Sequence[Task], here: Iterable[int], keys: Iterable[TaskKey], before: Mapping[str, Task]
) -> Iterator[tuple[int, TaskKey]]:
    looks = _grouped((_looks(tasks[place]), place) for place in here)
    looked = _grouped((_looks(before[k.key]), k) for k in keys)
    for look, alike in looks.items():
        if len(alike) == len(looked.get(look, ())) == 1:
            yield alike[0], looked[look][0]


def _borne_before(tasks: Sequence[Task], pairs: Iterable[int], others: Iterable[TaskKey]) -> bool:
    borne = {(k.no, folded(k.title), folded(k.stream or "")) for k in others}
    return any((tasks[place].no, *_title(tasks[place])) in borne for place in pairs)


def _title(task: Task) -> tuple[str, str]:
    return folded(task.title), folded(task.stream or "")


def _looks(task: Task) -> tuple[tuple[str, ...], str]:
    return tuple(sorted(map(folded, task.lead))), folded(phrase_of(task))


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    groups: dict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
