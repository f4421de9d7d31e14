"""The paragraphs of an outline as a tree: each labelled item with the lines below it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.documents import Paragraph, Place
from scheduler.plans.labelled import lone_label
from scheduler.plans.numbering import ANNEX, CHAPTER, PART, Label, Rank, read_label
from scheduler.plans.patterns import CAPITAL, SMALL, pattern
from scheduler.plans.section_says import is_time, units_of
from scheduler.plans.vocabulary import words

_ANNEX_ALONE = pattern("head", "annex_alone")
_GLUED = re.compile(
    rf"^(?P<head>\W*[IVX]+\s?[.)/]\s*[^{SMALL}]{{4,}}?)\s*(?P<rest>(?:1|a)\s?[.)/]\s*[{CAPITAL}][{SMALL}].*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line with its label; unlabelled headings that the file marks as such have a label without number."""

    label: Label | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Node:
    """An item and all that stands below it, in order."""

    item: Item
    below: tuple["Node", ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether it is a section or a numbered item, and no bullet or plain line."""
        return self.item.label is not None and self.item.label.rank is not Rank.BULLET

    @property
    def is_section(self) -> bool:
        """Whether it is a section: «II. NHIỆM VỤ», «Phần thứ hai»."""
        return self.item.label is not None and self.item.label.rank is Rank.SECTION


def outline(paragraphs: Iterable[Paragraph]) -> tuple[Node, ...]:
    """The tree of these paragraphs."""
    items = tuple(items_of(paragraphs))
    depths = _depths(items)
    return _nested(items, depths, 0, len(items))


def items_of(paragraphs: Iterable[Paragraph]) -> Iterable[Item]:
    """Each paragraph as an item; a heading glued to its first item as two, «PHẦN I» and the title on the next line as one."""
    section: str | None = None
    untitled: Item | None = None
    for paragraph, following in pairwise((*paragraphs, None)):
        assert paragraph is not None
        for text in filter(None, _unglued(paragraph.text)):
            label, rest = _annex(text) or read_label(text, section)
            if label is not None and label.rank is Rank.SECTION:
                section = label.number
            if untitled is not None and label is None:
                yield Item(untitled.label, rest, untitled.place)
                untitled = None
                continue
            if untitled is not None:
                yield untitled
            if label is None and untitled is None:
                label = _unnumbered(paragraph, following)
            if label is None and paragraph.level is not None:
                label = Label(Rank.SECTION, f"#{paragraph.level}")
            item = Item(label, rest, paragraph.place)
            untitled = item if label is not None and not rest else None
            if untitled is None:
                yield item
    if untitled is not None:
        yield untitled


def _annex(text: str) -> tuple[Label, str] | None:
    """«PHỤ LỤC» alone on its line: what follows is numbered anew, and stands below no section of the body."""
    return (Label(Rank.SECTION, ANNEX, ""), "") if text.isupper() and _ANNEX_ALONE.match(text) else None


def _unnumbered(paragraph: Paragraph, following: Paragraph | None) -> Label | None:
    """The label of a heading without a number: a time alone («Tháng 9/2026»), or a unit alone above bullets («Công an xã:»)."""
    text = paragraph.text.strip()
    if is_time(text):
        return Label(Rank.NUMBER, "time")
    if following is None or not (text.endswith(":") or paragraph.bold) or lone_label(text) is not None:
        return None
    label, _ = read_label(following.text)
    above_bullet = label is not None and label.rank is Rank.BULLET
    return Label(Rank.NUMBER, "unit") if above_bullet and units_of(text.rstrip(":. ")) else None


def _unglued(text: str) -> tuple[str, ...]:
    """«V. TỔ CHỨC THỰC HIỆN1. Sở Nội vụ» as heading and item."""
    found = _GLUED.match(text)
    return (found["head"].strip(), found["rest"]) if found else (text,)


def _depths(items: Sequence[Item]) -> list[int]:
    """How deep each item stands: below the last items of other kinds that can hold it, beside the last of its own kind."""
    stack: list[Label] = []
    depths: list[int] = []
    below_roman = _letters_below_romans(items)
    for item in items:
        if item.label is None:
            depths.append(len(stack))
            continue
        label = replace(item.label, style="A-") if below_roman and item.label.style == "A" else item.label
        _close(stack, label)
        depths.append(len(stack))
        stack.append(label)
    return depths


def _letters_below_romans(items: Sequence[Item]) -> bool:
    """Whether «A. …» stands below «II. …» and not above «I. …»: where romans come first and none begins anew below a letter."""
    styles = [item.label.style for item in items if item.label is not None and item.label.rank is Rank.SECTION]
    if "A" not in styles or "I" not in styles or styles.index("A") < styles.index("I"):
        return False
    behind = [i.label for i in items if i.label is not None and i.label.style in ("A", "I")]
    at = next(n for n, label in enumerate(behind) if label.style == "A")
    return all(label.number != "I" for label in behind[at:])


_ORDER = (ANNEX, PART, CHAPTER, "A", "I", "A-", *words("labels", "inner"), "#1", "#2", "#3", "#4", "#5", "#6")


def _close(stack: list[Label], label: Label) -> None:
    """Takes off the stack what this label ends."""
    while stack and stack[-1].rank > label.rank:
        stack.pop()
    styles = [above.style for above in stack]
    if label.style == "1.1":
        while stack and stack[-1].rank is label.rank and not _holds(stack[-1], label):
            stack.pop()
    elif label.style in styles:
        del stack[styles.index(label.style) :]
    elif label.rank is Rank.SECTION:
        while stack and _ORDER.index(stack[-1].style) > _ORDER.index(label.style):
            stack.pop()


def _holds(above: Label, dotted: Label) -> bool:
    """Whether a dotted number stands below this one: 1 > 1.1 > 1.1.1."""
    return dotted.number.startswith(above.number.lstrip("0") + ".")


def _nested(items: Sequence[Item], depths: Sequence[int], start: int, end: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    while start < end:
        stop = start + 1
        while stop < end and depths[stop] > depths[start] and items[start].label is not None:
            stop += 1
        nodes.append(Node(items[start], _nested(items, depths, start + 1, stop)))
        start = stop
    return tuple(nodes)
