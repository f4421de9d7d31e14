"""Several columns for time, each of a step of the work («Thời gian trình UBND», «Thời gian trình HĐND»): a stream for each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft
from scheduler.plans.grid import GridRow
from scheduler.plans.vocabulary import Role, any_of
from scheduler.text import capitalised


def step_of(title: str) -> str | None:
    """The step that a column for time is of: «Trình HĐND»; None where it is of the work as a whole."""
    found = _step().search(" ".join(title.split()))
    return capitalised(found.group().strip(" .:")) if found else None


def by_steps(draft: Draft, row: GridRow, columns: Columns) -> Iterator[Draft]:
    """The draft once for each step that has a time of its own, numbered within it; itself where the columns name no steps."""
    steps = {at: step for at in columns.at(Role.TIMING) if (step := step_of(columns.titles[at])) is not None}
    if len(set(steps.values())) < 2 or len(steps) < len(columns.at(Role.TIMING)):
        yield draft
        return
    timed = [(step, " ".join(row.at(at).split())) for at, step in steps.items() if row.at(at).strip(" -–.")]
    for place, (step, timing) in enumerate(timed, 1):
        number = f"{draft.no}.{place}" if len(timed) > 1 else draft.no
        yield replace(draft, no=number, stream=step, timing=timing)
    if not timed:
        yield draft


@cache
def _step() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('roles', 'steps')})(?!\w).*", re.IGNORECASE)
