"""What config has decided about one plan that is reviewed: answered questions are not put again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.model import Task
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource


@dataclass(frozen=True, slots=True)
class Decided:
    """Config's entry of the plan, its decisions on single tasks, its answers by normalised phrase; all empty without a config."""

    source: PlanSource | None = None
    rules: tuple[TaskRule, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def on(self, task: Task) -> TaskRule:
        """The decision on a task, one on its stream before one on its item; one that decides nothing where there is none."""
        found = [r for r in self.rules if r.no == task.no and r.stream in (None, task.stream)]
        return max(found, key=lambda r: r.stream is not None, default=TaskRule("", task.no))

    def reviewed(self, task: Task) -> bool:
        """Whether somebody compared the task with the paper: by itself, or with the whole plan."""
        return self.on(task).reviewed or (self.source is not None and self.source.reviewed)
