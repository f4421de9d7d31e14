"""One task with what an amendment says of it: told anew, with more units or fewer, with words exchanged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scheduler.model import Change, Task
from scheduler.plans.timed import rhythm_start
from scheduler.plans.unit_names import split_units
from scheduler.text import folded


def merged(task: Task, said: Task) -> Task:
    """The task as it was, with what the amendment says in place of what was said before; a rhythm in place of a rhythm."""
    if said.frequency and not said.timing and task.timing and not task.frequency and rhythm_start(task.timing) == 0:
        said = replace(said, timing=said.frequency, frequency=None)
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


def joined(task: Task, said: Task) -> Task:
    """The task with further units beside those that take part in it."""
    known = {folded(unit) for unit in (*task.lead, *task.coordinating)}
    more = tuple(unit for unit in said.coordinating if folded(unit) not in known)
    return replace(task, coordinating=(*task.coordinating, *more))


def without_units(task: Task, said: Task) -> Task | None:
    """The task without some of the units that take part in it; None where one of them does not, or leads it."""
    gone = set(map(folded, said.coordinating))
    left = tuple(unit for unit in task.coordinating if folded(unit) not in gone)
    return replace(task, coordinating=left) if len(left) + len(gone) == len(task.coordinating) else None


def swapped(task: Task, change: Change) -> Task:
    """The task with the words exchanged wherever they stand in it."""
    was, now = change.words or ("", "")
    said = r"\s+".join(map(re.escape, was.split()))
    words = re.compile(rf"(?<!\w){said}(?!\w)", re.I)
    names = re.compile(words.pattern)  # «người cao tuổi» is no word of «Hội Người cao tuổi»

    def anew(text: str) -> str:
        return words.sub(lambda _: now, text)

    def units(named: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for unit in named for one in (split_units(anew(unit)) if names.search(unit) else (unit,)))

    lead = units(task.lead)
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
