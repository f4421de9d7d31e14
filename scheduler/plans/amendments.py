"""What a plan that amends another one does to its tasks: replaces, closes, adds; read from tables, outlines and lists."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.documents import Block, Place, Table
from scheduler.model import Change, ChangeKind, PlanHeader, Task
from scheduler.plans.amending_tables import is_amending_table, of_table
from scheduler.plans.amending_text import as_changed, as_place, closed_title, kind_said, quoted_title, task_of
from scheduler.plans.numbering import Rank
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_TITLE = pattern("amending", "title")
_FOLLOWS = pattern("amending", "follows")
_ADD = pattern("amending", "add")
_CHANGE = pattern("amending", "change")


def amended_plan(title: str | None) -> str | None:
    """The number of the plan that a plan of this title amends, "" where it gives none; None for a plan of its own."""
    found = _TITLE.search(title or "")
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
    rest = [t for t in tasks if not _stands_in(t, lines, inside)]
    return tuple(sorted((*told, *(_listed(t, header) for t in rest)), key=_order))


def listed_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the tables that set old beside new: their rows are no tasks of this plan."""
    return tuple(b for b in blocks if not (isinstance(b, Table) and is_amending_table(b)))


def _order(change: Change) -> tuple[int, ...]:
    at = change.location
    return (at.line or 0, at.page or 0, at.table or 0, at.row or 0, at.paragraph or 0)


def _of_node(node: Node, file: str, above: ChangeKind | None) -> Iterator[Change]:
    """The changes that an instruction and the lines below it make; «như sau» hands its verb on to the items below."""
    text, kind = node.item.text, kind_said(node.item.text) or above
    places, title = as_place(text), quoted_title(text)
    numbered = [child for child in node.below if child.numbered]
    if kind is None or _only_a_heading(node, places, title):
        for child in node.below:
            yield from _of_node(child, file, kind)
        return
    if kind is ChangeKind.ADD and len(numbered) > 1 and not places:
        for child in node.below:
            yield from _added(child, file)
        return
    body = _body(node)
    if not (places or title or body) and node.item.label is not None and node.item.label.rank is Rank.SECTION:
        return  # the heading of a table
    location = node.item.place.within(file)
    if kind is ChangeKind.CLOSE and not places:
        title = title or closed_title(text)
    for no in places or (None,):
        task = None if kind is ChangeKind.CLOSE else as_changed(text, body, node.item.place.within(file))
        known = title or (task.title if task is not None and kind is not ChangeKind.ADD and not places else None)
        yield Change(kind if task or kind is ChangeKind.CLOSE else ChangeKind.UNSURE, text, no, known, task, location)


def _only_a_heading(node: Node, places: Sequence[str], title: str | None) -> bool:
    """Whether the line only opens a list of instructions: it has items below and names no task itself."""
    below = [c for c in node.below if c.numbered or kind_said(c.item.text)]
    told = any(kind_said(c.item.text) or as_place(c.item.text) or quoted_title(c.item.text) for c in below)
    return bool(below) and told and not title and not (places and _FOLLOWS.search(node.item.text))


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
    return Change(ChangeKind.RESTATE, task.title, task.no, task.title, task, task.location)
