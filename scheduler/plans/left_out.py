"""Deadlines that the text gives and that no task and no duty to report took: said, so that nothing is lost in silence."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import ReportingDuty, Task
from scheduler.plans.labelled import labelled_parts
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern
from scheduler.plans.time_at_end import counts, rhythms_in
from scheduler.plans.timed import has_day
from scheduler.plans.vocabulary import Role, Subject, subject
from scheduler.text import folded, shortened

_DEADLINE, _ROUND, _ROUND_NUMBER = (pattern("timed", key) for key in ("deadline", "round_inside", "round_number"))
_POINT = re.compile(r"\d{1,2}(?:/\d{1,4}){1,2}|\w+\s+(?:\d{1,2}|[IVX]+)(?!\w)")
_MOST = 12
"""Findings of this kind of one plan: who sees that many looks at the paper itself."""
_ASIDE = (Subject.PURPOSE, Subject.FRAME, Subject.BUDGET, Subject.CONTENTS)


def left_out(
    nodes: Sequence[Node], tasks: Sequence[Task], duties: Sequence[ReportingDuty], file: str
) -> tuple[Diagnostic, ...]:
    """deadline-left-out for each line with a deadline or a counting rhythm that nothing read says, then item-left-out.

    In sections on something else the former is an INFO.
    """
    said = " ".join(folded(" ".join(_words(t))) for t in tasks)
    said += " " + " ".join(folded(f"{d.what} {d.timing or ''}") for d in duties)
    found = (d for node in nodes for d in _of(node, None, said, file))
    items = _items_of(nodes, frozenset(t.location for t in tasks), file)
    return tuple(d for _, d in zip(range(_MOST), chain(found, items), strict=False))


def deadlines(text: str) -> tuple[str, ...]:
    """The deadlines that a text says: «hoàn thành trước ngày 30/4»."""
    return tuple(found.group().strip() for found in _DEADLINE.finditer(text))


def _items_of(nodes: Sequence[Node], taken: frozenset[Location], file: str) -> Iterator[Diagnostic]:
    """item-left-out for a numbered item without who and when in a list of tasks: most of those beside it are tasks."""
    for node in nodes:
        children = [c for c in node.below if c.numbered and c.item.label is not None and c.item.label.number]
        left = [c for c in children if not _gives(c, taken, file)]
        if node.is_section and left and len(left) * 3 <= len(children) and subject(node.item.text) is Subject.TASKS:
            for item in left:
                text = shortened(item.item.text, 120)
                yield Diagnostic("item-left-out", Severity.WARNING, item.item.place.within(file), values(text=text))
        yield from _items_of(node.below, taken, file)


def _gives(node: Node, taken: frozenset[Location], file: str) -> bool:
    return node.item.place.within(file) in taken or any(_gives(child, taken, file) for child in node.below)


def _words(task: Task) -> Iterator[str]:
    yield from (text for text in (task.title, task.timing, task.frequency, task.stream) if text)


def _of(node: Node, about: Subject | None, said: str, file: str) -> Iterator[Diagnostic]:
    about = (subject(" ".join(node.item.text.split()[:12])) if node.numbered and node.below else None) or about
    missed = [time for time in _times(node.item.text) if not _is_said(time, said)]
    if missed:
        severity = Severity.INFO if about in _ASIDE else Severity.QUESTION
        facts = values(timing="; ".join(missed), text=shortened(node.item.text, 120))
        yield Diagnostic("deadline-left-out", severity, node.item.place.within(file), facts)
    for child in node.below:
        yield from _of(child, about, said, file)


def _times(text: str) -> Iterator[str]:
    """Deadlines, rounds («đợt 1 tháng 11/2026»), rhythms that count, and what a label introduces («Thời gian: ngày 20/3»)."""
    yield from (m.group().strip() for m in _DEADLINE.finditer(text))
    yield from (m.group().strip() for m in _ROUND.finditer(text))
    yield from rhythms_in(text)
    yield from (
        p.value for p in labelled_parts(text)[1] if p.role in (Role.TIMING, Role.START, Role.END) and has_day(p.value)
    )


def _is_said(deadline: str, said: str) -> bool:
    """Whether the day, month or quarter of a deadline, or all of a rhythm, stands in what was read."""
    bare = _ROUND_NUMBER.sub("", deadline)
    point = None if counts(deadline) else _POINT.search(bare)
    return folded(point.group() if point else deadline).strip(" .") in said
