"""What a plan that amends another one does to its tasks: replaces, closes, adds; read from tables, outlines and lists."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, takewhile

from scheduler.diagnostics import Location
from scheduler.documents import Block, Paragraph, Place, Table
from scheduler.model import Change, ChangeKind, PlanHeader, Task
from scheduler.plans.amending_account import unaccounted
from scheduler.plans.amending_dated_lists import Spot, headings_apart
from scheduler.plans.amending_facts import called, clauses, places, times
from scheduler.plans.amending_instead import in_place_of, takes_a_place
from scheduler.plans.amending_items import changes_nothing, of_nodes
from scheduler.plans.amending_later import day_apart
from scheduler.plans.amending_listed import noted
from scheduler.plans.amending_part import said_in_part
from scheduler.plans.amending_places import as_place
from scheduler.plans.amending_spans import is_timed
from scheduler.plans.amending_tables import is_amending_table, noted_rows, of_table
from scheduler.plans.amending_text import bare_title, kind_said, opens_changes, quoted_title
from scheduler.plans.amending_unread import spots, unread
from scheduler.plans.amending_whole import of_named, of_titled
from scheduler.plans.annexes import annex_named
from scheduler.plans.numbering import composed, names_section
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern
from scheduler.plans.quotes import QUOTES
from scheduler.plans.timed import starts_timed

_TITLE = pattern("amending", "title")
_ABOUT, _TITLED_BY = pattern("amending", "about"), pattern("amending", "titled_by")
_IN_FORCE = pattern("amending", "in_force")
_WHOLE = pattern("amending", "whole"), pattern("amending", "whole_turned")
_BY_PLAN = pattern("amending", "by_plan")
_CITED = pattern("account", "cited")
_TAIL, _WAS_TIME, _RETITLED = (pattern("account", key) for key in ("tail", "was_time", "retitled"))
_SINCE = pattern("later", "since")
_PART, _LEADS = pattern("account", "unit_works"), pattern("account", "leads")
_LEADS_IN = pattern("amending", "leads_in")
_RUN_ON = pattern("amending", "run_on")
_Mark = tuple[int | None, int | None]
_CLAUSE = re.compile(r"\s*;\s+|(?<=\d{4})\.\s+|(?<=[^\W\d]{2})\.\s+")


def amended_plan(title: str | None, head: Iterable[str]) -> str | None:
    """The number of the plan that a plan of this title amends, "" where it gives none; None for a plan of its own.

    A letter has no title: what it is about stands in the line «V/v …» of its head.
    """
    lines = tuple(head)
    two = (f"{line} {below}" for line, below in pairwise(lines) if _TITLED_BY.match(line))
    about = (title or "", *(line for line in lines if _ABOUT.match(line)), *two)
    found = next((m for text in about if (m := _TITLE.search(text))), None)
    return "".join((found["number"] or "").split()) if found else None


def opening(head: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The lines before the first labelled one that belong to the changes: from «… như sau:» on, or instructions alone."""
    led = [at for at, line in enumerate(head) if opens_changes(line.text)]
    if led:
        return tuple(head[led[-1] :])
    return tuple(p for p in head if _is_instruction(p.text))


def _is_instruction(text: str) -> bool:
    says = kind_said(text) is not None and (bool(as_place(text)) or quoted_title(text) is not None)
    return says or bool(of_named(text, Location()))


def in_force(blocks: Iterable[Block]) -> date | None:
    """The day from which an amendment says to hold; None where it names none, or several."""
    found = {m.group("y", "m", "d") for b in blocks if isinstance(b, Paragraph) for m in _IN_FORCE.finditer(b.text)}
    try:
        days = {date(*map(int, one)) for one in found}
    except ValueError:
        return None
    return days.pop() if len(days) == 1 else None


def apart(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The lines; one sentence that tells several changes («… như sau: nhiệm vụ số 3 …; nhiệm vụ số 4 …») as a list."""
    for line in lines:
        found = _RUN_ON.match(line.text)
        clauses = [c.strip() for c in _CLAUSE.split(found["rest"]) if c.strip()] if found is not None else []
        if found is not None and opens_changes(found["head"]) and len([c for c in clauses if as_place(c)]) > 1:
            yield replace(line, text=found["head"])
            yield from (replace(line, text=f"- {clause}") for clause in clauses)
        else:
            yield line


def changes(
    header: PlanHeader,
    head: Sequence[Block],
    blocks: Sequence[Block],
    nodes: Sequence[Node],
    tasks: Sequence[Task],
    file: str,
) -> tuple[Change, ...]:
    """Every change, in the order of the paper.

    tasks: what was read as tasks of a plan; one that stands in no instruction is a change itself: what is listed in an amendment
    is added, or stated anew where the plan has it.
    """
    nodes, days = headings_apart(nodes)
    told = [
        *(c for b in blocks if isinstance(b, Table) and is_amending_table(b) for c in of_table(b, file)),
        *of_nodes(nodes, file),
    ]
    lines = {_mark(c.location) for c in told}
    inside = _covered(nodes)
    notes = {at: note for b in blocks if isinstance(b, Table) for at, note in noted_rows(b).items()}
    kept = {at for node in _all(nodes) if changes_nothing(node.item.text) for at in spots(node)}
    rest = [t for t in tasks if not _stands_in(t, lines, inside) and _mark(t.location) not in kept]
    listed = [noted(t, notes.get((t.location.line, t.location.table, t.location.row)), header) for t in rest]
    listed += unread(nodes, file, {_at(c.location) for c in (*told, *listed)})
    numbers = dict(_numbers(nodes, ""))
    found = (_itemised(c, numbers) for c in sorted((*told, *listed), key=_order) if not _is_name_of_section(c))
    lone = _lone(nodes)
    again = _read_again([*map(_tidied, found)], lone)
    again = (_called(c, lone) for c in again)
    made = [*_without_lines_over_tables([*again], blocks), *_whole(blocks, file)]
    left = [
        *_read_again(
            list(unaccounted(header, head, nodes, blocks, made, file)), lone, {_mark(c.location) for c in made}
        )
    ]
    made, left = said_in_part(made, left)
    annexes = dict(_annexes(nodes, None))
    every = (_begun(c, days) for c in (*made, *(_itemised(c, numbers) for c in left)))
    return _told_apart([_in_annex(in_place_of(c), annexes) for c in every])


def _begun(change: Change, days: Mapping[Spot, str]) -> Change:
    """A change with the day that a line over it says of all below."""
    return replace(change, from_when=change.from_when or days.get(_mark(change.location)))


def _annexes(nodes: Iterable[Node], above: str | None) -> Iterator[tuple[_Mark, str | None]]:
    """The annex that each line, or the nearest above it that names one, says to be about."""
    for node in nodes:
        own = annex_named(node.item.text) or above
        yield _mark(node.item.place), own
        yield from _annexes(node.below, own)


def _in_annex(change: Change, annexes: Mapping[_Mark, str | None]) -> Change:
    """A change with the annex that its clause names, else its line or one above it."""
    if change.kind is ChangeKind.WHOLE or change.annex is not None:
        return change
    mine = [clause for clause in clauses(change.text) if change.no is not None and change.no in places(clause)]
    named = annex_named(mine[0]) if len(mine) == 1 else annex_named(change.text)
    return replace(change, annex=named or annexes.get(_mark(change.location)))


def _without_lines_over_tables(found: Sequence[Change], blocks: Sequence[Block]) -> Iterator[Change]:
    """The changes; a line such as «Bổ sung nhiệm vụ sau vào mục II:» asks nothing where the rows below it are taken."""
    taken = {(c.location.line, c.location.table, c.location.row) for c in found}
    rows = [
        {(r.place.line, r.place.table, r.place.row) for r in b.rows} if isinstance(b, Table) else set() for b in blocks
    ]
    over = {
        _mark(a.place)
        for a, below in zip(blocks[:-1], rows[1:], strict=True)
        if isinstance(a, Paragraph) and taken & below
    }
    for change in found:
        asks = change.kind is ChangeKind.UNSURE and change.task is None and change.text.rstrip().endswith(":")
        if not (asks and _mark(change.location) in over):
            yield change


def _lone(nodes: Sequence[Node]) -> dict[_Mark, str]:
    """The lines that have none below them, those that were taken apart left out."""
    places = Counter(_mark(node.item.place) for node in _all(nodes))
    return {at: n.item.text for n in _all(nodes) if not n.below and places[at := _mark(n.item.place)] == 1}


def _called(change: Change, lone: Mapping[_Mark, str]) -> Change:
    """A change of one numbered item with the words by which its line calls that item, so that both are held against the plan."""
    text = lone.get(_mark(change.location), "")
    of_item = change.no is not None and not names_section(change.no) and len(as_place(text)) == 1
    if not of_item or change.title or change.kind is ChangeKind.ADD:
        return change
    return replace(change, title=called(text, change.kind))


def _read_again(found: Sequence[Change], lone: Mapping[_Mark, str], known: Collection[_Mark] = ()) -> Iterator[Change]:
    """The changes; a line of which nothing is sure, and that says all by itself, read as what stands in it.

    lone: the lines that have none below them. known: where something else was made of a line already.
    """
    sure = {_mark(c.location) for c in found if c.kind is not ChangeKind.UNSURE} | set(known)
    again: dict[_Mark, tuple[Change, ...]] = {}
    for change in found:
        at = _mark(change.location)
        if at in sure or change.location.table is not None or at not in lone:
            yield change
        elif at not in again:
            again[at] = of_named(lone[at], change.location) or of_titled(lone[at], change.location)
            yield from (replace(c, item=change.item) for c in again[at]) if again[at] else (change,)
        elif not again[at]:
            yield change


def _is_name_of_section(change: Change) -> bool:
    """Whether what is added is only the name of a section, whose work stands below it."""
    task = change.task
    named = task is not None and task.title.isupper() and not (task.lead or task.timing or task.frequency)
    return named and change.kind in (ChangeKind.ADD, ChangeKind.REPLACE)


def _tidied(change: Change) -> Change:
    task = change.task and replace(
        change.task, title=_RETITLED.sub("", bare_title(change.task.title)), timing=_without_tail(change.task.timing)
    )
    if task is not None and not _is_clean(task, change):
        named = places(change.text.replace(":", " "))
        return replace(change, kind=ChangeKind.UNSURE, no=named[0] if len(named) == 1 else None, title=None, task=None)
    return _begun_with_rhythm(replace(change, task=task, title=change.title and bare_title(change.title)))


def _begun_with_rhythm(change: Change) -> Change:
    """A change to a rhythm «… kể từ tháng 6/2026»: that is the day from which the change holds, what was due before stays."""
    task = change.task
    later = day_apart(task.frequency) if task is not None and task.frequency else None
    if task is None or later is None or change.kind is not ChangeKind.REPLACE or change.from_when:
        return change
    return replace(change, task=replace(task, frequency=later.rest.strip(" .;")), from_when=later.day)


def _is_clean(task: Task, change: Change) -> bool:
    """Whether no clause was taken for a unit or a time, and nothing said of an item of the plan for added work."""
    if any(_PART.search(unit) or any(True for _ in times(unit)) for unit in (*task.lead, *task.coordinating)):
        return False
    if any(_SINCE.search(unit) for unit in (*task.lead, *task.coordinating)):
        return False
    if any(mark in (task.timing or "") for mark in QUOTES) or _LEADS.search(task.timing or ""):
        return False
    if _BY_PLAN.match(task.timing or "") and _CITED.search(change.text):
        return False
    if is_timed(task.title):
        return False
    of_item = places(task.title.replace(":", " ")) or _LEADS_IN.match(task.title) or takes_a_place(task.title)
    return change.kind not in (ChangeKind.ADD, ChangeKind.RESTATE) or not of_item


def _without_tail(timing: str | None) -> str | None:
    """A time without what it was before, and without clauses behind it; those are accounted for by themselves."""
    if not timing:
        return timing
    first, *more = re.split(r";\s+", _WAS_TIME.sub("", _TAIL.sub("", timing)))
    return "; ".join((first, *takewhile(starts_timed, more)))


def _whole(blocks: Sequence[Block], file: str) -> Iterator[Change]:
    """The change that a list makes by taking the place of the plan's own."""
    lines = (b for b in blocks if isinstance(b, Paragraph))
    said = next(((line, m) for line in lines for form in _WHOLE if (m := form.search(line.text)) is not None), None)
    if said is not None and any(isinstance(b, Table) for b in blocks):
        line, replaced = said
        place = line.place.within(file)
        yield Change(ChangeKind.WHOLE, line.text, location=place, item="whole", annex=annex_named(replaced["old"]))


def _at(location: Location) -> tuple[int | None, int | None]:
    return location.line, location.paragraph


def _numbers(nodes: Iterable[Node], above: str) -> Iterator[tuple[tuple[int | None, int | None], str]]:
    """The number of each labelled line, with those of the lines that it stands below."""
    for node in nodes:
        own = composed([above, node.item.label.number]) if node.item.label is not None else above
        yield _mark(node.item.place), own
        yield from _numbers(node.below, own)


def _itemised(change: Change, numbers: Mapping[tuple[int | None, int | None], str]) -> Change:
    at = change.location
    listed = change.task.no if change.task is not None and at.table is not None else ""
    return replace(change, item=change.item or numbers.get((at.line, at.paragraph), "") or listed)


def _told_apart(found: Sequence[Change]) -> tuple[Change, ...]:
    """The changes, each under a number of its own: one that has none by its place, one of several under it as its second, third."""
    seen: dict[str, int] = {}
    apart = []
    for at, change in enumerate(found, 1):
        own = change.item or str(at)
        seen[own] = seen.get(own, 0) + 1
        apart.append(replace(change, item=own if seen[own] == 1 else f"{own}/{seen[own]}"))
    return tuple(apart)


def listed_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the tables that set old beside new: their rows are no tasks of this plan."""
    return tuple(b for b in blocks if not (isinstance(b, Table) and is_amending_table(b)))


def _order(change: Change) -> tuple[int, ...]:
    at = change.location
    return (at.line or 0, at.page or 0, at.table or 0, at.row or 0, at.paragraph or 0)


def _covered(nodes: Iterable[Node]) -> set[tuple[int | None, int | None]]:
    """Places of all lines at and below instructions."""
    found: set[tuple[int | None, int | None]] = set()
    for node in nodes:
        if kind_said(node.item.text):
            found |= set(spots(node))
        else:
            found |= _covered(node.below)
    return found


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.below)


def _mark(place: Place | Location) -> tuple[int | None, int | None]:
    return place.line, place.paragraph


def _stands_in(task: Task, lines: Collection[_Mark], inside: Collection[_Mark]) -> bool:
    at = task.location
    return at.table is None and (_mark(at) in inside or _mark(at) in lines)
