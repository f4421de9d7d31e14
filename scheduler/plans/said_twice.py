"""Work that the body of a plan and a table of its annex both set out: one task, said twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.plans.drafts import Draft
from scheduler.plans.parties import Parties
from scheduler.plans.unit_keys import unit_key
from scheduler.text import folded
from scheduler.words import place_text

_MARKS = re.compile(r"[^\w]+")


def told_once(drafts: Sequence[Draft], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts, those of a table that repeat one of running text left out; with what was left out, or says otherwise.

    A repeat has the same title and nothing that contradicts; who or when that only one of them tells holds for the task.
    Where lead or time differ both stay, and task-twice-differently asks which of them holds.
    """
    titles = {_title(d) for d in drafts if d.tabled} & {_title(d) for d in drafts if not d.tabled}
    kept: list[Draft] = []
    found: list[Diagnostic] = []
    for draft in drafts:
        at = next((i for i, d in enumerate(kept) if _repeats(d, draft)), None) if _title(draft) in titles else None
        if at is None:
            kept.append(draft)
            continue
        body = kept[at]
        agreed = _agree(body, draft)
        found.append(_diagnostic("task-told-twice" if agreed else "task-twice-differently", body, draft, file))
        if agreed:
            kept[at] = _with_more(body, draft)
        else:
            kept.append(draft)
    return tuple(kept), tuple(found)


def _title(draft: Draft) -> str:
    return _MARKS.sub(" ", folded(draft.title)).strip()


def _repeats(body: Draft, row: Draft) -> bool:
    return body.tabled != row.tabled and (_title(body), body.stream) == (_title(row), row.stream)


def _agree(one: Draft, other: Draft) -> bool:
    """Whether nothing that both tell is told in two ways."""
    pairs: Iterator[tuple[object, object]] = iter(
        (
            (_units(one.parties.lead), _units(other.parties.lead)),
            (_time(one.timing), _time(other.timing)),
            (_time(one.frequency), _time(other.frequency)),
        )
    )
    return all(not a or not b or a == b for a, b in pairs)


def _units(names: Sequence[str]) -> frozenset[str]:
    return frozenset(map(unit_key, names))


def _time(timing: str | None) -> str:
    return _MARKS.sub(" ", folded(timing or "")).strip()


def _with_more(body: Draft, row: Draft) -> Draft:
    """The task of the body with what only the row tells of it."""
    of_body, of_row = body.parties, row.parties
    who = Parties(
        of_body.lead or of_row.lead,
        of_body.coordinating or of_row.coordinating,
        of_body.directing or of_row.directing,
        of_body.unsure,
    )
    timed = body.timed
    return replace(
        body,
        parties=who,
        timing=body.timing if timed else row.timing,
        frequency=body.frequency if timed else row.frequency,
        duration=body.duration or row.duration,
    )


def _diagnostic(code: str, body: Draft, row: Draft, file: str) -> Diagnostic:
    severity = Severity.INFO if code == "task-told-twice" else Severity.QUESTION
    facts = values(no=body.no, other=row.no, title=body.title, at=place_text(row.place.within(file)))
    return Diagnostic(code, severity, body.place.within(file), facts)
