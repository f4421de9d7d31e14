"""The account of items that became tasks: words of an item that stand in no field of what was read of it are told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, groupby

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import ReportingDuty, Task
from scheduler.plans.one_event import is_label
from scheduler.plans.outline_entries import is_role_line
from scheduler.plans.outline_lines import Node
from scheduler.plans.timed import has_day
from scheduler.plans.vocabulary import words
from scheduler.text import folded, shortened

_WORD = re.compile(r"\w+(?:[/.]\w+)*")
_FEWEST = 3
"""Words of weight in a row that are told; fewer are a joint that we do not know, or a slip."""
_FEWEST_SAME = 2
_MOST_WORDS = 600
_MOST = 12

Made = dict[Location, list[str]]
"""By the place of a line the texts that were read from it."""


def words_left_out(
    nodes: Sequence[Node], tasks: Sequence[Task], duties: Sequence[ReportingDuty], file: str, told: Iterable[Location]
) -> Iterator[Diagnostic]:
    """words-left-out for each item of running text that is a task and says more than its tasks hold, a dozen at most.

    An item's words are those of its own line and of the plain lines below it; where roles stand below behind labels («Chủ
    trì: …»), such lines describe. Bullets below an item describe as well. told: lines of which it was said already.
    """
    made = _made(tasks)
    reported: Made = defaultdict(list)
    for duty in duties:
        reported[duty.location].append(duty.what)
    silent = frozenset(told)
    found = (d for node in nodes for d in _of(node, made, reported, file) if d.location not in silent)
    yield from (d for d, _ in zip(found, range(_MOST), strict=False))


def _made(tasks: Iterable[Task]) -> Made:
    made: Made = defaultdict(list)
    for task in tasks:
        if not task.tabled:
            made[task.location] += fields_of(task)
    return made


def fields_of(task: Task) -> Iterator[str]:
    """What a task holds, each text as printed."""
    yield task.title
    yield from (*task.lead, *task.coordinating, *task.directing)
    yield from filter(None, (task.timing, task.frequency, task.duration, task.stream))


def _of(node: Node, made: Made, reported: Made, file: str) -> Iterator[Diagnostic]:
    if _at(node, file) in made:
        lines = list(_lines(node, made, file))
        below = list(_all(node))
        held = [text for one in below for text in made.get(_at(one, file), ())]
        held += [text for one in lines for text in reported.get(_at(one, file), ())]
        for line in lines:
            if left := tuple(_left(line.item.text, held)):
                facts = values(
                    text="”, “".join(shortened(run, 120) for run in left), item=shortened(line.item.text, 80)
                )
                yield Diagnostic("words-left-out", Severity.WARNING, _at(line, file), facts)
    for child in node.below:
        yield from _of(child, made, reported, file)


def _lines(node: Node, made: Made, file: str) -> Iterator[Node]:
    """The line of an item, and the plain lines that are its text; a heading above such lines is but their topic.

    Of an event told by labels only the time is its own line, and whole.
    """
    if is_label(node.item.text):
        return
    plain = [c for c in node.below if c.item.label is None and _at(c, file) not in made]
    plain = [] if any(is_role_line(child.item.text) for child in node.below) else plain
    if not plain or has_day(node.item.text):
        yield node
    yield from plain


def _all(node: Node) -> Iterator[Node]:
    yield node
    yield from chain.from_iterable(map(_all, node.below))


def _at(node: Node, file: str) -> Location:
    return node.item.place.within(file)


def _left(text: str, held: Sequence[str]) -> Iterator[str]:
    """The parts of a text, as printed, whose words stand in none of those that were read from it."""
    found = list(_WORD.finditer(text))[:_MOST_WORDS]
    plain = [folded(m.group()) for m in found]
    known = _known(plain, held)
    joints = words("left", "joints")
    for is_held, run in groupby(range(len(found)), key=known.__getitem__):
        at = list(run)
        if not is_held and sum(plain[i] not in joints for i in at) >= _FEWEST:
            yield text[found[at[0]].start() : found[at[-1]].end()]


def _known(plain: Sequence[str], held: Sequence[str]) -> list[bool]:
    known = [False] * len(plain)
    for text in held:
        other = [folded(m.group()) for m in _WORD.finditer(text)][:_MOST_WORDS]
        for same in SequenceMatcher(None, plain, other, autojunk=False).get_matching_blocks():
            if same.size >= _FEWEST_SAME or (same.size and same.size == len(other)):
                known[same.a : same.a + same.size] = [True] * same.size
    return known
