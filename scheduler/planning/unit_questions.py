"""What is open about the units of a plan: names that config does not know, groups without members, units that ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Plan, Task, Unit
from scheduler.planning.directory import Directory
from scheduler.planning.kinds import may_belong, names_a_group
from scheduler.planning.succession import holders
from scheduler.plans.listed_kinds import each_of_kind
from scheduler.plans.side_by_side import both_known
from scheduler.text import slug
from scheduler.toml_text import new_id, quoted
from scheduler.words import day_text


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with the first and the last day on which something of it is due."""

    task: Task
    first: date
    last: date


def about_units(work: Iterable[Dated], directory: Directory, plan: Plan) -> Iterable[Diagnostic]:
    """Each name once, where it first leads, or else first stands: unknown-unit(-near), group-without-members, and who has ended
    before the last of its work is due, or begins after the first of it.

    The plan's addressees are offered beside the units that config knows; as members those that may carry it out.
    """
    order = list(work)[::-1]
    found = {name: one for one in order for name in one.task.coordinating}
    found |= {name: one for one in order for name in one.task.lead}
    for name, one in sorted(found.items(), key=lambda item: item[1].task.location.line or 0):
        unit, task = directory.find(name), one.task
        if unit is None:
            yield _unknown(name, task, directory, plan.addressees)
        elif not unit.members and names_a_group(unit.name) and name in task.lead:
            yield _without_members(name, unit, task, plan.carriers)
        else:
            due = [d for other in order if name in (*other.task.lead, *other.task.coordinating) for d in _span(other)]
            yield from _out_of_force(name, unit, task, (min(due), max(due)), directory)
            named = [known for other in found if (known := directory.find(other)) is not None]
            yield from _before_its_time(name, unit, task, min(due), named, directory)


def _span(one: Dated) -> tuple[date, date]:
    return one.first, one.last


def _out_of_force(
    name: str, unit: Unit, task: Task, due: tuple[date, date], directory: Directory
) -> Iterator[Diagnostic]:
    """A unit that has ended, or a group of which nobody is left, before its last work; one that begins after its first work."""
    first, last = due
    if holders((unit,), last, directory) == (unit,):
        if unit.valid_to is not None and unit.valid_to < last:
            facts = values(name=name, id=unit.id, day=day_text(unit.valid_to))
            yield Diagnostic("unit-ended", Severity.QUESTION, task.location, facts)
        elif unit.members:
            facts = values(name=name, id=unit.id, day=day_text(last))
            yield Diagnostic("group-ended", Severity.QUESTION, task.location, facts)
    if holders((unit,), first, directory) == (unit,) and unit.valid_from is not None and first < unit.valid_from:
        facts = values(name=name, id=unit.id, day=day_text(unit.valid_from), due=day_text(first))
        yield Diagnostic("unit-not-begun", Severity.QUESTION, task.location, facts)


def _before_its_time(
    name: str, unit: Unit, task: Task, first: date, plan_units: Sequence[Unit], directory: Directory
) -> Iterator[Diagnostic]:
    """A successor with work due before it takes over, in a plan that does not name the one unit it follows: whose is that?"""
    before = [one for one in directory.units if one.successor == unit.id]
    if unit.valid_from is not None or len(before) != 1 or before[0] in plan_units:
        return
    if (last := before[0].valid_to) is not None and first <= last:
        day = last + timedelta(days=1)
        facts = values(
            name=name, id=unit.id, was=before[0].name, day=day_text(day), iso=day.isoformat(), due=day_text(first)
        )
        yield Diagnostic("successor-before-its-day", Severity.QUESTION, task.location, facts)


def _unknown(name: str, task: Task, directory: Directory, addressees: Sequence[str]) -> Diagnostic:
    """An unknown unit with the lines of config that answer: an alias of the nearest, or a unit of its own."""
    if two := both_known(name, lambda one: directory.find(one) is not None):
        ids = ", ".join(quoted(directory.resolve(one).id) for one in two)
        facts = values(name=name, units="; ".join(f"“{one}”" for one in two), ids=ids, no=task.no)
        return Diagnostic("unknown-unit-of-several", Severity.QUESTION, task.location, facts)
    if each := each_of_kind(name):
        return _listed_behind_kind(name, each, task, directory)
    near = directory.near(name)
    own = _entry(name, directory)
    if not near:
        alike = Directory.of((Unit(slug(a), a) for a in addressees), directory.fold).near(name)
        facts = values(name=name, entry=own, near=_listed(u.name for u in alike))
        return Diagnostic(
            "unknown-unit-addressed" if alike else "unknown-unit", Severity.QUESTION, task.location, facts
        )
    aliases = ", ".join(quoted(a) for a in (*near[0].aliases, name))
    facts = values(name=name, near=_listed(u.name for u in near), id=near[0].id, aliases=aliases, entry=own)
    return Diagnostic("unknown-unit-near", Severity.QUESTION, task.location, facts)


def _listed_behind_kind(name: str, each: Sequence[str], task: Task, directory: Directory) -> Diagnostic:
    """Units listed behind their kind: a group of them, with those as members that config knows."""
    known = [unit.id for one in each if (unit := directory.find(one)) is not None]
    missing = [one for one in each if directory.find(one) is None]
    entry = f"{_entry(name, directory)}, members = [{', '.join(map(quoted, known))}]"
    facts = values(name=name, units=_listed(each), entry=entry, missing=_listed(missing))
    code = "unknown-unit-listed-missing" if missing else "unknown-unit-listed"
    return Diagnostic(code, Severity.QUESTION, task.location, facts)


def _without_members(name: str, unit: Unit, task: Task, carriers: Sequence[str]) -> Diagnostic:
    """A group without members; the plan's addressees may be they."""
    offered = [a for a in carriers if may_belong(a, unit.name)]
    facts = values(name=name, id=unit.id, offered=_listed(offered[:8]))
    code = "group-without-members-addressed" if offered else "group-without-members"
    return Diagnostic(code, Severity.QUESTION, task.location, facts)


def _entry(name: str, directory: Directory) -> str:
    """The [[units]] lines of a new unit, on one line, with an id that is free."""
    own = new_id(name, [unit.id for unit in directory.units])
    return f"id = {quoted(own)}, name = {quoted(name)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
