"""A revision (config, plan files) at a moment → all that is derived from it: keys, occurrences, triggers, what is open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.kept import document_of, reading_name
from scheduler.lately import Lately
from scheduler.model import Person, Plan, Task
from scheduler.planning.amended import AmendedPlan, amended_plans, amendment_questions, followed, through_versions
from scheduler.planning.amending import Version
from scheduler.planning.assignments import Rules
from scheduler.planning.directory import Directory
from scheduler.planning.followed_twice import followed_twice, told_twice
from scheduler.planning.unused_answers import unused_answers
from scheduler.planning.year import Decisions, plan_name, schedule, short_plan_name
from scheduler.plans import read_plan, unit_key
from scheduler.policy import NOT_THE_SAME, TaskRule
from scheduler.reminders.ladders import triggers
from scheduler.reminders.receivers import without_staff
from scheduler.schedule import Occurrence, Schedule, TaskKey, Trigger, Waiting
from scheduler.settings import Config, PlanSource


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from a revision; `plans` are the plans as read, by id; `tasks` the tasks as they hold last, by key.

    parted: by the key of a task that is a part of earlier work, or all of several, the keys of that.
    """

    plans: Mapping[str, Plan]
    keys: tuple[TaskKey, ...]
    given_up: tuple[TaskKey, ...]
    occurrences: tuple[Occurrence, ...]
    waiting: tuple[Waiting, ...]
    triggers: tuple[Trigger, ...]
    diagnostics: tuple[Diagnostic, ...]
    tasks: Mapping[TaskKey, Task]
    parted: Mapping[str, tuple[TaskKey, ...]] = field(default_factory=dict)


def derive(
    config: Config,
    files: Mapping[str, bytes],
    known: Iterable[TaskKey],
    now: datetime,
    before: Mapping[str, Task] = MappingProxyType({}),
) -> Derived:
    """Read, lay out and assign every plan of config. now: local. before: by key the tasks that were last applied.

    files: the bytes of each plan file by the name that config gives, beside it the reading of one that is costly to read.
    """
    stored = tuple(known)
    plans = _plans(config, files)
    calendar = OfficeCalendar(config.days_off, config.working_days)
    directory = directory_of(config)
    rules = Rules(config.office.id, config.policy, calendar, directory)
    decisions = Decisions(directory, config.tasks, config.answers)
    found = amended_plans(config, plans, stored, now, before)
    laid_out = [_of_plan(one, decisions, rules, now.date()) for one in found]
    occurrences = tuple(o for s in laid_out for o in s.occurrences)
    open_ = (
        *_of_config(config, plans),
        *_of_versions(config, found, stored),
        *_still_open(config, plans),
        *(d for s in laid_out for d in s.diagnostics),
        *_without_staff(config, directory, occurrences),
    )
    return Derived(
        plans=plans,
        keys=tuple(k for one in found for k in one.keys),
        given_up=tuple(k for one in found for k in one.given_up),
        occurrences=occurrences,
        waiting=tuple(w for s in laid_out for w in s.waiting),
        triggers=triggers(occurrences, config.policy, calendar),
        diagnostics=tuple(dict.fromkeys(open_)),
        tasks={key: task for one in found for key, task in one.last.items()},
        parted={key: old for one in found for key, old in one.parted.items()},
    )


def plans_that_stand(
    config: Config, files: Mapping[str, bytes], known: Iterable[TaskKey], now: datetime
) -> tuple[AmendedPlan, ...]:
    """The plans of a revision that stand by themselves, with their versions, without laying them out."""
    return amended_plans(config, _plans(config, files), tuple(known), now, {})


def _plans(config: Config, files: Mapping[str, bytes]) -> dict[str, Plan]:
    units = frozenset(name for unit in config.units for name in (unit.name, *unit.aliases))
    return {
        s.id: _read(files[s.file], files.get(reading_name(s.file)), s.file, units)
        for s in config.plans
        if s.file in files
    }


def _of_config(config: Config, plans: Mapping[str, Plan]) -> Iterable[Diagnostic]:
    """What config itself leaves open; of its answers that no task has only where all of its plans are at hand."""
    yield from followed_twice(config.plans)
    yield from told_twice((source, plans[source.id]) for source in followed(config, plans))
    yield from amendment_questions(config, plans)
    if len(plans) == len(config.plans):
        yield from unused_answers(config.answers, plans)


def _of_versions(config: Config, found: Iterable[AmendedPlan], stored: Sequence[TaskKey]) -> Iterable[Diagnostic]:
    """What amending the plans, and telling their tasks again, left open."""
    for one in found:
        yield from one.diagnostics
        told = [key for key in one.keys if key.key not in one.parted]
        yield from _decisions_that_slid(config, one.source, stored, told)


def _without_staff(config: Config, directory: Directory, occurrences: Iterable[Occurrence]) -> Iterable[Diagnostic]:
    """Units that are to do something, and nobody of [[people]] does it for them: one finding for all."""
    if units := without_staff(occurrences, people_of(config, directory)):
        facts = values(units="; ".join(directory.name(u) for u in units), count=len(units))
        yield Diagnostic("units-without-staff", Severity.WARNING, Location(), facts)


def _decisions_that_slid(
    config: Config, source: PlanSource, before: Iterable[TaskKey], now: Iterable[TaskKey]
) -> Iterable[Diagnostic]:
    """A decision names a task by number: where the plan was renumbered, another task bears that number now, and it is asked.

    One that says itself what the task was before (`was`) is written for the numbers as they are now.
    """
    stored = [k for k in before if k.plan == source.id]
    present = {k.no: k for k in now}
    numbers = {k.key: k.no for k in present.values()}
    for rule in (r for r in config.tasks if r.plan == source.id):
        new, bore = present.get(rule.no), [k for k in stored if k.no == rule.no]
        if new is None or not bore or _answers_for(rule, new, stored):
            continue
        moved = [k for k in bore if k.key in numbers and numbers[k.key] != rule.no]
        if moved or new.key not in {k.key for k in bore}:
            old = (moved or bore)[-1]
            facts = values(no=rule.no, plan=source.id, was=old.title, now=new.title, moved=numbers.get(old.key, "–"))
            yield Diagnostic("decision-slid", Severity.QUESTION, Location(source.file), facts)


def _answers_for(rule: TaskRule, task: TaskKey, stored: Sequence[TaskKey]) -> bool:
    """Whether a decision's `was` speaks of the task that bears its number: it was that one, or is new."""
    if rule.was == NOT_THE_SAME:
        return all(k.key != task.key for k in stored)
    return rule.was is not None and any(k.key == task.key and k.no == rule.was for k in stored)


_OF_LEADS = ("plan-without-leads", "task-without-lead")
_OF_YEAR = ("plan-year-unsure", "plan-year-guessed", "plan-over-years")
"""What is asked or told about a plan's year until config gives it."""
_SETTLED = ("plan-without-year", "stamp-unsure")
"""What is not told here: planning speaks of a missing year itself, and a file that may be secret is kept once config answered."""


def _still_open(config: Config, plans: Mapping[str, Plan]) -> Iterable[Diagnostic]:
    """What reading found, less what config has answered."""
    for plan_id, plan in plans.items():
        rules = [r for r in config.tasks if r.plan == plan_id]
        answered = {"task-without-timing": {r.no for r in rules if r.due or r.dates or not r.followed}}
        answered["deadline-in-title"] = answered["task-without-timing"]
        answered["column-unread"] = answered["task-without-timing"]
        answered["weekday-left-out"] = answered["task-without-timing"] | {r.no for r in rules if r.slot}
        answered["task-without-lead"] = answered["lead-unsure"] = {r.no for r in rules if r.units or not r.followed}
        named = answered["task-without-lead"] | _named_units(config, plan)
        answered["units-side-by-side"] = answered["unit-of-sentence"] = named
        answered["unit-in-title"] = answered["task-without-lead"]
        answered["task-twice-differently"] = _one_followed(rules, plan)
        answered["task-recognised"] = _reviewed(config, plan_id, plan)
        settled = _settled(config, plan_id)
        for found in plan.diagnostics:
            if found.code not in settled and dict(found.values).get("no") not in answered.get(found.code, ()):
                yield found


def _settled(config: Config, plan_id: str) -> tuple[str, ...]:
    """What config has answered for the plan as a whole: its year, who leads the tasks that name nobody."""
    sources = [source for source in config.plans if source.id == plan_id]
    of_year = _OF_YEAR if any(source.says_its_year for source in sources) else ()
    return (*_SETTLED, *of_year, *(_OF_LEADS if any(source.units for source in sources) else ()))


def _one_followed(rules: Sequence[TaskRule], plan: Plan) -> set[str]:
    """The numbers of tasks that a plan sets out in two ways, of which config no longer follows one."""
    dropped = {rule.no for rule in rules if not rule.followed}
    asked = [dict(d.values) for d in plan.diagnostics if d.code == "task-twice-differently"]
    return {str(facts["no"]) for facts in asked if {facts["no"], facts["other"]} & dropped}


def _named_units(config: Config, plan: Plan) -> set[str]:
    """The numbers of the tasks whose name of what may be two units, or part of a sentence, is that of one in config."""
    asked = [dict(d.values) for d in plan.diagnostics if d.code in ("units-side-by-side", "unit-of-sentence")]
    directory = directory_of(config)
    return {str(facts["no"]) for facts in asked if directory.find(str(facts["name"])) is not None}


def _reviewed(config: Config, plan_id: str, plan: Plan) -> set[str]:
    """The numbers of the tasks whose recognised words somebody compared with the paper: of the whole plan, or one by one."""
    if any(source.reviewed for source in config.plans if source.id == plan_id):
        return {task.no for task in plan.tasks}
    return {r.no for r in config.tasks if r.plan == plan_id and (r.reviewed or not r.followed)}


def plan_names(config: Config, files: Mapping[str, bytes]) -> dict[str, str]:
    """What each plan that stands by itself is called: config's name for it, else title and number, else its id."""
    return _named(config, files, plan_name)


def short_plan_names(config: Config, files: Mapping[str, bytes]) -> dict[str, str]:
    """What each of them is called where there is little room."""
    return _named(config, files, short_plan_name)


def _named(config: Config, files: Mapping[str, bytes], name: Callable[[PlanSource, Plan], str]) -> dict[str, str]:
    plans = _plans(config, files)
    return {s.id: name(s, plans[s.id]) for s in followed(config, plans)}


_READ: Lately[tuple[bytes, bytes | None, str, frozenset[str]], Plan] = Lately(128, 256 << 20)


def _read(body: bytes, reading: bytes | None, name: str, units: frozenset[str]) -> Plan:
    """Read once for all that is asked of it: what follows from the tasks, the plan's name, what a new day changes.

    units: the names of config's directory, which tell where a name in running text ends: with others it is read anew.
    """
    weight = len(body) + len(reading or b"")
    return _READ.of((body, reading, name, units), weight, lambda: read_plan(document_of(body, reading, name), units))


def directory_of(config: Config) -> Directory:
    """The office's directory of units, spellings folded as plans are read."""
    return Directory.of(config.units, unit_key)


def people_of(config: Config, directory: Directory) -> tuple[Person, ...]:
    """The receivers of messages; who answers for a group answers for each of its members."""
    return tuple(replace(p, units=directory.opened(p.units)) for p in config.people)


def _of_plan(one: AmendedPlan, decisions: Decisions, rules: Rules, today: date) -> Schedule:
    """The plan's schedule, each version of it from its day on: an occurrence that was due before stays as it was."""
    laid_out = [_of_version(one, version, decisions, rules, today) for version in one.versions]
    rolling = {one.source.id} if one.source.rolls else ()
    occurrences = through_versions(one.versions, [found.occurrences for found in laid_out], one.numbers, rolling)
    return Schedule(occurrences, laid_out[-1].waiting, laid_out[-1].diagnostics)


def _of_version(one: AmendedPlan, version: Version, decisions: Decisions, rules: Rules, today: date) -> Schedule:
    """One version's schedule; a plan that holds anew each year has last year's occurrences too, and next year's: feeds show both.

    What the plan dates with a year of its own is laid out in each year, and kept once.
    """
    source, plan, keys = one.source, version.plan, one.keys_of(version)
    current = schedule(source, plan, today, keys, decisions, rules)
    if not source.rolls:
        return current
    before, after = (
        schedule(source, plan, date(today.year + offset, 1, 1), keys, decisions, rules) for offset in (-1, 1)
    )
    kept = {o.uid: o for o in (*before.occurrences, *after.occurrences, *current.occurrences)}
    return Schedule(tuple(kept.values()), current.waiting, current.diagnostics)
