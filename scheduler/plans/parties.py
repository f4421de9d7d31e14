"""Who does a task: units from the values of role labels and of the cells of unit columns."""

import re
from dataclasses import dataclass, field

from scheduler.plans.labelled import labelled_parts
from scheduler.plans.unit_names import split_units
from scheduler.plans.vocabulary import Role, words


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


_WITH = re.compile(r"(?:,|;)?\s*(?:và\s+)?phối hợp (?:với|cùng(?: với)?)\s*:?\s*|\s*[,;]\s*phối hợp\s*:?\s+(?=\S)", re.IGNORECASE)
_SHARE = re.compile(r"\(\s*(?:là\s+)?(?:đơn vị\s+|cơ quan\s+)?(?P<share>chủ trì|phối hợp|chỉ đạo)(?:\s+thực hiện)?\s*\)", re.IGNORECASE)
_VERB = re.compile(r"\s+(?:\([^()]*\)\s*)?(?:" + "|".join(map(re.escape, words("units", "verbs"))) + r")(?!\w).*$", re.DOTALL)
_ORDER = re.compile(r"^(?:giao|phân công|đề nghị|yêu cầu)\s+(?:cho\s+)?", re.IGNORECASE)


def _leading(role: Role, text: str) -> Parties:
    """«A chủ trì, phối hợp với B» and «A (chủ trì); B (phối hợp)» tell leads from others; else all lead."""
    if _SHARE.search(text):
        return _by_shares(text)
    pieces = _WITH.split(text, maxsplit=1)
    lead = tuple(dict.fromkeys(_VERB.sub("", _ORDER.sub("", unit)) for unit in split_units(pieces[0])))
    coordinating = _named(pieces[1]) if len(pieces) > 1 else ()
    unsure = role is Role.LEAD_AND_COORDINATING and not coordinating and len(lead) > 1
    return Parties(tuple(u for u in lead if u), coordinating, unsure=unsure)


def _by_shares(text: str) -> Parties:
    """Each unit by the share in brackets after it; one without is as the one before it."""
    found, share = Parties(), "chủ trì"
    for unit in split_units(text):
        mark = _SHARE.search(unit)
        share = mark["share"].casefold() if mark else share
        name = (_SHARE.sub("", unit).strip(" ,;"),)
        found += {"phối hợp": Parties(coordinating=name), "chỉ đạo": Parties(directing=name)}.get(share, Parties(lead=name))
    return found


def _named(text: str) -> tuple[str, ...]:
    return tuple(unit for unit in split_units(text) if unit.casefold() not in ("không", "không có"))


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
