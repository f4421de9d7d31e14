"""A plan and the plans that amend it → its versions, each from a day on; what came before a day stays as it was. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import assert_never

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Change, ChangeKind, Plan, Task
from scheduler.planning.amending_days import moved
from scheduler.planning.amending_questions import (
    by_hand,
    left_out,
    not_understood,
    other_work,
    reckoned,
    unsure,
    words_absent,
)
from scheduler.planning.amending_stages import ends_stage, names_stages, with_stage, without_stage
from scheduler.planning.amending_targets import (
    added,
    in_annex,
    is_new,
    led_by,
    meant,
    names_part_of,
    numbered,
    part_ended,
    rewritten,
    with_words,
)
from scheduler.planning.amending_tasks import joined, merged, merged_in_place, swapped, without_units
from scheduler.planning.amendment import Amendment, by_day
from scheduler.planning.unknown_was import was_unknown
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.text import folded

_MAY_FAIL = (ChangeKind.REPLACE, ChangeKind.HAND_OVER, ChangeKind.LEAVE, ChangeKind.MOVE)


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as it reads from a day on. amended: what changed or added a task, by its number; by: what made this version."""

    since: date
    plan: Plan
    amended: tuple[tuple[str, Amendment], ...] = ()
    by: Amendment | None = None


def versions(
    plan: Plan, amendments: Sequence[Amendment], rules: Iterable[TaskRule]
) -> tuple[tuple[Version, ...], tuple[Diagnostic, ...]]:
    """The versions of a plan in the order of their days, and which changes could not be placed (they change nothing)."""
    found = [Version(date.min, plan)]
    open_: list[Diagnostic] = []
    decided = tuple(rules)
    steps = (
        (one, count, changes)
        for count, amendment in enumerate(sorted(amendments, key=lambda a: a.since), 1)
        for one, changes in by_day(amendment)
    )
    for one, count, changes in sorted(steps, key=lambda step: step[0].since):
        version, asked = _amended(found[-1], one, changes, count, decided)
        found.append(version)
        open_ += asked
    return tuple(found), tuple(open_)


def _amended(
    before: Version, amendment: Amendment, changes: Sequence[Change], count: int, rules: Sequence[TaskRule]
) -> tuple[Version, list[Diagnostic]]:
    draft = _Draft(amendment, count, rules, list(before.plan.tasks), dict(before.amended))
    answers = {r.no: r.was for r in rules if r.plan == amendment.source.id and r.was}
    for change in changes:
        draft.take(change, answers)
    draft.ask_of_idle_lists()
    plan = replace(before.plan, tasks=tuple(draft.tasks))
    return Version(amendment.since, plan, tuple(draft.amended.items()), amendment), [*draft.asked, *draft.told]


@dataclass(frozen=True, slots=True)
class _Listed:
    """An item of an amendment. idle: the task that it is about, where that stays as it was; None where it did or asked anything."""

    change: Change
    idle: Task | None


def _list_of(change: Change) -> tuple[int | None, str | None]:
    """The table, or section of a text, in which a change stands."""
    table = change.location.table
    return table, None if table is not None or change.task is None else change.task.section


@dataclass(slots=True)
class _Draft:
    """A plan while an amendment is carried out on it, item by item in the order of the paper.

    amended: what changed or added a task, by its number. named: numbers of the tasks that its items were about so far.
    told: what was reckoned. open: the changes that were asked. closed: tasks that went, each with the text that said so.
    """

    amendment: Amendment
    count: int
    rules: Sequence[TaskRule]
    tasks: list[Task]
    amended: dict[str, Amendment]
    asked: list[Diagnostic] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    listed: list[_Listed] = field(default_factory=list)
    open: list[Change] = field(default_factory=list)
    closed: list[tuple[str, Task]] = field(default_factory=list)

    def take(self, change: Change, answers: Mapping[str, str]) -> None:
        """One item; `answers` are config's, by the number of the item: of the task that it is about, or that it is none of them."""
        answer = answers.get(change.item)
        if answer is None and self._is_asked(change):
            return
        before, asked, at = list(self.tasks), len(self.asked), len(self.listed)
        self._take(change, answer)
        if answer is None and (self.tasks != before or len(self.asked) > asked):
            self.listed[at:] = [_Listed(change, None)]
        if len(self.asked) > asked or (answer is not None and _says_nothing(change)):
            self.open.append(change)

    def _is_asked(self, change: Change) -> bool:
        """Whether a question on the same line repeats all that this change could ask."""
        said = folded(change.text).strip(" .;")
        return _says_nothing(change) and any(
            change.location == one.location and said in folded(one.text) for one in self.open
        )

    def _take(self, change: Change, answer: str | None) -> None:
        if change.kind is ChangeKind.WHOLE:
            self.listed.append(_Listed(change, None))
            self.asked += left_out(
                change,
                [t for t in in_annex(change, self.tasks) if t.no not in self.named],
                self.amendment,
                self.rules,
            )
        elif answer is None:
            self._as_it_reads(change)
        elif answer == NOT_THE_SAME:
            self._as_new(change)
        else:
            self._as_answered(change, answer)

    def _as_it_reads(self, change: Change) -> None:
        if change.kind is ChangeKind.SWAP and (those := with_words(change, self.tasks)):
            self._swap(change, those)
        elif change.kind is ChangeKind.HAND_OVER and (those := led_by(change, self.tasks)):
            self._hand_over(change, those)
        elif (other := rewritten(change, self.tasks)) is not None:
            self.named.add(other.no)
            self.asked.append(other_work(change, other, self.amendment))
        elif (target := meant(change, self.tasks)) is None:
            self._of_no_task(change)
        else:
            self._of_task(change, target)

    def _of_no_task(self, change: Change) -> None:
        if _ends_an_annex(change) and any(t.annex == change.annex for t in self.tasks):
            for task in in_annex(change, self.tasks):
                self._carry_out(change, task)
        elif change.task is not None and is_new(change, self.tasks):
            self._add(change, change.task)
        elif (whole := part_ended(change, self.tasks)) is not None:
            self.named.add(whole.no)
            self.asked.append(by_hand(change, whole, self.amendment))
        else:
            self.asked.append(unsure(change, self.amendment, self.tasks))

    def _of_task(self, change: Change, target: Task) -> None:
        self.named.add(target.no)
        if change.kind is ChangeKind.UNSURE and change.task is not None:
            self.asked.append(unsure(change, self.amendment, self.tasks))
        elif _leaves_open(change, target, self.amendment):
            self.asked.append(by_hand(change, target, self.amendment))
        else:
            self._carry_out(change, target)
            self.listed.append(_Listed(change, target))

    def ask_of_idle_lists(self) -> None:
        """Work that the amendment lists and that reads as it did: asked where a note stands beside it, or all of the list does.

        A list that changes nothing says something that was not understood, as its heading; a list put out anew as a whole does not.
        """
        if any(one.change.kind is ChangeKind.WHOLE for one in self.listed):
            return
        busy = {_list_of(one.change) for one in self.listed if one.idle is None}
        for one in self.listed:
            noted = one.change.task is not None and one.change.text != one.change.task.title
            if (
                one.idle is not None
                and one.change.kind is ChangeKind.RESTATE
                and (noted or _list_of(one.change) not in busy)
            ):
                self.asked.append(by_hand(one.change, one.idle, self.amendment))

    def _as_new(self, change: Change) -> None:
        """Config says that it is none of the plan's tasks; the one whose place it takes goes."""
        if (gone := rewritten(change, self.tasks)) is not None:
            self._close(gone)
        if change.task is not None and change.task.title:
            self._add(change, change.task)

    def _as_answered(self, change: Change, no: str) -> None:
        if (target := numbered(no, self.tasks)) is None:
            self.asked += [
                was_unknown(self.amendment.source.id, change.item, no),
                unsure(change, self.amendment, self.tasks),
            ]
        else:
            self.named.add(target.no)
            before = list(self.tasks)
            told_open = meant(change, before) is target
            if not names_part_of(change, target):
                self._carry_out(change, target)
            if _says_nothing(change) and not told_open and not self._decided(target.no):
                self.asked.append(not_understood(change, target, self.amendment))
            elif (
                change.kind in _MAY_FAIL
                and _leaves_open(change, target, self.amendment)
                and not self._decided(target.no)
            ):
                self.asked.append(by_hand(change, target, self.amendment))
            if change.words and self.tasks == before and not self._decided(target.no):
                self.asked.append(words_absent(change, change.words[0], target, self.amendment))

    def _decided(self, no: str) -> bool:
        """Whether config itself says something of the task, as where an item of the amendment was carried out by hand."""
        rules = (r for r in self.rules if r.plan == self.amendment.source.amends and r.no == no)
        return any(r != TaskRule(r.plan, r.no, r.stream, was=r.was) for r in rules)

    def _carry_out(self, change: Change, target: Task) -> None:
        match change.kind:
            case ChangeKind.CLOSE if (rest := without_stage(target, change)) is not None:
                self.tasks[self.tasks.index(target)] = rest
                self.amended[target.no] = self.amendment
            case ChangeKind.CLOSE:
                self._close(target)
                self.closed.append((change.text, target))
            case ChangeKind.SWAP:
                self._swap(change, [target] if swapped(target, change) != target else [])
            case ChangeKind.JOIN:
                self._say(change, target, joined)
            case ChangeKind.LEAVE:
                self._say(change, target, without_units)
            case ChangeKind.REPLACE | ChangeKind.HAND_OVER | ChangeKind.RESTATE | ChangeKind.ADD | ChangeKind.UNSURE:
                anew = with_stage(target, change)
                how = partial(merged_in_place, instead=change.instead)
                self._say(
                    change, target, how if anew is None else lambda _, said: how(anew, replace(said, timing=None))
                )
            case ChangeKind.MOVE:
                self._move(change, target)
            case ChangeKind.WHOLE:
                pass  # is about no task of its own
            case _:
                assert_never(change.kind)

    def _move(self, change: Change, target: Task) -> None:
        anew = _moved(change, target, self.amendment)
        if anew is not None:
            self.tasks[self.tasks.index(target)] = anew
            self.amended[target.no] = self.amendment
            self.told.append(reckoned(change, target, anew, self.amendment))

    def _hand_over(self, change: Change, those: Sequence[Task]) -> None:
        for task in those:
            self._say(change, task, partial(merged_in_place, instead=change.instead))

    def _say(self, change: Change, target: Task, how: Callable[[Task, Task], Task | None]) -> None:
        """The task with what the change says of it, where it says anything that can be carried out."""
        anew = how(target, change.task) if change.task is not None else None
        if anew is not None:
            self.tasks[self.tasks.index(target)] = anew
            self.amended[target.no] = self.amendment

    def _swap(self, change: Change, those: Sequence[Task]) -> None:
        self.tasks = [swapped(t, change) if t in those else t for t in self.tasks]
        self.amended |= {t.no: self.amendment for t in those}

    def _close(self, target: Task) -> None:
        self.tasks = [t for t in self.tasks if t is not target]

    def _add(self, change: Change, task: Task) -> None:
        kept = next(
            (t for text, t in self.closed if text == change.text and folded(t.title) == folded(task.title)), None
        )
        new = merged(kept, task) if kept is not None else added(task, change, self.tasks, self.count)
        self._ask_for_lead(new)
        self.tasks.append(new)
        self.named.add(new.no)
        self.amended[new.no] = self.amendment

    def _ask_for_lead(self, new: Task) -> None:
        """Work that is added and names nobody, in a plan whose tasks do."""
        rules = (r for r in self.rules if r.plan == self.amendment.source.amends and r.no == new.no)
        answered = bool(self.amendment.source.units) or any(r.units or not r.followed for r in rules)
        if not new.lead and not answered and any(t.lead for t in self.tasks):
            self.asked.append(
                Diagnostic("task-without-lead", Severity.QUESTION, new.location, values(no=new.no, title=new.title))
            )


def _says_nothing(change: Change) -> bool:
    """Whether nothing was understood of a change but that there is one."""
    return change.kind is ChangeKind.UNSURE and change.task is None


def _ends_an_annex(change: Change) -> bool:
    return change.kind is ChangeKind.CLOSE and change.annex is not None and not (change.no or change.title)


def _leaves_open(change: Change, target: Task, amendment: Amendment) -> bool:
    """Whether a change of a known task does not tell what that is to say: words, or units, that it does not have."""
    match change.kind:
        case ChangeKind.UNSURE:
            return _says_nothing(change)
        case ChangeKind.CLOSE:
            return names_stages(target, change) and not ends_stage(target, change)
        case ChangeKind.SWAP:
            return True
        case ChangeKind.MOVE:
            return _moved(change, target, amendment) is None
        case ChangeKind.LEAVE:
            return change.task is not None and without_units(target, change.task) is None
        case ChangeKind.REPLACE | ChangeKind.HAND_OVER:
            return change.task is not None and merged_in_place(target, change.task, change.instead) is None
        case _:
            return False


def _moved(change: Change, target: Task, amendment: Amendment) -> Task | None:
    return moved(target, change.moved, amendment.since.year) if change.moved is not None else None
