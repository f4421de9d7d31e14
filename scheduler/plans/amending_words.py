"""Instructions that say one thing in words of their own: who leads instead, who joins, another name, words exchanged for others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from scheduler.diagnostics import Location
from scheduler.model import ChangeKind, Task
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, labelled_parts, tidy_title
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import told_in_prose
from scheduler.plans.timed import starts_timed, without_done
from scheduler.plans.unit_names import are_units
from scheduler.plans.vocabulary import Role, label_role, words
from scheduler.text import folded

_SWAP, _SWAP_INTO, _EVERYWHERE, _RETITLED, _JOINED, _JOINED_WITH, _LEFT = (
    pattern("amending", key) for key in ("swap", "swap_into", "everywhere", "retitled", "joined", "joined_with", "left")
)
_GIVEN = tuple(pattern("amending", key) for key in ("given", "taken_over", "handed_on"))


@dataclass(frozen=True, slots=True)
class Worded:
    """What such an instruction does: the item as it is to read, or the words that are exchanged. everywhere: no item is named."""

    kind: ChangeKind
    task: Task | None = None
    words: tuple[str, str] | None = None
    everywhere: bool = False


def gives_lead(text: str) -> bool:
    """Whether a line hands an item that it names to another unit."""
    return _lead(text) is not None


def says_words(text: str) -> bool:
    """Whether a line exchanges words that it quotes for others, or takes units out: none of these closes an item."""
    return _swap(text) is not None or _left(text) is not None


def _swap(text: str) -> re.Match[str] | None:
    return _SWAP.search(text) or _SWAP_INTO.search(text)


def _left(text: str) -> str | None:
    found = _LEFT.search(text)
    return found["now"] if found is not None and are_units(found["now"]) else None


def worded(text: str, location: Location) -> Worded | None:
    """What the instruction says; None for one that says it otherwise."""
    if (swap := _swap(text)) is not None:
        words = swap["was"].strip(), swap["now"].strip()
        return Worded(ChangeKind.SWAP, None, words, _EVERYWHERE.search(text[swap.end() :]) is not None)
    if (named := _RETITLED.search(text)) is not None:
        return Worded(ChangeKind.REPLACE, Task("", tidy_title(named["now"].strip()), location=location))
    if (left := _left(text)) is not None:
        return Worded(ChangeKind.LEAVE, _of_role(Role.COORDINATING, left, location))
    if (joined := _JOINED.search(text) or _JOINED_WITH.search(text)) is not None and are_units(joined["now"]):
        return Worded(ChangeKind.JOIN, _of_role(Role.COORDINATING, joined["now"], location))
    if (lead := _lead(text)) is not None:
        return Worded(ChangeKind.REPLACE, _of_role(Role.LEAD, lead, location))
    return None


def described(title: str, rest: str, location: Location) -> Task | None:
    """An item of a title and of what is said behind it, «giao Sở A chủ trì; tháng 8/2026»; None unless who and when alone."""
    draft = _told_whole(title, rest) or _told_in_parts(title, rest)
    return replace(draft.task(location.file or ""), location=location) if draft is not None else None


def _told_whole(title: str, rest: str) -> Draft | None:
    told = told_in_prose(f"{title or _ITEM}; {rest.strip(' ,;.')}")
    left = folded(rest)
    for one in (*told.lead, *told.coordinating, told.timing or ""):
        left = left.replace(folded(one), " ")
    if not told.lead or not set(_WORDS.findall(left)) <= set(words("amending", "between")):
        return None
    return replace(
        Draft(), title=tidy_title(title), parties=Parties(told.lead, told.coordinating), timing=told.timing or ""
    )


def _told_in_parts(title: str, rest: str) -> Draft | None:
    draft = replace(Draft(), title=tidy_title(title))
    for part in filter(None, (one.strip(" .") for one in _APART.split(rest))):
        told = told_in_prose(f"{title or _ITEM}; {part}")
        labelled = labelled_parts(part)
        if (time := _time_of(part)) is not None:
            draft = with_part(draft, Part(Role.TIMING, "", time))
        elif labelled[1] and not labelled[0]:
            draft = reduce(with_part, labelled[1], draft)
        elif told.lead or told.coordinating:
            draft = with_part(draft, Part(Role.LEAD, "", "; ".join(told.lead))) if told.lead else draft
            draft = _beside(draft, told.coordinating)
        else:
            return None
    return draft


def in_clauses(text: str, location: Location) -> Task | None:
    """An item told in one sentence, its title up to the mark behind which all only says who and when; None for another sentence."""
    told = told_in_prose(text)
    if told.lead and told.timing and not _NAMES_ROLE.search(told.title):
        draft = replace(
            Draft(), title=tidy_title(told.title), parties=Parties(told.lead, told.coordinating), timing=told.timing
        )
        return replace(draft.task(location.file or ""), location=location)
    cuts = [m for m in _CUT.finditer(text) if len(text[: m.start()].split()) > 2][:_MOST_CUTS]
    return next((t for m in cuts if (t := described(text[: m.start()], text[m.end() :], location)) is not None), None)


def roles_alone(text: str, location: Location) -> Task | None:
    """What a text says of an item that is named elsewhere, where it says nothing but who and when."""
    return described("", text, location) if _WORDS.search(text) else None


def _beside(draft: Draft, units: Sequence[str]) -> Draft:
    return with_part(draft, Part(Role.COORDINATING, "", "; ".join(units))) if units else draft


_APART = re.compile(r"\s*[;,]\s*")
_CUT = re.compile(r"\s*[;:,]\s+")
_MOST_CUTS = 6
_WORDS = re.compile(r"\w+")
(_ITEM,) = (word.capitalize() for word in words("amending", "nameless"))
_NAMES_ROLE = pattern("amending", "names_role")
_LONGEST_LABEL = 4


def _time_of(part: str) -> str | None:
    """The time that a part is, its label taken off."""
    words = part.split()
    labels = (n for n in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1))
    label = next((n for n in labels if label_role(" ".join(words[:n])) is Role.TIMING), 0)
    time = without_done(" ".join(words[label:]).lstrip(": "))
    return time if starts_timed(time) else None


def _lead(text: str) -> str | None:
    found = next((m for one in _GIVEN if (m := one.search(text)) is not None), None)
    return found["now"] if found is not None and are_units(found["now"]) else None


def _of_role(role: Role, units: str, location: Location) -> Task:
    return replace(with_part(Draft(), Part(role, "", units)).task(location.file or ""), location=location)
