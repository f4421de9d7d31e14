"""Columns that are units, marked by what each does in a row: «CT» leads, «PH» takes part, x leads where nothing else does."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.plans.grid import GridRow
from scheduler.plans.parties import Parties
from scheduler.plans.unit_names import names_unit
from scheduler.plans.vocabulary import column_role, words
from scheduler.text import folded

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """A column that is a unit. beside: it lies below a title for those that take part («Phối hợp»)."""

    at: int
    name: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """What the marks of a row come to. unread: what stands in those cells and is no mark."""

    parties: Parties
    unread: tuple[str, ...] = ()


def unit_columns(titles: Sequence[str], among: Sequence[int] | None = None) -> dict[int, str]:
    """The columns titled with the name of a unit and nothing else; {} unless there are several.

    among: the columns that lie below a title which asks for units; without it a title that asks for something is none.
    """
    found = {
        at: name
        for at, title in enumerate(titles)
        if names_unit(name := " ".join(title.split())) and (at in among if among is not None else not column_role(name))
    }
    return found if len(found) >= _FEWEST and len(set(found.values())) == len(found) else {}


def shares(row: GridRow, units: Sequence[UnitColumn]) -> Shares:
    """Who leads and who takes part in a row; plain marks beside one that leads take part, and that is asked."""
    marks = {unit: folded(row.at(unit.at)).strip(" ().") for unit in units if row.at(unit.at).strip()}
    lead = [u.name for u, mark in marks.items() if mark in words("shares", "lead")]
    beside = [u.name for u, mark in marks.items() if mark in words("shares", "coordinating")]
    plain = [u.name for u, mark in marks.items() if mark in words("grid", "marks") and not u.beside]
    beside += [u.name for u, mark in marks.items() if mark in words("grid", "marks") and u.beside]
    unread = tuple(mark for u, mark in marks.items() if u.name not in (*lead, *beside, *plain))
    if lead:
        return Shares(Parties(tuple(lead), (*beside, *plain), unsure=bool(plain)), unread)
    return Shares(Parties(tuple(plain), tuple(beside)), unread)
