"""What is open about the units of a plan: names that config does not know, groups without members, units that ended."""

from collections.abc import Iterable, Sequence
from datetime import date

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Task, Unit
from scheduler.planning.directory import Directory
from scheduler.planning.kinds import names_a_group
from scheduler.planning.succession import holders
from scheduler.plans.side_by_side import both_known
from scheduler.text import slug
from scheduler.toml_text import new_id, quoted


def about_units(
    tasks: Iterable[Task], directory: Directory, addressees: Sequence[str], today: date
) -> Iterable[Diagnostic]:
    """Each name once, where it first leads, or else first stands: unknown-unit(-near), group-without-members, unit-ended.

    addressees: the units under the plan's «Nơi nhận», which are offered beside those that config knows.
    """
    order = list(tasks)[::-1]
    first = {name: t for t in order for name in t.coordinating} | {name: t for t in order for name in t.lead}
    for name, task in sorted(first.items(), key=lambda item: item[1].location.line or 0):
        unit = directory.find(name)
        if unit is None:
            yield _unknown(name, task, directory, addressees)
        elif not unit.members and names_a_group(unit.name) and name in task.lead:
            yield _without_members(name, unit, task, addressees)
        elif unit.valid_to is not None and unit.valid_to < today and holders((unit,), today, directory) == (unit,):
            facts = values(name=name, id=unit.id, day=unit.valid_to.isoformat())
            yield Diagnostic("unit-ended", Severity.QUESTION, task.location, facts)


def _unknown(name: str, task: Task, directory: Directory, addressees: Sequence[str]) -> Diagnostic:
    """An unknown unit with the lines of config that answer: an alias of the nearest, or a unit of its own."""
    if two := both_known(name, lambda one: directory.find(one) is not None):
        ids = ", ".join(quoted(directory.resolve(one).id) for one in two)
        facts = values(name=name, units="; ".join(f"“{one}”" for one in two), ids=ids, no=task.no)
        return Diagnostic("unknown-unit-of-several", Severity.QUESTION, task.location, facts)
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


def _without_members(name: str, unit: Unit, task: Task, addressees: Sequence[str]) -> Diagnostic:
    """A group without members; the plan's addressees may be they."""
    offered = [a for a in addressees if not names_a_group(a)]
    facts = values(name=name, id=unit.id, offered=_listed(offered[:8]))
    code = "group-without-members-addressed" if offered else "group-without-members"
    return Diagnostic(code, Severity.QUESTION, task.location, facts)


def _entry(name: str, directory: Directory) -> str:
    """The [[units]] lines of a new unit, on one line, with an id that is free."""
    own = new_id(name, [unit.id for unit in directory.units])
    return f"id = {quoted(own)}, name = {quoted(name)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
