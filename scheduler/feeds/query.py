"""What an address asks of its feed besides its token: narrower, or shown another way; never more than the token may see."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar
from urllib.parse import parse_qsl, urlencode

from scheduler.book import State
from scheduler.schedule import Occurrence, Waiting
from scheduler.settings import EventForm, FeedSettings, WindowForm, read_alarm
from scheduler.terms import Kind
from scheduler.text import slug
from scheduler.words import say

Word = TypeVar("Word", bound=StrEnum)
_MOST_VALUES: Final = 64
_LISTS: Final = ("kind", "plan", "unit", "person", "done")
_ALIKE: Final = 0.75
"""How much of its letters a key has in common with one of ours where it is taken for that one, misspelt."""
_OF_OTHERS: Final = ("lang",)
"""What others hang onto addresses, and would be taken for a key of ours."""
_PARTS: Final = re.compile(r"[^a-z0-9]+")
_NOBODY: Final[Mapping[str, Collection[str]]] = MappingProxyType({})


class BadQuery(ValueError):
    """A query that says nothing we know; key: the parameter that is wrong; there: the values that it may have, where few do."""

    def __init__(self, key: str, there: Collection[str] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.there = there


class Entries(StrEnum):
    """What a feed is made of: events, or the to-dos of task lists."""

    EVENTS = "events"
    TODOS = "todo"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which occurrences stay: those of one of the kinds, plans, units and people (None: of all), done or not done (None: both).

    within: the units with the members of what of them is a group. theirs: the units of these people, "*" among them where one of
    them has the work of all.
    """

    kinds: frozenset[str] | None = None
    plans: frozenset[str] | None = None
    units: frozenset[str] | None = None
    within: frozenset[str] = frozenset()
    people: frozenset[str] | None = None
    theirs: frozenset[str] = frozenset()
    done: bool | None = None

    def admits(self, occurrence: Occurrence, state: State) -> bool:
        """Whether an occurrence stays. What was called off counts as not done: who saw it is to see that it is off."""
        return (
            (self.kinds is None or occurrence.kind.value in self.kinds)
            and (self.plans is None or occurrence.plan in self.plans)
            and (self.units is None or not self.within.isdisjoint(_involved(occurrence)))
            and self._is_of_people(_involved(occurrence))
            and (self.done is None or self.done == (state is State.DONE))
        )

    def admits_waiting(self, waiting: Waiting) -> bool:
        """Whether a task that has no date yet is named; it is not done."""
        return (
            (self.kinds is None or waiting.kind.value in self.kinds)
            and (self.plans is None or waiting.plan in self.plans)
            and (self.units is None or not self.within.isdisjoint(waiting.leads))
            and self._is_of_people(waiting.leads)
            and self.done is not True
        )

    def _is_of_people(self, units: Collection[str]) -> bool:
        return self.people is None or "*" in self.theirs or not self.theirs.isdisjoint(units)


EVERYTHING: Final = Filter()


@dataclass(frozen=True, slots=True)
class Look:
    """How a feed shows its occurrences."""

    form: EventForm = EventForm.SINGLE
    windows: WindowForm = WindowForm.SPAN
    alarms: tuple[timedelta, ...] = ()
    entries: Entries = Entries.EVENTS


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read: each filter of its own (all must admit), and the parts of the look that it names."""

    filters: tuple[Filter, ...] = ()
    look: dict[str, str] = field(default_factory=dict)

    def then(self, other: "Query") -> "Query":
        """This query and another one on top: both filters hold, the other's look wins."""
        return Query((*self.filters, *other.filters), self.look | other.look)

    def admits(self, occurrence: Occurrence, state: State) -> bool:
        """Whether every filter lets an occurrence stay."""
        return all(one.admits(occurrence, state) for one in self.filters)

    def admits_waiting(self, waiting: Waiting) -> bool:
        """The same of a task that has no date yet."""
        return all(one.admits_waiting(waiting) for one in self.filters)

    def refuse_unknown(self, plans: Collection[str], units: Collection[str], people: Collection[str]) -> None:
        """Raises BadQuery where a plan, unit or person is named that there is not: an empty calendar would look like no work."""
        for one in self.filters:
            asked = (("plan", one.plans, plans), ("unit", one.units, units), ("person", one.people, people))
            for key, named, known in asked:
                if named is not None and not named <= set(known):
                    raise BadQuery(key, () if key == "person" else known)  # who works here is not for every address

    def look_over(self, configured: FeedSettings) -> Look:
        """How the feed shows itself: as config says, apart from what the query names."""
        found = Look(configured.events, configured.windows, configured.alarms)
        for key, text in self.look.items():
            found = _LOOKS[key](found, text)
        return found


def read_query(
    text: str, units_of: Mapping[str, Collection[str]] = _NOBODY, members_of: Mapping[str, Collection[str]] = _NOBODY
) -> Query:
    """A query string as values; a comma, or the key again, names one value more.

    units_of: the units of each person; members_of: those in each group of units; both by id.

    Raises BadQuery for a value that is not understood, and for a key that reads like a misspelt one of ours or means one in other
    words: «kinds=report» and «loai=report» would show all kinds to who asked for one. Any other key is not for us: what hangs it
    onto an address means no other calendar by it, and an answer of 400 would end a subscription that ran for months.
    """
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_VALUES, errors="strict")
    except ValueError:
        raise BadQuery("") from None
    given: dict[str, list[str]] = {}
    for key, value in _told(pairs):
        given.setdefault(key, []).append(value)
    look = {key: given.pop(key)[-1] for key in tuple(given) if key in _LOOKS}
    for key, value in look.items():
        _LOOKS[key](Look(), value)
    found = _filter(given, units_of, members_of)
    return Query((found,) if found != EVERYTHING else (), look)


def written_query(text: str) -> str:
    """The one text of all queries that say the same."""
    ours = _told(parse_qsl(text, keep_blank_values=True))
    pairs = dict.fromkeys(sorted(ours))
    last = {key: value for key, value in ours if key in _LOOKS}
    return urlencode([pair for pair in pairs if pair[0] not in last or last[pair[0]] == pair[1]])


def _told(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the pairs say, a value each."""
    ours = [pair for pair in pairs if _is_for_us(pair[0])]
    return [(key, one) for key, value in ours for one in (value.split(",") if key in _LISTS else [value])]


def refuse_other_keys(text: str) -> None:
    """Raises BadQuery for any key but ours: who makes a feed by hand means what is typed."""
    for key, _ in parse_qsl(text, keep_blank_values=True):
        if key not in (*_LISTS, *_LOOKS):
            raise BadQuery(key)


def _is_for_us(key: str) -> bool:
    """Whether a key is ours or is meant for one: misspelt («kinds»), said in other words («loai»), hung on to («amp;done»)."""
    told = key.casefold()
    if told.startswith("utm_") or told in _OF_OTHERS:
        return False
    if slug(told).replace("-", "") in _other_words():
        return True
    ours = (*_LISTS, *_LOOKS)
    longer = (known for known in ours if len(known) > 2)
    return key in ours or any(_alike(known, part) for known in longer for part in _PARTS.split(told))


@cache
def _other_words() -> frozenset[str]:
    """What people may write for a key of ours, without tone marks and hyphens."""
    return frozenset(say("feeds", "query", "other-words").split())


def _alike(known: str, told: str) -> bool:
    return SequenceMatcher(None, known, told).ratio() >= _ALIKE


def _filter(
    given: dict[str, list[str]], units_of: Mapping[str, Collection[str]], members_of: Mapping[str, Collection[str]]
) -> Filter:
    units, people = (_some(given.pop(key, None)) for key in ("unit", "person"))
    found = Filter(
        kinds=_kinds(given.pop("kind", None)),
        plans=_some(given.pop("plan", None)),
        units=units,
        within=frozenset(member for one in units or () for member in (one, *members_of.get(one, ()))),
        people=people,
        theirs=frozenset(unit for one in people or () for unit in units_of.get(one, ())),
        done=_done(given.pop("done", None)),
    )
    if given:
        raise BadQuery(next(iter(given)))
    return found


def _some(values: list[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _kinds(values: list[str] | None) -> frozenset[str] | None:
    if values is not None and not set(values) <= {kind.value for kind in Kind}:
        raise BadQuery("kind")
    return _some(values)


def _done(values: list[str] | None) -> bool | None:
    """Both together are all, as of any other key."""
    told = set(values or ())
    if not told <= {"0", "1"}:
        raise BadQuery("done")
    return "1" in told if len(told) == 1 else None


def _involved(occurrence: Occurrence) -> set[str]:
    """The units that a query may name it by: as in units' feeds, also those whose part in it others took over."""
    own = () if occurrence.unit is None else (occurrence.unit,)
    return {*own, *occurrence.leads, *occurrence.coordinating, *occurrence.led_before, *occurrence.helped_before}


def _word(words: type[Word], key: str, text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        raise BadQuery(key) from None


def _alarms(text: str) -> tuple[timedelta, ...]:
    found = [read_alarm(one) for one in text.split(",") if one and one != "none"]
    if None in found or len(found) > 4:
        raise BadQuery("alarms")
    return tuple(one for one in found if one is not None)


_LOOKS: Final = {
    "events": lambda look, text: replace(look, form=_word(EventForm, "events", text)),
    "windows": lambda look, text: replace(look, windows=_word(WindowForm, "windows", text)),
    "alarms": lambda look, text: replace(look, alarms=_alarms(text)),
    "as": lambda look, text: replace(look, entries=_word(Entries, "as", text)),
}
"""The parameters that change how a feed shows itself."""
