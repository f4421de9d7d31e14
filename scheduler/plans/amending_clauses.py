"""Who and when of an amended item in running text: clauses that say nothing else, alone or behind the item's title."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from scheduler.diagnostics import Location
from scheduler.model import Task
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, labelled_parts, tidy, tidy_title
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import told_in_prose
from scheduler.plans.timed import starts_timed, without_done
from scheduler.plans.unit_names import are_units
from scheduler.plans.vocabulary import Role, label_role, words
from scheduler.text import folded

_APART = re.compile(r"\s*[;,]\s*")
_CUT = re.compile(r"\s*[;:,]\s+|\s+(?=\()")
_MOST_CUTS = 6
_WORDS = re.compile(r"\w+")
(_ITEM,) = (word.capitalize() for word in words("amending", "nameless"))
_NAMES_ROLE = pattern("amending", "names_role")
_LED, _BESIDE = pattern("amending", "piece_led"), pattern("amending", "piece_beside")
_WAS_BEFORE = pattern("amending", "was_before")
_DOES = pattern("amending", "does")
_LONGEST_LABEL = 4


def described(title: str, rest: str, location: Location) -> Task | None:
    """An item of a title and of what is said behind it, «giao Sở A chủ trì; tháng 8/2026»; None unless who and when alone."""
    said = _WAS_BEFORE.sub("", rest.strip(" ,;.")).strip(" ,;.()")
    draft = _told_whole(title, said) or _told_in_parts(title, said)
    return replace(draft.task(location.file or ""), location=location) if draft is not None else None


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


def _told_whole(title: str, rest: str) -> Draft | None:
    told = told_in_prose(f"{title or _ITEM}; {rest}")
    left = folded(rest)
    for one in filter(None, (*told.lead, *told.coordinating, told.timing)):
        left = left.replace(folded(one), " ")
    if not told.lead or not set(_WORDS.findall(left)) <= set(words("amending", "between")):
        return None
    return replace(
        Draft(), title=tidy_title(title), parties=Parties(told.lead, told.coordinating), timing=told.timing or ""
    )


def _told_in_parts(title: str, rest: str) -> Draft | None:
    draft = replace(Draft(), title=tidy_title(title))
    for piece in filter(None, (one.strip(" .") for one in _APART.split(rest))):
        parts = _parts_of(piece)
        if not parts:
            return None
        draft = reduce(with_part, parts, draft)
    return draft if draft.told or draft.parties.coordinating else None


def _parts_of(piece: str) -> list[Part]:
    """What a piece says of who and when; nothing where it says anything else."""
    if (time := _time_of(piece)) is not None:
        return [Part(Role.TIMING, "", time)]
    labelled = labelled_parts(piece)
    if labelled[1] and not labelled[0]:
        return list(labelled[1])
    return next((parts for who, time in _with_time_apart(piece) if (parts := _who_of(who, time))), [])


def _with_time_apart(piece: str) -> Iterator[tuple[str, str]]:
    """The piece whole, and cut before each time that it may end with: «do Ban A thực hiện | trong tháng 10»."""
    yield piece, ""
    said = piece.split()
    for at in range(1, len(said)):
        time = without_done(" ".join(said[at:]))
        if starts_timed(time):
            yield " ".join(said[:at]), time


def _who_of(piece: str, time: str) -> list[Part]:
    timed = [Part(Role.TIMING, "", tidy(time))] if time else []
    for role, form in ((Role.COORDINATING, _BESIDE), (Role.LEAD, _LED)):
        found = form.match(piece)
        units = (found["now"] or found.groupdict().get("with") or "") if found is not None else ""
        if units and are_units(units):
            return [Part(role, "", units), *timed]
    return []


def _time_of(part: str) -> str | None:
    """The time that a part is, its label taken off."""
    said = part.split()
    labels = (n for n in range(min(_LONGEST_LABEL, len(said) - 1), 0, -1))
    label = next((n for n in labels if label_role(" ".join(said[:n])) is Role.TIMING), 0)
    time = _DOES.sub("", without_done(" ".join(said[label:]).lstrip(": ")))
    return tidy(time) if starts_timed(time) else None
