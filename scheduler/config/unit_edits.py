"""What a list of units adds to [[units]] that config has already: other names, days, a successor, members of a group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.config.locate import KeyPath, Place, locate
from scheduler.config.unit_list import ids_by_spelling
from scheduler.config.unit_rows import Listed
from scheduler.model import Unit
from scheduler.plans import unit_key
from scheduler.toml_text import quoted


@dataclass(frozen=True, slots=True)
class Addition:
    """What a key of one unit (its position in config) is to get: texts for a list besides what it has, or a value written out."""

    at: int
    id: str
    key: str
    texts: tuple[str, ...]


def additions(listed: Sequence[Listed], known: Iterable[Unit]) -> tuple[Addition, ...]:
    """Other names that no unit of config bears yet, and the members of groups that have none."""
    units = tuple(known)
    spelled = ids_by_spelling(units)
    by_id = {unit.id: unit.id for unit in units}
    of: dict[str, list[Listed]] = {}
    members: dict[str, list[str]] = {}
    for one in listed:
        found = spelled.get(unit_key(one.name)) or by_id.get(one.id or "")
        if found is not None:
            of.setdefault(found, []).append(one)
            for group in one.groups:
                members.setdefault(spelled.get(unit_key(group), ""), []).append(found)
    made: list[Addition] = []
    for at, unit in enumerate(units):
        names = [name for one in of.get(unit.id, ()) for name in (one.name, *one.aliases)]
        new = {unit_key(name): name for name in reversed(names) if unit_key(name) not in spelled}
        spelled |= dict.fromkeys(new, unit.id)
        more = () if unit.members else tuple(dict.fromkeys(members.get(unit.id, ())))
        made += [Addition(at, unit.id, "aliases", tuple(reversed(new.values())))] if new else []
        made += [Addition(at, unit.id, "members", more)] if more else []
        made += [Addition(at, unit.id, key, (told,)) for key, told in _days(of.get(unit.id, ()), unit, spelled)]
    return tuple(made)


def contradicted(listed: Sequence[Listed], known: Iterable[Unit]) -> tuple[tuple[str, str, str], ...]:
    """Unit, key and what the list says, where config says otherwise of a day or a successor: its text is left as it is."""
    units = tuple(known)
    spelled = ids_by_spelling(units)
    by_id = {unit.id: unit for unit in units}
    found = []
    for one in listed:
        unit = by_id.get(spelled.get(unit_key(one.name), one.id or ""))
        for key, told in _told(one, spelled | {u: u for u in by_id}) if unit is not None else ():
            has = getattr(unit, key)
            if unit is not None and has is not None and _written(has) != told:
                found.append((unit.id, key, told))
    return tuple(dict.fromkeys(found))


_KEYS = ("valid_from", "valid_to", "successor")


def _days(listed: Sequence[Listed], unit: Unit, spelled: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the list says of a unit's days and successor, where config says nothing of its end, or of its beginning."""
    told = dict(pair for one in listed for pair in _told(one, spelled))
    ends = unit.valid_to is not None or unit.successor is not None
    begun = ("valid_from",) if unit.valid_from is not None else ()
    return [(key, told[key]) for key in _KEYS if key in told and key not in (_KEYS[1:] if ends else ()) + begun]


def _told(one: Listed, spelled: Mapping[str, str]) -> list[tuple[str, str]]:
    after = spelled.get(unit_key(one.successor or ""), one.successor)
    given = {"valid_from": one.valid_from, "valid_to": one.valid_to, "successor": after if one.valid_to else None}
    return [(key, _written(value)) for key, value in given.items() if value is not None]


def _written(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else quoted(value)


def with_additions(text: str, made: Iterable[Addition]) -> tuple[str, tuple[Addition, ...]]:
    """The text of config with them, comments and all else kept, and those that were put in.

    Only a unit that is a [[units]] of its own is edited.
    """
    done: list[Addition] = []
    for one in made:
        new = _with(text, one)
        if new != text:
            done.append(one)
        text = new
    return text, tuple(done)


def _with(text: str, one: Addition) -> str:
    places, lines = locate(text), text.split("\n")
    head, name = places.get(("units", one.at)), places.get(("units", one.at, "name"))
    if head is None or name is None or not lines[head.line - 1].lstrip().startswith("[["):
        return text
    if one.key in _KEYS:
        lines.insert(name.line, f"{one.key} = {one.texts[0]}")
        return "\n".join(lines)
    told = ", ".join(map(quoted, one.texts))
    if (last := _last_of(places, ("units", one.at, one.key))) is not None:
        return _put(lines, last.line, last.span[1], f", {told}")
    if (key := places.get(("units", one.at, one.key))) is not None:
        return _put(lines, key.line, lines[key.line - 1].index("[", key.span[0]) + 1, told)
    lines.insert(name.line, f"{one.key} = [{told}]")
    if lines[name.line + 1 : name.line + 2] and lines[name.line + 1].startswith(f"# {one.key} = []"):
        del lines[name.line + 1]
    return "\n".join(lines)


def _last_of(places: Mapping[KeyPath, Place], path: KeyPath) -> Place | None:
    """The place of the last element of a list that has any."""
    count = sum(found[:-1] == path for found in places)
    return places.get((*path, count - 1)) if count else None


def _put(lines: Sequence[str], line: int, at: int, told: str) -> str:
    whole = lines[line - 1]
    return "\n".join((*lines[: line - 1], whole[:at] + told + whole[at:], *lines[line:]))
