"""What is asked of work that may have been split, put together or told in quite other words; with the lines that answer."""

from collections.abc import Iterable

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Task
from scheduler.planning.regrouped import Regrouped
from scheduler.policy import NOT_THE_SAME
from scheduler.schedule import TaskKey
from scheduler.settings import PlanSource
from scheduler.words import say


def regrouped_question(found: Regrouped, source: PlanSource) -> Diagnostic:
    """A question that names each task of before and now, and what to write in config for every way that it may be."""
    first = found.new[0]
    all_of = " + ".join(dict.fromkeys(key.no for key in found.old))
    facts = values(
        plan=source.id,
        no=first.no,
        title=first.title,
        was=found.old[0].no,
        old=_named(found.old),
        new=_named(found.new),
        yes="; ".join(_line(source, task, all_of) for task in found.new),
        one=_line(source, first, found.old[0].no),
        none="; ".join(_line(source, task, NOT_THE_SAME) for task in found.new),
    )
    return Diagnostic(f"task-maybe-{found.how.value}", Severity.QUESTION, first.location, facts)


def _named(tasks: Iterable[Task | TaskKey]) -> str:
    return "; ".join(say("planning", "label", "left-out", values(no=t.no, title=t.title)) for t in tasks)


def _line(source: PlanSource, task: Task, was: str) -> str:
    facts = values(plan=source.id, no=task.no, was=was)
    return say("planning", "label", "was-line", facts)
