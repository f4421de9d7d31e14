"""Whose place a new lead takes, where a line says so: «… thay Sở B», «từ Sở B sang Sở A», «… (trước đây: Sở B)»."""

from dataclasses import replace

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_facts import clauses, places
from scheduler.plans.amending_spans import spans_of
from scheduler.plans.patterns import pattern
from scheduler.plans.quotes import unquoted
from scheduler.plans.unit_names import split_units
from scheduler.text import folded

_INSTEAD, _IN_PLACE = pattern("whole", "instead"), pattern("whole", "in_place")


def in_place_of(change: Change) -> Change:
    """A change that gives an item another lead, with the units that its line says to lead it no more."""
    if change.kind is not ChangeKind.REPLACE or change.task is None or not change.task.lead:
        return change
    named = _named(_clause_of(change)) or (_named(change.text) if len(places(change.text)) < 2 else [])
    was = dict.fromkeys(unit for names in named for unit in split_units(names))
    return replace(change, instead=tuple(unit for unit in was if unit not in change.task.lead))


def _named(text: str) -> list[str]:
    return spans_of(unquoted(text)).take(_INSTEAD)


def takes_a_place(title: str) -> bool:
    """Whether what seems to be the title of new work says instead of whom: it hands on work that the plan has."""
    return spans_of(title).holds(_IN_PLACE)


def _clause_of(change: Change) -> str:
    """The one clause of the line that names the new lead; the whole line where none does, or several do."""
    lead = [folded(unit) for unit in change.task.lead] if change.task is not None else []
    found = [clause for clause in clauses(change.text) if any(unit in folded(clause) for unit in lead)]
    return found[0] if len(found) == 1 else change.text
