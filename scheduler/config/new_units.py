"""The [[units]] of a new office's config: what the plans surely name; what may be no unit, or several, as commented proposals."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from scheduler.model import Plan
from scheduler.planning.kinds import may_belong, names_a_group
from scheduler.planning.short_names import left_away
from scheduler.plans import unit_key
from scheduler.plans.listed_kinds import each_of_kind
from scheduler.plans.side_by_side import both_known, may_be_two
from scheduler.plans.unit_names import may_name_unit
from scheduler.settings import PlanSource
from scheduler.toml_text import new_id, quoted
from scheduler.words import say

_MUCH_ALIKE = 0.92
_ASKED = ("unit-of-sentence", "units-side-by-side")
"""Questions of reading whether a name is one: written as a unit it would be answered by us."""

Plans = Sequence[tuple[PlanSource, Plan]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit found in the plans: its id in the new config, its name as first printed, and the key that its spellings share."""

    id: str
    name: str
    key: str


def unit_texts(plans: Plans) -> tuple[tuple[str, ...], str | None]:
    """The parts of config about units, and the id of the first unit. Every name of the plans stands in one of them, once.

    Spellings that may be one unit are proposed as commented aliases, never joined. A name that may be no unit (part of a sentence,
    several in one) is a commented entry: as a unit of config it would never be asked about again.
    """
    named = _units(plans)
    sure = [unit for unit in named if _is_sure(unit, plans)]
    odd = [unit for unit in named if unit not in sure]
    texts = (*(_unit(u, sure, plans) for u in sure), *_odd(odd, named), *_addressed(named, plans))
    return texts, sure[0].id if sure else None


def _comment(code: str) -> str:
    return "# " + say("config", "new", code)


def _is_sure(unit: _Named, plans: Plans) -> bool:
    """Whether some plan names it where nothing asks whether it is a unit, and it is one by its words."""
    named_by = [plan for _, plan in plans if unit.key in map(unit_key, _names(plan))]
    asked = named_by and all(unit.key in _asked(plan) for plan in named_by)
    return not asked and not each_of_kind(unit.name) and (names_a_group(unit.name) or may_name_unit(unit.name))


def _asked(plan: Plan) -> set[str]:
    found = (dict(d.values) for d in plan.diagnostics if d.code in _ASKED)
    return {unit_key(str(facts["name"])) for facts in found}


def _units(plans: Plans) -> list[_Named]:
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


def _odd(odd: Sequence[_Named], named: Sequence[_Named]) -> Iterator[str]:
    """Names that may be no unit, as commented proposals; a list behind one kind as a group of those of them that are named."""
    if odd:
        yield _comment("odd")
    ids = {unit.key: unit.id for unit in named}
    for unit in odd:
        members = [ids[key] for each in each_of_kind(unit.name) if (key := unit_key(each)) in ids]
        yield _proposed(unit.id, unit.name, *([f"members = [{', '.join(map(quoted, members))}]"] if members else []))
        if each := each_of_kind(unit.name):
            yield f"{_comment('listed-kinds')} {'; '.join(each)}"
        elif (two := may_be_two(unit.name)) is not None:
            yield f"{_comment('side-by-side')} {'; '.join(two)}"


def _proposed(own: str, name: str, *more: str) -> str:
    return "\n".join(f"# {line}" for line in ("[[units]]", f"id = {quoted(own)}", f"name = {quoted(name)}", *more))


def _addressed(units: Sequence[_Named], plans: Plans) -> Iterator[str]:
    """Units that only stand under «Nơi nhận», as commented proposals."""
    known, taken = {unit.key for unit in units}, {unit.id for unit in units}
    lines: list[str] = []
    for _, plan in plans:
        for name in plan.addressees:
            if unit_key(name) not in known and not names_a_group(name):
                known.add(unit_key(name))
                taken.add(own := new_id(name, taken))
                lines.append(_proposed(own, name))
    if lines:
        yield _comment("addressees")
        yield from lines


def _unit(unit: _Named, units: Sequence[_Named], plans: Plans) -> str:
    lines = ["[[units]]", f"id = {quoted(unit.id)}", f"name = {quoted(unit.name)}"]
    alike = [other.name for other in units[units.index(unit) + 1 :] if _may_be_one(unit, other)]
    if alike:
        lines.append(f"# aliases = [{', '.join(map(quoted, alike))}]    {_comment('same-unit')}")
    if (two := may_be_two(unit.name)) is not None:
        lines.append(f"{_comment('side-by-side')} {'; '.join(two)}")
    if names_a_group(unit.name):
        offered = list(dict.fromkeys(a for _, p in plans for a in p.carriers if may_belong(a, unit.name)))
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
    if names_a_group(one.name) or names_a_group(
        other.name
    ):  # «UBND các xã», «UBND các huyện, thị xã»: each word tells whom
        return len(short) > 2 and long[: len(short)] == short
    return len(short) > 1 and short[:2] == long[:2] and set(short) < set(long)
