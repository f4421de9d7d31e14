"""Whom a message reaches: the post's people of each lead unit, who stands in for the absent, and who is told instead of nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from scheduler.model import Absence, Person
from scheduler.schedule import Occurrence
from scheduler.terms import Audience

_UPWARDS = (Audience.STAFF, Audience.HEAD)


def receivers(audience: Audience, occurrence: Occurrence, people: Collection[Person]) -> tuple[Person, ...]:
    """Whom a rung reaches: the post's people of each lead unit; where a unit has none, its head, else the coordinator."""
    return of_units(audience, units_of(occurrence), people)


def of_units(audience: Audience, units: Iterable[str], people: Collection[Person]) -> tuple[Person, ...]:
    """The same for units; work that no unit leads is the coordinator's to know of."""
    coordinators = tuple(p for p in people if p.post is Audience.COORDINATOR)
    found = (_of_unit(audience, unit, people) or coordinators for unit in units)
    return tuple(dict.fromkeys(p for those in found for p in those)) or coordinators


def units_of(occurrence: Occurrence) -> tuple[str, ...]:
    """The units that are to do it."""
    return (occurrence.unit,) if occurrence.unit else occurrence.leads


def _of_unit(audience: Audience, unit: str, people: Collection[Person]) -> tuple[Person, ...]:
    posts = _UPWARDS[_UPWARDS.index(audience) :] if audience in _UPWARDS else ()
    by_post = (tuple(p for p in people if p.post is post and p.answers_for(unit)) for post in posts)
    return next((found for found in by_post if found), ())


def without_staff(occurrences: Iterable[Occurrence], people: Sequence[Person]) -> tuple[str, ...]:
    """The lead units of work still to be done for which nobody of config does it, in the order of the work."""
    staff = [p for p in people if p.post is Audience.STAFF]
    leading = dict.fromkeys(u for o in occurrences if o.reportable and not o.history for u in units_of(o))
    return tuple(unit for unit in leading if not any(p.answers_for(unit) for p in staff))


def acting(people: Iterable[Person], absences: Collection[Absence], day: date) -> Mapping[str, str]:
    """Who gets the messages of each person (by id) on a day: the person, or whoever stands in."""
    away = {a.person: a.substitute for a in reversed(tuple(absences)) if a.first <= day <= a.last}
    return {p.id: _stand_in(p.id, away) for p in people}


def _stand_in(person: str, away: Mapping[str, str]) -> str:
    """Along the substitutes to the first who is there; where all are away in a circle, the person after all."""
    seen, found = {person}, person
    while found in away:
        found = away[found]
        if found in seen:
            return person
        seen.add(found)
    return found
