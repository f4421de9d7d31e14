"""Whom a message reaches: the post's people of each lead unit, who stands in for the absent, and who is told instead of nobody."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.model import Absence, Person
from scheduler.schedule import Occurrence
from scheduler.terms import Audience

_UPWARDS = (Audience.STAFF, Audience.HEAD)
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Roster:
    """People by post and unit, in the order of config; made once for many questions."""

    posts: Mapping[tuple[Audience, str], tuple[Person, ...]]
    coordinators: tuple[Person, ...]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Roster":
        """The roster of those people."""
        ordered, found = tuple(people), dict[tuple[Audience, str], list[Person]]()
        everywhere = [p for p in ordered if _ALL in p.units]
        for person in ordered:
            for unit in person.units:
                found.setdefault((person.post, unit), []).append(person)
        for (post, _), those in found.items():
            those.extend(p for p in everywhere if p.post is post and p not in those)
        coordinators = tuple(p for p in ordered if p.post is Audience.COORDINATOR)
        return cls({key: tuple(those) for key, those in found.items()}, coordinators)

    def of_unit(self, post: Audience, unit: str) -> tuple[Person, ...]:
        """Who has that post for the unit."""
        return self.posts.get((post, unit)) or self.posts.get((post, _ALL), ())


def receivers(audience: Audience, occurrence: Occurrence, roster: Roster) -> tuple[Person, ...]:
    """Whom a rung reaches: the post's people of each lead unit; where a unit has none, its head, else the coordinator.

    Work that no unit leads is the coordinator's to know of.
    """
    found = (_upwards(audience, unit, roster) or roster.coordinators for unit in units_of(occurrence))
    return tuple(dict.fromkeys(p for those in found for p in those)) or roster.coordinators


def units_of(occurrence: Occurrence) -> tuple[str, ...]:
    """The units that are to do it."""
    return (occurrence.unit,) if occurrence.unit else occurrence.leads


def spoken_for(person: str, people: Sequence[Person], absences: Collection[Absence], day: date) -> tuple[Person, ...]:
    """The person (by id), and those in whose place that person is on a day."""
    places = acting(people, absences, day)
    return tuple(p for p in people if person in (p.id, places[p.id]))


def may_report(known: Iterable[Person], occurrence: Occurrence) -> bool:
    """Whether one of them reports on it: the people of its lead units, their heads, their linked groups; the coordinator."""
    units = units_of(occurrence)
    return any(p.post is Audience.COORDINATOR or any(p.answers_for(unit) for unit in units) for p in known)


def _upwards(audience: Audience, unit: str, roster: Roster) -> tuple[Person, ...]:
    posts = _UPWARDS[_UPWARDS.index(audience) :] if audience in _UPWARDS else ()
    return next((found for post in posts if (found := roster.of_unit(post, unit))), ())


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
