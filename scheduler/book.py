"""Book: everything that rendering needs to know of an office at a moment: names, tasks, what was reported, today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from scheduler.planning.directory import Directory
from scheduler.progress import NOTHING, Standing, is_done, parts_done
from scheduler.schedule import Occurrence, TaskKey
from scheduler.terms import Kind


class State(StrEnum):
    """How an occurrence stands today."""

    PLANNED = "planned"
    DONE = "done"
    OVERDUE = "overdue"
    HISTORY = "history"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Stood:
    """Where calendars showed an occurrence before it was moved: the day, and the hour where it had another one."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """Names and standing. plans: the name of each plan by id; tasks: each task by key; progress: what was reported, by uid.

    short_plans: what a plan is called where there is little room, by id.
    address: under which the links in calendars lead, as it is published; "" where none is.
    moved: where calendars showed an occurrence before it was moved, by uid.
    """

    directory: Directory
    plans: Mapping[str, str]
    tasks: Mapping[str, TaskKey]
    progress: Mapping[str, Standing]
    today: date
    moved: Mapping[str, Stood] = field(default_factory=dict)
    short_plans: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    def day_before(self, occurrence: Occurrence) -> date | None:
        """The day on which calendars showed it before it was moved to another; None where it was not, or only to another hour."""
        stood = self.moved.get(occurrence.uid)
        return stood.day if stood is not None and stood.day != occurrence.due else None

    def state(self, occurrence: Occurrence) -> State:
        """Done and overdue come before the rest; a shared occurrence is done when all its parts are.

        Overdue counts from act_by; what goes on the air is overdue when the day on which it was to be heard is over.
        """
        if is_done(occurrence, self.progress):
            return State.DONE
        if occurrence.history:
            return State.HISTORY
        on_air = occurrence.kind is Kind.BROADCAST
        last = max(occurrence.due, occurrence.act_by) if on_air else occurrence.act_by
        return State.OVERDUE if last < self.today else State.PLANNED

    def done_parts(self, occurrence: Occurrence) -> int:
        """How many of its parts (of itself, where it has none) were reported done."""
        return parts_done(occurrence, self.progress)

    def explained(self, occurrence: Occurrence) -> bool:
        """Whether somebody said of it, of a part of it, or of a task of a check-in, how it stands without being done."""
        told = (self.standing(uid) for uid in (occurrence.uid, *occurrence.parts))
        return any(s.reason or any(t.answered for t in s.tasks.values()) for s in told)

    def plan_name(self, plan: str) -> str:
        """The plan's name; its id where it has none any more."""
        return self.plans.get(plan, plan)

    def short_plan_name(self, plan: str) -> str:
        """The same where there is little room."""
        return self.short_plans.get(plan) or self.plan_name(plan)

    def unit_names(self, ids: tuple[str, ...]) -> str:
        """The units' names, in one line."""
        return "; ".join(self.directory.name(i) for i in ids)

    def standing_of(self, occurrence: Occurrence) -> Standing:
        """Where an occurrence stands; one that a sole unit leads stands as that unit's part does."""
        return self.standing(occurrence.parts[0] if len(occurrence.parts) == 1 else occurrence.uid)

    def count(self, occurrence: Occurrence) -> int:
        """How many pieces of its quota were made."""
        return self.standing_of(occurrence).count

    def standing(self, uid: str) -> Standing:
        """Where an occurrence stands by what was reported of it itself."""
        return self.progress.get(uid, NOTHING)
