"""The directory of units: spellings → units, groups → members; a unit that config does not know stands for itself."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches

from scheduler.model import Unit
from scheduler.planning.short_names import left_away
from scheduler.text import slug


@dataclass(frozen=True, slots=True)
class Directory:
    """Units by id and by folded spelling. `fold` is how spellings of one unit are brought together.

    former: by id what units are called that config has no more, and past work still names.
    """

    units: tuple[Unit, ...]
    fold: Callable[[str], str]
    _by_spelling: dict[str, Unit]
    _by_id: dict[str, Unit]
    former: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[Unit], fold: Callable[[str], str]) -> "Directory":
        """A directory over config's units; the first of two units with one spelling wins (config reports the second)."""
        known = tuple(units)
        spellings: dict[str, Unit] = {}
        for unit in known:
            for spelling in (unit.name, *unit.aliases):
                spellings.setdefault(fold(spelling), unit)
        return cls(known, fold, spellings, {u.id: u for u in known})

    def find(self, name: str) -> Unit | None:
        """The unit that goes by this name, None where config has none."""
        return self._by_spelling.get(self.fold(name))

    def resolve(self, name: str) -> Unit:
        """The unit of this name; an unknown one gets an id made of its name."""
        return self.find(name) or Unit(slug(self.fold(name))[:60], name.strip())

    def by_id(self, unit_id: str) -> Unit | None:
        """The unit with this id."""
        return self._by_id.get(unit_id)

    def name(self, unit_id: str) -> str:
        """What a unit is called or was, its id where nobody knows it."""
        unit = self._by_id.get(unit_id)
        return unit.name if unit else self.former.get(unit_id, unit_id)

    def members(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that a group comes to, in order, groups in groups opened; the unit itself where it has no members."""
        if not unit.members:
            return (unit,)
        found: dict[str, Unit] = {}
        for member_id in unit.members:
            member = self._by_id.get(member_id)
            for leaf in self.members(member) if member else ():
                found.setdefault(leaf.id, leaf)
        return tuple(found.values()) or (unit,)

    def opened(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Unit ids with every group among them followed by the units that it comes to; other words ("*") as they are."""
        found: dict[str, None] = {}
        for unit_id in ids:
            unit = self._by_id.get(unit_id)
            members = self.members(unit) if unit else ()
            found |= dict.fromkeys((unit_id, *(u.id for u in members)))
        return tuple(found)

    @property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the units in each group, by the group's id; groups within groups opened."""
        return {unit.id: self.opened((unit.id,)) for unit in self.units if unit.members}

    def heirs(self, unit_id: str) -> tuple[tuple[str, date], ...]:
        """The units that have a unit's work after it ended, one after the other, each with its first day."""
        found: dict[str, date] = {}
        unit = self._by_id.get(unit_id)
        while unit is not None and unit.successor is not None and unit.valid_to is not None:
            if unit.successor in found or unit.successor == unit_id:
                break
            found[unit.successor] = unit.valid_to + timedelta(days=1)
            unit = self._by_id.get(unit.successor)
        return tuple(found.items())

    def near(self, name: str) -> tuple[Unit, ...]:
        """Up to three known units that may be meant, the most alike first, to offer in an open question.

        Alike: in spelling, with tone marks or without; by all words of the shorter name standing in the longer one, with marks or
        without («Tram Y tế phường»); by initials («VP UBND»,
        «Sở VH,TT&DL»), some words of the long name left away.
        """
        key = self.fold(name)
        plain = {slug(spelling): spelling for spelling in reversed(self._by_spelling)}
        close = [
            *get_close_matches(key, self._by_spelling, n=3, cutoff=0.7),
            *(plain[k] for k in get_close_matches(slug(key), plain, n=3, cutoff=0.8)),
        ]
        short = sorted(
            ((away, at) for at, unit in enumerate(self.units) if (away := _fewest_left(name, unit)) is not None),
        )
        within = [k for k in self._by_spelling if _says_less(slug(key), slug(k))]
        units = [self.units[at] for away, at in short if not away]
        units += [self._by_spelling[k] for k in (*close, *within)] + [self.units[at] for away, at in short if away]
        return tuple({unit.id: unit for unit in units}.values())[:3]


def _fewest_left(name: str, unit: Unit) -> int | None:
    """How many words of one of its names are left away where this name is that one written short."""
    found = (left_away(name, spelling) for spelling in (unit.name, *unit.aliases))
    return min((n for n in found if n is not None), default=None)


def _says_less(one: str, other: str) -> bool:
    """Whether one name is the other with words left away («phòng nội vụ», «phòng nội vụ huyện mẫu»), or with them turned round."""
    short, long = sorted((re.findall(r"\w+", one), re.findall(r"\w+", other)), key=len)
    return len(short) > 1 and short[0] == long[0] and set(short) <= set(long)
