"""Units that a row does not name but points to: «Như mục 1.1» in the column of units means the units of that item."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.plans.drafts import Draft
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern

_AS_ITEM = pattern("lines", "as_item")


def with_units_of_items(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a table with the units of the item that they point to; none where no row above bears its number: asked."""
    found: list[Draft] = []
    for draft in drafts:
        who = draft.parties
        lead = _replaced(who.lead, found, "lead")
        beside = _replaced(who.coordinating, found, "coordinating")
        changed = lead != who.lead or beside != who.coordinating
        now = Parties(lead, tuple(u for u in beside if u not in lead), who.directing, who.unsure)
        found.append(replace(draft, parties=now) if changed else draft)
    return found


def _replaced(units: tuple[str, ...], above: Sequence[Draft], role: str) -> tuple[str, ...]:
    """The units, those of an item in the place of the words that point to it."""
    if not any(map(_AS_ITEM.fullmatch, units)):
        return units
    named = (_of_item(unit, above, role) or () if _AS_ITEM.fullmatch(unit) else (unit,) for unit in units)
    return tuple(dict.fromkeys(one for several in named for one in several))


def _of_item(said: str, above: Sequence[Draft], role: str) -> tuple[str, ...]:
    match = _AS_ITEM.fullmatch(said)
    number = match["no"] if match else ""
    for draft in reversed(above):
        if draft.no == number or draft.no.endswith(f".{number}"):
            return draft.parties.lead if role == "lead" else draft.parties.coordinating
    return ()
