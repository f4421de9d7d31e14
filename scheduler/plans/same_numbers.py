"""Numbers that a paper gives twice: the later task gets a mark behind its number, so that no answer is for two at once."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.plans.drafts import Draft
from scheduler.words import place_text

_MARK = "*"


def told_apart(drafts: Sequence[Draft], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts, each with a number of its own («1», «1*»), streams of one item with one; task-number-twice of each marked."""
    first: dict[str, Draft] = {}
    taken = {draft.no for draft in drafts}
    apart: list[Draft] = []
    found: list[Diagnostic] = []
    for draft in drafts:
        before = first.setdefault(draft.no, draft)
        if before is draft or _streams(before, draft):
            apart.append(draft)
            continue
        own = draft.no + _MARK
        while own in taken:
            own += _MARK
        taken.add(own)
        apart.append(replace(draft, no=own))
        facts = values(no=draft.no, first=place_text(before.place.within(file)), own=own, title=draft.title)
        found.append(Diagnostic("task-number-twice", Severity.WARNING, draft.place.within(file), facts))
    return tuple(apart), tuple(found)


def as_printed(no: str) -> str:
    """The number without the mark."""
    return no.rstrip(_MARK)


def _streams(one: Draft, other: Draft) -> bool:
    """Whether two drafts are streams of one item, which config tells apart by their streams."""
    return one.place == other.place or one.stream != other.stream
