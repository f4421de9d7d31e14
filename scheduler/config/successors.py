"""What config.toml says of units that end: who follows, from when on, and whether anybody hears of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.config.entries import Entry, File
from scheduler.config.faults import Fault, fault, hint, listed, shown
from scheduler.diagnostics import Severity
from scheduler.plans import unit_key


@dataclass(frozen=True, slots=True)
class _Directory:
    """The units of the file: entries, members and successors by id; ids by folded spelling; ids that somebody answers for."""

    units: Mapping[str, Entry]
    members: Mapping[str, tuple[str, ...]]
    after: Mapping[str, str]
    by_spelling: Mapping[str, str]
    told: frozenset[str]

    @classmethod
    def of(cls, file: File) -> "_Directory":
        units = {unit: entry for entry in file.entries("units") if (unit := entry.text("id"))}
        members = {unit: tuple(m for _, m in entry.texts("members") if m in units) for unit, entry in units.items()}
        after = {unit: given for unit, entry in units.items() if (given := _successor(entry))}
        names = {unit_key(name): unit for unit, entry in units.items() for name in _spellings(entry)}
        return cls(units, members, after, names, frozenset(_told(file, members)))


def successor_faults(file: File) -> Iterator[Fault]:
    """A successor that is not there, that leads back, without a day, not in force on it; two ways to say it; nobody to tell."""
    known = _Directory.of(file)
    for entry in file.entries("units"):
        yield from _of_unit(entry, known)
        unit, given = entry.text("id"), _successor(entry)
        if unit is None or given is None or given not in known.units:
            continue
        if _leads_back(unit, known):
            yield fault("successor-circle", (*entry.path, _key(entry)), given=shown(given))
        else:
            yield from _not_in_force(entry, given, known)
            yield from _untold(entry, unit, given, known)


def _of_unit(entry: Entry, known: _Directory) -> Iterator[Fault]:
    given, path = _successor(entry), (*entry.path, _key(entry))
    if given is not None and given not in known.units:
        tip = hint(known.by_spelling.get(unit_key(given), given), known.units)
        yield fault("unknown-unit-id", path, given=shown(given), allowed=listed(known.units), hint=tip)
    if several := _several(entry):
        yield fault("successors-several", path, members=listed(map(shown, several)))
    if "replaced" in entry.data and ("successor" in entry.data or "valid_to" in entry.data):
        yield fault("replaced-twice", path)
    elif "successor" in entry.data and "valid_to" not in entry.data:
        yield fault("successor-without-day", path)
    first, last = entry.data.get("valid_from"), _last_day(entry)
    if isinstance(first, date) and last is not None and last < first:
        at = (*entry.path, "replaced", "from") if "replaced" in entry.data else (*entry.path, "valid_to")
        yield fault("span-turned", at, given=shown(last), first=shown(first))


def _not_in_force(entry: Entry, given: str, known: _Directory) -> Iterator[Fault]:
    """The successor begins later than the day on which it takes over, or has ended by then and nobody follows it."""
    last, path = _last_day(entry), (*entry.path, _key(entry))
    if last is None:
        return
    day, after = last + timedelta(days=1), known.units[given]
    begins, ends = after.data.get("valid_from"), _last_day(after)
    if isinstance(begins, date) and begins > day:
        yield fault(
            "successor-not-begun", path, Severity.WARNING, given=shown(given), day=shown(day), first=shown(begins)
        )
    elif ends is not None and ends < day and given not in known.after:
        yield fault("successor-ended", path, Severity.WARNING, given=shown(given), day=shown(day), last=shown(ends))


def _untold(entry: Entry, unit: str, given: str, known: _Directory) -> Iterator[Fault]:
    """Somebody hears of the unit's work, and nobody will of the successor's: of each that it is, where it is a group."""
    untold = [shown(one) for one in _leaves(given, known.members) if one not in known.told]
    if unit in known.told and untold and "*" not in known.told:
        path = (*entry.path, _key(entry))
        yield fault("successor-untold", path, Severity.WARNING, given=shown(given), unit=unit, untold=listed(untold))


def _key(entry: Entry) -> str:
    return "replaced" if "replaced" in entry.data else "successor"


def _given(entry: Entry) -> object:
    replaced = entry.data.get("replaced")
    return replaced.get("by") if isinstance(replaced, dict) else entry.data.get("successor")


def _successor(entry: Entry) -> str | None:
    given = _given(entry)
    return given if isinstance(given, str) else None


def _several(entry: Entry) -> tuple[str, ...]:
    given = _given(entry)
    return tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()


def _last_day(entry: Entry) -> date | None:
    replaced = entry.data.get("replaced")
    since = replaced.get("from") if isinstance(replaced, dict) else None
    if isinstance(since, date):
        return since - timedelta(days=1)
    last = entry.data.get("valid_to")
    return last if isinstance(last, date) else None


def _spellings(entry: Entry) -> Iterator[str]:
    if name := entry.text("name"):
        yield name
    yield from (alias for _, alias in entry.texts("aliases"))


def _leads_back(unit: str, known: _Directory) -> bool:
    """Whether its work comes back to a unit by way of successors, and of the members of groups among them."""
    seen: set[str] = set()
    waiting = [known.after[unit]]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        waiting += known.members.get(at, ())
        waiting += [known.after[at]] if at in known.after else []
    return unit in seen


def _leaves(unit: str, members: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units that a group comes to; the unit itself where it has no members."""
    found = _reached([unit], members)
    return tuple(one for one in found if not members.get(one)) or (unit,)


def _reached(units: list[str], members: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = list(reversed(units))
    while waiting:
        at = waiting.pop()
        if at not in found:
            found[at] = None
            waiting += reversed(members.get(at, ()))
    return tuple(found)


def _told(file: File, members: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Units that somebody other than the coordinator answers for, by themselves or in a group."""
    people = [e for e in file.entries("people") if e.text("post") != "coordinator"]
    yield from _reached([unit for entry in people for _, unit in entry.texts("units")], members)
