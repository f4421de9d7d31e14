"""The text of a commented config.toml for a new office, from the plans that it has."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from scheduler.config.faults import aliases
from scheduler.model import Plan
from scheduler.planning.kinds import may_belong, names_a_group
from scheduler.planning.short_names import left_away
from scheduler.plans import unit_key
from scheduler.plans.side_by_side import both_known, may_be_two
from scheduler.settings import PlanSource
from scheduler.text import folded
from scheduler.toml_text import new_id, quoted
from scheduler.words import say

_TEMPLATE = Path(__file__).with_name("template.toml")
_MUCH_ALIKE = 0.92


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit found in the plans: its id in the new config, its name as first printed, and the key that its spellings share."""

    id: str
    name: str
    key: str


def new_config(office_name: str, plans: Sequence[tuple[PlanSource, Plan]]) -> str:
    """A config that has no fault: the office, its plans, every unit that they name, one coordinator; all else commented.

    Spellings that may be one unit are proposed as commented aliases, never joined.
    """
    units = _units(plans)
    parts = {
        "id": quoted(new_id(office_name)),
        "name": quoted(office_name.strip() or "?"),
        "level": quoted(_level(office_name)),
        "plans": "\n\n".join(_plan(source, plan, plans) for source, plan in plans),
        "plan": quoted(plans[0][0].id if plans else "kh"),
        "unit": quoted(units[0].id if units else "don-vi"),
        "units": "\n\n".join([*(_unit(u, units, plans) for u in units), *_addressed(units, plans)])
        or _comment("no-units"),
    }
    template = _TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"@([a-z]+)@", lambda found: parts[found[1]], template)


def _comment(code: str) -> str:
    return "# " + say("config", "new", code)


def _level(office_name: str) -> str:
    """The level that the first word of a known kind in the name tells; a commune where none does."""
    name = f" {folded(office_name)} "
    found = {name.find(f" {word} "): level for word, level in aliases("level").items() if f" {word} " in name}
    return found[min(found)] if found else "commune"


def _plan(source: PlanSource, plan: Plan, plans: Sequence[tuple[PlanSource, Plan]]) -> str:
    """A [[plans]] table; what the paper leaves blank stands as a line to fill in."""
    lines = ["[[plans]]", f"id = {quoted(source.id)}", f"file = {quoted(source.file)}", _year(source, plan)]
    if plan.header.amends is not None:
        of = _amended(source, plan, plans)
        lines.append(f"{'' if of else '# '}amends = {quoted(of or '…')}    {_comment('amends')}")
    if source.name:
        lines.append(f"name = {quoted(source.name)}")
    if source.unclassified:
        lines.append(f"unclassified = {quoted(source.unclassified)}")
    if source.number:
        lines.append(f"number = {quoted(source.number)}")
    elif plan.header.number is None:
        lines.append(f'# number = "…/KH-UBND"    {_comment("blank")}')
    if source.issued:
        lines.append(f"issued = {source.issued.isoformat()}")
    elif plan.header.issued is None:
        lines.append(f"# issued = 2026-01-15    {_comment('blank')}")
    if source.check_in:
        lines.append(f"check_in = {quoted(source.check_in.value)}")
    else:
        lines.append(f'# check_in = "month"    {_comment("check-in")}')
    return "\n".join(lines)


def _amended(source: PlanSource, plan: Plan, plans: Sequence[tuple[PlanSource, Plan]]) -> str | None:
    """The id of the one plan here that bears the number which an amendment names; None where it names none of them."""
    named = plan.header.amends
    found = [s.id for s, p in plans if s is not source and named and named in (s.number, p.header.number)]
    return found[0] if len(found) == 1 else None


def _year(source: PlanSource, plan: Plan) -> str:
    if source.rolls:
        return f'year = "current"    {_comment("current-year")}'
    if source.year is not None:
        return f"year = {source.year}"
    if plan.header.year is not None:
        return f"# year = {plan.header.year}    {_comment('year-read')}"
    return f"# year = 2026    {_comment('year-blank')}"


def _units(plans: Iterable[tuple[PlanSource, Plan]]) -> list[_Named]:
    """Each unit once, in the order of the plans, by the spelling that comes first; ids are made unique."""
    found: dict[str, _Named] = {}
    taken: set[str] = set()
    keys = {unit_key(name) for _, plan in plans for name in (*_names(plan), *plan.addressees)}
    for _, plan in plans:
        for name in filter(str.strip, _single_names(plan, keys)):
            key = unit_key(name)
            if key and key not in found:
                found[key] = _Named(new_id(name, taken), " ".join(name.split()), key)
                taken.add(found[key].id)
    return list(found.values())


def _names(plan: Plan) -> Iterator[str]:
    for task in (*plan.tasks, *(c.task for c in plan.changes if c.task)):
        yield from (*task.lead, *task.coordinating, *task.directing)
    for duty in plan.reporting:
        yield from duty.who


def _single_names(plan: Plan, keys: set[str]) -> Iterator[str]:
    """The names of units in a plan; one that is others side by side is none."""
    for name in _names(plan):
        others = keys - {unit_key(name)}
        yield from both_known(name, _among(others)) or (name,)


def _among(keys: set[str]) -> Callable[[str], bool]:
    return lambda name: unit_key(name) in keys


def _addressed(units: Sequence[_Named], plans: Iterable[tuple[PlanSource, Plan]]) -> Iterator[str]:
    """Units that only stand under «Nơi nhận», as commented proposals."""
    known, taken = {unit.key for unit in units}, {unit.id for unit in units}
    lines: list[str] = []
    for _, plan in plans:
        for name in plan.addressees:
            if unit_key(name) not in known and not names_a_group(name):
                known.add(unit_key(name))
                taken.add(own := new_id(name, taken))
                entry = ("[[units]]", f"id = {quoted(own)}", f"name = {quoted(name)}")
                lines.append("\n".join(f"# {line}" for line in entry))
    if lines:
        yield _comment("addressees")
        yield from lines


def _unit(unit: _Named, units: Sequence[_Named], plans: Iterable[tuple[PlanSource, Plan]]) -> str:
    lines = ["[[units]]", f"id = {quoted(unit.id)}", f"name = {quoted(unit.name)}"]
    alike = [other.name for other in units[units.index(unit) + 1 :] if _may_be_one(unit, other)]
    if alike:
        lines.append(f"# aliases = [{', '.join(map(quoted, alike))}]    {_comment('same-unit')}")
    if (two := may_be_two(unit.name)) is not None:
        lines.append(f"{_comment('side-by-side')} {'; '.join(two)}")
    if names_a_group(unit.name):
        offered = list(dict.fromkeys(a for _, p in plans for a in p.addressees if may_belong(a, unit.name)))
        lines.append(f"# members = []    {_comment('group')}")
        if offered:
            lines.append(f"{_comment('group-addressees')} {'; '.join(offered)}")
    return "\n".join(lines)


def _may_be_one(one: _Named, other: _Named) -> bool:
    """Whether two names may mean one unit: a slip of the pen, initials, or one says more words, begun alike."""
    if SequenceMatcher(None, one.key, other.key).ratio() >= _MUCH_ALIKE:
        return True
    if (left := left_away(one.name, other.name)) is not None and left <= 1:
        return True
    short, long = sorted((re.findall(r"\w+", one.key), re.findall(r"\w+", other.key)), key=len)
    return len(short) > 1 and short[:2] == long[:2] and set(short) < set(long)
