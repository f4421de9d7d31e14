"""A unit's check-ins of one period stand in one line and are answered on one card, whatever plans they are of. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from scheduler.book import Book, State
from scheduler.diagnostics import values
from scheduler.planning.check_ins import check_in_title
from scheduler.progress import Standing
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.words import say

_IN_A_REASON: Final = 60


def fold_key(occurrence: Occurrence) -> tuple[object, ...]:
    """What is equal where occurrences belong in one line."""
    if occurrence.kind is not Kind.CHECK_IN:
        return (occurrence.uid,)
    return occurrence.label, occurrence.unit, occurrence.leads, occurrence.act_by


def folded(occurrences: Iterable[Occurrence]) -> tuple[tuple[Occurrence, ...], ...]:
    """The occurrences as they stand in lines, in the order of the first of each."""
    found: dict[tuple[object, ...], list[Occurrence]] = {}
    for occurrence in occurrences:
        found.setdefault(fold_key(occurrence), []).append(occurrence)
    return tuple(map(tuple, found.values()))


def standing_fast(those: tuple[Occurrence, ...], off: Collection[str]) -> tuple[Occurrence, ...]:
    """What of a line was not called off; all of it where all of it was."""
    return tuple(o for o in those if o.uid not in off) or those


def as_one(those: Sequence[Occurrence]) -> Occurrence:
    """The one that speaks for all of a line: the last, with the tasks of all and their number in its title."""
    if len(those) == 1:
        return those[0]
    tasks = tuple(dict.fromkeys(key for o in those for key in o.tasks))
    title = check_in_title(those[-1].label, len(tasks), (reason for o in those for reason in o.why))
    return replace(those[-1], tasks=tasks, title=title, mentions=tuple(m for o in those for m in o.mentions))


def answered_of_all(those: Sequence[Occurrence], book: Book) -> tuple[int, int]:
    """How many of the tasks that a line of check-ins asks about were answered, each for itself, of how many."""
    told = ((book.standing(o.uid).tasks, o) for o in those if o.kind is Kind.CHECK_IN)
    answers = [key in tasks and tasks[key].answered for tasks, o in told for key in o.tasks]
    return sum(answers), len(answers)


def standing_of_all(those: Sequence[Occurrence], book: Book) -> Standing:
    """Where a line stands: done when all that is folded into it is; of check-ins with why tasks are not done."""
    found = book.standing_of(those[-1])
    reasons = "; ".join(text for o in those for text in _reasons(o, book))
    done = all(book.state(o) is State.DONE for o in those)
    return replace(found, done=done, reason=found.reason or (reasons if reasons and not done else None))


def _reasons(occurrence: Occurrence, book: Book) -> Iterable[str]:
    """Why tasks of a check-in are not done, each with what it is."""
    told = book.standing(occurrence.uid).tasks
    for key in occurrence.tasks if occurrence.kind is Kind.CHECK_IN else ():
        if key in told and told[key].reason and not told[key].done:
            title = shortened(book.tasks[key].title, _IN_A_REASON) if key in book.tasks else key
            yield say("messages", "item", "task-reason", values(title=title, reason=told[key].reason or ""))
