"""Instructions that say one thing in words of their own: who joins, another name, words exchanged for others."""

import re
from dataclasses import dataclass, replace

from scheduler.diagnostics import Location
from scheduler.model import ChangeKind, Task
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import are_units
from scheduler.plans.vocabulary import Role

_SWAP, _SWAP_INTO, _EVERYWHERE, _RETITLED, _JOINED, _JOINED_WITH, _LEFT = (
    pattern("amending", key) for key in ("swap", "swap_into", "everywhere", "retitled", "joined", "joined_with", "left")
)
_IN_QUOTES = pattern("amending", "quoted")
_RENAMED = pattern("amending", "renamed")


@dataclass(frozen=True, slots=True)
class Worded:
    """What such an instruction does: the item as it is to read, or the words that are exchanged. everywhere: no item is named."""

    kind: ChangeKind
    task: Task | None = None
    words: tuple[str, str] | None = None
    everywhere: bool = False


def says_words(text: str) -> bool:
    """Whether a line exchanges words that it quotes for others, or takes units out: none of these closes an item."""
    return _swap(text) is not None or _left(text) is not None or _renamed(text) is not None


def _swap(text: str) -> re.Match[str] | None:
    return _SWAP.search(text) or _SWAP_INTO.search(text)


def _renamed(text: str) -> tuple[str, str] | None:
    """A unit and the name that it has now."""
    found = _RENAMED.search(text)
    return (found["was"], found["now"]) if found and are_units(found["was"]) and are_units(found["now"]) else None


def _left(text: str) -> re.Match[str] | None:
    found = _LEFT.search(text)
    return found if found is not None and are_units(found["now"]) else None


def worded(text: str, location: Location) -> Worded | None:
    """What the instruction says; None for one that says it otherwise."""
    if (swap := _swap(text)) is not None:
        words = swap["was"].strip(), swap["now"].strip()
        return Worded(ChangeKind.SWAP, None, words, _EVERYWHERE.search(_IN_QUOTES.sub(" ", text)) is not None)
    if (named := _RETITLED.search(text)) is not None:
        return Worded(ChangeKind.REPLACE, Task("", tidy_title(named["now"].strip()), location=location))
    if (renamed := _renamed(text)) is not None:
        return Worded(ChangeKind.SWAP, None, renamed, everywhere=True)
    if (left := _left(text)) is not None:
        role = Role.LEAD if left["leads"] else Role.COORDINATING
        return Worded(ChangeKind.LEAVE, _of_role(role, left["now"], location))
    if (joined := _JOINED.search(text) or _JOINED_WITH.search(text)) is not None and are_units(joined["now"]):
        return Worded(ChangeKind.JOIN, _of_role(Role.COORDINATING, joined["now"], location))
    return None


def _of_role(role: Role, units: str, location: Location) -> Task:
    return replace(with_part(Draft(), Part(role, "", units)).task(location.file or ""), location=location)
