"""One task with what an amendment says of it: told anew, with more units or fewer, with words exchanged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scheduler.model import Change, Task
from scheduler.planning.short_names import left_away
from scheduler.plans.timed import rhythm_start
from scheduler.plans.unit_names import split_units
from scheduler.text import folded


def merged(task: Task, said: Task) -> Task:
    """The task as it was, with what the amendment says in place of what was said before; a rhythm in place of a rhythm."""
    if said.frequency and not said.timing and task.timing and not task.frequency and rhythm_start(task.timing) == 0:
        said = replace(said, timing=said.frequency, frequency=None)
    elif said.timing and not said.frequency and task.frequency and rhythm_start(said.timing) == 0:
        said = replace(said, timing=None, frequency=said.timing)
    return replace(
        task,
        title=said.title or task.title,
        lead=said.lead or task.lead,
        coordinating=said.coordinating or tuple(unit for unit in task.coordinating if unit not in said.lead),
        directing=said.directing or task.directing,
        timing=said.timing or task.timing,
        frequency=said.frequency or (task.frequency if not (said.timing and said.title) else None),
        duration=said.duration or task.duration,
    )


def merged_in_place(task: Task, said: Task, instead: Sequence[str]) -> Task | None:
    """The task merged with what is said, its new lead in the place of these units alone; None where one of them does not lead it.

    Where the line names nobody, or the task has no lead, the new lead stands for all there was.
    """
    if not (instead and said.lead and task.lead):
        return merged(task, said)
    gone = [next((unit for unit in task.lead if _is_called(unit, named)), "") for named in instead]
    if "" in gone:
        return None
    first = task.lead.index(gone[0])
    before, behind = (
        [u for u in part if u not in (*gone, *said.lead)] for part in (task.lead[:first], task.lead[first:])
    )
    return merged(task, replace(said, lead=(*before, *said.lead, *behind)))


def _is_called(unit: str, named: str) -> bool:
    """Whether an amendment calls the unit by its name, or by a short form of it."""
    return folded(unit) == folded(named) or left_away(unit, named) is not None


def joined(task: Task, said: Task) -> Task:
    """The task with further units beside those that lead it, or that take part in it."""
    lead = _with_more(task.lead, said.lead)
    beside = (
        unit for unit in _with_more(task.coordinating, said.coordinating) if folded(unit) not in map(folded, lead)
    )
    return replace(task, lead=lead, coordinating=tuple(beside))


def _with_more(units: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    known = set(map(folded, units))
    return (*units, *(unit for unit in more if folded(unit) not in known))


def without_units(task: Task, said: Task) -> Task | None:
    """The task without some of its units; None where one of them does not have that part in it, or nobody would lead it then."""
    lead, beside = _without(task.lead, said.lead), _without(task.coordinating, said.coordinating)
    if lead is None or beside is None or (task.lead and not lead):
        return None
    return replace(task, lead=lead, coordinating=beside)


def _without(units: Sequence[str], gone: Sequence[str]) -> tuple[str, ...] | None:
    left = tuple(unit for unit in units if folded(unit) not in map(folded, gone))
    return left if len(left) + len(gone) == len(units) else None


def swapped(task: Task, change: Change) -> Task:
    """The task with the words exchanged wherever they stand in it."""
    was, now = change.words or ("", "")
    done, said = (r"\s+".join(map(re.escape, text.split())) for text in (now, was))
    words = re.compile(rf"(?<!\w)(?:{done}|{said})(?!\w)", re.I)  # what reads so already stays
    names = re.compile(words.pattern)  # «người cao tuổi» is no word of «Hội Người cao tuổi»

    def anew(text: str) -> str:
        return words.sub(lambda _: now, text)

    def units(named: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for unit in named for one in (split_units(anew(unit)) if names.search(unit) else (unit,)))

    lead = tuple(dict.fromkeys(units(task.lead)))
    return replace(
        task,
        title=anew(task.title),
        lead=lead,
        coordinating=tuple(unit for unit in units(task.coordinating) if lead == task.lead or unit not in lead),
        directing=units(task.directing),
        timing=anew(task.timing) if task.timing else task.timing,
        frequency=anew(task.frequency) if task.frequency else task.frequency,
        duration=anew(task.duration) if task.duration else task.duration,
    )
