"""What a list of units adds to [[units]] that config has already: other names, members of a group that has none; the rest stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.config.locate import KeyPath, Place, locate
from scheduler.config.unit_list import ids_by_spelling
from scheduler.config.unit_rows import Listed
from scheduler.model import Unit
from scheduler.plans import unit_key
from scheduler.toml_text import quoted


@dataclass(frozen=True, slots=True)
class Addition:
    """Texts that the list under a key of one unit (its position in config) is to get besides what it has."""

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
    return tuple(made)


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
