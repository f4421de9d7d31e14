"""Work of one title that a plan has more than once: who leads it and its timing tell which is which, before any number does."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from scheduler.model import Task
from scheduler.planning.task_dates import phrase_of
from scheduler.schedule import TaskKey
from scheduler.text import folded

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


def namesakes(
    tasks: Sequence[Task], places: Collection[int], stored: Sequence[TaskKey], before: Mapping[str, Task]
) -> dict[int, TaskKey]:
    """Places in `tasks` → the keys of the tasks of before with that title, leads and timing, where there is one of each.

    before: by key the tasks that the plan had when it was last applied. places: those that config says nothing of. A title
    that fewer tasks bear now than did is left to the numbers, as is one whose number and title a key out of use bears:
    from what is stored the next reading could not tell that key from the one given here.
    """
    now = _grouped((_title(task), place) for place, task in enumerate(tasks))
    then = _grouped((_title(before[k.key]), k) for k in stored if k.key in before)
    found: dict[int, TaskKey] = {}
    for title, here in now.items():
        keys = then.get(title, [])
        if 1 < len(keys) <= len(here) and set(here) <= set(places):
            pairs = dict(_told_apart(tasks, here, keys, before))
            found |= {} if _borne_before(tasks, pairs, [k for k in stored if k not in keys]) else pairs
    return found


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
