"""Outlines → drafts of tasks: down the tree, what each item tells, what its heading says for it, what the last says for all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.plans.drafts import Draft
from scheduler.plans.labelled import Part, labelled_parts, tidy_title
from scheduler.plans.numbering import composed
from scheduler.plans.outline_above import Above, inside_of
from scheduler.plans.outline_entries import Segment, is_role_node, own_items, segments
from scheduler.plans.outline_labelled import each_timed, holds_several, of_one, of_segments
from scheduler.plans.outline_lines import Node
from scheduler.plans.outline_prose import of_lines, of_prose
from scheduler.plans.outline_shared import all_timed, described, shared_by_last, with_shared
from scheduler.plans.parties import Parties
from scheduler.plans.prose import Told, begun_with_others, told_in_prose
from scheduler.plans.restarting import told_apart
from scheduler.plans.section_says import TIMING_OF_SECTION, units_of
from scheduler.plans.set_work import each_led, is_stage_of_units
from scheduler.plans.vocabulary import Role, Subject

_FEWEST_BESIDE = 2


def tasks_of_outline(nodes: Sequence[Node]) -> tuple[Draft, ...]:
    """The tasks of an outline in order."""
    top = [node for node in nodes if node.numbered]
    below = told_apart(top, [list(_tasks(node, Above())) for node in top], "")
    return tuple(draft for drafts in below for draft in drafts)


def _tasks(node: Node, above: Above) -> Iterator[Draft]:
    if not node.numbered:
        return
    inside = inside_of(node, above)
    own = tuple(_led(draft, inside, above) for draft in _own(node, inside, above.section))
    children = [c for c in node.below if c.numbered and not is_role_node(c)]
    below = told_apart(children, _below(children, inside), composed(inside.numbers))
    shared = shared_by_last(children, below, own) if inside.of_tasks else None
    if shared and not node.is_section and all_timed(children, below):
        yield from with_shared(children, below, shared, inside)
    elif shared and not node.is_section:
        yield described(shared, node, inside)
    elif any(below):
        yield from _grouped(own, [d for drafts in below for d in drafts])
    else:
        yield from own


def _below(children: Sequence[Node], inside: Above) -> list[list[Draft]]:
    """The tasks of each child; those below headings without a number count on; where half are tasks, work that goes on is one."""
    made = 0
    groups = any(each_led(child) or any(c.numbered and not is_role_node(c) for c in child.below) for child in children)
    timed = any(told_in_prose(child.item.text).timing for child in children) if inside.unit else False
    found: list[list[Draft]] = []
    for child in children:
        drafts = list(_tasks(child, replace(inside, made=made, among_groups=groups, beside_timed=timed)))
        assert child.item.label is not None
        made += len(drafts) if not child.item.label.number else 0
        found.append(drafts)
    if len(children) > _FEWEST_BESIDE and sum(map(bool, found)) * 2 >= len(children):
        beside = replace(inside, among_groups=groups, beside_timed=timed, beside_tasks=True)
        return [drafts or list(_tasks(child, beside)) for child, drafts in zip(children, found, strict=True)]
    return found


def _led(draft: Draft, inside: Above, above: Above) -> Draft:
    """A draft below a heading that names a unit («1. Phòng Văn hóa - Xã hội») is that unit's, where it names no other."""
    own_heading = draft.no != composed(inside.numbers)
    unit = inside.unit if own_heading else above.unit
    if draft.led or inside.about not in (Subject.TASKS, Subject.ASSIGNMENT):
        return draft
    told = told_in_prose(draft.title)
    if unit and not told.lead and (begun := begun_with_others(Told(draft.title))).coordinating:
        return replace(
            draft, title=begun.title, parties=Parties(unit, draft.parties.coordinating or begun.coordinating)
        )
    if told.lead:
        return replace(draft, title=told.title, parties=draft.parties + Parties(told.lead, told.coordinating))
    beside = draft.parties.coordinating or (inside if own_heading else above).beside
    return draft if not unit else replace(draft, parties=replace(draft.parties, lead=unit, coordinating=beside))


def _grouped(own: Sequence[Draft], below: Sequence[Draft]) -> Iterator[Draft]:
    """Items below a heading; what the heading itself says of who and when holds for those that do not say it."""
    if len(own) != 1 or own[0].stream:
        yield from own
        yield from below
        return
    for draft in below:
        who = draft.parties if draft.led else own[0].parties
        yield replace(draft, parties=who, timing=draft.timing or (None if draft.frequency else own[0].timing))


def _own(node: Node, inside: Above, section: str | None) -> tuple[Draft, ...]:
    """The tasks that a node makes without its numbered children; `section` is the one that the node itself stands in."""
    title, parts = _parts(node)
    found = segments(own_items(node))
    number = composed(inside.numbers)
    if not parts and inside.of_tasks and (several := each_timed(found, number, inside.section)):
        return several
    if holds_several(node, found, parts):
        drafts = of_segments(found, number, inside.section)
    else:
        whole = Segment(tuple(line for s in found for line in s.lines))
        drafts = tuple(of_one(Draft(number, tidy_title(title), section, place=node.item.place), parts, whole))
    told = tuple(_in_time(d, inside) for d in drafts if _is_task(d, inside, node))
    led = each_led(node, 1 if inside.among_groups else 2) or (is_stage_of_units(node) and not any(d.led for d in told))
    of_unit = inside.of_tasks and (units_of(node.item.text.rstrip(":. ")) or led)
    of_unit = of_unit and not any(s.roles and not led for s in found)
    if of_unit and (lines := of_lines(node, inside, number)):
        return lines
    return told or of_prose(node, inside, number, section) or of_lines(node, inside, number)


def _parts(node: Node) -> tuple[str, tuple[Part, ...]]:
    """The title and the labelled parts of an item; «1. Kiểm tra, giám sát: lập đoàn …» above its own roles is work and no label."""
    title, parts = labelled_parts(node.item.text)
    is_work = not title and node.numbered and not is_role_node(node) and all(p.role is Role.OTHER for p in parts)
    return (node.item.text, ()) if is_work else (title, parts)


def _in_time(draft: Draft, inside: Above) -> Draft:
    """A draft below a month or a quarter that gives no time of its own falls in that."""
    if draft.timed or inside.time is None:
        return draft
    return replace(draft, timing=inside.time, taken=(*draft.taken, TIMING_OF_SECTION))


def _is_task(draft: Draft, inside: Above, node: Node) -> bool:
    """Whether enough is said: who or when; where the section is about something else, both."""
    if not draft.title:
        return False
    if inside.of_tasks:
        return draft.led if node.is_section and draft.no == composed(inside.numbers) else draft.told
    return draft.led and draft.timed and node.item.label is not None and not node.is_section
