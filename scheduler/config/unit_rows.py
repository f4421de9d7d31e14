"""The rows of a list of units (.xlsx, .csv, .docx …): each a unit, or a finding that names the row and says why it is none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.config.unit_tables import Told, rows_of
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.documents import Document, Place
from scheduler.model import Unit
from scheduler.plans import split_units, unit_key
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import begins_unit, names_unit

_PARTS = re.compile(r"\s*[;\n]\s*|\s+/\s+")
_DAY = re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})")
_SPOKEN = pattern("lines", "spoken_day")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})")


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as a list has it. groups, successor: by name or id, as the list gives them; place: its row."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    place: Place = Place()


def listed_units(document: Document, known: Iterable[Unit] = ()) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """The units of every table that has a column for their names, and what is to be told of the list.

    An ERROR for each row that is left out: one whose day cannot be read, without a name or with several, with another row's code
    or other days than the same unit in a row above, or with a successor that neither the list nor `known` (the units of config)
    has: a part of a row taken over would be a guess. A unit that becomes several has the group of them for its successor.
    """
    rows = rows_of(document)
    reading = _Reading(document.name, {unit_key(name): u.name for u in known for name in (u.name, *u.aliases, u.id)})
    for row in rows.told:
        reading.take(row)
    return tuple(reading.with_successors()), (*rows.findings, *reading.findings)


@dataclass(slots=True)
class _Reading:
    """The rows that were taken so far. spelled: by folded spelling the name of the unit that bears it."""

    file: str
    spelled: dict[str, str]
    kept: list[Listed] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    def take(self, row: Told) -> None:
        """A row becomes a unit, or a finding."""
        fault = _fault(row.texts) or self._against_others(row.texts)
        if fault is not None:
            code, facts = fault
            self._tell(code, Severity.ERROR, row.place, facts)
            return
        one = self._with_free_aliases(_listed(row))
        if not begins_unit(one.name):
            self._tell("unit-row-unlike", Severity.WARNING, row.place, {"name": one.name})
        self.kept.append(one)
        if "was" in row.texts:
            self.kept += [Listed(name, place=row.place) for name in _successors(one)]

    def with_successors(self) -> Iterator[Listed]:
        """Without the rows whose successor nobody knows; those that follow one unit together as members of a group."""
        names = self.spelled.keys() | {
            unit_key(n) for one in self.kept for n in (one.id or one.name, one.name, *one.aliases)
        }
        whole = [one for one in self.kept if self._knows_successors(one, names)]
        together: dict[str, list[str]] = {}
        for one in whole:
            if one.successor is not None and len(parts := _successors(one)) > 1:
                for part in parts:
                    together.setdefault(unit_key(part), []).append(one.successor)
        for one in whole:
            yield replace(one, groups=tuple(dict.fromkeys((*one.groups, *together.pop(unit_key(one.name), ())))))

    def _knows_successors(self, one: Listed, names: set[str]) -> bool:
        lost = [name for name in _successors(one) if unit_key(name) not in names]
        if lost:
            facts = {"name": one.name, "successor": "; ".join(lost)}
            self._tell("unit-row-successor", Severity.ERROR, one.place, facts)
        return not lost

    def _against_others(self, told: Mapping[str, str]) -> "_Fault | None":
        """What is wrong with a row beside those above: their code under another name, the same unit with other days."""
        name = _name(told)
        for other in self.kept:
            same = unit_key(other.name) == unit_key(name)
            if not same and told.get("id") and other.id == told["id"]:
                return "unit-row-code", {"name": name, "id": told["id"], "other": other.name}
            if not same and unit_key(name) in map(unit_key, other.aliases):
                return "unit-row-other-name", {"name": name, "other": other.name}
            if same and _differs(other, told):
                return "unit-row-twice", {"name": name}
        return None

    def _with_free_aliases(self, one: Listed) -> Listed:
        """Without the other names that another unit bears; whose they are is told."""
        free = []
        self.spelled.setdefault(unit_key(one.name), one.name)
        for alias in one.aliases:
            bearer = self.spelled.setdefault(unit_key(alias), one.name)
            if unit_key(bearer) == unit_key(one.name) or self.spelled[unit_key(one.name)] == bearer:
                free.append(alias)
            else:
                facts = {"name": one.name, "alias": alias, "other": bearer}
                self._tell("unit-row-alias", Severity.WARNING, one.place, facts)
        return replace(one, aliases=tuple(free))

    def _tell(self, code: str, severity: Severity, place: Place, facts: Mapping[str, str]) -> None:
        self.findings.append(Diagnostic(code, severity, place.within(self.file), tuple(facts.items())))


_Fault = tuple[str, Mapping[str, str]]


def _fault(told: Mapping[str, str]) -> _Fault | None:
    """What is wrong in a row by itself."""
    name = _name(told)
    if not unit_key(name):
        return "unit-row-nameless", {"text": " ".join("; ".join(told.values()).split())}
    several = split_units(name)
    if len(several) > 1 and all(map(names_unit, several)):
        return "unit-row-several", {"name": name}
    for key in ("valid_from", "valid_to", "since"):
        if key in told and _day(told[key]) is None:
            return "unit-row-day", {"name": name, "text": told[key]}
    first, last = _span(told)
    if first is not None and last is not None and last < first:
        return "unit-row-turned", {"name": name, "first": first.isoformat(), "last": last.isoformat()}
    if "successor" in told and last is None:
        return "unit-row-until", {"name": name, "successor": told["successor"]}
    if unit_key(told.get("successor", "")) == unit_key(name):
        return "unit-row-itself", {"name": name}
    return None


def _differs(one: Listed, told: Mapping[str, str]) -> bool:
    first, last = _span(told)
    pairs = (one.valid_from, first), (one.valid_to, last), (one.successor, told.get("successor"))
    return any(theirs is not None and theirs != ours for ours, theirs in pairs)


def _listed(row: Told) -> Listed:
    told = row.texts
    first, last = _span(told)
    groups = _parts(told.get("group", "")) or (_parts(row.heading) if begins_unit(row.heading) else ())
    aliases = tuple(a for part in _parts(told.get("aliases", "")) for a in _side_by_side(part) if unit_key(a))
    own = {"", *map(unit_key, (_name(told), *aliases))}
    groups = tuple(group for group in groups if unit_key(group) not in own)
    return Listed(_name(told), told.get("id"), aliases, groups, first, last, told.get("successor"), row.place)


def _name(told: Mapping[str, str]) -> str:
    return " ".join(told.get("name", "").split())


def _side_by_side(text: str) -> tuple[str, ...]:
    """Other names in one cell: «HC, Phòng HC» are two, «Sở VH,TT&DL» is one."""
    found = tuple(part.strip() for part in text.split(", ") if part.strip())
    return found if all(part.isupper() or begins_unit(part) for part in found) else (text,)


def _successors(one: Listed) -> tuple[str, ...]:
    """The units that follow it: several where it was split."""
    if one.successor is None:
        return ()
    found = split_units(one.successor)
    return found if len(found) > 1 and all(map(begins_unit, found)) else (one.successor,)


def _span(told: Mapping[str, str]) -> tuple[date | None, date | None]:
    """First and last day. Where the row says from when on another has its work, it ends the day before.

    In a list of old and new units «Từ ngày» is that day.
    """
    first, last, since = (_day(told.get(key, "")) for key in ("valid_from", "valid_to", "since"))
    if "was" in told and since is None:
        first, since = None, first
    return first, last or (since - timedelta(days=1) if since is not None else None)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(text) if part.strip())


def _day(text: str) -> date | None:
    found = _ISO.search(text) or _DAY.search(text) or _SPOKEN.search(text)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None
