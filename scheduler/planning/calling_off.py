"""Why work is off: repealed, no longer followed, of another unit from a day on, gone from its plan, or on other days. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from scheduler.diagnostics import values
from scheduler.planning.amended import AmendedPlan
from scheduler.planning.amendment import Amendment, since_text
from scheduler.planning.directory import Directory
from scheduler.policy import TaskRule, rule_for
from scheduler.schedule import Occurrence, TaskKey
from scheduler.trace import Reason
from scheduler.words import day_text, say


@dataclass(frozen=True, slots=True)
class CallingOff:
    """What an office's work is told by: plans that stand, decisions, units, and what all see of the work there is now."""

    plans: Mapping[str, AmendedPlan]
    rules: Sequence[TaskRule]
    directory: Directory
    current: Mapping[tuple[str, str], Sequence[Occurrence]]

    @classmethod
    def of(
        cls,
        plans: Iterable[AmendedPlan],
        rules: Sequence[TaskRule],
        directory: Directory,
        current: Iterable[Occurrence],
    ) -> Self:
        """current: every occurrence that the office has now."""
        shared: dict[tuple[str, str], list[Occurrence]] = {}
        for occurrence in current:
            if occurrence.unit is None:
                shared.setdefault((occurrence.plan, occurrence.period_key), []).append(occurrence)
        return cls({p.source.id: p for p in plans}, rules, directory, shared)

    def why(self, gone: Occurrence) -> Reason:
        """Why an occurrence that calendars knew is off."""
        plan = self.plans.get(gone.plan)
        if plan is None:
            return Reason("off-plan")
        return self._of_tasks(gone, plan) or self._of_units(gone) or _of_dates(gone, plan)

    def _of_tasks(self, gone: Occurrence, plan: AmendedPlan) -> Reason | None:
        mine = [key for key in plan.keys if key.key in gone.tasks]
        if not mine and (heirs := plan.heirs(gone.tasks)):
            named = (say("planning", "label", "left-out", values(no=key.no, title=key.title)) for key in heirs)
            return Reason("off-parted", values(titles="; ".join(named)))
        if not mine:
            return Reason("off-gone")
        left = [key for key in mine if key in plan.last]
        if any(rule_for(key.plan, key.no, key.stream, self.rules).followed for key in left):
            return None
        by = next((by for key in mine if key not in left and (by := _repealed_by(key, plan)) is not None), None)
        return Reason("off-unfollowed") if by is None else Reason("off-repealed", _facts(by))

    def _of_units(self, gone: Occurrence) -> Reason | None:
        there = self.current.get((gone.plan, gone.period_key), ())
        shared = next((o for o in there if not set(o.tasks).isdisjoint(gone.tasks)), None)
        if gone.unit is None or shared is None or not shared.leads or gone.unit in shared.leads:
            return None
        heirs = self.directory.heirs(gone.unit)
        for heir, since in heirs:
            having = [unit for unit in self.directory.opened((heir,)) if unit in shared.leads]
            if having and gone.due >= since:
                names = {"units": "; ".join(map(self.directory.name, having)), "was": self.directory.name(gone.unit)}
                return Reason("off-replaced", values(**names, day=day_text(since)))
        return Reason("off-units", values(units="; ".join(map(self.directory.name, shared.leads))))


def _of_dates(gone: Occurrence, plan: AmendedPlan) -> Reason:
    """The work goes on, and has no such period or day any more."""
    numbers = plan.numbers
    told = (dict(v.amended).get(numbers.get(key, "")) for v in reversed(plan.versions) for key in gone.tasks)
    by = next((one for one in told if one is not None and gone.due >= one.since), None)
    return Reason("off-dates") if by is None else Reason("off-amended", _facts(by))


def _repealed_by(key: TaskKey, plan: AmendedPlan) -> Amendment | None:
    """The amendment whose version is the first without a task that the one before it had."""
    has = [key in plan.keys_of(version) for version in plan.versions]
    return next((v.by for v, before, now in zip(plan.versions[1:], has, has[1:], strict=False) if before > now), None)


def _facts(by: Amendment) -> tuple[tuple[str, str | int], ...]:
    return values(name=by.name, day=since_text(by))
