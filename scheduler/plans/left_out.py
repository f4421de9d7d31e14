"""Deadlines, items and undated duties that no task and no duty to report took: said, so that nothing is lost in silence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import ReportingDuty, Task
from scheduler.plans.labelled import labelled_parts
from scheduler.plans.one_event import is_label
from scheduler.plans.outline_entries import is_role_line
from scheduler.plans.outline_lines import Node
from scheduler.plans.parties import parties
from scheduler.plans.patterns import pattern
from scheduler.plans.time_at_end import counts, rhythms_in
from scheduler.plans.timed import has_day
from scheduler.plans.vocabulary import WHO, Role, Subject, subject
from scheduler.text import folded, shortened

_DEADLINE, _ROUND, _ROUND_NUMBER = (pattern("timed", key) for key in ("deadline", "round_inside", "round_number"))
_CLOSING = pattern("reporting", "closing")
_SPAN_BEHIND = pattern("timed", "span_behind")
_IN_TIME, _BY_YEAR = pattern("timed", "in_time"), pattern("timed", "by_year")
_POINTS = (re.compile(r"\d{1,2}(?:/\d{1,4}){1,2}"), re.compile(r"\w+\s+(?:\d{1,2}|[IVX]+)(?!\w)"))
"""A day with its month; where there is none, a month, a quarter or a day alone: «ngày 15» is in «ngày 15/8» and in «ngày 15/9»."""
_MOST = 12
"""Findings of this kind of one plan: who sees that many looks at the paper itself."""
_FEWEST_WORDS = 4
_OF_WORK = (None, Subject.TASKS, Subject.CONTENTS)
_ASIDE = (Subject.PURPOSE, Subject.FRAME, Subject.BUDGET, Subject.CONTENTS)


def left_out(
    nodes: Sequence[Node], tasks: Sequence[Task], duties: Sequence[ReportingDuty], file: str
) -> tuple[Diagnostic, ...]:
    """deadline-left-out for each line with a deadline or a counting rhythm that nothing read says, then item-left-out.

    In sections on something else the former is an INFO. Last duties-undated and duties-of-event, INFO for each section.
    """
    said = " ".join(folded(" ".join(_words(t))) for t in tasks)
    said += " " + " ".join(folded(f"{d.what} {d.timing or ''}") for d in duties)
    found = (d for node in nodes for d in _of(node, None, said, file))
    units = frozenset(unit for t in tasks for unit in (*t.lead, *t.coordinating, *t.directing))
    taken = _Taken(frozenset(t.location for t in tasks), frozenset(d.location for d in duties), units, file)
    items = chain(_told_left(nodes, taken), _items_of(nodes, taken, None))
    return (*(d for _, d in zip(range(_MOST), chain(found, items), strict=False)), *_undated(nodes, taken, said, nodes))


def deadlines(text: str) -> tuple[str, ...]:
    """The deadlines that a text says: «hoàn thành trước ngày 30/4»."""
    return tuple(found.group().strip() for found in _DEADLINE.finditer(text))


@dataclass(frozen=True, slots=True)
class _Taken:
    """Where the lines stand that tasks and duties to report were read from; units: those of the tasks."""

    tasks: frozenset[Location]
    duties: frozenset[Location]
    units: frozenset[str]
    file: str

    def is_task(self, node: Node) -> bool:
        return node.item.place.within(self.file) in self.tasks

    def holds_task(self, node: Node) -> bool:
        return self.is_task(node) or any(map(self.holds_task, node.below))

    def holds_work(self, node: Node) -> bool:
        """Whether it holds a task that is no event told by labels: beside «Thời gian: …» nothing need be a task."""
        return (self.is_task(node) and not is_label(node.item.text)) or any(map(self.holds_work, node.below))

    def holds_event(self, node: Node) -> bool:
        """Whether it holds an event told by labels."""
        return (self.is_task(node) and is_label(node.item.text)) or any(map(self.holds_event, node.below))

    def says_nothing_else(self, text: str) -> bool:
        """Whether a line is a label of an event («Địa điểm: …»), or names but units that tasks have («Đơn vị chủ trì: …»)."""
        title, parts = labelled_parts(text)
        named = [unit for part in parts for unit in parties(part.role, part.value).lead if part.role in WHO]
        return is_label(text) or (not title and bool(named) and self.units.issuperset(named))

    def holds(self, node: Node) -> bool:
        """Whether a task or a duty to report was read from the node or below it."""
        own = node.item.place.within(self.file) in self.duties or self.is_task(node)
        return own or any(map(self.holds, node.below))


def points(text: str) -> tuple[str, ...]:
    """The days, months and quarters in which a text says that something falls: «trong tháng 3/2026»."""
    return tuple(found.group().strip() for found in _IN_TIME.finditer(text))


def _items_of(nodes: Sequence[Node], taken: _Taken, about: Subject | None) -> Iterator[Diagnostic]:
    """item-left-out for an item of a list of tasks of which we read neither who nor when, while one beside it is a task."""
    for node in nodes:
        own = subject(node.item.text) if node.is_section else about
        if own in _OF_WORK and not taken.is_task(node):
            yield from _told_left(node.below, taken)
        yield from _items_of(node.below, taken, own)


def _told_left(nodes: Sequence[Node], taken: _Taken) -> Iterator[Diagnostic]:
    for item in _left(nodes, taken):
        facts = values(text=shortened(item.item.text, 120))
        yield Diagnostic("item-left-out", Severity.WARNING, item.item.place.within(taken.file), facts)


def _left(nodes: Sequence[Node], taken: _Taken) -> list[Node]:
    """Of a list the labelled items, no sections, that nothing was read from, of one kind with one that holds a task."""
    children = [c for c in nodes if c.item.label is not None and not c.is_section and subject(c.item.text) in _OF_WORK]
    of_tasks = {c.item.label.style for c in children if c.item.label is not None and taken.holds_work(c)}
    left = (c for c in children if c.item.label and c.item.label.style in of_tasks and not taken.holds(c))
    return [c for c in left if not taken.says_nothing_else(c.item.text)]


def _undated(nodes: Sequence[Node], taken: _Taken, said: str, whole: Sequence[Node]) -> Iterator[Diagnostic]:
    """duties-undated: in a section on who does what, some of it dated and so tasks, the lines that say no time.

    duties-of-event: the same where the plan is of one event and only that is a task.
    """
    for node in nodes:
        dated = node.is_section and (taken.holds_task(node) or any(map(taken.holds_event, whole)))
        lines = list(_duties(node, taken, said)) if dated else []
        if lines and subject(node.item.text) in (Subject.ORGANISATION, Subject.ASSIGNMENT):
            listed = "”, “".join(shortened(line.item.text, 80) for line in lines[:3])
            facts = values(section=shortened(node.item.text, 80), count=len(lines), text=listed)
            code = "duties-undated" if taken.holds_task(node) else "duties-of-event"
            yield Diagnostic(code, Severity.INFO, node.item.place.within(taken.file), facts)
        yield from _undated(node.below, taken, said, whole)


def _duties(node: Node, taken: _Taken, said: str) -> Iterator[Node]:
    """The lines that nothing stands below, that nothing was read from, and that say work."""
    for child in node.below:
        if child.below:
            yield from _duties(child, taken, said)
        elif not (taken.holds(child) or _says_no_work(child.item.text) or _missed(child, said)):
            yield child


def _says_no_work(text: str) -> bool:
    return len(text.split()) < _FEWEST_WORDS or is_role_line(text) or _CLOSING.match(text) is not None


def _words(task: Task) -> Iterator[str]:
    yield from (text for text in (task.title, task.timing, task.frequency, task.stream) if text)


def _of(node: Node, about: Subject | None, said: str, file: str) -> Iterator[Diagnostic]:
    about = (subject(" ".join(node.item.text.split()[:12])) if node.numbered and node.below else None) or about
    missed = _missed(node, said)
    if missed:
        severity = Severity.INFO if about in _ASIDE else Severity.QUESTION
        facts = values(timing="; ".join(missed), text=shortened(node.item.text, 120))
        yield Diagnostic("deadline-left-out", severity, node.item.place.within(file), facts)
    for child in node.below:
        yield from _of(child, about, said, file)


def _missed(node: Node, said: str) -> list[str]:
    return list(dict.fromkeys(time for time in _times(node.item.text) if not _is_said(time, said)))


def _times(text: str) -> Iterator[str]:
    """Deadlines, rounds («đợt 1 tháng 11/2026»), rhythms that count, and what a label introduces («Thời gian: ngày 20/3»)."""
    yield from (m.group().strip() for m in _DEADLINE.finditer(text))
    yield from (m.group().strip() for m in _ROUND.finditer(text))
    yield from (m.group().strip(" ,:") for m in _BY_YEAR.finditer(text))
    yield from rhythms_in(text)
    if span := _SPAN_BEHIND.search(text):
        yield span["time"]
    yield from (
        p.value for p in labelled_parts(text)[1] if p.role in (Role.TIMING, Role.START, Role.END) and has_day(p.value)
    )


def _is_said(deadline: str, said: str) -> bool:
    """Whether the day, month or quarter of a deadline, or all of a rhythm, stands in what was read."""
    bare = _ROUND_NUMBER.sub("", deadline)
    point = None if counts(deadline) else next(filter(None, (form.search(bare) for form in _POINTS)), None)
    named = folded(point.group() if point else deadline).strip(" .")
    return re.search(rf"(?<![\w/]){re.escape(named)}(?!\w)", said) is not None
