"""A line of an amendment, with the lines below it → the changes that it makes; an instruction hands its verb on to its items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_places import as_new_place, as_place
from scheduler.plans.amending_regrouped import of_regrouped
from scheduler.plans.amending_text import (
    as_changed,
    begins_with_item,
    closed_title,
    handed_over,
    is_broad,
    kind_of_list,
    kind_said,
    names_title,
    opens_changes,
    quoted_title,
    stated,
    task_of,
)
from scheduler.plans.amending_whole import of_called, of_named, of_titled
from scheduler.plans.amending_words import worded
from scheduler.plans.labelled import labelled_parts, tidy_title
from scheduler.plans.numbering import composed, names_section
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_KEEP = pattern("amending", "keep")
_OLD, _NEW = pattern("amending", "old_side"), pattern("amending", "new_side")
_WHY = pattern("account", "why")
_TOLD_ANEW, _TOLD_OF = pattern("account", "told_anew"), pattern("account", "told_of")
_LEADS_IN, _ENDED = pattern("amending", "leads_in"), pattern("account", "ended")
_SOME_OF = pattern("amending", "some_of")
_LONGEST_SIDE = 8  # words
_FORMAL = pattern("amending", "formal")
_OVER_LIST = pattern("amending", "over_list")
_REST_KEPT, _KEPT_SECTION = pattern("amending", "rest_kept"), pattern("amending", "kept_section")


def of_nodes(nodes: Sequence[Node], file: str) -> Iterator[Change]:
    """The changes that the lines of an amendment make, in their order."""
    yield from _of_several(nodes, file, None)


def _of_node(node: Node, file: str, above: ChangeKind | None) -> Iterator[Change]:
    """The changes that a line and the lines below it make; an instruction for several items hands its verb on to them."""
    own = kind_said(node.item.text)
    if changes_nothing(node.item.text) or (node.is_section and node.below and _WHY.match(node.item.text)):
        return
    if above in (None, ChangeKind.REPLACE) and (regrouped := of_regrouped(node, file)):
        yield from regrouped
    elif _is_heading(node, own, above):
        kind = kind_of_list(node.item.text) or own or above
        yield from (_inside(_section(node.item.text), c) for c in _of_several(node.below, file, kind))
    elif read := _read_whole(node, file, above):
        yield from read
    elif (ended := _ENDED.match(node.item.text)) is not None and not as_place(node.item.text):
        title = tidy_title(ended["what"])
        yield Change(ChangeKind.CLOSE, node.item.text, None, title, None, node.item.place.within(file))
    elif own is not None:
        yield from _of_instruction(node, file, own)
    elif above is None and (told := _stated(node, file)) is not None:
        text = node.item.text
        yield from (Change(ChangeKind.REPLACE, text, no, None, told, told.location) for no in as_place(text))
    elif above is None:
        yield from _of_several(node.below, file, None)
    elif node.numbered:
        yield from _of_item(node, file, above)
    elif node.item.label is not None:
        yield from _of_bullet(node, file, above)


def _read_whole(node: Node, file: str, above: ChangeKind | None) -> tuple[Change, ...]:
    """What a line alone says of the items that it names, where all of it is understood."""
    if _body(node) or above in (ChangeKind.CLOSE, ChangeKind.ADD):
        return ()
    text, location = node.item.text, node.item.place.within(file)
    titled = of_titled(text, location) if above is ChangeKind.REPLACE else ()
    return of_named(text, location) or titled or of_called(text, location)


def _stated(node: Node, file: str) -> Task | None:
    """What a line that leads to items says of each without a verb of amending."""
    text = node.item.text
    if node.below or not begins_with_item(text):
        return None
    return stated(text, node.item.place.within(file))


def _section(text: str) -> str | None:
    """The one section that a heading is about: «Sửa đổi Mục II như sau:»."""
    places = as_place(text)
    return places[0] if len(places) == 1 and (names_section(places[0]) or _SOME_OF.search(text)) else None


def _inside(section: str | None, change: Change) -> Change:
    """A change that a heading on a section holds: the number that it names is one of that section."""
    if section is None or change.no is None or change.kind is ChangeKind.ADD or names_section(change.no.split(".")[0]):
        return change
    return replace(change, no=composed([section, change.no]))


def changes_nothing(text: str) -> bool:
    """Whether a line only says that something, or all the rest, stays as it is."""
    return any(form.search(text) is not None for form in (_KEEP, _REST_KEPT, _KEPT_SECTION))


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
            sure = () if kind is not None else _sure_of_title(node, file, of_bullets)
            yield from sure or _of_node(node, file, kind if node.numbered else of_bullets)


def _sure_of_title(node: Node, file: str, kind: ChangeKind | None) -> Sequence[Change]:
    """What a numbered line that running text opened says of the work that it names, where that is certain."""
    text = node.item.text
    if kind is not ChangeKind.REPLACE or not node.numbered or node.below or changes_nothing(text) or kind_said(text):
        return ()
    at = node.item.place.within(file)
    if read := of_titled(text, at) or of_called(text, at):
        return read
    found = tuple(_of_bullet(node, file, kind))
    return found if all(change.kind is kind for change in found) else ()


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
    elif places or (names_title(text) and not body):
        yield from _of_instruction(node, file, ChangeKind.REPLACE)
    elif (order := handed_over(text, location)) is not None and not body:
        yield Change(ChangeKind.REPLACE, text, None, order.title, replace(order, title=""), location)
    elif _TOLD_OF.match(text) and not body:
        yield from _of_bullet(node, file, kind)
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
        told = task_of((text, *_body(node)), location)
        sure = told is not None and bool(told.lead or told.timing)
        title = told.title or None if told is not None else None
        yield Change(kind if sure else ChangeKind.UNSURE, text, None, title, told if sure else None, location)
        return
    said = as_changed(text, _body(node), location)
    told = said if said is not None and not said.title else None
    yield Change(ChangeKind.REPLACE if told else ChangeKind.UNSURE, text, None, _titled(text, head), told, location)


def _stands_over_table(node: Node) -> bool:
    """Whether it is the heading of what is no line of text: «II. BỔ SUNG», «2. Các hoạt động bổ sung:»."""
    text = node.item.text
    alone = not text.partition(":")[2].strip()
    return (node.is_section and alone) or text.isupper() or (node.numbered and text.rstrip().endswith(":"))


def _titled(text: str, head: str) -> str:
    return quoted_title(text) or tidy_title(head)


def _of_instruction(node: Node, file: str, kind: ChangeKind) -> Iterator[Change]:
    text, location, body = node.item.text, node.item.place.within(file), _body(node)
    amends_item = kind is ChangeKind.ADD and begins_with_item(text)
    places, title = (as_new_place if kind is ChangeKind.ADD else as_place)(text), quoted_title(text)
    special = worded(text, location) if not body else None
    if not (places or title or body or special) and _stands_over_table(node):
        return
    by_title = title if special is not None and special.task is not None and names_title(text) else None
    if special is not None and (places or by_title or special.everywhere):
        for no in places or (None,):
            yield Change(special.kind, text, no, by_title, special.task, location, words=special.words)
        return
    if kind is ChangeKind.CLOSE and not places:
        title = title or closed_title(text)
    for no in places or (None,):
        if is_broad(text, kind) or amends_item:
            yield Change(ChangeKind.UNSURE, text, no, title, None, location)
            continue
        task = None if kind is ChangeKind.CLOSE else as_changed(text, body, location)
        if task is not None and task.title and not body and kind_said(text) is None:
            task = None  # what is listed under an instruction is not renamed by it
        task = None if task is not None and kind is ChangeKind.ADD and not task.title else task
        if kind is ChangeKind.ADD and task is not None and task.title and not places:
            title = None
        if task is not None and task.title and _TOLD_ANEW.search(text):
            title = task.title  # without who and when, which its quotes hold as well
        known = title or (task.title if task is not None and kind is not ChangeKind.ADD and not places else None)
        yield Change(kind if task or kind is ChangeKind.CLOSE else ChangeKind.UNSURE, text, no, known, task, location)


def _is_heading(node: Node, own: ChangeKind | None, above: ChangeKind | None) -> bool:
    """Whether a line only opens a list of items or of other instructions, and names no item itself."""
    text = node.item.text
    if quoted_title(text) or not node.below:
        return False
    of_section = _SOME_OF.search(text) is not None or all(names_section(no) for no in as_place(text))
    if _OVER_LIST.match(text) and (own or above) and not as_place(text):
        return True
    if own is None:
        return False
    if own is ChangeKind.CLOSE and not as_place(text) and all(c.item.label is not None for c in node.below):
        return True
    if node.is_section and not as_place(text) and all(map(_is_bullet_of_list, node.below)):
        return True
    numbered = [c for c in node.below if c.numbered]
    told = any(kind_said(c.item.text) for c in node.below)
    return of_section and (told or bool(numbered)) and (told or _is_list(node, numbered))


def _is_bullet_of_list(node: Node) -> bool:
    """Whether a line with a bullet is an item of its own, and no labelled line of one: «- Đơn vị chủ trì: …»."""
    title, parts = labelled_parts(node.item.text)
    return node.item.label is not None and not node.numbered and not (parts and not title)


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
    told = (child for child in node.below if child.item.label is not None or not _stands_alone(child.item.text))
    return _new_side(tuple(line for child in told for line in (child.item.text, *_body(child))))


def _stands_alone(text: str) -> bool:
    """Whether a plain line below an instruction is a sentence of its own: a formal one, or one that leads to another item."""
    return asks_nothing(text) or (_LEADS_IN.match(text) is not None and bool(as_place(text)))


def _new_side(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The new wordings alone where lines set them beside old ones: «Nội dung đã ban hành: …», «Nội dung điều chỉnh: …»."""
    parts = [line.partition(":") for line in lines]
    old = [bool(colon) and _is_side(head, _OLD) for head, colon, _ in parts]
    new = [bool(colon) and not was and _is_side(head, _NEW) for (head, colon, _), was in zip(parts, old, strict=True)]
    if not (any(old) and any(new)):
        return lines
    kept = (p[2].strip() if is_new else "".join(p) for p, was, is_new in zip(parts, old, new, strict=True) if not was)
    return tuple(filter(None, kept))


def _is_side(head: str, side: re.Pattern[str]) -> bool:
    return len(head.split()) <= _LONGEST_SIDE and side.search(head) is not None
