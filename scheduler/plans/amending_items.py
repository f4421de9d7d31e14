"""A line of an amendment, with the lines below it → the changes that it makes; an instruction hands its verb on to its items."""

from collections.abc import Iterator, Sequence

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_text import (
    as_changed,
    as_new_place,
    as_place,
    closed_title,
    is_broad,
    kind_said,
    quoted_title,
    task_of,
)
from scheduler.plans.amending_words import worded
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import Rank, names_section
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_KEEP = pattern("amending", "keep")
_REST_KEPT = pattern("amending", "rest_kept")


def of_node(node: Node, file: str, above: ChangeKind | None) -> Iterator[Change]:
    """The changes that a line and the lines below it make; an instruction for several items hands its verb on to them."""
    own = kind_said(node.item.text)
    if changes_nothing(node.item.text):
        return
    if own is None and above is not None and node.numbered:
        yield from _of_item(node, file, above)
    elif own is None or _is_heading(node):
        yield from _of_several(node.below, file, own or above)
    else:
        yield from _of_instruction(node, file, own)


def changes_nothing(text: str) -> bool:
    """Whether a line only says that something, or all the rest, stays as it is."""
    return _KEEP.search(text) is not None or _REST_KEPT.search(text) is not None


def _of_several(below: Sequence[Node], file: str, kind: ChangeKind | None) -> Iterator[Change]:
    """The changes of lines side by side; one that only opens a list («… các nhiệm vụ sau:») hands its verb to those after it."""
    for node in below:
        said = kind_said(node.item.text)
        if said is not None and not node.numbered and _opens_list(node):
            kind = said
        else:
            yield from of_node(node, file, kind)


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
