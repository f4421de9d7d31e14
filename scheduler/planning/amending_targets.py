"""Which task of a plan a change is about, whether it adds one, and the number that an added one gets."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.diagnostics import values
from scheduler.model import Change, ChangeKind, Task
from scheduler.planning.amending_tasks import merged_in_place, swapped
from scheduler.planning.same_work import likeness, same_work
from scheduler.plans.numbering import names_section
from scheduler.plans.quotes import QUOTES
from scheduler.plans.same_numbers import as_printed
from scheduler.text import folded
from scheduler.words import say

_SURE = 0.7
_MAYBE = 0.5
_MORE_WORDS = 2  # that the name of an item may have and its title has not: «việc …», «… năm 2026»


def meant(change: Change, tasks: Sequence[Task]) -> Task | None:
    """The task that a change is about: by number and a title that does not speak against it; by its title."""
    if change.kind is ChangeKind.ADD:
        return None
    tasks = in_annex(change, tasks)
    title = change.title or ""
    by_number = [t for t in tasks if change.no and same_place(t.no, change.no)]
    sure = [t for t in by_number if not title or same_work(title, t.title, _MAYBE)]
    if len(sure) == 1:
        return sure[0]
    if len(by_number) == 1 and _is_called_by(by_number[0], change, tasks):
        return by_number[0]
    alike = [t for t in tasks if title and (folded(t.title) == folded(title) or same_work(title, t.title, _SURE))]
    same = [t for t in alike if folded(t.title) == folded(title)]
    if change.task is None or not change.task.title:
        most = 0 if change.kind is ChangeKind.CLOSE else _MORE_WORDS
        alike = [t for t in alike if len(_more_words(title, t.title)) <= most]
    found = same or alike
    return found[0] if len(found) == 1 else None


def _is_called_by(task: Task, change: Change, tasks: Sequence[Task]) -> bool:
    """Whether a line that names the task by its number calls it in passing, «lớp tập huấn tại mục 4», by words of its title.

    Not where the words stand in quotes, where a name or a figure is another one, or where another task has more of them.
    """
    title = change.title or ""
    passing = change.kind is not ChangeKind.CLOSE and not (change.task and change.task.title)
    if not passing or any(f"{mark}{title}" in change.text for mark in QUOTES):
        return False
    more = [w for w in title.split() if folded(w) not in folded(task.title).split()]
    shares = [_words_of(title, t) for t in tasks if t is not task]
    named = any(w[0].isupper() or not w.isalpha() for w in more)
    return not named and len(more) < _words_of(title, task) > max([1, *shares])


def _words_of(title: str, task: Task) -> int:
    known = set(folded(task.title).split())
    return len([word for word in folded(title).split() if word in known])


def part_ended(change: Change, tasks: Sequence[Task]) -> Task | None:
    """The task of which a change ends a part: it names its number, and calls work that neither it nor any other task is."""
    named = [t for t in in_annex(change, tasks) if change.no and same_place(t.no, change.no)]
    elsewhere = any(likeness(change.title or "", t.title) >= _MAYBE for t in tasks if t not in named)
    return named[0] if len(named) == 1 and names_part_of(change, named[0]) and not elsewhere else None


def names_part_of(change: Change, task: Task) -> bool:
    """Whether a change ends what stands in a task by its number, and calls that otherwise: «bỏ nội dung “…” tại mục 4»."""
    ends = change.kind is ChangeKind.CLOSE and change.title and change.no and same_place(task.no, change.no)
    return bool(ends) and likeness(change.title or "", task.title) < _MAYBE


def in_annex(change: Change, tasks: Sequence[Task]) -> Sequence[Task]:
    """The tasks of the annex that a change names; all of a plan that has no annex with a number."""
    if change.annex is None or not any(task.annex for task in tasks):
        return tasks
    return [task for task in tasks if task.annex == change.annex]


def _more_words(named: str, title: str) -> set[str]:
    """Words by which an item is named and which the task has not: «hội thi cấp huyện» need not be «hội thi»."""
    return {word for word in folded(named).split() if not word.isdigit()} - set(folded(title).split())


def numbered(no: str, tasks: Sequence[Task]) -> Task | None:
    """The task of that number, as config answers."""
    return next((t for t in tasks if _number(t.no) == _number(no)), None)


def rewritten(change: Change, tasks: Sequence[Task]) -> Task | None:
    """The task that a change puts work of another name in the place of: whether it is the same work its text does not tell."""
    if change.task is None or not change.task.title or change.kind not in (ChangeKind.REPLACE, ChangeKind.RESTATE):
        return None
    target = meant(change, tasks)
    return target if target is not None and likeness(change.task.title, target.title) < _MAYBE else None


def with_words(change: Change, tasks: Sequence[Task]) -> list[Task]:
    """The tasks in which a change exchanges words: the one that it names, or all that have them."""
    titled = meant(change, tasks) if change.title and change.no is None else None
    if change.title and change.no is None:
        return [titled] if titled is not None and swapped(titled, change) != titled else []
    section = change.no is not None and names_section(change.no)
    named = [t for t in in_annex(change, tasks) if change.no is None or _is_at(t.no, change.no)]
    found = [t for t in named if swapped(t, change) != t]
    return found if change.no is None or section or len(named) == 1 else []


def led_by(change: Change, tasks: Sequence[Task]) -> list[Task]:
    """The tasks that pass from the units of Change.instead to others: all that every one of them leads."""
    said = change.task
    return [t for t in tasks if said is not None and t.lead and merged_in_place(t, said, change.instead) is not None]


def _is_at(no: str, named: str) -> bool:
    """Whether a task bears the number that is named, or stands in the section of that number."""
    return _number(named)[0] in _number(no)[:-1] if names_section(named) else same_place(no, named)


def same_place(no: str, named: str) -> bool:
    """Whether a task's number is the one that is named, or ends with it: «điểm 3» may be II.3."""
    own, said = _number(as_printed(no)), _number(as_printed(named))
    return own == said or own[-len(said) :] == said


def is_new(change: Change, tasks: Sequence[Task]) -> bool:
    """Whether a change that is about no task adds one: it says so, or lists work unlike any that the plan has.

    What is added and stands in the plan already, word by word, is asked: it may be meant to be changed.
    """
    if change.kind is ChangeKind.ADD:
        title = change.task.title if change.task is not None else ""
        return all(folded(title) != folded(t.title) for t in tasks)
    alike = max((likeness(change.title or "", t.title) for t in tasks), default=0.0)
    return change.kind is ChangeKind.RESTATE and alike < _MAYBE


def added(task: Task, change: Change, tasks: Sequence[Task], count: int) -> Task:
    """An added task with the number in the plan that the amendment gives it, where that is free; else with one of its own.

    count: which amendment of the plan it is, 1 the first.
    """
    taken = {_number(t.no) for t in tasks}
    named = _placed(change.no, tasks) if change.kind is ChangeKind.ADD and change.no else ""
    if named and _number(named) not in taken:
        return replace(task, no=named)
    own_no = change.item if change.no and names_section(change.no) else change.no
    base = task.no or own_no or str(len([t for t in tasks if t.no.startswith(_label(count, ""))]) + 1)
    own = _label(count, base)
    while _number(own) in taken:
        own += "*"
    return replace(task, no=own)


def _placed(no: str, tasks: Sequence[Task]) -> str:
    """The number in the plan that an amendment gives what it adds: a whole one, or «5a» behind the plan's only 5; else ""."""
    if "." in no:
        return no
    before = no.rstrip("abcdđe")
    behind = [t.no for t in tasks if no != before and same_place(t.no, before)]
    return behind[0].removesuffix(before) + no if len(behind) == 1 else ""


def _label(count: int, no: str) -> str:
    return say("planning", "label", "amended-no", values(count=count, no=no))


def _number(no: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in folded(no).split("."))
