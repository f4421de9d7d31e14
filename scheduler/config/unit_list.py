"""Units of a list kept as a table → the [[units]] that config does not have yet."""

from collections.abc import Iterable, Mapping, Sequence

from scheduler.config.unit_rows import Listed
from scheduler.model import Unit
from scheduler.plans import unit_key
from scheduler.toml_text import new_id, quoted


def ids_by_spelling(units: Iterable[Unit]) -> dict[str, str]:
    """The ids of units by each of their spellings, folded."""
    return {unit_key(name): unit.id for unit in units for name in (unit.name, *unit.aliases)}


def as_entries(listed: Sequence[Listed], known: Iterable[Unit]) -> tuple[str, ...]:
    """[[units]] for what config lacks, in the order of the list, groups after their members; ids are made unique.

    A unit whose name, alias or id config has already is left as it is there.
    """
    units = tuple(known)
    taken = {unit.id for unit in units}
    spelled = ids_by_spelling(units)
    ids: dict[str, str] = {}
    new: list[Listed] = []
    for one in listed:
        key = unit_key(one.name)
        if key in spelled or key in ids or one.id in taken:
            ids.setdefault(key, spelled.get(key, one.id or ""))
            continue
        ids[key] = new_id(one.id or one.name, taken)
        taken.add(ids[key])
        new.append(one)
    others = {unit_key(alias): ids[unit_key(one.name)] for one in new for alias in one.aliases}
    groups = _groups(listed, others | spelled | ids, ids, taken)
    every = others | spelled | ids | {unit_key(name): own for name, own, _ in groups}
    entries = (_entry(one, ids[unit_key(one.name)], every, taken) for one in new)
    return (*entries, *(_group_entry(*group) for group in groups))


def unsaid_members(listed: Sequence[Listed], known: Iterable[Unit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Groups that config has, each by id with all its members, where the list names members that config does not.

    The entry of such a group is the coordinator's own text, so it is not written but told what it lacks.
    """
    units = {unit.id: unit for unit in known}
    spelled = ids_by_spelling(units.values())
    found: dict[str, list[str]] = {}
    for one in listed:
        for group in one.groups:
            if (of := spelled.get(unit_key(group))) and (member := spelled.get(unit_key(one.name))):
                found.setdefault(of, list(units[of].members)).append(member)
    whole = {of: tuple(dict.fromkeys(members)) for of, members in found.items()}
    return tuple((of, members) for of, members in whole.items() if members != units[of].members)


def _groups(
    listed: Sequence[Listed], spelled: Mapping[str, str], ids: Mapping[str, str], taken: set[str]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, id and members of each group that the list names and neither it nor config has as a unit."""
    members: dict[str, tuple[str, dict[str, None]]] = {}
    for one in listed:
        for group in one.groups:
            members.setdefault(unit_key(group), (group, {}))[1][ids[unit_key(one.name)]] = None
    found = []
    for key, (group, of) in members.items():
        if key not in spelled:
            taken.add(own := new_id(group, taken))
            found.append((group, own, tuple(of)))
    return found


def _group_entry(name: str, own: str, members: Sequence[str]) -> str:
    lines = [f"id = {quoted(own)}", f"name = {quoted(name)}", f"members = [{', '.join(map(quoted, members))}]"]
    return "\n".join(["[[units]]", *lines])


def _entry(one: Listed, unit_id: str, spelled: Mapping[str, str], taken: set[str]) -> str:
    lines = ["[[units]]", f"id = {quoted(unit_id)}", f"name = {quoted(one.name)}"]
    if one.aliases:
        lines.append(f"aliases = [{', '.join(map(quoted, one.aliases))}]")
    if one.valid_from:
        lines.append(f"valid_from = {one.valid_from.isoformat()}")
    if one.valid_to:
        lines.append(f"valid_to = {one.valid_to.isoformat()}")
    after = spelled.get(unit_key(one.successor or ""), one.successor if one.successor in taken else None)
    if after and one.valid_to:
        lines.append(f"successor = {quoted(after)}")
    return "\n".join(lines)
