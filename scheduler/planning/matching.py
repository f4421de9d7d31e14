"""Which stored key a task of a plan is: by number and title, by title, as config says, by a new wording of the title."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from scheduler.model import Task
from scheduler.planning.regrouped import Came, regrouped, same_stream, signs_of
from scheduler.planning.same_work import Alike, alike
from scheduler.policy import NOT_THE_SAME
from scheduler.schedule import TaskKey
from scheduler.text import folded

GIVEN_UP = "~"
"""Behind the number of a key out of use: other work bears that number and title now."""
A_MOMENT = timedelta(microseconds=1)
"""By so much a new key is younger than the youngest stored."""


@dataclass(slots=True)
class Matching:
    """Stored keys given out to tasks, by place in `tasks`; each is used once."""

    tasks: Sequence[Task]
    stored: Sequence[TaskKey]
    found: dict[int, TaskKey] = field(default_factory=dict)

    @property
    def free(self) -> list[TaskKey]:
        """The stored keys that no task has."""
        used = {key.key for key in self.found.values()}
        return [key for key in self.stored if key.key not in used]

    def by(self, same: Callable[[TaskKey, Task], bool], places: Iterable[int]) -> None:
        """Give each of these tasks that has none yet the oldest key that is the same by this rule."""
        free = self.free
        for place in places:
            if place in self.found:
                continue
            if (key := next((k for k in free if same(k, self.tasks[place])), None)) is not None:
                self.found[place] = key
                free.remove(key)


def match(matching: Matching, answers: Mapping[int, str | None], before: Mapping[str, Task]) -> None:
    """Give out keys by one rule after another, the surest first. answers: config's, by the place of each task to be matched."""
    unanswered = [place for place, answer in answers.items() if answer is None]
    matching.by(same_all, [place for place, answer in answers.items() if answer in (None, NOT_THE_SAME)])
    matching.by(_same_title, unanswered)
    for place, answer in answers.items():
        if answer not in (None, NOT_THE_SAME):
            matching.by(_was(answer, matching.tasks), [place])
    matching.by(same_all, answers)
    _match_reworded(matching, unanswered, before)


def _match_reworded(matching: Matching, places: Sequence[int], before: Mapping[str, Task]) -> None:
    """Give keys to what is but worded anew; not where it and other work may be parts of it, or it of them."""
    sure = set(matching.found)
    pairs = _worded_anew(matching, [place for place in places if place not in sure], before)
    matching.found |= {place: key for place, key, _ in pairs}
    loose = {place: key for place, key, how in pairs if how is Alike.WORDED}
    if not loose:
        return
    fixed = {place for place in matching.found if place not in loose}
    came = [_as_come(matching, place) for place in places if place not in fixed]
    kept = [task for place, task in enumerate(matching.tasks) if place in fixed]
    groups = regrouped([*matching.free, *loose.values()], came, kept)
    for place, key in loose.items():
        if any(key in group.old or matching.tasks[place] in group.new for group in groups):
            del matching.found[place]


def _worded_anew(
    matching: Matching, places: Sequence[int], before: Mapping[str, Task]
) -> list[tuple[int, TaskKey, Alike]]:
    """Pairs of a task and a key out of use, each surer than any other with either: by title, then number, then lead and timing."""
    free = with_signs(matching.free, before)
    pairs = sorted(
        ((rank, place, key) for place in places for key in free if (rank := _sureness(key, matching.tasks[place]))),
        key=lambda pair: pair[0],
        reverse=True,
    )
    found = []
    while pairs:
        rank, place, key = pairs[0]
        rivals = [pair for pair in pairs if pair[1] == place or pair[2] is key]
        if len(rivals) == 1 or rivals[1][0] < rank:
            found.append((place, key, rank[0]))
        pairs = [pair for pair in pairs if pair not in rivals]
    return found


def _sureness(key: TaskKey, task: Task) -> tuple[Alike, bool, bool] | None:
    """How sure it is that a task is the work of a key, told in other words; None where it is not."""
    if not same_stream(key.stream, task.stream) or key.no.endswith(GIVEN_UP):
        return None
    if (how := alike(key.title, task.title)) is Alike.NO:
        return None
    same_place, same_signs = key.no == task.no, bool(task.lead) and key.signs == signs_of(task)
    return (how, same_place, same_signs) if how is Alike.SAME or same_place or same_signs else None


def _as_come(matching: Matching, place: int) -> Came:
    """A task as one that is new."""
    task, newest = matching.tasks[place], max(key.first_applied for key in matching.stored)
    return Came(task, TaskKey("", "", task.no, task.stream, task.title, newest + A_MOMENT, signs_of(task)))


def _same_number(key: TaskKey, task: Task) -> bool:
    return key.no == task.no and same_stream(key.stream, task.stream)


def _same_title(key: TaskKey, task: Task) -> bool:
    same = _title(key.title) == _title(task.title) and same_stream(key.stream, task.stream)
    return same and not key.no.endswith(GIVEN_UP)


@lru_cache(maxsize=8192)
def _title(text: str) -> str:
    """A title as titles are compared; each is compared with all of the other version."""
    return folded(text)


def same_all(key: TaskKey, task: Task) -> bool:
    """Whether a task bears number, stream and title of a key, but for capitals and blanks."""
    return _same_number(key, task) and _same_title(key, task)


def _was(no: str | None, tasks: Sequence[Task]) -> Callable[[TaskKey, Task], bool]:
    """Whether it is the task that bore that number, as config answers."""
    return lambda key, task: printed(key) == no and _is_none_of(key, tasks, task)


def _is_none_of(key: TaskKey, tasks: Sequence[Task], but: Task) -> bool:
    """Whether no other task bears both number and title of the key: an answer that was applied names a number of before."""
    return not any(same_all(key, task) for task in tasks if task is not but)


def with_signs(free: Iterable[TaskKey], before: Mapping[str, Task]) -> list[TaskKey]:
    """Keys out of use, with who led their work and when, also where that was stored before there was a place for it."""
    return [replace(k, signs=signs_of(before[k.key])) if not k.signs and k.key in before else k for k in free]


def printed(key: TaskKey) -> str:
    """The number that the plan printed for it when it was last in use."""
    return key.no.rstrip(GIVEN_UP)
