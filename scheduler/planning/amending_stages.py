"""A time in stages, «Sơ kết trước 20/6; tổng kết trước 10/12»: what is said of one leaves the others as they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.model import Change, Task
from scheduler.plans.timed import starts_timed
from scheduler.text import folded

_STAGE = re.compile(r"\s*;\s*|,\s+(?=[^\W\d])")
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class _Stage:
    """One clause of a time: the words that call it, and its own time."""

    name: str
    text: str


def with_stage(task: Task, change: Change) -> Task | None:
    """The task with the time of the one stage that a change names; None where it names none of several stages by itself."""
    said = change.task
    old = _stages(task.timing or "")
    if said is None or said.title or said.frequency or not said.timing or len(old) < 2:
        return None
    new = _stages(said.timing) or _named_alone(said.timing, _named(change, task, old))
    exchanged = {folded(stage.name): stage.text for stage in new}
    known = {folded(stage.name) for stage in old}
    if not exchanged or not exchanged.keys() < known:
        return None
    return replace(task, timing="; ".join(exchanged.get(folded(s.name), s.text) for s in old))


def _named(change: Change, task: Task, stages: Sequence[_Stage]) -> list[str]:
    """The names of the stages that a change says, the title of the task apart."""
    said = _plain(change.text).replace(_plain(task.title), " ")
    return [stage.name for stage in stages if _plain(stage.name) in said]


def _named_alone(timing: str, named: Sequence[str]) -> tuple[_Stage, ...]:
    """The stage that one time is said of."""
    one = len(named) == 1 and starts_timed(timing)
    return (_Stage(named[0], f"{named[0]} {timing}"),) if one else ()


def _stages(timing: str) -> tuple[_Stage, ...]:
    """The stages of a time, each under a name of its own; () where a clause has none."""
    found = [_stage(clause.strip(" .")) for clause in _STAGE.split(timing) if clause.strip(" .")]
    names = {folded(stage.name) for stage in found if stage is not None}
    return tuple(stage for stage in found if stage is not None) if len(names) == len(found) else ()


def _stage(clause: str) -> _Stage | None:
    head, colon, behind = clause.partition(":")
    if colon and starts_timed(behind.strip()):
        return _Stage(head.strip(), clause)
    words = clause.split()
    starts = (at for at in range(1, min(len(words), _LONGEST_NAME + 1)) if starts_timed(" ".join(words[at:])))
    at = next(starts, None) if not starts_timed(clause) else None
    return _Stage(" ".join(words[:at]), clause) if at is not None else None


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(folded(text)))} "
