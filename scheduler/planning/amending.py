"""A plan and the plans that amend it → its versions, each from a day on; what came before a day stays as it was. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Change, ChangeKind, Plan, Task
from scheduler.planning.amending_tasks import joined, merged, swapped, without_units
from scheduler.planning.same_work import likeness, same_work
from scheduler.plans.numbering import names_section
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.settings import PlanSource
from scheduler.text import folded
from scheduler.words import day_text, say

_SURE = 0.7
_MAYBE = 0.5


@dataclass(frozen=True, slots=True)
class Amendment:
    """A plan that amends another one: its source in config, as it reads, the day from which it holds."""

    source: PlanSource
    plan: Plan
    since: date

    @property
    def name(self) -> str:
        """What it is called in the trace of a date."""
        number = self.source.number or self.plan.header.number
        return self.source.name or number or self.plan.header.title or self.source.id


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
    for count, amendment in enumerate(sorted(amendments, key=lambda a: a.since), 1):
        version, asked = _amended(found[-1], amendment, count, decided)
        found.append(version)
        open_ += asked
    return tuple(found), tuple(open_)


def _amended(
    before: Version, amendment: Amendment, count: int, rules: Sequence[TaskRule]
) -> tuple[Version, list[Diagnostic]]:
    tasks = list(before.plan.tasks)
    amended = dict(before.amended)
    asked: list[Diagnostic] = []
    was = {r.no: r.was for r in rules if r.plan == amendment.source.id and r.was}
    named: set[str] = set()
    for change in amendment.plan.changes:
        answer = was.get(change.item)
        if change.kind is ChangeKind.SWAP and answer is None and (meant := _with_words(change, tasks)):
            tasks = [swapped(t, change) if t in meant else t for t in tasks]
            amended |= {t.no: amendment for t in meant}
            continue
        if change.kind is ChangeKind.WHOLE:
            asked += _left_out(change, [t for t in tasks if t.no not in named], amendment, rules)
            continue
        target = _target(change, tasks, answer)
        named |= {target.no} if target is not None else set()
        if (rewritten := _rewritten(change, tasks)) is not None and answer != rewritten.no:
            if answer is None:
                asked.append(_other_work(change, rewritten, amendment))
                continue
            tasks = [t for t in tasks if t is not rewritten] if answer == NOT_THE_SAME else tasks
        if target is None and _is_new(change, tasks, answer) and change.task is not None:
            task = _numbered(change.task, change, tasks, count)
            tasks.append(task)
            named.add(task.no)
            amended[task.no] = amendment
        elif answer == NOT_THE_SAME:
            continue
        elif target is None or (change.kind is ChangeKind.UNSURE and answer is None):
            known = target if change.task is None else None
            asked.append(_by_hand(change, known, amendment) if known else _question(change, amendment, tasks))
        elif change.kind is ChangeKind.SWAP and answer is None:
            asked.append(_by_hand(change, target, amendment))
        elif change.kind is ChangeKind.LEAVE and change.task is not None:
            less = without_units(target, change.task)
            if less is None and answer is None:
                asked.append(_by_hand(change, target, amendment))
            elif less is not None:
                tasks[tasks.index(target)] = less
                amended[target.no] = amendment
        elif change.kind is ChangeKind.SWAP:
            tasks[tasks.index(target)] = swapped(target, change)
        elif change.kind is ChangeKind.CLOSE:
            tasks = [t for t in tasks if t is not target]
        elif change.task is not None:
            joins = change.kind is ChangeKind.JOIN
            tasks[tasks.index(target)] = (joined if joins else merged)(target, change.task)
            amended[target.no] = amendment
    plan = replace(before.plan, tasks=tuple(tasks))
    return Version(amendment.since, plan, tuple(amended.items()), amendment), asked


def _target(change: Change, tasks: Sequence[Task], answer: str | None) -> Task | None:
    """The task that a change is about: as config answers; by number and a title that does not speak against it; by its title."""
    if answer is not None:
        return next((t for t in tasks if _number(t.no) == _number(answer)), None)
    if change.kind is ChangeKind.ADD:
        return None
    title = change.title or ""
    by_number = [t for t in tasks if change.no and _same_place(t.no, change.no)]
    sure = [t for t in by_number if not title or same_work(title, t.title, _MAYBE)]
    if len(sure) == 1:
        return sure[0]
    alike = [t for t in tasks if title and (folded(t.title) == folded(title) or same_work(title, t.title, _SURE))]
    same = [t for t in alike if folded(t.title) == folded(title)]
    found = same or alike
    return found[0] if len(found) == 1 else None


def _rewritten(change: Change, tasks: Sequence[Task]) -> Task | None:
    """The task that a change puts work of another name in the place of: whether it is the same work its text does not tell."""
    if change.task is None or not change.task.title or change.kind not in (ChangeKind.REPLACE, ChangeKind.RESTATE):
        return None
    target = _target(change, tasks, None)
    return target if target is not None and likeness(change.task.title, target.title) < _MAYBE else None


def _same_place(no: str, named: str) -> bool:
    """Whether a task's number is the one that is named, or ends with it: «điểm 3» may be II.3."""
    return _number(no) == _number(named) or _number(no)[-len(_number(named)) :] == _number(named)


def _is_new(change: Change, tasks: Sequence[Task], answer: str | None) -> bool:
    """Whether a change that has no target adds work: it says so, or lists work unlike any that the plan has.

    What is added and stands in the plan already, word by word, is asked: it may be meant to be changed.
    """
    if answer is not None:
        return answer == NOT_THE_SAME
    if change.kind is ChangeKind.ADD:
        title = change.task.title if change.task is not None else ""
        return all(folded(title) != folded(t.title) for t in tasks)
    alike = max((likeness(change.title or "", t.title) for t in tasks), default=0.0)
    return change.kind is ChangeKind.RESTATE and alike < _MAYBE


def _numbered(task: Task, change: Change, tasks: Sequence[Task], count: int) -> Task:
    """An added task with the number in the plan that the amendment gives it, where that is free; else with one of its own."""
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
    behind = [t.no for t in tasks if no != before and _same_place(t.no, before)]
    return behind[0].removesuffix(before) + no if len(behind) == 1 else ""


def _label(count: int, no: str) -> str:
    return say("planning", "label", "amended-no", values(count=count, no=no))


def _left_out(
    change: Change, tasks: Sequence[Task], amendment: Amendment, rules: Sequence[TaskRule]
) -> Iterable[Diagnostic]:
    """Work that a list which takes the place of the plan's own does not name, and of which config says nothing yet."""
    of = amendment.source.amends or ""
    decided = {r.no for r in rules if r.plan == of and (r.reviewed or not r.followed)}
    open_ = [t for t in tasks if t.no not in decided]
    if open_:
        shown = "; ".join(say("planning", "label", "left-out", values(no=t.no, title=t.title)) for t in open_)
        facts = values(plan=amendment.source.id, of=of, tasks=shown, no=open_[0].no)
        yield Diagnostic("amendment-left-out", Severity.QUESTION, change.location, facts)


def _with_words(change: Change, tasks: Sequence[Task]) -> list[Task]:
    """The tasks in which a change exchanges words: the one that it names, or all that have them."""
    named = [t for t in tasks if change.no is None or _same_place(t.no, change.no)]
    found = [t for t in named if swapped(t, change) != t]
    return found if change.no is None or len(named) == 1 else []


def _question(change: Change, amendment: Amendment, tasks: Sequence[Task]) -> Diagnostic:
    """A change whose task is not sure: the two likest, each with its likeness, and the line of config that answers."""
    said = change.title or (change.task.title if change.task else "") or change.text
    named = change.no or ""
    near = sorted(
        tasks,
        key=lambda t: (not (named and _same_place(t.no, named)), -likeness(said, t.title) - _agreeing(change.task, t)),
    )[:2]
    shown = "; ".join(
        say(
            "planning",
            "label",
            "candidate",
            values(no=t.no, title=t.title, likeness=round(likeness(said, t.title) * 100)),
        )
        for t in near
    )
    facts = values(
        text=change.text[:160],
        plan=amendment.source.id,
        at=change.item,
        near=shown,
        no=near[0].no if near else "",
    )
    return Diagnostic("amendment-unsure", Severity.QUESTION, change.location, facts)


def _agreeing(said: Task | None, task: Task) -> float:
    """How much lead and timing speak for a task, beside its title: little, since they are what an amendment changes."""
    if said is None:
        return 0.0
    lead = bool(said.lead) and set(map(folded, said.lead)) == set(map(folded, task.lead))
    timing = bool(said.timing) and folded(said.timing or "") == folded(task.timing or "")
    return 0.1 * lead + 0.1 * timing


def _other_work(change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    said = change.task.title if change.task is not None else ""
    facts = values(no=target.no, old=target.title, now=said, plan=amendment.source.id, at=change.item)
    return Diagnostic("amendment-other-work", Severity.QUESTION, change.location, facts)


def _by_hand(change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    """A change whose task is known, and which is to be written in config, as its words do not tell what the task is to say."""
    of = amendment.source.amends or ""
    facts = values(
        text=change.text[:160], no=target.no, title=target.title, of=of, plan=amendment.source.id, at=change.item
    )
    return Diagnostic("amendment-by-hand", Severity.QUESTION, change.location, facts)


def since_text(amendment: Amendment) -> str:
    """The day from which it holds, as people write it."""
    return day_text(amendment.since)


def _number(no: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in folded(no).split("."))
