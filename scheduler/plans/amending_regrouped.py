"""Work that an amendment puts together or takes apart: what was goes, what is written behind «thành:» comes; or one question.

Carried out only where each new item is written out as one: a title, who leads, when. «Gộp nhiệm vụ 3 và 4 để tinh gọn» is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_facts import places
from scheduler.plans.amending_text import bare_title, task_of
from scheduler.plans.labelled import labelled_parts, tidy_title
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern
from scheduler.plans.quotes import QUOTES

_INTO = pattern("regrouped", "into")
_MERGES, _SPLITS = pattern("regrouped", "merges"), pattern("regrouped", "splits")
_ITEM_INSIDE = pattern("regrouped", "item_inside")
_QUOTED = pattern("amending", "quoted")


@dataclass(frozen=True, slots=True)
class _Told:
    """A line that regroups. old: number and title of what was; count: how many it says to make, None unsaid."""

    old: tuple[tuple[str | None, str | None], ...]
    count: int | None
    rest: str


def of_regrouped(node: Node, file: str) -> tuple[Change, ...]:
    """The changes of a line that regroups items; a question for each of them where the new ones are not written out."""
    told = _told(node.item.text)
    if told is None:
        return ()
    location = node.item.place.within(file)
    new = _new(node, told, file)
    text = " ".join((node.item.text, *(child.item.text for child in node.below)))
    if new:
        closed = [Change(ChangeKind.CLOSE, text, no, title, None, location) for no, title in told.old]
        return (*closed, *(Change(ChangeKind.ADD, text, None, None, task, task.location) for task in new))
    return tuple(Change(ChangeKind.UNSURE, text, no, title, None, location) for no, title in told.old)


def _told(text: str) -> _Told | None:
    into = _INTO.search(text)
    head = text[: into.start()] if into is not None else text
    splits = _SPLITS.search(head) is not None
    if not (splits or _MERGES.search(head)):
        return None
    named = places(head)
    titles = [tidy_title(m["text"].strip()) for m in _QUOTED.finditer(head)]
    if len(named) == len(titles):
        old = tuple[tuple[str | None, str | None], ...](zip(named, titles, strict=True))
    else:
        old = tuple((no, None) for no in named) or tuple((None, title) for title in titles)
    if not old or (splits and len(old) > 1):
        return None
    said = int(into["count"]) if into is not None and into["count"] else None
    count = said if said is not None or splits else 1
    return _Told(old, count, text[into.end() :].strip() if into is not None else "")


def _new(node: Node, told: _Told, file: str) -> Sequence[Task]:
    """The new items, where there are as many as it says and each is written out."""
    if not (told.rest or node.below) or (told.count == 1 and len(told.old) < 2) or _INTO.search(node.item.text) is None:
        return ()
    items = _items(node, told, file)
    found = [bare for task in items if (bare := _written_out(task)) is not None]
    whole = len(found) == len(items) == len({task.title for task in found})
    return found if whole and (len(found) == told.count or (told.count is None and len(found) > 1)) else ()


def _items(node: Node, told: _Told, file: str) -> list[Task | None]:
    location = node.item.place.within(file)
    lines = [child.item.text for child in node.below]
    if told.count == 1 and (told.rest or _is_labelled(node.below[-1])):
        return [task_of([line for line in (told.rest, *lines) if line], location)]
    if told.rest:
        inside = [piece.strip(" ;.,") for piece in _ITEM_INSIDE.split(told.rest) if piece.strip(" ;.,")]
        return [task_of((piece,), location) for piece in inside] if not lines else [None]
    return [_of_child(child, file) for child in node.below]


def _of_child(child: Node, file: str) -> Task | None:
    return task_of((child.item.text, *(below.item.text for below in child.below)), child.item.place.within(file))


def _is_labelled(node: Node) -> bool:
    title, parts = labelled_parts(node.item.text)
    return bool(parts) and not title


def _written_out(task: Task | None) -> Task | None:
    """An item with title, lead and time, its title without quotes; None where one of them is not told."""
    if task is None or not (task.lead and (task.timing or task.frequency)):
        return None
    title = bare_title(task.title).strip(f"{QUOTES} ")
    return replace(task, title=title) if title else None
