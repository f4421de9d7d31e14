"""A line of an amendment, with the lines below it → the changes that it makes; an instruction hands its verb on to its items."""

from collections.abc import Iterator, Sequence

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_text import (
    as_changed,
    as_new_place,
    as_place,
    closed_title,
    is_broad,
    kind_of_list,
    kind_said,
    opens_changes,
    quoted_title,
    task_of,
)
from scheduler.plans.amending_words import worded
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import names_section
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_KEEP = pattern("amending", "keep")
_FORMAL = pattern("amending", "formal")
_OVER_LIST = pattern("amending", "over_list")
_REST_KEPT = pattern("amending", "rest_kept")


def of_nodes(nodes: Sequence[Node], file: str) -> Iterator[Change]:
    """The changes that the lines of an amendment make, in their order."""
    yield from _of_several(nodes, file, None)


def _of_node(node: Node, file: str, above: ChangeKind | None) -> Iterator[Change]:
    """The changes that a line and the lines below it make; an instruction for several items hands its verb on to them."""
    own = kind_said(node.item.text)
    if changes_nothing(node.item.text):
        return
    if _is_heading(node, own, above):
        yield from _of_several(node.below, file, kind_of_list(node.item.text) or own or above)
    elif own is not None:
        yield from _of_instruction(node, file, own)
    elif above is None:
        yield from _of_several(node.below, file, None)
    elif node.numbered:
        yield from _of_item(node, file, above)
    elif node.item.label is not None:
        yield from _of_bullet(node, file, above)


def changes_nothing(text: str) -> bool:
    """Whether a line only says that something, or all the rest, stays as it is."""
    return _KEEP.search(text) is not None or _REST_KEPT.search(text) is not None


def asks_nothing(text: str) -> bool:
    """Whether a line is a formal sentence: grounds, force, who carries it out, what stays."""
    return changes_nothing(text) or _FORMAL.search(text) is not None


def _of_several(below: Sequence[Node], file: str, kind: ChangeKind | None) -> Iterator[Change]:
    """The changes of lines side by side; one that only opens a list hands its verb to those after it.

    What running text opens («…, Sở điều chỉnh như sau:») goes on to the bullets behind it: numbered items are read as tasks are.
    """
    of_bullets = kind
    for node in below:
        said = _opened(node)
        if said is not None:
            kind = said if kind_said(node.item.text) is not None and below[0] is not node else kind
            of_bullets = said
        else:
            if node.is_section:
                of_bullets = kind
            yield from _of_node(node, file, kind if node.numbered else of_bullets)


def _opened(node: Node) -> ChangeKind | None:
    """What a line without a number says of those after it."""
    text = node.item.text
    if node.numbered or node.below or not text.rstrip().endswith(":") or quoted_title(text) or as_place(text):
        return None
    return kind_of_list(text) if kind_said(text) is not None or opens_changes(text) else None


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
        yield from _of_instruction(node, file, ChangeKind.REPLACE)
    elif (task := task_of((text, *body), location)) is not None:
        yield Change(kind, text, None, task.title or None, task, location)


def _of_bullet(node: Node, file: str, kind: ChangeKind) -> Iterator[Change]:
    """A line with a bullet: the item that it names by place or title, and what it says of that behind a colon."""
    text, location = node.item.text, node.item.place.within(file)
    if kind in (ChangeKind.CLOSE, ChangeKind.ADD) or as_place(text):
        yield from _of_item(node, file, kind)
        return
    head, colon, _ = text.partition(":")
    if not colon and not quoted_title(text):
        if (told := task_of((text, *_body(node)), location)) is not None and (told.lead or told.timing):
            yield Change(kind, text, None, told.title or None, told, location)
        return
    said = as_changed(text, _body(node), location)
    told = said if said is not None and not said.title else None
    yield Change(ChangeKind.REPLACE if told else ChangeKind.UNSURE, text, None, _titled(text, head), told, location)


def _stands_over_table(node: Node) -> bool:
    """Whether it is the heading of what is no line of text: «II. BỔ SUNG», «2. Các hoạt động bổ sung:»."""
    return node.is_section or (node.numbered and node.item.text.rstrip().endswith(":"))


def _titled(text: str, head: str) -> str:
    return quoted_title(text) or tidy_title(head)


def _of_instruction(node: Node, file: str, kind: ChangeKind) -> Iterator[Change]:
    text, location, body = node.item.text, node.item.place.within(file), _body(node)
    places, title = (as_new_place if kind is ChangeKind.ADD else as_place)(text), quoted_title(text)
    if not (places or title or body) and _stands_over_table(node):
        return
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
        if task is not None and task.title and not body and kind_said(text) is None:
            task = None  # what is listed under an instruction is not renamed by it
        task = None if task is not None and kind is ChangeKind.ADD and not task.title else task
        if kind is ChangeKind.ADD and task is not None and task.title and not places:
            title = None
        known = title or (task.title if task is not None and kind is not ChangeKind.ADD and not places else None)
        yield Change(kind if task or kind is ChangeKind.CLOSE else ChangeKind.UNSURE, text, no, known, task, location)


def _is_heading(node: Node, own: ChangeKind | None, above: ChangeKind | None) -> bool:
    """Whether a line only opens a list of items or of other instructions, and names no item itself."""
    text = node.item.text
    if quoted_title(text) or not node.below:
        return False
    of_section = all(names_section(no) for no in as_place(text))
    if _OVER_LIST.match(text) and (own or above) and not as_place(text):
        return True
    if own is None:
        return False
    numbered = [c for c in node.below if c.numbered]
    told = any(kind_said(c.item.text) for c in node.below)
    return of_section and (told or bool(numbered)) and (told or _is_list(node, numbered))


def _is_list(node: Node, numbered: Sequence[Node]) -> bool:
    """Whether the numbered lines below are items side by side, and no single item with its lines."""
    return len(numbered) > 1 or len(numbered) == len(node.below)


def _added(node: Node, file: str) -> Iterator[Change]:
    task = task_of((node.item.text, *_body(node)), node.item.place.within(file))
    if task is not None:
        no = node.item.label.number if node.item.label else ""
        yield Change(ChangeKind.ADD, node.item.text, no or None, None, task, task.location)


def _body(node: Node) -> tuple[str, ...]:
    """The lines below an instruction, labels of the amended item's own taken off."""
    told = (child for child in node.below if child.item.label is not None or not asks_nothing(child.item.text))
    return tuple(line for child in told for line in (child.item.text, *_body(child)))
