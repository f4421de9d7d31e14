"""Plans of config that are one and the same: in one file, or in two (the .docx and the .pdf of one mail)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import Plan
from scheduler.settings import PlanSource
from scheduler.text import folded

_MOST = 0.8
"""The share of the shorter plan's titles that the other has as well. Plans of the same office repeat some of their work."""
_FEWEST = 2


def followed_twice(sources: Sequence[PlanSource]) -> Iterator[Diagnostic]:
    """same-file for each plan whose file an earlier one has."""
    first: dict[str, str] = {}
    for source in sources:
        if first.setdefault(source.file, source.id) != source.id:
            facts = values(file=source.file, first=first[source.file], plan=source.id)
            yield Diagnostic("same-file", Severity.WARNING, Location(source.file), facts)


def told_twice(plans: Iterable[tuple[PlanSource, Plan]]) -> Iterator[Diagnostic]:
    """plan-twice for each plan that has the work of an earlier one in another file. plans: those that stand by themselves.

    What bears another number or is of another year is another plan, however alike: next year's repeats this one's work.
    """
    for (first, one), (source, other) in combinations(plans, 2):
        same = _titles(one) & _titles(other)
        fewer = min(len(_titles(one)), len(_titles(other)))
        if (
            first.file == source.file
            or len(same) < max(_FEWEST, _MOST * fewer)
            or _told_apart(first, one, source, other)
        ):
            continue
        facts = values(first=first.id, file=first.file, plan=source.id, count=len(same))
        yield Diagnostic("plan-twice", Severity.QUESTION, Location(source.file), facts)


def _titles(plan: Plan) -> set[str]:
    return {folded(task.title).rstrip(" .;") for task in plan.tasks}


def _told_apart(first: PlanSource, one: Plan, source: PlanSource, other: Plan) -> bool:
    """Whether both say their number, or both their year, and say another."""
    numbers = {n for n in (first.number or one.header.number, source.number or other.header.number) if n}
    years = {y for y in (first.year or one.header.year, source.year or other.header.year) if y}
    return len(numbers) > 1 or len(years) > 1
