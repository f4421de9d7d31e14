"""Config's `was` that names a number which the plan never had: a slip that would end a question and join nothing, in silence."""

from collections.abc import Iterable, Sequence

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import Task
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.schedule import TaskKey
from scheduler.text import folded, slug


def unknown_was(
    plan: str, tasks: Sequence[Task], keys: Sequence[TaskKey], stored: Iterable[TaskKey], rules: Iterable[TaskRule]
) -> Iterable[Diagnostic]:
    """A warning for each number in a plan's `was` that no task bore when it was applied; none where nothing was applied yet.

    An answer that was followed stays in config after its number is gone: the key of such a task still tells that number.
    """
    mine = [key for key in stored if key.plan == plan]
    known = {folded(key.no.rstrip("~")) for key in mine}
    first = {_first_number(key) for key in mine}
    by_number = {task.no: (task, key) for task, key in zip(tasks, keys, strict=True)}
    for rule in rules:
        if not mine or rule.plan != plan or rule.was in (None, NOT_THE_SAME) or rule.no not in by_number:
            continue
        task, key = by_number[rule.no]
        for was in (no.strip() for no in (rule.was or "").split("+")):
            if folded(was) not in known and slug(was) not in first and _first_number(key) == slug(task.no):
                yield was_unknown(plan, task.no, was, task)


def was_unknown(plan: str, no: str, was: str, about: Task | None = None) -> Diagnostic:
    """The warning that a plan, or the plan that an amendment is about, has no item of that number."""
    facts = values(plan=plan, no=no, was=was)
    where = about.location if about is not None else Location()
    return Diagnostic("was-unknown", Severity.WARNING, where, facts)


def _first_number(key: TaskKey) -> str:
    """The number under which a task was applied first, as its key has it."""
    return key.key.removeprefix(f"{key.plan}.").split(".")[0]
