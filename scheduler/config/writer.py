"""The text of a commented config.toml for a new office, from the plans that it has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.faults import aliases
from scheduler.config.new_units import unit_texts
from scheduler.model import Plan
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
    units, first = unit_texts(plans)
    parts = {
        "id": quoted(new_id(office_name)),
        "name": quoted(office_name.strip() or "?"),
        "level": quoted(_level(office_name)),
        "plans": "\n\n".join(_plan(source, plan, plans) for source, plan in plans),
        "plan": quoted(plans[0][0].id if plans else "kh"),
        "unit": quoted(first or "don-vi"),
        "units": "\n\n".join(units) or _comment("no-units"),
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
    if source.until is not None:
        return f'year = "{source.year}-{source.until}"'
    if source.year is not None:
        return f"year = {source.year}"
    if plan.header.year is not None:
        unsure = any(found.code in ("plan-year-unsure", "plan-year-guessed") for found in plan.diagnostics)
        years = f'"{plan.header.year}-{plan.header.until}"' if plan.header.until else str(plan.header.year)
        return f"# year = {years}    {_comment('year-unsure' if unsure else 'year-read')}"
    return f"# year = 2026    {_comment('year-blank')}"
