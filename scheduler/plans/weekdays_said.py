"""A guard: weekly work whose text names a weekday, while its rhythm was read without one, is asked about."""

from collections.abc import Iterable, Iterator

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.plans.drafts import Draft
from scheduler.plans.patterns import pattern
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Freq, Recurring

_WEEKDAY = pattern("timed", "weekday")
_ANY_YEAR = 2024


def weekdays_left_out(drafts: Iterable[Draft], file: str) -> Iterator[Diagnostic]:
    """weekday-left-out for each task that would fall on the last day of its weeks though a weekday stands in its words."""
    for draft in drafts:
        rhythm = draft.frequency or draft.timing or ""
        said = _WEEKDAY.search(" | ".join(filter(None, (draft.title, draft.stream, draft.timing, draft.frequency))))
        if said is not None and _is_weekly_without_day(rhythm):
            facts = values(no=draft.no, title=draft.title, weekday=said.group(), timing=rhythm)
            yield Diagnostic("weekday-left-out", Severity.QUESTION, draft.place.within(file), facts)


def _is_weekly_without_day(phrase: str) -> bool:
    read = parse(phrase, _ANY_YEAR).timing
    return isinstance(read, Recurring) and read.freq is Freq.WEEKLY and read.due is None and read.count == 1
