"""How sure a task's reading is: three levels, each with the facts that made it; never a number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.diagnostics import Severity, Values, values
from scheduler.model import Change, ChangeKind, Plan, ReportingDuty, Task
from scheduler.planning.directory import Directory
from scheduler.planning.kinds import awaits_document, in_periodic_report
from scheduler.planning.task_dates import phrase_of, reading_of
from scheduler.planning.years_said import is_before
from scheduler.review.decided import Against, Decided
from scheduler.text import capitalised
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, Relative, Timing, Triggered
from scheduler.words import day_text, diagnose, say


class Level(StrEnum):
    """SURE: nothing speaks against it. LOOK: a person is to look at it. OPEN: it makes no date as it stands."""

    SURE = "sure"
    LOOK = "look"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact that speaks for a reading (SURE) or against it; its sentence stands in words/review.toml under [ground].

    A finding of reading itself brings its own sentence as the value `text`.
    """

    level: Level
    code: str
    values: Values = ()

    @property
    def text(self) -> str:
        """The fact as a sentence."""
        told = dict(self.values).get("text")
        return told if isinstance(told, str) else say("review", "ground", self.code, self.values)


_OF_UNITS = {
    "without-lead",
    "lead-of-section",
    "lead-of-row-above",
    "lead-unsure",
    "units-side-by-side",
    "unit-in-title",
    "unit-of-sentence",
    "lead-or-inspected",
}
"""What is open about who does a task, and answered where config says it."""

_TAKEN = {
    "timing-of-grid": Ground(Level.SURE, "of-grid"),
    "timing-of-fills": Ground(Level.LOOK, "of-fills"),
    "timing-of-remark": Ground(Level.LOOK, "of-remark"),
    "timing-of-section": Ground(Level.SURE, "timing-of-section"),
    "number-of-heading": Ground(Level.SURE, "number-of-heading"),
    "number-of-annex": Ground(Level.SURE, "number-of-annex"),
    "timing-of-row-above": Ground(Level.LOOK, "timing-of-row-above"),
    "lead-of-row-above": Ground(Level.LOOK, "lead-of-row-above"),
    "lead-of-marks": Ground(Level.SURE, "lead-of-marks"),
    "lead-of-section": Ground(Level.LOOK, "lead-of-section"),
    "lead-or-inspected": Ground(Level.LOOK, "lead-or-inspected"),
}
"""What the finding that something was not read from a cell or line of its own says for the reading, or against it."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """The level of a task and the grounds of it, those that lower it first."""

    level: Level
    grounds: tuple[Ground, ...]


def worst(levels: Iterable[Level]) -> Level:
    """The level that is the least sure; SURE where nothing was said."""
    return max(levels, key=list(Level).index, default=Level.SURE)


def confidence(task: Task, plan: Plan, against: Against) -> Confidence:
    """How sure the reading of a task is, after what config has decided about it; without a directory units lower nothing."""
    decided = against.decided
    found = [
        *_of_place(task),
        *_of_decisions(task, decided),
        *(g for g in _of_findings(task, plan) if g.code not in _answered(task, decided)),
        *_of_units(task, against.directory, decided),
        *_of_timing(task, against),
    ]
    if not decided.on(task).followed:
        found = [g for g in found if g.level is Level.SURE]
    order = list(Level)[::-1]
    grounds = tuple(sorted(dict.fromkeys(found), key=lambda g: order.index(g.level)))
    return Confidence(worst(ground.level for ground in grounds), grounds)


def confidence_of_duty(duty: ReportingDuty, year: int) -> Confidence:
    """How sure the reading of a reporting duty is: whether it says who, and a time that is understood."""
    found = [Ground(Level.LOOK, "without-reporter")] if not duty.who else []
    phrase = duty.timing or ""
    if not phrase:
        found.append(Ground(Level.OPEN, "without-timing"))
    elif not in_periodic_report(phrase) and parse(phrase, year).timing is None:
        found.append(Ground(Level.OPEN, "timing-unread", values(phrase=phrase)))
    return Confidence(worst(ground.level for ground in found), tuple(found))


def confidence_of_change(change: Change) -> Confidence:
    """How sure the reading of an amendment's item is: whether it says what becomes of the work; which work it is `apply` finds."""
    if change.kind is ChangeKind.UNSURE:
        return Confidence(Level.OPEN, (Ground(Level.OPEN, "change-unread"),))
    return Confidence(Level.SURE, ())


def canonical(task: Task, against: Against) -> str | None:
    """The timing as the sentence that it is understood as; None where it is not, or hangs on a year that nobody has told."""
    return (
        None
        if _hangs_on_the_year(task, against)
        else _sentence(task, against.year, against.decided.answers, against.until)
    )


def _hangs_on_the_year(task: Task, against: Against) -> bool:
    """Whether a timing has a meaning only once the plan's year is known: «Tháng 5», and not «Tháng 5/2026» or «Hằng tuần»."""
    if against.dated:
        return False
    this, next_year = (_sentence(task, against.year + more, against.decided.answers) for more in (0, 1))
    return this != next_year


def _sentence(task: Task, year: int, answers: Mapping[str, str], until: int | None = None) -> str | None:
    timing = reading_of(task, answers, year, until)[0].timing if phrase_of(task) else None
    return sentence(timing, year) if timing is not None else None


def _of_decisions(task: Task, decided: Decided) -> Iterable[Ground]:
    """What config says of the task itself."""
    rule = decided.on(task)
    if not rule.followed:
        yield Ground(Level.SURE, "not-followed")
    if decided.reviewed(task):
        yield Ground(Level.SURE, "reviewed")
    if rule.units:
        yield Ground(Level.SURE, "lead-decided")
    if days := rule.dates or ((rule.due,) if rule.due else ()):
        yield Ground(Level.SURE, "days-decided", values(days=", ".join(map(day_text, days))))


def _answered(task: Task, decided: Decided) -> frozenset[str]:
    """The codes of grounds that config's decisions on the task have answered."""
    rule = decided.on(task)
    of_units = _OF_UNITS if rule.units else set()
    of_days = (
        {"without-timing", "column-unread", "grid-cell-unread", "deadline-in-title"}
        if rule.dates or rule.due
        else set()
    )
    of_paper = (
        {"task-recognised", "lead-of-section", "lead-of-row-above", "timing-of-row-above"}
        if decided.reviewed(task)
        else set()
    )
    return frozenset(of_units | of_days | of_paper)


def _of_place(task: Task) -> Iterable[Ground]:
    """By which rule it was found: a row of a table whose columns were named, or an item of an outline."""
    yield Ground(Level.SURE, "of-table" if task.tabled else "of-text")


_SAID = ("task-without-lead",)


def _of_findings(task: Task, plan: Plan) -> Iterable[Ground]:
    """What reading itself found at the task."""
    if not task.lead:
        yield Ground(Level.LOOK, "without-lead")
    for found in plan.diagnostics:
        if found.code in _SAID or dict(found.values).get("no") != task.no or found.location != task.location:
            continue
        if found.code == "column-unread":
            yield Ground(Level.OPEN, found.code, values(text=_beside_task(diagnose(found), task)))
        elif found.code == "task-without-timing":
            yield Ground(Level.OPEN, "without-timing")
        elif found.code in _TAKEN:
            yield _TAKEN[found.code]
        elif found.severity is not Severity.INFO:
            yield Ground(Level.LOOK, found.code, values(text=_beside_task(diagnose(found), task)))


def _beside_task(text: str, task: Task) -> str:
    """What is said of a task without its number and title, which stand right above it."""
    named = say("review", "label", "item-named", values(no=task.no, title=task.title))
    return capitalised(text.removeprefix(named).lstrip(": ")) if text.startswith(named) else text


def _of_units(task: Task, directory: Directory | None, decided: Decided) -> Iterable[Ground]:
    if directory is None:
        return
    named = (*(() if decided.on(task).units else task.lead), *task.coordinating)
    unknown = [name for name in named if directory.find(name) is None]
    for name in unknown:
        near = directory.near(name)
        code = "unit-unknown-near" if near else "unit-unknown"
        yield Ground(Level.LOOK, code, values(name=name, near=near[0].name) if near else values(name=name))
    if task.lead and not unknown:
        yield Ground(Level.SURE, "units-known")


def _of_timing(task: Task, against: Against) -> Iterable[Ground]:
    phrase, rule = phrase_of(task), against.decided.on(task)
    if not phrase or rule.due or rule.dates:
        return
    reading, answered = reading_of(task, against.decided.answers, against.year, against.until)
    yield from (Ground(Level.SURE, "answered", reason.values) for reason in answered)
    if reading.timing is None:
        yield Ground(Level.OPEN, "timing-unread", values(phrase=phrase))
    elif isinstance(reading.timing, Ambiguous):
        yield Ground(Level.OPEN, "timing-ambiguous", values(phrase=phrase))
    else:
        told = (d for d in reading.diagnostics if d.severity is not Severity.INFO)
        yield from (Ground(Level.LOOK, d.code, values(text=diagnose(d))) for d in told)
        yield from _without_day(reading.timing, task, against)
        if against.dated and is_before(phrase, reading.timing, against.year):
            yield Ground(Level.LOOK, "year-before", values(phrase=phrase, year=against.year))
        if _hangs_on_the_year(task, against):
            yield Ground(Level.LOOK, "year-untold", values(phrase=phrase))
        else:
            yield Ground(Level.SURE, "timing-read")


def _without_day(timing: Timing, task: Task, against: Against) -> Iterable[Ground]:
    """Why a timing that was read gives no day of the plan's year."""
    phrase = phrase_of(task)
    if isinstance(timing, Triggered):
        code = "waits" if awaits_document(timing.event) else "on-event"
        yield Ground(Level.LOOK, code, values(phrase=phrase))
    elif isinstance(timing, Relative):
        yield Ground(Level.LOOK, "counts-from", values(phrase=phrase))
    elif against.days is not None and not against.days(task):
        yield Ground(Level.LOOK, "without-day", values(phrase=phrase, year=against.year))
