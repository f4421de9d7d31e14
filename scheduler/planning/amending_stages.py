"""A time in stages, «Sơ kết trước 20/6; tổng kết trước 10/12»: what is said of one leaves the others as they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.model import Change, Task
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import starts_timed
from scheduler.text import folded

_STAGE = re.compile(r"\s*;\s*|,\s+(?=[^\W\d])")
_WORD = re.compile(r"\w+")
_BETWEEN, _OF_YEAR = pattern("stages", "between"), pattern("stages", "of_year")
_PERIOD = re.compile(r"[^\W\d]+ \w{1,4}")
_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class _Stage:
    """One clause of a time: the words that call it, and its own time."""

    name: str
    text: str


def with_stage(task: Task, change: Change) -> Task | None:
    """The task with the time of the one stage, or period, that a change names; None where it names none of several by itself."""
    said = change.task
    old = _stages(task.timing or "")
    if said is None or said.title or said.frequency or not said.timing:
        return None
    if len(old) < 2:
        return _with_period(task, change, said.timing)
    new = _stages(said.timing) or _named_alone(said.timing, _named(change, task, old))
    exchanged = {folded(stage.name): stage.text for stage in new}
    known = {folded(stage.name) for stage in old}
    if not exchanged or not exchanged.keys() < known:
        return None
    return replace(task, timing="; ".join(exchanged.get(folded(s.name), s.text) for s in old))


def without_stage(task: Task, change: Change) -> Task | None:
    """The task without the one stage that a change ends, «không tổ chức sơ kết tại mục 4»; None where it ends no such part."""
    old = _stages(task.timing or "")
    gone = _named(change, task, old)
    if not (0 < len(gone) < len(old)) or not ends_stage(task, change):
        return None
    return replace(task, timing="; ".join(stage.text for stage in old if stage.name not in gone))


def ends_stage(task: Task, change: Change) -> bool:
    """Whether the item's number stands behind the name of a stage, and so calls in which item that is."""
    before = _plain(change.text).partition(_plain(change.no))[0] + " " if change.no else ""
    return any(_plain(stage.name) in before for stage in _stages(task.timing or ""))


def names_stages(task: Task, change: Change) -> bool:
    """Whether a change says the names of some of the stages of a task, and not of all."""
    old = _stages(task.timing or "")
    return 0 < len(_named(change, task, old)) < len(old)


def _with_period(task: Task, change: Change, timing: str) -> Task | None:
    """«Quý II, quý III» with another one in the place of that which the change says to have been: «từ quý III sang quý IV»."""
    periods = _periods(task.timing or "")
    said = " ".join(_plain(change.text).rpartition(_plain(timing))[::2])
    named = [p for p in periods if _plain(p) in said]
    kept = _plain(_OF_YEAR.sub("", timing)) in map(_plain, periods)
    if not starts_timed(timing) or len(named) != 1 or len(periods) < 2 or kept:
        return None
    year = _OF_YEAR.search(task.timing or "")
    bare = timing.strip() if year is None or _OF_YEAR.search(timing) else f"{timing.strip()}{year.group()}"
    return replace(task, timing=", ".join(bare if p in named else p for p in periods))


def _periods(timing: str) -> tuple[str, ...]:
    """The periods of a list, «Quý II, III năm 2026», each with the word for its kind; () for any other time."""
    pieces = [p.strip() for p in _BETWEEN.split(_OF_YEAR.sub("", timing).strip(" .;"))]
    kind = pieces[0].partition(" ")[0]
    told = tuple(p if " " in p else f"{kind} {p}" for p in pieces)
    return told if all(_PERIOD.fullmatch(p) and starts_timed(p) for p in told) else ()


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
