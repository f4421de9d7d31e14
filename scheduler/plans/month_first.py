"""Dates of a table in which the month stands first («3/15/2027»), as programs of other countries write them: asked, never taken."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.plans.drafts import Draft
from scheduler.words import say

_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")
_SHOWN = 3


def asked_of_order(drafts: tuple[Draft, ...], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts with both readings of each date that has two, and dates-month-first; as they are where no date shows the order.

    «3/15/2027» can only be 15 March; where such a date stands in a table, and none that can only be day and month, nobody knows
    of «5/6/2027» which of both is meant.
    """
    dates = [(found, draft) for draft in drafts for found in _DATE.finditer(draft.timing or "")]
    telling = [(found[0], draft) for found, draft in dates if int(found[1]) <= 12 < int(found[2]) <= 31]
    if not telling or any(int(found[1]) > 12 for found, _ in dates):
        return drafts, ()
    both = tuple(_with_both(draft) for draft in drafts)
    unsure = [was.timing or "" for was, now in zip(drafts, both, strict=True) if was.timing != now.timing]
    facts = values(dates=_listed([text for text, _ in telling]), unsure=_listed(unsure) or "–", count=len(unsure))
    return both, (Diagnostic("dates-month-first", Severity.QUESTION, telling[0][1].place.within(file), facts),)


def _with_both(draft: Draft) -> Draft:
    return replace(draft, timing=_DATE.sub(_both, draft.timing)) if draft.timing else draft


def _both(found: re.Match[str]) -> str:
    first, second, year = found.groups()
    if int(second) > 12 or int(first) == int(second):
        return found[0]
    return say("plans", "label", "either", values(first=found[0], second=f"{second}/{first}/{year}"))


def _listed(texts: Sequence[str]) -> str:
    return "; ".join(texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")
