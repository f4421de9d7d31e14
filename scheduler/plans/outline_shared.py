"""Items of an outline of which the last says who and when for all: each with a rhythm is a task, else they describe one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.plans.drafts import Draft
from scheduler.plans.frequencies import stream_of, with_duration_apart
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import composed
from scheduler.plans.outline_above import Above
from scheduler.plans.outline_entries import is_role_line, is_role_node, own_items
from scheduler.plans.outline_lines import Node


def shared_by_last(children: Sequence[Node], below: Sequence[Sequence[Draft]], own: Sequence[Draft]) -> Draft | None:
    """The one draft of the last child when its roles stand for all children: no other child says who."""
    if len(children) < 2 or own or len(below[-1]) == 0 or not below[-1][0].led or _holds_items(children[-1]):
        return None
    if not any(is_role_line(item.text) for item in own_items(children[-1])):
        return None
    others = [d for drafts in below[:-1] for d in drafts]
    return None if any(d.led for d in others) else below[-1][0]


def _holds_items(node: Node) -> bool:
    return any(c.numbered and not is_role_node(c) for c in node.below)


def all_timed(children: Sequence[Node], below: Sequence[Sequence[Draft]]) -> bool:
    """Whether each child has a rhythm or a time of its own."""
    return all(
        stream_of(child.item.text, None) or (drafts and drafts[0].timed)
        for child, drafts in zip(children, below, strict=True)
    )


def with_shared(
    children: Sequence[Node], below: Sequence[Sequence[Draft]], last: Draft, inside: Above
) -> Iterator[Draft]:
    """Children with a rhythm each are tasks that share who and when."""
    for child, drafts in zip(children, below, strict=True):
        label, line = child.item.label, stream_of(child.item.text, None)
        assert label is not None
        number = composed([*inside.numbers, label.number])
        base = drafts[0] if drafts else Draft(number, "", inside.section, place=child.item.place)
        yield with_duration_apart(
            replace(
                base,
                parties=last.parties,
                timing=base.timing or last.timing,
                frequency=base.frequency or (line.frequency if line else None),
                title=line.name if line else base.title,
            )
        )


def described(last: Draft, node: Node, inside: Above) -> Draft:
    """Children without a rhythm describe one task, that of the item above them."""
    number, title = composed(inside.numbers), tidy_title(node.item.text)
    return replace(last, no=number, title=title, section=inside.section, place=node.item.place)
