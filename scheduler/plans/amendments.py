"""What a plan that amends another one does to its tasks: replaces, closes, adds; read from tables, outlines and lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.diagnostics import Location
from scheduler.documents import Block, Paragraph, Place, Table
from scheduler.model import Change, ChangeKind, PlanHeader, Task
from scheduler.plans.amending_tables import is_amending_table, noted_rows, of_table
from scheduler.plans.amending_text import (
    as_added,
    as_changed,
    as_new_place,
    as_place,
    closed_title,
    is_broad,
    kind_said,
    names_only_place,
    quoted_title,
    stated,
    task_of,
)
from scheduler.plans.amending_words import worded
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import Rank, composed, names_section
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_TITLE = pattern("amending", "title")
_ABOUT = pattern("amending", "about")
_KEEP = pattern("amending", "keep")
_REST_KEPT = pattern("amending", "rest_kept")
_ADD = pattern("amending", "add")
_CHANGE = pattern("amending", "change")
_WHOLE = pattern("amending", "whole")


def amended_plan(title: str | None, head: Iterable[str]) -> str | None:
    """The number of the plan that a plan of this title amends, "" where it gives none; None for a plan of its own.

    A letter has no title: what it is about stands in the line «V/v …» of its head.
    """
    about = (title or "", *(line for line in head if _ABOUT.match(line)))
    found = next((m for text in about if (m := _TITLE.search(text))), None)
    return "".join((found["number"] or "").split()) if found else None


def changes(
    header: PlanHeader, blocks: Sequence[Block], nodes: Sequence[Node], tasks: Sequence[Task], file: str
) -> tuple[Change, ...]:
    """Every change, in the order of the paper.

    tasks: what was read as tasks of a plan; one that stands in no instruction is a change itself: what is listed in an amendment
    is added, or stated anew where the plan has it.
    """
    told = [
        *(c for b in blocks if isinstance(b, Table) and is_amending_table(b) for c in of_table(b, file)),
        *(c for node in nodes for c in _of_node(node, file, None)),
    ]
    lines = {c.location.line for c in told} | {c.location.paragraph for c in told if c.location.paragraph}
    inside = _covered(nodes)
    notes = {at: note for b in blocks if isinstance(b, Table) for at, note in noted_rows(b).items()}
    rest = [t for t in tasks if not _stands_in(t, lines, inside)]
    listed = [_noted(t, notes.get((t.location.line, t.location.table, t.location.row)), header) for t in rest]
    listed += _unread(nodes, file, {_at(c.location) for c in (*told, *listed)})
    numbers = dict(_numbers(nodes, ""))
    found = (_itemised(c, numbers) for c in sorted((*told, *listed), key=_order) if not _is_name_of_section(c))
    return _told_apart([*map(_tidied, found), *_whole(blocks, file)])


def _is_name_of_section(change: Change) -> bool:
    """Whether what is added is only the name of a section, whose work stands below it."""
    task = change.task
    named = task is not None and task.title.isupper() and not (task.lead or task.timing or task.frequency)
    return named and change.kind is ChangeKind.ADD


def _tidied(change: Change) -> Change:
    added = change.task if change.kind is ChangeKind.ADD else None
    return change if added is None else replace(change, task=as_added(added))


def _whole(blocks: Sequence[Block], file: str) -> Iterator[Change]:
    """The change that a list makes by taking the place of the plan's own."""
    said = next((b for b in blocks if isinstance(b, Paragraph) and _WHOLE.search(b.text)), None)
    if said is not None and any(isinstance(b, Table) for b in blocks):
        yield Change(ChangeKind.WHOLE, said.text, location=said.place.within(file), item="whole")


def _unread(nodes: Iterable[Node], file: str, known: set[tuple[int | None, int | None]]) -> Iterator[Change]:
    """Numbered lines that name an item of the plan, and of which nothing was understood: nothing is left out in silence."""
    for node in nodes:
        text, inner = node.item.text, set(_places(node))
        if kind_said(text) is not None and inner & known:
            continue
        if (
            node.item.label is not None
            and as_place(text)
            and not inner & known
            and not node.is_section
            and not _changes_nothing(text)
        ):
            location = node.item.place.within(file)
            told = stated(text, location) if not node.below and len(as_place(text)) == 1 else None
            kind = ChangeKind.REPLACE if told is not None else ChangeKind.UNSURE
            yield Change(kind, text, as_place(text)[0], None, told, location)
        else:
            yield from _unread(node.below, file, known)


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


def _of_node(node: Node, file: str, above: ChangeKind | None) -> Iterator[Change]:
    """The changes that a line and the lines below it make; an instruction for several items hands its verb on to them."""
    own = kind_said(node.item.text)
    if _changes_nothing(node.item.text):
        return
    if own is None and above is not None and node.numbered:
        yield from _of_item(node, file, above)
    elif own is None or _is_heading(node):
        yield from _of_several(node.below, file, own or above)
    else:
        yield from _of_instruction(node, file, own)


def _changes_nothing(text: str) -> bool:
    """Whether a line only says that something, or all the rest, stays as it is."""
    return _KEEP.search(text) is not None or _REST_KEPT.search(text) is not None


def _of_several(below: Sequence[Node], file: str, kind: ChangeKind | None) -> Iterator[Change]:
    """The changes of lines side by side; one that only opens a list («… các nhiệm vụ sau:») hands its verb to those after it."""
    for node in below:
        said = kind_said(node.item.text)
        if said is not None and not node.numbered and _opens_list(node):
            kind = said
        else:
            yield from _of_node(node, file, kind)


def _opens_list(node: Node) -> bool:
    return not node.below and node.item.text.rstrip().endswith(":")


def _of_item(node: Node, file: str, kind: ChangeKind) -> Iterator[Change]:
    """An item of a list that is closed, added or changed as a whole."""
    text, location = node.item.text, node.item.place.within(file)
    places, body = as_place(text), _body(node)
    if kind is ChangeKind.CLOSE:
        title = quoted_title(text) or (tidy_title(text) if not places else None)
        yield from (Change(kind, text, no, title, None, location) for no in places or (None,))
    elif kind is ChangeKind.ADD:
        yield from _added(node, file)
    elif places:
        yield from _of_instruction(node, file, kind)
    elif (task := task_of((text, *body), location)) is not None:
        yield Change(ChangeKind.RESTATE, text, None, task.title or None, task, location)


def _of_instruction(node: Node, file: str, kind: ChangeKind) -> Iterator[Change]:
    text, location, body = node.item.text, node.item.place.within(file), _body(node)
    places, title = (as_new_place if kind is ChangeKind.ADD else as_place)(text), quoted_title(text)
    if not (places or title or body) and node.item.label is not None and node.item.label.rank is Rank.SECTION:
        return  # the heading of a table
    special = worded(text, location) if not body else None
    if special is not None and (places or special.everywhere):
        for no in places or (None,):
            yield Change(special.kind, text, no, None, special.task, location, words=special.words)
        return
    if kind is ChangeKind.CLOSE and not places:
        title = title or closed_title(text)
    for no in places or (None,):
        if is_broad(text, kind):
            yield Change(ChangeKind.UNSURE, text, no, title, None, location)
            continue
        task = None if kind is ChangeKind.CLOSE else as_changed(text, body, location)
        task = None if task is not None and kind is ChangeKind.ADD and not task.title else task
        if kind is ChangeKind.ADD and task is not None and task.title and not places:
            title = None
        known = title or (task.title if task is not None and kind is not ChangeKind.ADD and not places else None)
        yield Change(kind if task or kind is ChangeKind.CLOSE else ChangeKind.UNSURE, text, no, known, task, location)


def _is_heading(node: Node) -> bool:
    """Whether an instruction only opens a list of items or of other instructions, and names no item itself."""
    if quoted_title(node.item.text) or not node.below:
        return False
    places = as_place(node.item.text)
    of_section = all(names_section(no) for no in places)
    numbered = [c for c in node.below if c.numbered]
    told = any(kind_said(c.item.text) for c in node.below)
    return of_section and (told or bool(numbered)) and (told or _is_list(node, numbered))


def _is_list(node: Node, numbered: Sequence[Node]) -> bool:
    """Whether the numbered lines below are items side by side, and no single item with its lines."""
    return len(numbered) > 1 or len(numbered) == len(node.below)


def _added(node: Node, file: str) -> Iterator[Change]:
    if not node.numbered:
        return
    task = task_of((node.item.text, *_body(node)), node.item.place.within(file))
    if task is not None:
        no = node.item.label.number if node.item.label else ""
        yield Change(ChangeKind.ADD, node.item.text, no or None, None, task, task.location)


def _body(node: Node) -> tuple[str, ...]:
    """The lines below an instruction, labels of the amended item's own taken off."""
    return tuple(line for child in node.below for line in (child.item.text, *_body(child)))


def _covered(nodes: Iterable[Node]) -> set[tuple[int | None, int | None]]:
    """Places of all lines at and below instructions."""
    found: set[tuple[int | None, int | None]] = set()
    for node in nodes:
        if kind_said(node.item.text):
            found |= set(_places(node))
        else:
            found |= _covered(node.below)
    return found


def _places(node: Node) -> Iterator[tuple[int | None, int | None]]:
    yield _mark(node.item.place)
    for child in node.below:
        yield from _places(child)


def _mark(place: Place) -> tuple[int | None, int | None]:
    return place.line, place.paragraph


def _stands_in(task: Task, lines: set[int | None], inside: set[tuple[int | None, int | None]]) -> bool:
    at = task.location
    return at.table is None and ((at.line, at.paragraph) in inside or (at.line is not None and at.line in lines))


def _noted(task: Task, note: str | None, header: PlanHeader) -> Change:
    """A task that is listed with a note of what becomes of it; without one, what the paper says of all."""
    kind = kind_said(note or "")
    if note is None or kind is None:
        return _listed(task, header)
    text = f"{task.title} ({note})"
    if kind is ChangeKind.CLOSE:
        return Change(kind, text, task.no, task.title, None, task.location)
    if kind is ChangeKind.ADD and not _CHANGE.search(note):
        return Change(kind, text, None, None, task, task.location)
    return Change(ChangeKind.REPLACE, text, task.no, task.title, task, task.location)


def _listed(task: Task, header: PlanHeader) -> Change:
    """A task that the amendment lists: by the heading above it closed, added or changed; else by the document's title."""
    for said in (task.section or "", header.title or ""):
        kind = kind_said(said)
        adds, alters = _ADD.search(said), _CHANGE.search(said)
        if kind is ChangeKind.CLOSE:
            return Change(kind, task.title, None, task.title, None, task.location)
        if adds and not alters:
            return Change(ChangeKind.ADD, task.title, None, None, task, task.location)
        if kind is not None:
            break
    if places := as_place(task.title):
        untitled = replace(task, title="")
        if len(places) == 1 and names_only_place(task.title) and task.timing:
            return Change(ChangeKind.REPLACE, task.title, places[0], None, replace(untitled, no=""), task.location)
        return Change(ChangeKind.UNSURE, task.title, places[0], None, untitled, task.location)
    return Change(ChangeKind.RESTATE, task.title, task.no, task.title, task, task.location)
