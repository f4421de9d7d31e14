"""What config.toml says of people who are away: who stands in, on which days, and whether anybody is left."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scheduler.config.entries import File
from scheduler.config.faults import Fault, fault, hint, listed, shown


class _Away(NamedTuple):
    """An absence."""

    person: str
    substitute: str
    first: date
    last: date


def absence_faults(file: File) -> Iterator[Fault]:
    """People who are not there, who stand in for themselves, who stand in for one another."""
    yield from _people(file)
    yield from _circles(file)


def _people(file: File) -> Iterator[Fault]:
    known = file.ids("people")
    for entry in file.entries("absences"):
        for key in ("person", "substitute"):
            given = entry.text(key)
            if given is not None and given not in known:
                path = (*entry.path, key)
                yield fault("unknown-person", path, given=shown(given), allowed=listed(known), hint=hint(given, known))
        if entry.text("person") == entry.text("substitute") is not None:
            yield fault("own-substitute", (*entry.path, "substitute"), given=shown(entry.text("substitute")))


def _circles(file: File) -> Iterator[Fault]:
    """People who stand in for one another on the same days: on those nobody would, so each keeps the own messages."""
    before = list[_Away]()
    for entry in file.entries("absences"):
        person, substitute = entry.text("person"), entry.text("substitute")
        first, last = entry.data.get("from"), entry.data.get("to")
        if person is None or substitute in (None, person) or not isinstance(first, date) or not isinstance(last, date):
            continue
        away = _Away(person, str(substitute), first, last)
        if (day := _closes(before, away)) is not None:
            path = (*entry.path, "substitute")
            yield fault("absence-circle", path, given=shown(away.substitute), person=shown(person), day=shown(day))
        before.append(away)


def _closes(before: Iterable[_Away], new: _Away) -> date | None:
    """The first day on which the way along the substitutes leads back to the person."""
    known = tuple(before)
    for day in sorted({new.first, *(a.first for a in known if new.first <= a.first <= new.last)}):
        away = {a.person: a.substitute for a in known if a.first <= day <= a.last}
        seen, found = set[str](), new.substitute
        while found in away and found not in seen:
            seen.add(found)
            found = away[found]
        if found == new.person:
            return day
    return None
