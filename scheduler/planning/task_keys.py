"""Task keys: minted once from plan, number and stream, then stored, so that calendars survive renumbering and renaming."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from scheduler.model import Task
from scheduler.planning.namesakes import namesakes
from scheduler.planning.same_work import is_within, likeness, same_work
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.schedule import TaskKey
from scheduler.text import folded, slug

_GIVEN_UP = "~"  # behind the number of a key out of use: other work bears that number and title now
_A_MOMENT = timedelta(microseconds=1)
_MAYBE = 0.4  # share of words that two titles have in common, in order: under one number it may be
_MAYBE_ELSEWHERE = 0.6  # under another number it may be; less is enough where one title says all of the other and more


@dataclass(frozen=True, slots=True)
class Unsure:
    """A task that may be an earlier one that is gone. likeness: of their titles, in percent; `old` is kept out of use meanwhile.

    others: further ones of that title that are out of use.
    """

    task: Task
    old: TaskKey
    likeness: int
    others: tuple[TaskKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Identified:
    """One key a task, in the order of the tasks, and what only the coordinator can tell.

    given_up: keys out of use whose number and title another task bears now, marked so that the next reading does not take them.
    """

    keys: tuple[TaskKey, ...]
    unsure: tuple[Unsure, ...] = ()
    given_up: tuple[TaskKey, ...] = ()


def identified(
    plan: str,
    tasks: Sequence[Task],
    known: Iterable[TaskKey],
    now: datetime,
    rules: Iterable[TaskRule] = (),
    before: Mapping[str, Task] = MappingProxyType({}),
) -> Identified:
    """A stored key where number and stream, or the title, or config's `was` tell that it is the same work; else a new one.

    A title that moved to another number keeps its key, so the number is tried only for titles that are nowhere else; and only
    where one title is but another wording of the other (same_work): other work under a number that was used before gets
    a key of its own, not the UIDs and the reports of progress of what stood there. What is only somewhat alike gets a
    new key as well, and is asked: a task shown twice is seen and put right, a wrong «done» is not. The question stays
    until config answers it (tasks.was). Titles that the plan has more than once are told apart first, by what the tasks of
    `before` (by key, as last applied) said beside them.
    """
    matching = _Matching(tasks, sorted((k for k in known if k.plan == plan), key=lambda k: k.first_applied))
    answers = _answers(plan, tasks, rules)
    unanswered = [place for place, answer in enumerate(answers) if answer is None]
    alike = namesakes(tasks, unanswered, matching.stored, before)
    matching.found |= alike.found
    _match(matching, {place: answer for place, answer in enumerate(answers) if place not in alike.unsure})
    keys = _keys(plan, matching, now)
    asked = tuple(_unsure(tasks, keys, unanswered, matching.free))
    return Identified(keys, asked, tuple(_given_up(keys, matching.free)))


def _answers(plan: str, tasks: Sequence[Task], rules: Iterable[TaskRule]) -> list[str | None]:
    """Config's `was` for each task: of its number and stream, else of its number; None where it says nothing."""
    was = {(r.no, folded(r.stream or "")): r.was for r in rules if r.plan == plan and r.was is not None}
    return [was.get((t.no, folded(t.stream or "")), was.get((t.no, ""))) for t in tasks]


def _match(matching: "_Matching", answers: Mapping[int, str | None]) -> None:
    """Give out keys by one rule after another, the surest first. answers: config's, by the place of each task to be matched."""
    unanswered = [place for place, answer in answers.items() if answer is None]
    matching.by(_same_all, [place for place, answer in answers.items() if answer in (None, NOT_THE_SAME)])
    matching.by(_same_title, unanswered)
    for place, answer in answers.items():
        if answer not in (None, NOT_THE_SAME):
            matching.by(_was(answer, matching.tasks), [place])
    matching.by(_same_all, answers)
    matching.by(_reworded, unanswered)


def _keys(plan: str, matching: "_Matching", now: datetime) -> tuple[TaskKey, ...]:
    """The key of each task: the one that it was given, else a new one, which is younger than all stored whatever the clock says."""
    taken = {k.key for k in matching.stored}
    now = max((now, *(k.first_applied + _A_MOMENT for k in matching.stored)))
    return tuple(
        _renewed(matching.found[place], task) if place in matching.found else _minted(plan, task, taken, now)
        for place, task in enumerate(matching.tasks)
    )


def _given_up(used: Iterable[TaskKey], free: Iterable[TaskKey]) -> Iterable[TaskKey]:
    borne = {(k.no, folded(k.title), folded(k.stream or "")) for k in used}
    for key in free:
        if (key.no, folded(key.title), folded(key.stream or "")) in borne:
            yield replace(key, no=key.no + _GIVEN_UP)


def _printed(key: TaskKey) -> str:
    """The number that the plan printed for it when it was last in use."""
    return key.no.rstrip(_GIVEN_UP)


@dataclass(slots=True)
class _Matching:
    """Stored keys given out to tasks, by place in `tasks`; each is used once."""

    tasks: Sequence[Task]
    stored: Sequence[TaskKey]
    found: dict[int, TaskKey] = field(default_factory=dict)

    @property
    def free(self) -> list[TaskKey]:
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


def _unsure(
    tasks: Sequence[Task], keys: Sequence[TaskKey], asked: Iterable[int], free: Sequence[TaskKey]
) -> Iterable[Unsure]:
    """Tasks whose key is younger than one that is out of use and may be theirs, each with the likest."""
    left = list(free)
    for place in asked:
        task, key = tasks[place], keys[place]
        near = [(likeness(k.title, task.title), k) for k in left if k.first_applied < key.first_applied]
        near = [
            (like, k)
            for like, k in near
            if folded(k.stream or "") == folded(task.stream or "") and _may_be(k, task, like)
        ]
        if near:
            like, old = max(near, key=lambda found: (found[0], found[1].key))
            left.remove(old)
            others = tuple(_shown(k) for _, k in near if k is not old and folded(k.title) == folded(old.title))
            yield Unsure(task, _shown(old), round(like * 100), others)


def _shown(key: TaskKey) -> TaskKey:
    return replace(key, no=_printed(key))


def _may_be(key: TaskKey, task: Task, like: float) -> bool:
    if _printed(key) == task.no or is_within(key.title, task.title):
        return like >= _MAYBE
    return like >= _MAYBE_ELSEWHERE


def _same_number(key: TaskKey, task: Task) -> bool:
    return key.no == task.no and folded(key.stream or "") == folded(task.stream or "")


def _same_title(key: TaskKey, task: Task) -> bool:
    same = folded(key.title) == folded(task.title) and folded(key.stream or "") == folded(task.stream or "")
    return same and not key.no.endswith(_GIVEN_UP)


def _same_all(key: TaskKey, task: Task) -> bool:
    return _same_number(key, task) and _same_title(key, task)


def _was(no: str | None, tasks: Sequence[Task]) -> Callable[[TaskKey, Task], bool]:
    """Whether it is the task that bore that number, as config answers."""
    return lambda key, task: _printed(key) == no and _is_none_of(key, tasks, task)


def _is_none_of(key: TaskKey, tasks: Sequence[Task], but: Task) -> bool:
    """Whether no other task bears both number and title of the key: an answer that was applied names a number of before."""
    return not any(_same_all(key, task) for task in tasks if task is not but)


def _reworded(key: TaskKey, task: Task) -> bool:
    return _same_number(key, task) and same_work(key.title, task.title)


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
