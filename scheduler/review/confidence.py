"""How sure a task's reading is: three levels, each with the facts that made it; never a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scheduler.diagnostics import Severity, Values, values
from scheduler.model import Plan, ReportingDuty, Task
from scheduler.planning.directory import Directory
from scheduler.planning.kinds import awaits_document, in_periodic_report
from scheduler.planning.task_dates import phrase_of
from scheduler.timing.combine import read_task_timing
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, Relative, Triggered
from scheduler.words import diagnose, say


class Level(StrEnum):
    """SURE: nothing speaks against it. LOOK: a person is to look at it. OPEN: it makes no date as it stands."""

    SURE = "sure"
    LOOK = "look"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact that speaks for a reading (SURE) or against it; its sentence stands in words/review.toml under [ground]."""

    level: Level
    code: str
    values: Values = ()

    @property
    def text(self) -> str:
        """The fact as a sentence."""
        return say("review", "ground", self.code, self.values)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The level of a task and the grounds of it, those that lower it first."""

    level: Level
    grounds: tuple[Ground, ...]


def confidence(task: Task, plan: Plan, year: int, directory: Directory | None) -> Confidence:
    """How sure the reading of a task is, in the plan's year.

    directory None: nobody has said which units there are, which lowers nothing.
    """
    found = (*_of_place(task), *_of_findings(task, plan), *_of_units(task, directory), *_of_timing(task, year))
    order = list(Level)[::-1]
    grounds = tuple(sorted(dict.fromkeys(found), key=lambda g: order.index(g.level)))
    return Confidence(grounds[0].level if grounds else Level.SURE, grounds)


def confidence_of_duty(duty: ReportingDuty, year: int) -> Confidence:
    """How sure the reading of a reporting duty is: whether it says who, and a time that is understood."""
    found = [Ground(Level.LOOK, "without-reporter")] if not duty.who else []
    phrase = duty.timing or ""
    if not phrase:
        found.append(Ground(Level.OPEN, "without-timing"))
    elif not in_periodic_report(phrase) and parse(phrase, year).timing is None:
        found.append(Ground(Level.OPEN, "timing-unread", values(phrase=phrase)))
    return Confidence(
        Level.OPEN if len(found) and found[-1].level is Level.OPEN else Level.LOOK if found else Level.SURE,
        tuple(found),
    )


def canonical(task: Task, year: int) -> str | None:
    """The timing as the sentence that it is understood as; None where it is not understood."""
    timing = _reading(task, year).timing if phrase_of(task) else None
    return sentence(timing, year) if timing is not None else None


def _reading(task: Task, year: int) -> Reading:
    return read_task_timing(task.timing, task.frequency, task.duration, year)


def _of_place(task: Task) -> Iterable[Ground]:
    """By which rule it was found: a row of a table whose columns were named, or an item of an outline."""
    yield Ground(Level.SURE, "of-table" if task.tabled else "of-text")


def _of_findings(task: Task, plan: Plan) -> Iterable[Ground]:
    """What reading itself found at the task."""
    for found in plan.diagnostics:
        if dict(found.values).get("no") != task.no or found.location != task.location:
            continue
        if found.code == "task-without-timing":
            yield Ground(Level.OPEN, "without-timing")
        elif found.code == "task-without-lead":
            yield Ground(Level.LOOK, "without-lead")
        elif found.code == "timing-of-grid":
            yield Ground(Level.SURE, "of-grid")
        elif found.severity is not Severity.INFO:
            yield Ground(Level.LOOK, "finding", values(text=diagnose(found)))


def _of_units(task: Task, directory: Directory | None) -> Iterable[Ground]:
    if directory is None:
        return
    unknown = [name for name in (*task.lead, *task.coordinating) if directory.find(name) is None]
    for name in unknown:
        near = directory.near(name)
        code = "unit-unknown-near" if near else "unit-unknown"
        yield Ground(Level.LOOK, code, values(name=name, near=near[0].name) if near else values(name=name))
    if task.lead and not unknown:
        yield Ground(Level.SURE, "units-known")


def _of_timing(task: Task, year: int) -> Iterable[Ground]:
    phrase = phrase_of(task)
    if not phrase:
        return
    reading = _reading(task, year)
    if reading.timing is None:
        yield Ground(Level.OPEN, "timing-unread", values(phrase=phrase))
    elif isinstance(reading.timing, Ambiguous):
        yield Ground(Level.OPEN, "timing-ambiguous", values(phrase=phrase))
    else:
        told = (d for d in reading.diagnostics if d.severity is not Severity.INFO)
        yield from (Ground(Level.LOOK, "finding", values(text=diagnose(d))) for d in told)
        if isinstance(reading.timing, Triggered):
            code = "waits" if awaits_document(reading.timing.event) else "on-event"
            yield Ground(Level.LOOK, code, values(phrase=phrase))
        if isinstance(reading.timing, Relative):
            yield Ground(Level.LOOK, "counts-from", values(phrase=phrase))
        yield Ground(Level.SURE, "timing-read")
