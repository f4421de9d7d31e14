"""What is asked about the items of an amendment that could not be carried out as they read."""

from collections.abc import Iterable, Sequence

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Change, Task
from scheduler.planning.amending_targets import in_annex, same_place
from scheduler.planning.amendment import Amendment
from scheduler.planning.same_work import likeness
from scheduler.policy import TaskRule
from scheduler.text import folded
from scheduler.words import say

_LIKELY = 0.5
_LONGEST = 160  # characters of an item that a question repeats


def left_out(
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


def unsure(change: Change, amendment: Amendment, tasks: Sequence[Task]) -> Diagnostic:
    """A change whose task is not sure: the two likest, each with its likeness, and the line of config that answers."""
    said = change.title or (change.task.title if change.task else "") or change.text
    near = sorted(in_annex(change, tasks) or tasks, key=lambda t: _likest_first(change, said, t))[:2]
    facts = values(
        text=change.text[:_LONGEST],
        plan=amendment.source.id,
        at=change.item,
        near="; ".join(_candidate(said, t) for t in near),
        no=near[0].no if near and _is_likely(change, said, near[0]) else say("planning", "label", "which-item", ()),
    )
    return Diagnostic("amendment-unsure", Severity.QUESTION, change.location, facts)


def _is_likely(change: Change, said: str, task: Task) -> bool:
    """Whether a task may be put into the answer that is offered: the line names its number, or most of its words."""
    named = bool(change.no) and same_place(task.no, change.no or "")
    return named or likeness(said, task.title) >= _LIKELY


def _likest_first(change: Change, said: str, task: Task) -> tuple[bool, float]:
    elsewhere = not (change.no and same_place(task.no, change.no))
    return elsewhere, -likeness(said, task.title) - _agreeing(change.task, task)


def _candidate(said: str, task: Task) -> str:
    facts = values(no=task.no, title=task.title, likeness=round(likeness(said, task.title) * 100))
    return say("planning", "label", "candidate", facts)


def _agreeing(said: Task | None, task: Task) -> float:
    """How much lead and timing speak for a task, beside its title: little, since they are what an amendment changes."""
    if said is None:
        return 0.0
    lead = bool(said.lead) and set(map(folded, said.lead)) == set(map(folded, task.lead))
    timing = bool(said.timing) and folded(said.timing or "") == folded(task.timing or "")
    return 0.1 * lead + 0.1 * timing


def other_work(change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    """A change that puts work of another name in the place of a task: the same work told anew, or other work?"""
    said = change.task.title if change.task is not None else ""
    facts = values(no=target.no, old=target.title, now=said, plan=amendment.source.id, at=change.item)
    return Diagnostic("amendment-other-work", Severity.QUESTION, change.location, facts)


def by_hand(change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    """A change whose task is known, and which is to be written in config, as its words do not tell what the task is to say."""
    return _on_task("amendment-by-hand", change, target, amendment)


def reckoned(change: Change, was: Task, now: Task, amendment: Amendment) -> Diagnostic:
    """To be seen, not answered: which day work has that the amendment only moves by a length of time."""
    facts = values(
        text=change.text[:_LONGEST],
        no=was.no,
        title=was.title,
        was=was.timing or "",
        now=now.timing or "",
        plan=amendment.source.id,
    )
    return Diagnostic("amendment-reckoned", Severity.INFO, change.location, facts)


def not_understood(change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    """A change of which config says what task it is about: that alone does not tell what the task is to say."""
    return _on_task("amendment-not-understood", change, target, amendment)


def _on_task(code: str, change: Change, target: Task, amendment: Amendment) -> Diagnostic:
    facts = values(
        text=change.text[:_LONGEST],
        no=target.no,
        title=target.title,
        of=amendment.source.amends or "",
        plan=amendment.source.id,
        at=change.item,
    )
    return Diagnostic(code, Severity.QUESTION, change.location, facts)


def words_absent(change: Change, words: str, target: Task, amendment: Amendment) -> Diagnostic:
    """An exchange of words of which config says what task it is about, and which that task does not have."""
    facts = values(
        text=change.text[:_LONGEST],
        was=words,
        no=target.no,
        title=target.title,
        of=amendment.source.amends or "",
        plan=amendment.source.id,
        at=change.item,
    )
    return Diagnostic("amendment-words-absent", Severity.WARNING, change.location, facts)
