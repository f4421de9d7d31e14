"""Who does a task: units from the values of role labels and of the cells of unit columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.plans.labelled import labelled_parts
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import names_unit, split_units, without_marks
from scheduler.plans.vocabulary import Role, column_role, words
from scheduler.text import folded


@dataclass(frozen=True, slots=True)
class Parties:
    """The units of a task by what they do. unsure: a column for both did not tell who leads."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    unsure: bool = field(default=False)

    def __add__(self, other: "Parties") -> "Parties":
        return Parties(
            _merged(self.lead, other.lead),
            _merged(self.coordinating, other.coordinating),
            _merged(self.directing, other.directing),
            self.unsure or other.unsure,
        )


def parties(role: Role, text: str) -> Parties:
    """The units of a value that stands under this role; a role named inside ("(phối hợp)", "Phối hợp: …") goes before it."""
    before, parts = labelled_parts(text)
    found = _of_plain(role, before) if before.strip() else Parties()
    for part in parts:
        found += _of_plain(part.role, part.value)
    return found


def _of_plain(role: Role, text: str) -> Parties:
    if role is Role.COORDINATING:
        return Parties(coordinating=_named(text))
    if role is Role.DIRECTING:
        return Parties(directing=_named(text))
    if role in (Role.LEAD, Role.LEAD_AND_COORDINATING):
        return _leading(role, text)
    return Parties()


_WITH = pattern("prose", "with")
_SHARE = pattern("prose", "share")
_LEADS = pattern("prose", "leads_at_end")
_VERB = pattern("prose", "verb_after_unit")
_ORDER = pattern("prose", "order")
_WORKS = pattern("prose", "works_at_end")
_BEHIND_DASH, _PLUS = pattern("prose", "share_behind_dash"), pattern("prose", "joined_by_plus")
_SUPPORTS = pattern("prose", "supports")
_DRAFTED_BY = pattern("prose", "drafted_by")
_SAID_TO_LEAD = pattern("prose", "said_to_lead")
_DOES, _DIRECTS = pattern("prose", "only_does"), pattern("prose", "directs")


def _leading(role: Role, text: str) -> Parties:
    """«A chủ trì, phối hợp với B», «A (chủ trì); B (phối hợp)», «A chỉ đạo, B thực hiện» tell leads from others; else all lead."""
    text = _SAID_TO_LEAD.sub("", _PLUS.sub("; ", _BEHIND_DASH.sub(r" (\g<share>)", text)))
    if _SHARE.search(text) or _one_of_several_leads(text):
        return _by_shares(text)
    if (drafted := _DRAFTED_BY.fullmatch(text)) and names_unit(drafted["unit"]) and names_unit(drafted["by"]):
        return Parties((*split_units(drafted["unit"]), *split_units(drafted["by"])), unsure=True)
    pieces = _WITH.split(text, maxsplit=1)
    if role is Role.LEAD_AND_COORDINATING and len(sides := text.split("/")) == 2 and all(map(names_unit, sides)):
        return Parties(split_units(sides[0]), split_units(sides[1]))
    named = split_units(pieces[0])
    directing = tuple(_DIRECTS.sub("", unit) for unit in named if _DIRECTS.search(unit))
    beside = (
        tuple(_doer(unit) for unit in named[1:] if _SUPPORTS.search(unit))
        if named and not _SUPPORTS.search(named[0])
        else ()
    )
    lead = tuple(dict.fromkeys(d for unit in named if not _DIRECTS.search(unit) and (d := _doer(unit)) not in beside))
    coordinating = (*beside, *(_named(_WORKS.sub("", pieces[1])) if len(pieces) > 1 else ()))
    unsure = role is Role.LEAD_AND_COORDINATING and not coordinating and len(lead) > 1
    return Parties(tuple(u for u in lead if u), coordinating, directing, unsure)


def _doer(unit: str) -> str:
    """The name of a unit without the words that tell it to do the work: «Giao Phòng A», «Các thôn tổ chức thực hiện»."""
    name = _VERB.sub("", _ORDER.sub("", unit))
    bare = _DOES.sub("", name)
    return name if folded(bare) in words("roles", "bare_lead") else bare


def _one_of_several_leads(text: str) -> bool:
    """«Phòng A chủ trì; Phòng B» says it of the first alone."""
    units = split_units(text)
    return len(units) > 1 and any(map(_LEADS.search, units))


def _by_shares(text: str) -> Parties:
    """Each unit by the share that is said after it: «A (chủ trì); B, C (phối hợp)», «A chủ trì, B và C phối hợp».

    Where a share is «chủ trì», units that say none belong to the next share said, else they stand beside a leading one.
    """
    told = [
        (_bare(unit), _share_of(unit)) for unit in split_units(_WITH.sub(f" ({words('chief', 'words')[0]}); ", text))
    ]
    leads = any(role is Role.LEAD for _, role in told)
    found, role = Parties(), Role.LEAD
    for at, (name, own) in enumerate(told):
        role = own or (_next_share(told[at:], role) if leads else role)
        found += _of_role(role, name)
    return found


def _next_share(told: Sequence[tuple[str, Role | None]], before: Role) -> Role:
    said = next((role for _, role in told if role is not None), None)
    return said or (Role.COORDINATING if before is Role.LEAD else before)


def _bare(unit: str) -> str:
    return _VERB.sub("", _SHARE.sub("", _LEADS.sub("", unit)).strip(" ,;:"))


def _share_of(unit: str) -> Role | None:
    if _LEADS.search(unit):
        return Role.LEAD
    mark = _SHARE.search(unit)
    return _shared_role(mark) if mark else None


def _shared_role(mark: re.Match[str]) -> Role | None:
    if mark["leads"] or mark["joins"]:
        return Role.LEAD if mark["leads"] else Role.COORDINATING
    return column_role(mark["share"])


def _of_role(role: Role, name: str) -> Parties:
    if role is Role.COORDINATING:
        return Parties(coordinating=(name,))
    return Parties(directing=(name,)) if role is Role.DIRECTING else Parties(lead=(name,))


def _named(text: str) -> tuple[str, ...]:
    return tuple(unit for unit in split_units(without_marks(text)) if folded(unit) not in words("units", "none"))


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
