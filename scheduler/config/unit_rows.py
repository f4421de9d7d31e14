"""The rows of a list of units (.xlsx, .csv, .docx …): each a unit, or a finding that names the row and says why it is none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.config.faults import aliases
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.documents import Document, Place, Table
from scheduler.model import Unit
from scheduler.plans import unit_key
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.table_rows import is_below_work
from scheduler.text import folded

_PARTS = re.compile(r"\s*[;\n]\s*")
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})")


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as a list has it. group, successor: by name or id, as the list gives them; place: its row."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    place: Place = Place()


def listed_units(document: Document, known: Iterable[Unit] = ()) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """The units of every table that has a column for their names, and an ERROR for each row that is left out.

    Left out are rows whose day cannot be read, without a name, with another row's code, or with a successor that neither the
    list nor `known` (the units of config) has: a part of a row taken over would be a guess.
    """
    kept: list[Listed] = []
    faults: list[Diagnostic] = []
    by_code: dict[str, Listed] = {}
    for row, told in _rows(document):
        code, facts = _fault(told, by_code)
        if code:
            faults.append(Diagnostic(code, Severity.ERROR, row.place.within(document.name), facts))
            continue
        one = _listed(row.place, told)
        kept.append(one)
        if one.id:
            by_code.setdefault(one.id, one)
    return _with_successors(document.name, kept, faults, known)


def _with_successors(
    file: str, kept: Sequence[Listed], faults: list[Diagnostic], known: Iterable[Unit]
) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """Without the rows whose successor nobody knows."""
    names = {unit_key(name) for unit in known for name in (unit.id, unit.name, *unit.aliases)}
    names |= {unit_key(name) for one in kept for name in (one.id or one.name, one.name, *one.aliases)}
    lost = [one for one in kept if one.successor and unit_key(one.successor) not in names]
    for one in lost:
        facts = (("name", one.name), ("successor", one.successor or ""))
        faults.append(Diagnostic("unit-row-successor", Severity.ERROR, one.place.within(file), facts))
    return tuple(one for one in kept if one not in lost), tuple(faults)


def _rows(document: Document) -> Iterator[tuple[GridRow, dict[str, str]]]:
    """The rows below a header of such a list that say something, by what its columns hold; sums and notes are passed over."""
    for table in (block for block in document.blocks if isinstance(block, Table)):
        columns: Mapping[str, int] = {}
        for row in grid(table):
            found = _columns(row.cells)
            if "name" in found:
                columns = found
                continue
            told = {key: text for key, at in columns.items() if (text := row.at(at).strip())}
            if told and not is_below_work(row):
                yield row, told


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """What the columns of a header hold, by the words of aliases.toml; {} for any other row."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if (key := aliases("unit-list").get(folded(cell).strip(" .:"))) is not None:
            found.setdefault(key, at)
    return found


def _fault(told: Mapping[str, str], by_code: Mapping[str, Listed]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The code of what is wrong in a row, with its facts; ("", ()) where nothing is."""
    name = _name(told)
    if not name:
        return "unit-row-nameless", (("text", " ".join("; ".join(told.values()).split())),)
    for key in ("valid_from", "valid_to"):
        if key in told and _day(told[key]) is None:
            return "unit-row-day", (("name", name), ("text", told[key]))
    other = by_code.get(told.get("id", ""))
    if other is not None and unit_key(other.name) != unit_key(name):
        return "unit-row-code", (("name", name), ("id", told["id"]), ("other", other.name))
    if "successor" in told and "valid_to" not in told:
        return "unit-row-until", (("name", name), ("successor", told["successor"]))
    return "", ()


def _listed(place: Place, told: Mapping[str, str]) -> Listed:
    return Listed(
        _name(told),
        told.get("id"),
        _parts(told.get("aliases", "")),
        _parts(told.get("group", "")),
        _day(told.get("valid_from", "")),
        _day(told.get("valid_to", "")),
        told.get("successor"),
        place,
    )


def _name(told: Mapping[str, str]) -> str:
    return " ".join(told.get("name", "").split())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(text) if part.strip())


def _day(text: str) -> date | None:
    found = _ISO.search(text) or _DAY.search(text)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None
