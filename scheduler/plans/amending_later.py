"""From which day on a line of an amendment holds, where it says one: «Kể từ ngày 15/8/2026, …», «… từ tháng 7/2026»."""

from dataclasses import dataclass

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_facts import clauses
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import rhythm_start
from scheduler.plans.vocabulary import words

_PLACES = tuple(
    pattern("later", key) for key in ("at_head", "behind_colon", "between", "at_end", "at_end_of_any", "in_brackets")
)

_CELL = pattern("later", "cell")
(_FROM,) = words("later", "since")
_MAY = (ChangeKind.CLOSE, ChangeKind.JOIN, ChangeKind.LEAVE, ChangeKind.SWAP, ChangeKind.HAND_OVER)


@dataclass(frozen=True, slots=True)
class Later:
    """A line without the day from which it holds, and that day as printed."""

    rest: str
    day: str


def day_apart(text: str) -> Later | None:
    """The line without the one such day that it says; None where it says none, several, or one of several clauses."""
    found = next((m for form in _PLACES if (m := form.search(text)) is not None), None)
    if found is None:
        return None
    rest = text[: found.start("all")] + text[found.end("all") :]
    if len(clauses(rest)) > 1 or any(form.search(rest) for form in _PLACES):
        return None
    return Later(rest, " ".join(found["day"].split()))


def day_of_cell(text: str) -> str | None:
    """The day in a cell that says from when on its row holds; None where it says anything else."""
    found = _CELL.match(text)
    return " ".join((_FROM, " ".join(found["date"].split()))) if found is not None else None


def may_begin(change: Change) -> bool:
    """Whether a change may hold from a day on: another time with «từ ngày …» before it may be the time of the work itself."""
    if change.kind is not ChangeKind.REPLACE:
        return change.kind in _MAY
    task = change.task
    return task is not None and bool(task.lead or task.coordinating or task.frequency or _turns(task.timing))


def _turns(timing: str | None) -> bool:
    return bool(timing) and rhythm_start(timing or "") == 0
