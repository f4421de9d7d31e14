"""Instructions that say one thing in words of their own: who leads instead, who joins, another name, words exchanged for others."""

import re
from dataclasses import dataclass, replace

from scheduler.diagnostics import Location
from scheduler.model import ChangeKind, Task
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import told_in_prose
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import are_units
from scheduler.plans.vocabulary import Role, label_role

_SWAP, _EVERYWHERE, _RETITLED, _JOINED = (
    pattern("amending", key) for key in ("swap", "everywhere", "retitled", "joined")
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


def worded(text: str, location: Location) -> Worded | None:
    """What the instruction says; None for one that says it otherwise."""
    if (swap := _SWAP.search(text)) is not None:
        words = swap["was"].strip(), swap["now"].strip()
        return Worded(ChangeKind.SWAP, None, words, _EVERYWHERE.search(text[swap.end() :]) is not None)
    if (named := _RETITLED.search(text)) is not None:
        return Worded(ChangeKind.REPLACE, Task("", tidy_title(named["now"].strip()), location=location))
    if (joined := _JOINED.search(text)) is not None and are_units(joined["now"]):
        return Worded(ChangeKind.JOIN, _of_role(Role.COORDINATING, joined["now"], location))
    if (lead := _lead(text)) is not None:
        return Worded(ChangeKind.REPLACE, _of_role(Role.LEAD, lead, location))
    return None


def described(title: str, rest: str, location: Location) -> Task | None:
    """An item of a title and of short parts behind it, «giao Sở A chủ trì», «tháng 8/2026»; None where one of them is neither."""
    draft = replace(Draft(), title=tidy_title(title))
    for part in filter(None, (one.strip(" .") for one in _APART.split(rest))):
        told = told_in_prose(f"{title}; {part}")
        if (time := _time_of(part)) is not None:
            draft = with_part(draft, Part(Role.TIMING, "", time))
        elif told.lead:
            draft = with_part(draft, Part(Role.LEAD, "", "; ".join(told.lead)))
        else:
            return None
    return replace(draft.task(location.file or ""), location=location)


_APART = re.compile(r"\s*[;,]\s*")
_LONGEST_LABEL = 4


def _time_of(part: str) -> str | None:
    """The time that a part is, its label taken off."""
    words = part.split()
    labels = (n for n in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1))
    label = next((n for n in labels if label_role(" ".join(words[:n])) is Role.TIMING), 0)
    time = " ".join(words[label:]).lstrip(": ")
    return time if starts_timed(time) else None


def _lead(text: str) -> str | None:
    found = next((m for one in _GIVEN if (m := one.search(text)) is not None), None)
    return found["now"] if found is not None and are_units(found["now"]) else None


def _of_role(role: Role, units: str, location: Location) -> Task:
    return replace(with_part(Draft(), Part(role, "", units)).task(location.file or ""), location=location)
