"""What is wrong or open in a plan as read: no tasks, numbers left out, tasks without who or when."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import PlanHeader, Task
from scheduler.plans.drafts import LEAD_OR_INSPECTED, TIMING_OF_FILLS, TIMING_OF_REMARK, Draft
from scheduler.plans.section_says import TIMING_OF_SECTION
from scheduler.plans.timed import has_day

_SEVERAL, _MANY_GAPS = 3, 5


def check(
    header: PlanHeader, tasks: Sequence[Task], file: str, unread: Mapping[Location, tuple[str, ...]]
) -> tuple[Diagnostic, ...]:
    """plan-without-tasks, plan-without-year, plan-without-leads (of all its tasks, instead of each),
    task-numbers-skipped (task-numbers-skipped-often: one for many), task-without-timing, task-without-lead.

    unread: by the place of a task the titles of columns that may say when; then column-unread for task-without-timing.
    """
    asked_of_lead = _nothing if _all_without_lead(tasks) else _of_lead
    return (
        *_of_plan(header, tasks, file),
        *_of_gaps(tuple(_skipped(tasks))),
        *_without_leads(tasks, file),
        *(d for task in tasks for d in (*_of_time(task, unread.get(task.location, ())), *asked_of_lead(task))),
    )


def _all_without_lead(tasks: Sequence[Task]) -> bool:
    """Whether a plan of several tasks names no unit in charge at all: one question is enough."""
    return len(tasks) >= _SEVERAL and not any(task.lead for task in tasks)


def _without_leads(tasks: Sequence[Task], file: str) -> Iterator[Diagnostic]:
    if _all_without_lead(tasks):
        yield Diagnostic("plan-without-leads", Severity.QUESTION, Location(file), values(count=len(tasks)))


def _of_plan(header: PlanHeader, tasks: Sequence[Task], file: str) -> Iterator[Diagnostic]:
    if not tasks:
        yield Diagnostic("plan-without-tasks", Severity.ERROR, Location(file))
    elif header.year is None:
        yield Diagnostic("plan-without-year", Severity.INFO, Location(file))


def _skipped(tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    """task-numbers-skipped where the rows of a table count on by more than one: rows between may not have been read."""
    for before, after in pairwise(task for task in tasks if task.tabled):
        (above, first), (under, last) = (_counted(task.no) for task in (before, after))
        if above == under and first and last > first + 1:
            facts = values(no=before.no, next=after.no, title=after.title)
            yield Diagnostic("task-numbers-skipped", Severity.WARNING, after.location, facts)


def _of_gaps(gaps: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Each gap, or of many but the first with how many there are: an excerpt of a long table."""
    if len(gaps) <= _MANY_GAPS:
        yield from gaps
        return
    facts = values(count=len(gaps), **dict(gaps[0].values))
    yield Diagnostic("task-numbers-skipped-often", Severity.WARNING, gaps[0].location, facts)


def _counted(number: str) -> tuple[str, int]:
    """What stands before the last part of a number, and that part; 0 for a letter."""
    above, _, last = number.rpartition(".")
    return above, int(last) if last.isdecimal() else 0


def recognised(tasks: Sequence[Task], pages: frozenset[int]) -> Iterator[Diagnostic]:
    """task-recognised for each task that stands on a page which was read from its picture."""
    for task in tasks:
        if task.location.page in pages:
            facts = values(no=task.no, title=task.title, page=task.location.page or 0)
            yield Diagnostic("task-recognised", Severity.QUESTION, task.location, facts)


_TO_BE_LOOKED_AT = frozenset({TIMING_OF_FILLS, TIMING_OF_REMARK, LEAD_OR_INSPECTED})


def of_taken(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """timing-of-grid, timing-of-fills, timing-of-remark, lead-of-marks: of marked or coloured columns, remarks;
    fills-unread: of several colours; (timing, lead)-of-section: of the section row above.

    day-in-title: work that took the time of its section names a day of its own.
    remark-beside-time: a remark says when too, or that it is otherwise.
    grid-cell-unread, share-cell-unread: a cell to be marked holds something else.
    """
    where = draft.place.within(file)
    for code in draft.taken:
        facts = values(no=draft.no, title=draft.title, timing=draft.timing or "", lead=", ".join(draft.parties.lead))
        yield Diagnostic(code, Severity.WARNING if code in _TO_BE_LOOKED_AT else Severity.INFO, where, facts)
        if code == TIMING_OF_SECTION and has_day(draft.title):
            yield Diagnostic("day-in-title", Severity.WARNING, where, facts)
    if draft.fills:
        facts = values(no=draft.no, title=draft.title, count=draft.fills)
        yield Diagnostic("fills-unread", Severity.WARNING, where, facts)
    for text in draft.remarks:
        facts = values(no=draft.no, title=draft.title, text=text, timing=draft.timing or draft.frequency or "")
        yield Diagnostic("remark-beside-time", Severity.WARNING, where, facts)
    for text in draft.unread_shares:
        yield Diagnostic(
            "share-cell-unread", Severity.WARNING, where, values(no=draft.no, title=draft.title, text=text)
        )
    for text in draft.unread:
        yield Diagnostic("grid-cell-unread", Severity.WARNING, where, values(no=draft.no, title=draft.title, text=text))


def _of_time(task: Task, unread: Sequence[str]) -> Iterator[Diagnostic]:
    if unread and not (task.timing or task.frequency):
        facts = values(no=task.no, title=task.title, columns="”, “".join(unread))
        yield Diagnostic("column-unread", Severity.QUESTION, task.location, facts)
    elif not (task.timing or task.frequency):
        yield Diagnostic("task-without-timing", Severity.QUESTION, task.location, values(no=task.no, title=task.title))


def _nothing(_: Task) -> Iterator[Diagnostic]:
    return iter(())


def _of_lead(task: Task) -> Iterator[Diagnostic]:
    if not task.lead:
        yield Diagnostic("task-without-lead", Severity.QUESTION, task.location, values(no=task.no, title=task.title))
