"""Which stored key a task of a plan is: by number and title, by title, as config says, by a new wording of the title."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from scheduler.model import Task
from scheduler.planning.likely import Likely
from scheduler.planning.regrouped import Came, regrouped, same_stream, signs_of
from scheduler.planning.same_work import SURE, Alike, alike
from scheduler.policy import NOT_THE_SAME
from scheduler.schedule import TaskKey
from scheduler.text import folded

_Mark = Hashable
_Rank = tuple[Alike, bool, bool]
_Pair = tuple[_Rank, int, int]
"""How sure, and the places of a task and of a key."""

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

    def by(self, of_key: Callable[[TaskKey], _Mark], of_task: Callable[[Task], _Mark], places: Iterable[int]) -> None:
        """Give each of these tasks that has none yet the oldest key that bears its mark; None is no mark."""
        free: defaultdict[_Mark, deque[TaskKey]] = defaultdict(deque)
        for key in self.free:
            free[of_key(key)].append(key)
        for place in places:
            mark = of_task(self.tasks[place])
            if place not in self.found and mark is not None and free.get(mark):
                self.found[place] = free[mark].popleft()


def match(matching: Matching, answers: Mapping[int, str | None], before: Mapping[str, Task]) -> None:
    """Give out keys by one rule after another, the surest first. answers: config's, by the place of each task to be matched."""
    unanswered = [place for place, answer in answers.items() if answer is None]
    matching.by(whole_of, whole_of, [place for place, answer in answers.items() if answer in (None, NOT_THE_SAME)])
    matching.by(_title_of_key, _title_of, unanswered)
    _match_answered(matching, {place: no for place, no in answers.items() if no not in (None, NOT_THE_SAME)})
    matching.by(whole_of, whole_of, answers)
    _match_reworded(matching, unanswered, before)


def _match_answered(matching: Matching, answers: Mapping[int, str | None]) -> None:
    """Give each of these tasks the oldest key that bore the number which config names, and that is not plainly another task's."""
    if not answers:
        return
    borne = Counter(map(whole_of, matching.tasks))
    bore: defaultdict[str, list[TaskKey]] = defaultdict(list)
    for key in matching.free:
        bore[printed(key)].append(key)
    for place, no in answers.items():
        mine = whole_of(matching.tasks[place])
        keys = bore[no or ""] if place not in matching.found else []
        for key in [k for k in keys if borne[whole_of(k)] == (whole_of(k) == mine)][:1]:
            matching.found[place] = key
            keys.remove(key)


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
    likely = Likely([key.title for key in free], SURE)
    pairs = [
        (rank, place, at)
        for place in places
        for at in sorted({*likely.near(matching.tasks[place].title), *_led_in_title(free, matching.tasks[place])})
        if (rank := _sureness(free[at], matching.tasks[place]))
    ]
    return [(place, free[at], rank[0]) for rank, place, at in _surest(pairs)]


def _led_in_title(free: Sequence[TaskKey], task: Task) -> Iterator[int]:
    """The keys whose title begins with who leads the task: a unit that was not known yet stood in front of the work."""
    units = tuple(f"{_title(unit)} " for unit in task.lead)
    return (at for at, key in enumerate(free) if units and _title(key.title).startswith(units))


def _without_lead(key: TaskKey, task: Task) -> str:
    """The title of a key without the unit in front of it that leads the task."""
    unit = next((u for u in task.lead if _title(key.title).startswith(f"{_title(u)} ")), None)
    return _title(key.title).removeprefix(_title(unit)) if unit is not None else key.title


def _surest(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Going down from the surest pair, each that is surer than all that are left of either; what is of either is out then."""
    ranked = sorted(pairs, key=lambda pair: pair[0], reverse=True)
    of: defaultdict[tuple[str, int], list[_Pair]] = defaultdict(list)
    for pair in ranked:
        of["task", pair[1]].append(pair)
        of["key", pair[2]].append(pair)
    out: set[tuple[str, int]] = set()
    for pair in ranked:
        sides = ("task", pair[1]), ("key", pair[2])
        if not out.isdisjoint(sides):
            continue
        rivals = [
            p for side in sides for p in of[side] if p is not pair and out.isdisjoint((("task", p[1]), ("key", p[2])))
        ]
        out.update(sides)
        if all(rival[0] < pair[0] for rival in rivals):
            yield pair


def _sureness(key: TaskKey, task: Task) -> _Rank | None:
    """How sure it is that a task is the work of a key, told in other words; None where it is not."""
    if not same_stream(key.stream, task.stream) or key.no.endswith(GIVEN_UP):
        return None
    if (how := alike(key.title, task.title) or alike(_without_lead(key, task), task.title)) is Alike.NO:
        return None
    same_place, same_signs = key.no == task.no, bool(task.lead) and key.signs == signs_of(task)
    return (how, same_place, same_signs) if how is Alike.SAME or same_place or same_signs else None


def _as_come(matching: Matching, place: int) -> Came:
    """A task as one that is new."""
    task, newest = matching.tasks[place], max(key.first_applied for key in matching.stored)
    return Came(task, TaskKey("", "", task.no, task.stream, task.title, newest + A_MOMENT, signs_of(task)))


@lru_cache(maxsize=8192)
def _title(text: str) -> str:
    """A title as titles are compared; each is compared with all of the other version."""
    return folded(text)


def whole_of(one: TaskKey | Task) -> tuple[str, str, str]:
    """Number, stream and title of a task or a key, but for capitals and blanks: what is the same is the same work."""
    return one.no, folded(one.stream or ""), _title(one.title)


def _title_of(task: Task) -> tuple[str, str] | None:
    return _title(task.title), folded(task.stream or "")


def _title_of_key(key: TaskKey) -> tuple[str, str] | None:
    return None if key.no.endswith(GIVEN_UP) else (_title(key.title), folded(key.stream or ""))


def with_signs(free: Iterable[TaskKey], before: Mapping[str, Task]) -> list[TaskKey]:
    """Keys out of use, with who led their work and when, also where that was stored before there was a place for it."""
    return [replace(k, signs=signs_of(before[k.key])) if not k.signs and k.key in before else k for k in free]


def printed(key: TaskKey) -> str:
    """The number that the plan printed for it when it was last in use."""
    return key.no.rstrip(GIVEN_UP)
