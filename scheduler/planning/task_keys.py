"""Task keys: minted once from plan, number and stream, then stored, so that calendars survive renumbering and renaming."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from scheduler.model import Task
from scheduler.planning.likely import Likely
from scheduler.planning.matching import A_MOMENT, GIVEN_UP, Matching, match, printed, whole_of, with_signs
from scheduler.planning.namesakes import namesakes
from scheduler.planning.regrouped import Came, Regrouped, in_parts, regrouped, reworded, same_stream, signs_of
from scheduler.planning.same_work import is_within, likeness
from scheduler.planning.title_words import most_in_common
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.schedule import TaskKey
from scheduler.text import folded, slug

_Pair = tuple[float, TaskKey, Came]
"""How alike they are, a key out of use, and a task with a younger key."""

_AND = "+"  # between numbers of work that was put together
_MAYBE = 0.4  # share of words that two titles have in common, in order: under one number it may be
_MARGIN = 0.15  # by so much one has to be more alike than the next one, not to be asked about with it
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

    groups: work that may have been split, put together or told in quite other words. parted: by the key of a task that config
    says to be a part of earlier work, or all of several, the keys of that.

    given_up: keys out of use whose number and title another task bears now, marked so that the next reading does not take them.
    """

    keys: tuple[TaskKey, ...]
    unsure: tuple[Unsure, ...] = ()
    given_up: tuple[TaskKey, ...] = ()
    groups: tuple[Regrouped, ...] = ()
    parted: Mapping[str, tuple[TaskKey, ...]] = field(default_factory=dict)


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
    matching = Matching(tasks, sorted((k for k in known if k.plan == plan), key=lambda k: k.first_applied))
    answers, parted = _parted(_answers(plan, tasks, rules), tasks, matching.stored)
    unanswered = [place for place, answer in enumerate(answers) if answer is None]
    twins = namesakes(tasks, unanswered, matching.stored, before)
    matching.found |= twins.found
    match(matching, {place: answer for place, answer in enumerate(answers) if place not in twins.unsure}, before)
    keys = _keys(plan, matching, now)
    free, came = with_signs(matching.free, before), [Came(tasks[place], keys[place]) for place in unanswered]
    oldest = min((k.first_applied for k in free), default=now)
    kept = [task for task, key in zip(tasks, keys, strict=True) if key.first_applied <= oldest]
    groups = regrouped([_shown(k) for k in free], came, kept)
    left, still = _left(came, free, groups)
    asked, parts = _unsure(left, still)
    groups += parts
    left, still = _left(left, still, parts)
    groups += reworded(*_left_of_pairs(left, still, asked), kept)
    lineage = {keys[place].key: old for place, old in parted.items()}
    return Identified(keys, asked, tuple(_given_up(keys, matching.free)), groups, lineage)


def _answers(plan: str, tasks: Sequence[Task], rules: Iterable[TaskRule]) -> list[str | None]:
    """Config's `was` for each task: of its number and stream, else of its number; None where it says nothing."""
    was = {(r.no, folded(r.stream or "")): r.was for r in rules if r.plan == plan and r.was is not None}
    return [was.get((t.no, folded(t.stream or "")), was.get((t.no, ""))) for t in tasks]


def _parted(
    answers: Sequence[str | None], tasks: Sequence[Task], stored: Iterable[TaskKey]
) -> tuple[list[str | None], dict[int, tuple[TaskKey, ...]]]:
    """Answers without those that split work or put it together, and by place the keys of before that these name.

    «II.3 + II.4» puts together. One number that more tasks name than ever bore it splits. Neither gives a key on: what lies behind
    is the old work's, what is ahead the new one's.
    """
    stand = set(map(whole_of, tasks))
    gone = [key for key in stored if whole_of(key) not in stand]
    bore: dict[str, list[TaskKey]] = {}
    for key in gone:
        bore.setdefault(printed(key), []).append(key)
    left, parted = list(answers), {}
    for place, answer in enumerate(answers):
        named = [no.strip() for no in answer.split(_AND)] if answer else []
        if len(named) > 1 or (answer and 0 < len(bore.get(answer, ())) < answers.count(answer)):
            left[place] = NOT_THE_SAME
            if all(no in bore for no in named):
                parted[place] = tuple(key for no in named for key in bore[no])
    return left, parted


def _left(
    came: Sequence[Came], free: Sequence[TaskKey], groups: Iterable[Regrouped]
) -> tuple[list[Came], list[TaskKey]]:
    """What came and what is gone, without what is asked about in groups."""
    asked = {task for group in groups for task in group.new}, {key.key for group in groups for key in group.old}
    return [c for c in came if c.task not in asked[0]], [k for k in free if k.key not in asked[1]]


def _left_of_pairs(
    came: Sequence[Came], free: Sequence[TaskKey], pairs: Iterable[Unsure]
) -> tuple[list[TaskKey], list[Came]]:
    asked = {pair.task for pair in pairs}, {key.key for pair in pairs for key in (pair.old, *pair.others)}
    return [_shown(k) for k in free if k.key not in asked[1]], [c for c in came if c.task not in asked[0]]


def _keys(plan: str, matching: Matching, now: datetime) -> tuple[TaskKey, ...]:
    """The key of each task: the one that it was given, else a new one, which is younger than all stored whatever the clock says."""
    taken = {k.key for k in matching.stored}
    now = max((now, *(k.first_applied + A_MOMENT for k in matching.stored)))
    return tuple(
        _renewed(matching.found[place], task) if place in matching.found else _minted(plan, task, taken, now)
        for place, task in enumerate(matching.tasks)
    )


def _given_up(used: Iterable[TaskKey], free: Iterable[TaskKey]) -> Iterable[TaskKey]:
    borne = {(k.no, folded(k.title), folded(k.stream or "")) for k in used}
    for key in free:
        if (key.no, folded(key.title), folded(key.stream or "")) in borne:
            yield replace(key, no=key.no + GIVEN_UP)


def _unsure(came: Sequence[Came], free: Sequence[TaskKey]) -> tuple[tuple[Unsure, ...], tuple[Regrouped, ...]]:
    """Tasks whose key is younger than one out of use that may be theirs, the likest first; several of one may be its parts."""
    likely = Likely([key.title for key in free], _MAYBE)
    pairs = sorted(
        (
            (like, key, one)
            for one in came
            for key in (free[at] for at in likely.near(one.task.title))
            if (like := _likeness(key, one)) is not None
        ),
        key=lambda pair: (pair[0], pair[1].key),
        reverse=True,
    )
    asked: list[Unsure] = []
    parts: list[Regrouped] = []
    of_key, of_task = _sides(pairs)
    out: set[str] = set()
    told: set[Task] = set()
    for like, old, one in pairs:
        if old.key in out or one.task in told:
            continue
        with_old = [(at, c) for at, _, c in of_key[old.key] if c.task not in told]
        near = [c for at, c in with_old if at >= like - _MARGIN and at >= _likest(of_task[c.task], out)]
        if (group := in_parts(_shown(old), one.task, near)) is not None:
            parts.append(group)
        else:
            free_yet = (k for _, k, _ in of_task[one.task] if k.key not in out and k is not old)
            others = [k for k in free_yet if folded(k.title) == folded(old.title)]
            asked.append(Unsure(one.task, _shown(old), round(like * 100), tuple(map(_shown, others))))
        told.update([one.task] if group is None else group.new)
        out.add(old.key)
    return tuple(asked), tuple(parts)


def _sides(pairs: Iterable[_Pair]) -> tuple[dict[str, list[_Pair]], dict[Task, list[_Pair]]]:
    """The pairs of each key and of each task, in their order."""
    of_key, of_task = defaultdict[str, list[_Pair]](list), defaultdict[Task, list[_Pair]](list)
    for pair in pairs:
        of_key[pair[1].key].append(pair)
        of_task[pair[2].task].append(pair)
    return of_key, of_task


def _likest(pairs: Iterable[_Pair], out: Collection[str]) -> float:
    """How alike a task is to the likest key that is not out yet; pairs: the likest first."""
    return next((like for like, key, _ in pairs if key.key not in out), 0.0)


def _likeness(key: TaskKey, new: Came) -> float | None:
    """How alike the titles of a key and of a younger task are; None where that is too little to be one work."""
    if key.first_applied >= new.key.first_applied or not same_stream(key.stream, new.task.stream):
        return None
    if most_in_common(key.title, new.task.title) < _MAYBE:
        return None
    like = likeness(key.title, new.task.title)
    return like if _may_be(key, new.task, like) else None


def _shown(key: TaskKey) -> TaskKey:
    return replace(key, no=printed(key))


def _may_be(key: TaskKey, task: Task, like: float) -> bool:
    if printed(key) == task.no or is_within(key.title, task.title):
        return like >= _MAYBE
    return like >= _MAYBE_ELSEWHERE


def _renewed(key: TaskKey, task: Task) -> TaskKey:
    return TaskKey(key.key, key.plan, task.no, task.stream, task.title, key.first_applied, signs_of(task))


def _minted(plan: str, task: Task, taken: set[str], now: datetime) -> TaskKey:
    base = f"{plan}.{slug(task.no)}"
    key = next(k for k in _candidates(base) if k not in taken)
    taken.add(key)
    return TaskKey(key, plan, task.no, task.stream, task.title, now, signs_of(task))


def _candidates(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}.{number}"
        number += 1
