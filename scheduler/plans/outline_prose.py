"""The tasks of an outline that running text tells of: of an item, of the lines below a heading, of sentences on who does what."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.plans.drafts import LEAD_OR_INSPECTED, Draft
from scheduler.plans.labelled import tidy_title
from scheduler.plans.outline_above import Above
from scheduler.plans.outline_entries import own_items
from scheduler.plans.outline_lines import Item, Node
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import Told, begins_work, beside_in, told_in_prose, work_of_unit
from scheduler.plans.section_says import TIMING_OF_SECTION, is_stage, is_time
from scheduler.plans.sentences_set import dated, each_clause_timed, each_of_its_unit, shares, steady
from scheduler.plans.set_work import below_heading, running_text, within
from scheduler.plans.subjects import (
    after_subject,
    begins_known,
    of_own_work,
    says_share,
    sentences,
    subject_of,
)
from scheduler.plans.time_at_end import going_on, in_two, rhythm_at_end, rhythm_in, rhythms_in
from scheduler.plans.time_before import timed_first
from scheduler.plans.timed import goes_on, has_day, has_each
from scheduler.plans.unit_names import names_unit
from scheduler.plans.vocabulary import Subject
from scheduler.text import capitalised

_FEWEST_WORDS = 3
_INSPECTS, _FIELD = pattern("prose", "inspects"), pattern("prose", "field")


def of_prose(node: Node, inside: Above, number: str, section: str | None) -> tuple[Draft, ...]:
    """A task that running text describes, where the section is one of tasks: who leads it, or by when it is to be done."""
    if not _may_tell(node, inside):
        return ()
    items = own_items(node)
    if (
        several := _of_shares(node, number, section)
        or _of_sentences(node, inside, number, section)
        or _of_units(node, number, section)
    ):
        return several
    if all(i.label is None for i in items) and (several := _of_clauses(node, number, section)):
        return several
    time, work = timed_first(node.item.text) or (inside.time, node.item.text)
    text = " ".join([work.rstrip(" .;:") + "."] + [i.text for i in items if i.label is None or _describes(i, items)])
    told = _by_subject(told_in_prose(text), text)
    if not (told.lead or told.timing or time or rhythms_in(text) or (inside.unit and inside.beside_timed)):
        return ()
    title = capitalised(told.title) if not items else tidy_title(told_in_prose(work).title)
    timing, frequency = in_two(within(told.timing, time))
    rhythm = rhythm_in(text)
    frequency = frequency or (rhythm if rhythm and rhythm not in (told.timing or "") else None)
    timing = timing or (going_on(text) if frequency and told.lead else None)
    if inside.unit and not (timing or frequency):
        timing = rhythm_at_end(text)
    who = Parties(told.lead or (), told.coordinating)
    taken = (TIMING_OF_SECTION,) if timing and not told.timing and time == inside.time else ()
    return (Draft(number, title, section, who, timing, frequency, place=node.item.place, taken=taken),)


def _of_shares(node: Node, number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of «Rà soát hộ nghèo: xã A trong tháng 6; các xã còn lại trong tháng 9», also with these on lines of their own."""
    topic, _, listed = node.item.text.partition(": ")
    below = "; ".join(i.text.rstrip(" .;") for i in own_items(node))
    told = shares(tidy_title(topic), listed or below) if begins_work(topic) and not (listed and below) else ()
    taken = (LEAD_OR_INSPECTED,) if _INSPECTS.search(topic) else ()
    drafts = (_drafted(f"{number}.{at}", t, section, node) for at, t in enumerate(told, 1))
    return tuple(replace(draft, taken=taken) for draft in drafts)


def _describes(item: Item, items: Sequence[Item]) -> bool:
    """Whether the only line below an item says who does it: it is part of the item's sentence, bullet or not."""
    return len(items) == 1 and says_share(item.text)


def _of_sentences(node: Node, inside: Above, number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of an item whose sentences each have a unit do something by a time of its own: one's time is not another's."""
    plain = [i.text for i in own_items(node) if i.label is None]
    text = " ".join([_heading_of(node) if plain else node.item.text, *plain])
    told = each_of_its_unit(text, inside.unit)
    return tuple(_drafted(f"{number}.{at}", t, section, node) for at, t in enumerate(told, 1))


def _heading_of(node: Node) -> str:
    return node.item.text.rstrip(" .;:") + "."


def _drafted(number: str, told: Told, section: str | None, node: Node) -> Draft:
    who = Parties(told.lead, told.coordinating)
    return Draft(number, told.title, section, who, *in_two(told.timing), place=node.item.place)


def _of_clauses(node: Node, number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of «Phòng A: ban hành … trước ngày 20/1; tổ chức … mỗi tháng 01 kỳ», where each clause says its own time."""
    plain = [i.text for i in own_items(node)]
    text = " ".join(plain) if plain else node.item.text
    of_unit = work_of_unit(text)
    told = each_clause_timed(of_unit[1], of_unit[0]) if of_unit else each_clause_timed(text, ())
    return tuple(_drafted(f"{number}.{at}", t, section, node) for at, t in enumerate(told, 1))


def _of_units(node: Node, number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of «Phòng A chủ trì, xong trước ngày 20/1; Phòng B tập hợp … trước ngày 15/3»: each unit with work and time."""
    plain = [i.text for i in own_items(node) if i.label is None]
    text = " ".join([_heading_of(node), *plain]) if plain else node.item.text
    parts = [part for part in of_own_work(text) if len(part.split()) >= _FEWEST_WORDS]
    told = [_by_known(part) for part in parts]
    if told and plain and not (told[0].lead or told[0].timing):
        told = told[1:]  # the heading above work that says itself what it is
    if len(told) < 2 or not all(t.lead and t.timing for t in told):
        return ()
    return tuple(_drafted(f"{number}.{at}", t, section, node) for at, t in enumerate(told, 1))


def _by_known(text: str) -> Told:
    """What a clause says whose subject is a known unit: the rest of it is the work."""
    told = told_in_prose(text)
    if told.lead or not begins_known(text):
        return told
    title = capitalised(tidy_title(after_subject(told.title)))
    return replace(told, title=title, lead=subject_of(text), coordinating=beside_in(text))


def _by_subject(told: Told, text: str) -> Told:
    """«Các phòng thường xuyên cung cấp tin, bài …»: who stands first in a sentence that says how often, or names a day, leads."""
    rhythm = told.timing or (None if rhythms_in(text) else goes_on(text))
    first, *rest = sentences(text)
    behind = first.partition(": ")[2]
    timed = rhythm or has_day(text) or has_each(text)
    known = any(map(begins_known, (first, behind, *rest)))
    if told.lead or not (timed or known or any(map(rhythms_in, (behind, *rest)))):
        return told
    starts = (first, told.title) if timed or begins_known(first) else ("", "")
    for sentence, title in (starts, (behind, told.title), *((s, first) for s in rest)):
        units = subject_of(sentence)
        if units and all(map(names_unit, units)):
            return replace(told, title=tidy_title(title), lead=units, coordinating=beside_in(sentence), timing=rhythm)
    return told


def _may_tell(node: Node, inside: Above) -> bool:
    """Whether running text of an item may be a task: in a section of tasks, or below a month; no heading of either kind."""
    if node.item.label is None or node.is_section or is_time(node.item.text):
        return False
    if node.below and (is_stage(node.item.text) or _is_field(node)):
        return False
    return inside.about is Subject.TASKS or (inside.of_tasks and inside.time is not None)


def _is_field(node: Node) -> bool:
    """Whether an item heads a list and names a field of work with a dash in it: «Công tác Nội vụ - Văn phòng:»."""
    heads = node.item.text.rstrip().endswith(":") and any(c.item.label is not None for c in node.below)
    told = told_in_prose(node.item.text) if heads else None
    return told is not None and _FIELD.match(node.item.text) is not None and told.timing is None


def of_lines(node: Node, inside: Above, number: str) -> tuple[Draft, ...]:
    """The tasks that lines below a heading are, or that sentences on who does what set by a day."""
    if inside.of_tasks or inside.about is Subject.ORGANISATION:
        found = below_heading(node, number, inside.section, inside.said)
        if found or inside.about not in (Subject.ASSIGNMENT, Subject.ORGANISATION):
            return _of_heading(found, node, number) if not inside.among_groups else found
        text = running_text(node, own_items(node))
        told = tuple(dated(text, inside.unit)) or (steady(text, inside.unit) if inside.beside_tasks else ())
        alone = len(told) == 1 and not node.is_section
        numbers = [number] if alone else [f"{number}.{at}" for at in range(1, len(told) + 1)]
        return tuple(
            Draft(no, t.title, inside.section, _with_whom(t, inside), *in_two(t.timing), place=node.item.place)
            for no, t in zip(numbers, told, strict=True)
        )
    return ()


def _of_heading(found: tuple[Draft, ...], node: Node, number: str) -> tuple[Draft, ...]:
    """«2. Trồng cây đầu xuân» above one bullet («Chi đoàn A trồng 50 cây, xong trước ngày 15/3»): its work is the heading's."""
    heading = node.item.text.rstrip(":. ")
    alone = len(found) == 1 and len(node.below) == 1 and not node.below[0].below
    is_work = begins_work(heading) and len(heading.split()) >= _FEWEST_WORDS and told_in_prose(heading).lead == ()
    if not (alone and is_work) or node.is_section:
        return found
    return (replace(found[0], no=number, title=tidy_title(heading), place=node.item.place),)


def _with_whom(told: Told, inside: Above) -> Parties:
    """Who does it, with the units that its heading says to work with («3. Phòng A chủ trì, phối hợp với Phòng B:»)."""
    beside = inside.beside if told.lead == inside.unit else ()
    return Parties(told.lead, told.coordinating or beside)
