"""What config.toml says of units that end: who follows, from when on, and whether anybody hears of it."""

from collections.abc import Iterator, Mapping
from datetime import date

from scheduler.config.entries import Entry, File
from scheduler.config.faults import Fault, fault, hint, listed, shown
from scheduler.diagnostics import Severity


def successor_faults(file: File) -> Iterator[Fault]:
    """A successor that is not there, that leads back, without a day; two ways to say it; a span turned round; nobody to tell."""
    units = file.entries("units")
    known = file.ids("units")
    after = {unit: given for e in units if (unit := e.text("id")) and (given := _successor(e))}
    told = _people_of(file)
    for entry in units:
        yield from _of_unit(entry, known)
        unit = entry.text("id")
        given = after.get(unit or "")
        if unit and given in known and _leads_back(unit, after):
            yield fault("successor-circle", (*entry.path, _key(entry)), given=shown(given))
        elif unit in told and given in known and given not in told and "*" not in told:
            yield fault("successor-untold", (*entry.path, _key(entry)), Severity.WARNING, given=shown(given), unit=unit)


def _of_unit(entry: Entry, known: tuple[str, ...]) -> Iterator[Fault]:
    given, path = _successor(entry), (*entry.path, _key(entry))
    if given is not None and given not in known:
        yield fault("unknown-unit-id", path, given=shown(given), allowed=listed(known), hint=hint(given, known))
    if "replaced" in entry.data and ("successor" in entry.data or "valid_to" in entry.data):
        yield fault("replaced-twice", path)
    elif "successor" in entry.data and "valid_to" not in entry.data:
        yield fault("successor-without-day", path)
    first, last = entry.data.get("valid_from"), entry.data.get("valid_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield fault("span-turned", (*entry.path, "valid_to"), given=shown(last), first=shown(first))


def _key(entry: Entry) -> str:
    return "replaced" if "replaced" in entry.data else "successor"


def _successor(entry: Entry) -> str | None:
    replaced = entry.data.get("replaced")
    given = replaced.get("by") if isinstance(replaced, dict) else entry.data.get("successor")
    return given if isinstance(given, str) else None


def _leads_back(unit: str, after: Mapping[str, str]) -> bool:
    seen = {unit}
    at = after.get(unit)
    while at is not None and at not in seen:
        seen.add(at)
        at = after.get(at)
    return at == unit


def _people_of(file: File) -> set[str]:
    """Units that somebody other than the coordinator answers for."""
    people = [e for e in file.entries("people") if e.text("post") != "coordinator"]
    return {unit for entry in people for _, unit in entry.texts("units")}
