"""Plan + decisions + working days → Schedule: every date with its trace, what waits, what is open. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calendars.zone import ZONE
from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import Plan, ReportingDuty, Task, Unit
from scheduler.planning.assignments import Assignable, Rules, assigned, folded_check_ins
from scheduler.planning.directory import Directory
from scheduler.planning.succession import holders
from scheduler.planning.task_dates import PlanFrame, TaskDates, answers_for, dates_of, phrase_of, quoted_of
from scheduler.planning.unit_questions import Dated, about_units
from scheduler.plans.unit_names import names_post
from scheduler.policy import Answer, TaskRule, rule_for
from scheduler.schedule import Occurrence, Schedule, TaskKey, Waiting
from scheduler.settings import PlanSource
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.trace import Reason
from scheduler.words import say

_SHORT = 60


@dataclass(frozen=True, slots=True)
class Decisions:
    """What config decides about plans: the directory of units, rules on single tasks, answers to phrases."""

    directory: Directory
    tasks: tuple[TaskRule, ...] = ()
    answers: tuple[Answer, ...] = ()


def all_tasks(plan: Plan) -> tuple[Task, ...]:
    """The plan's tasks and, after them, its reporting duties as tasks numbered BC.1, BC.2 …"""
    return (*plan.tasks, *(_as_task(duty, n) for n, duty in enumerate(plan.reporting, 1)))


def plan_name(source: PlanSource, plan: Plan) -> str:
    """What a plan is called: as config says, else by its title and the number that config gives it, else by its id."""
    title = source.name or plan.header.title
    if source.number is None or source.name is not None:
        return title or source.number or source.id
    return (
        say("planning", "label", "plan-numbered", values(title=title, number=source.number)) if title else source.number
    )


def short_plan_name(source: PlanSource, plan: Plan) -> str:
    """What a plan is called where there is little room: its number where one is known, else the beginning of its name."""
    number = source.number or plan.header.number
    if number is None or source.name is not None:
        return shortened(plan_name(source, plan), _SHORT)
    return say("planning", "label", "plan-short", values(number=number))


def year_of(source: PlanSource, plan: Plan, today: date) -> int | None:
    """The plan's year: this year where the plan holds anew each year, else config's, else the one that the plan itself says."""
    return today.year if source.rolls else source.year or plan.header.year


def until_of(source: PlanSource, plan: Plan) -> int | None:
    """The second year of a plan for a school year, unless config gives it another year."""
    given = source.rolls or source.year not in (None, plan.header.year)
    return source.until or (None if given else plan.header.until)


def schedule(
    source: PlanSource, plan: Plan, today: date, keys: Sequence[TaskKey], decisions: Decisions, rules: Rules
) -> Schedule:
    """Lay out one plan. `keys` holds one key a task, in the order of all_tasks(plan)."""
    year = year_of(source, plan, today)
    if year is None:
        where = Location(source.file)
        return Schedule(diagnostics=(Diagnostic("plan-year-unknown", Severity.ERROR, where, values(plan=source.id)),))
    frame = _frame(source, plan, year, decisions, rules)
    work = [
        (_assignable(frame, task, key, rule, found, decisions.directory), found)
        for task, key in zip(all_tasks(plan), keys, strict=True)
        if (rule := _rule(source, task, plan, decisions)).followed
        for found in [dates_of(task, rule, frame)]
    ]
    return Schedule(
        occurrences=tuple(_occurrences(frame, work)),
        waiting=tuple(w for a, found in work for w in _waiting(a, found, holders(a.leads, today, decisions.directory))),
        diagnostics=(
            *(_placed(d, a) for a, found in work for d in found.diagnostics),
            *about_units((_dated(a.task, found, today) for a, found in work), decisions.directory, plan),
            *_rules_without_task(source, plan, decisions),
        ),
    )


def _frame(source: PlanSource, plan: Plan, year: int, decisions: Decisions, rules: Rules) -> PlanFrame:
    return PlanFrame(
        id=source.id,
        name=plan_name(source, plan),
        year=year,
        issued=source.issued or plan.header.issued,
        answers=answers_for(source.id, decisions.answers),
        check_in=source.check_in,
        rolls=source.rolls,
        until=until_of(source, plan),
        year_said=source.says_its_year or plan.header.says_its_year,
        rules=rules,
    )


def _as_task(duty: ReportingDuty, n: int) -> Task:
    return Task(
        no=say("planning", "label", "duty-no", values(n=n)),
        title=duty.what,
        lead=duty.who,
        timing=duty.timing,
        location=duty.location,
    )


def _rule(source: PlanSource, task: Task, plan: Plan, decisions: Decisions) -> TaskRule:
    """Config's decision on a task; a reporting duty is a report by its nature, and its sender is not who leads the work."""
    rule = rule_for(source.id, task.no, task.stream, decisions.tasks)
    if task not in plan.tasks:
        return rule if rule.kind else replace(rule, kind=Kind.REPORT)
    return rule if rule.units or task.lead else replace(rule, units=source.units)


def _assignable(
    frame: PlanFrame, task: Task, key: TaskKey, rule: TaskRule, found: TaskDates, directory: Directory
) -> Assignable:
    named = tuple(u for unit_id in rule.units if (u := directory.by_id(unit_id)))
    decided = (_decided(task, named),) if named and named != _units(task.lead, directory) else ()
    return Assignable(
        key=key.key,
        plan=frame.id,
        plan_name=frame.name,
        task=task,
        leads=(leads := named or _units(task.lead, directory)),
        coordinating=tuple(u for u in _units(task.coordinating, directory) if u not in leads),
        phrase=phrase_of(task),
        quoted=quoted_of(task),
        why=(*found.why, *decided),
        since=key.first_applied.astimezone(ZONE).date(),
        directing=_units((n for n in task.directing if directory.find(n) or names_post(n)), directory),
    )


def _decided(task: Task, leads: Sequence[Unit]) -> Reason:
    """That the coordinator, and not the plan, says who leads."""
    facts = values(no=task.no, units="; ".join(u.name for u in leads), printed="; ".join(task.lead))
    return Reason("units-given" if task.lead else "units-given-alone", facts)


def _units(names: Iterable[str], directory: Directory) -> tuple[Unit, ...]:
    """The units that are named, each once; groups stay closed: who belongs to them depends on the day."""
    found = {unit.id: unit for unit in map(directory.resolve, names)}
    return tuple(found.values())


def _dated(task: Task, found: TaskDates, today: date) -> Dated:
    """A task with the span of what is due; one that still waits for its days is due today."""
    due = [occasion.due for occasion in found.outline.occasions] or [today]
    return Dated(task, min(due), max(due))


def _occurrences(frame: PlanFrame, work: Sequence[tuple[Assignable, TaskDates]]) -> Iterable[Occurrence]:
    for assignable, found in work:
        dated = [o for o in found.outline.occasions if o.kind is not Kind.CHECK_IN]
        yield from assigned(assignable, dated, frame.rules)
    asked = [(a, o) for a, found in work for o in found.outline.occasions if o.kind is Kind.CHECK_IN]
    yield from folded_check_ins(frame.id, asked, frame.rules)


def _waiting(work: Assignable, found: TaskDates, holding: Sequence[Unit]) -> Iterable[Waiting]:
    leads = tuple(u.id for u in holding)
    for wait in found.outline.waits:
        why = _with_its_line(wait.reason, work)
        yield Waiting(work.plan, work.key, work.task.no, work.task.title, leads, work.phrase, why, found.kind)


def _with_its_line(reason: Reason, work: Assignable) -> Reason:
    """Where a day is offered: also the line of config.toml that takes it."""
    if reason.code != "waits-for-occasion":
        return reason
    told = dict(reason.values)
    facts = values(
        event=told["event"], name=told["name"], day=told["day"], due=told["due"], plan=work.plan, no=work.task.no
    )
    return Reason("waits-for-occasion-of-task", facts)


def _placed(found: Diagnostic, work: Assignable) -> Diagnostic:
    """A finding about a phrase, with the place of its task and what the sentence needs to name it."""
    facts = {**dict(found.values), "no": work.task.no, "plan": work.plan, "phrase": work.phrase}
    where = replace(work.task.location, span=found.location.span)
    return Diagnostic(found.code, found.severity, where, values(**facts))


def _rules_without_task(source: PlanSource, plan: Plan, decisions: Decisions) -> Iterable[Diagnostic]:
    numbers = {task.no for task in all_tasks(plan)}
    for rule in decisions.tasks:
        if rule.plan == source.id and rule.no not in numbers:
            yield Diagnostic("rule-without-task", Severity.WARNING, Location(), values(no=rule.no, plan=source.id))
