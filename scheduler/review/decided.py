"""What a reading is held against: the plan's year, the directory, its days, and what config has decided already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.model import Task
from scheduler.planning.directory import Directory
from scheduler.policy import TaskRule, rule_for
from scheduler.settings import PlanSource


@dataclass(frozen=True, slots=True)
class Decided:
    """Config's entry of the plan, its decisions on single tasks, its answers by normalised phrase; all empty without a config."""

    source: PlanSource | None = None
    rules: tuple[TaskRule, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def on(self, task: Task) -> TaskRule:
        """The decision on a task; one that decides nothing where there is none."""
        plan = self.source.id if self.source is not None else ""
        return rule_for(plan, task.no, task.stream, self.rules)

    def reviewed(self, task: Task) -> bool:
        """Whether somebody compared the task with the paper: by itself, or with the whole plan."""
        return self.on(task).reviewed or (self.source is not None and self.source.reviewed)


UNDECIDED = Decided()
Days = Callable[[Task], tuple[date, ...]]
"""The due days of a task in the plan's year."""


@dataclass(frozen=True, slots=True)
class Against:
    """directory None: nobody has said which units there are. days None: the task is not laid out.

    dated: the plan or config says the year; where neither does, `year` is this one, and nothing may be told that hangs on it.
    today: the day for which units are named; None: as the plan was written. until: the second year of a plan for a school year.
    """

    year: int
    directory: Directory | None = None
    decided: Decided = UNDECIDED
    days: Days | None = None
    dated: bool = True
    today: date | None = None
    until: int | None = None
