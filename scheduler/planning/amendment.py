"""A plan that amends another one: from which day it holds, and what it is called where a date is explained."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.model import Change, ChangeKind, Plan
from scheduler.settings import PlanSource
from scheduler.timing.combine import read_task_timing
from scheduler.timing.ir import Continuous
from scheduler.words import day_text


@dataclass(frozen=True, slots=True)
class Amendment:
    """A plan that amends another one: its source in config, as it reads, the day from which it holds."""

    source: PlanSource
    plan: Plan
    since: date

    @property
    def name(self) -> str:
        """What it is called in the trace of a date."""
        number = self.source.number or self.plan.header.number
        return self.source.name or number or self.plan.header.title or self.source.id


def since_text(amendment: Amendment) -> str:
    """The day from which it holds, as people write it."""
    return day_text(amendment.since)


def by_day(amendment: Amendment) -> Iterator[tuple[Amendment, Sequence[Change]]]:
    """Its changes by the day from which they hold, in order: the first all that hold from its own day, or say an earlier one.

    What lies before its own day stays as it was, whatever it says; a day that cannot be read makes the change a question.
    """
    days: defaultdict[date, list[Change]] = defaultdict(list, {amendment.since: []})
    for change in amendment.plan.changes:
        day = _begins(change, amendment)
        if day is None:
            days[amendment.since].append(replace(change, kind=ChangeKind.UNSURE, task=None))
        else:
            days[max(day, amendment.since)].append(change)
    yield from ((replace(amendment, since=day), days[day]) for day in sorted(days))


def _begins(change: Change, amendment: Amendment) -> date | None:
    if change.from_when is None:
        return amendment.since
    timing = read_task_timing(change.from_when, None, None, amendment.since.year).timing
    return timing.start if isinstance(timing, Continuous) else None
