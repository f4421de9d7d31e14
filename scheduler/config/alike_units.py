"""Two [[units]] of which one name is the other in initials: «Phòng VHXH» beside «Phòng Văn hóa - Xã hội» may be one unit."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from scheduler.config.entries import Entry, File
from scheduler.config.faults import Fault, fault, shown
from scheduler.diagnostics import Severity
from scheduler.planning.short_names import left_away
from scheduler.plans.vocabulary import words
from scheduler.text import folded, slug


def alike_faults(file: File) -> Iterator[Fault]:
    """Their calendars and counts would be kept apart, so it is told once a pair; a unit and the one that follows it are two."""
    told: set[tuple[object, object]] = set()
    for (one, name), (other, given) in _with_same_initials(file.entries("units")):
        pair = one.path, other.path
        if one is other or pair in told or _are_two(one, other) or left_away(name, given) != 0:
            continue
        told.add(pair)
        path, own = (*other.path, "name"), shown(one.text("id"))
        yield fault("units-alike", path, Severity.INFO, given=shown(given), other=shown(name), id=own)


def _with_same_initials(units: Iterable[Entry]) -> Iterator[tuple[tuple[Entry, str], tuple[Entry, str]]]:
    """Pairs of names that may be the same in initials: few, where all with all would be dear."""
    found: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for unit in units:
        for name in filter(None, (unit.text("name"), *(alias for _, alias in unit.texts("aliases")))):
            found[_initials(name)].append((unit, name))
    for same in found.values():
        yield from combinations(same, 2)


def _initials(name: str) -> str:
    """The first letters of its words; all letters of those that are initials already."""
    said = [word for word in re.findall(r"\w+", name) if folded(word) not in words("units", "and_word")]
    return "".join(slug(word) if len(word) > 1 and word.isupper() else slug(word[0]) for word in said)


def _are_two(one: Entry, other: Entry) -> bool:
    """Whether one is the successor of the other, or either is a group."""
    after = {one.data.get("successor"), other.data.get("successor")}
    after |= {given.get("by") for e in (one, other) if isinstance(given := e.data.get("replaced"), dict)}
    return bool(after & {one.text("id"), other.text("id")}) or "members" in one.data or "members" in other.data
