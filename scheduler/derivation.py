"""A revision (config, plan files) at a moment → all that is derived from it: keys, occurrences, triggers, what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.planning.assignments import Rules
from scheduler.planning.directory import Directory
from scheduler.planning.task_keys import keyed
from scheduler.planning.year import Decisions, all_tasks, schedule
from scheduler.plans import read_plan, unit_key
from scheduler.reminders.ladders import triggers
from scheduler.reminders.receivers import without_staff
from scheduler.schedule import Occurrence, Schedule, TaskKey, Trigger, Waiting
from scheduler.settings import Config, PlanSource


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from a revision; `plans` are the plans as read, by id."""

    plans: Mapping[str, Plan]
    keys: tuple[TaskKey, ...]
    occurrences: tuple[Occurrence, ...]
    waiting: tuple[Waiting, ...]
    triggers: tuple[Trigger, ...]
    diagnostics: tuple[Diagnostic, ...]


def derive(config: Config, files: Mapping[str, bytes], known: Iterable[TaskKey], now: datetime) -> Derived:
    """Read, lay out and assign every plan of config. now: local.

    files: the bytes of each plan file by the name that config gives.
    """
    stored = tuple(known)
    plans = {s.id: _read(files[s.file], s.file) for s in config.plans if s.file in files}
    calendar = OfficeCalendar(config.days_off, config.working_days)
    rules = Rules(config.office.id, config.policy, calendar)
    decisions = Decisions(directory_of(config), config.tasks, config.answers)
    laid_out, keys, slid = [], list[TaskKey](), list[Diagnostic]()
    for source in (s for s in config.plans if s.id in plans):
        mine = keyed(source.id, all_tasks(plans[source.id]), stored, now)
        keys.extend(mine)
        slid.extend(_decisions_that_slid(config, source, stored, mine))
        laid_out.append(_of_plan(source, plans[source.id], mine, decisions, rules, now.date()))
    occurrences = tuple(o for s in laid_out for o in s.occurrences)
    planned = (d for s in laid_out for d in s.diagnostics)
    unattended = _without_staff(config, decisions.directory, occurrences)
    return Derived(
        plans=plans,
        keys=tuple(keys),
        occurrences=occurrences,
        waiting=tuple(w for s in laid_out for w in s.waiting),
        triggers=triggers(occurrences, config.policy, calendar),
        diagnostics=tuple(
            dict.fromkeys([*_same_files(config), *slid, *_still_open(config, plans), *planned, *unattended])
        ),
    )


def _without_staff(config: Config, directory: Directory, occurrences: Iterable[Occurrence]) -> Iterable[Diagnostic]:
    """Units that are to do something, and nobody of [[people]] does it for them: one finding for all."""
    people = tuple(replace(p, units=directory.opened(p.units)) for p in config.people)
    if units := without_staff(occurrences, people):
        facts = values(units="; ".join(directory.name(u) for u in units), count=len(units))
        yield Diagnostic("units-without-staff", Severity.WARNING, Location(), facts)


def _decisions_that_slid(
    config: Config, source: PlanSource, before: Iterable[TaskKey], now: Iterable[TaskKey]
) -> Iterable[Diagnostic]:
    """A decision names a task by number: where the plan was renumbered, another task bears that number now, and it is asked."""
    was = {k.no: k for k in before if k.plan == source.id}
    present = {k.no: k for k in now}
    numbers = {k.key: k.no for k in present.values()}
    for rule in config.tasks:
        old, new = was.get(rule.no), present.get(rule.no)
        if rule.plan == source.id and old is not None and new is not None and old.key != new.key:
            facts = values(no=rule.no, plan=source.id, was=old.title, now=new.title, moved=numbers.get(old.key, "–"))
            yield Diagnostic("decision-slid", Severity.QUESTION, Location(source.file), facts)


def _same_files(config: Config) -> Iterable[Diagnostic]:
    first: dict[str, str] = {}
    for source in config.plans:
        if first.setdefault(source.file, source.id) != source.id:
            facts = values(file=source.file, first=first[source.file], plan=source.id)
            yield Diagnostic("same-file", Severity.WARNING, Location(source.file), facts)


def _still_open(config: Config, plans: Mapping[str, Plan]) -> Iterable[Diagnostic]:
    """What reading found, less what config has answered (planning speaks of a missing year itself)."""
    for plan_id, plan in plans.items():
        rules = [r for r in config.tasks if r.plan == plan_id]
        answered = {"task-without-timing": {r.no for r in rules if r.due or r.dates or not r.followed}}
        answered["task-without-lead"] = answered["lead-unsure"] = {r.no for r in rules if r.units or not r.followed}
        for found in plan.diagnostics:
            if found.code != "plan-without-year" and dict(found.values).get("no") not in answered.get(found.code, ()):
                yield found


def plan_names(config: Config, files: Mapping[str, bytes]) -> dict[str, str]:
    """What each plan is called: config's name for it, else its title on paper, else its id."""
    return {s.id: s.name or _title(s, files) or s.id for s in config.plans if s.file in files}


def _title(source: PlanSource, files: Mapping[str, bytes]) -> str | None:
    return _read(files[source.file], source.file).header.title


@lru_cache(maxsize=128)
def _read(body: bytes, name: str) -> Plan:
    """Read once for all that is asked of it: what follows from the tasks, the plan's name, what a new day changes."""
    return read_plan(parse_document(body, name))


def directory_of(config: Config) -> Directory:
    """The office's directory of units, spellings folded as plans are read."""
    return Directory.of(config.units, unit_key)


def _of_plan(
    source: PlanSource, plan: Plan, keys: Sequence[TaskKey], decisions: Decisions, rules: Rules, today: date
) -> Schedule:
    """The plan's schedule; one that holds anew each year has last year's occurrences too, and next year's: feeds show both.

    What the plan dates with a year of its own is laid out in each year, and kept once.
    """
    current = schedule(source, plan, today, keys, decisions, rules)
    if not source.rolls:
        return current
    before, after = (
        schedule(source, plan, date(today.year + offset, 1, 1), keys, decisions, rules) for offset in (-1, 1)
    )
    kept = {o.uid: o for o in (*before.occurrences, *after.occurrences, *current.occurrences)}
    return Schedule(tuple(kept.values()), current.waiting, current.diagnostics)
