"""Outlines → drafts of tasks: numbered items with role lines below them, groups, streams, and what running text tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.plans.drafts import Draft, titled, with_part
from scheduler.plans.frequencies import split_streams, stream_of, with_duration_apart
from scheduler.plans.labelled import Part, labelled_parts, tidy
from scheduler.plans.numbering import ANNEX, CHAPTER, PART, Rank, composed
from scheduler.plans.outline_entries import DetailLine, RoleLine, Segment, is_role_node, own_items, segments
from scheduler.plans.outline_lines import Node
from scheduler.plans.outline_streams import streams_of
from scheduler.plans.parties import Parties
from scheduler.plans.prose import Told, told_in_prose, who_in_prose
from scheduler.plans.section_says import is_time, units_of
from scheduler.plans.set_work import Said, below_heading, dated, running_text, within
from scheduler.plans.subjects import subject_of
from scheduler.plans.timed import goes_on, is_round, rhythm_in, time_behind_colon, timing_in_prose
from scheduler.plans.unit_names import names_unit
from scheduler.plans.vocabulary import Role, Subject, subject

_UNCOUNTED = (ANNEX, PART, CHAPTER)
"""Parts of a document, which people leave away when they name an item: «mục II.3», not «phần 1, mục II.3»."""


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above an item: the numbers, the section's title, what the section is about, a unit or time that a heading names.

    made: how many tasks without a number stand before it below the same numbers.
    """

    numbers: tuple[str, ...] = ()
    section: str | None = None
    about: Subject | None = None
    unit: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    time: str | None = None
    made: int = 0

    @property
    def of_tasks(self) -> bool:
        """Whether this is not a section of purposes, money or duties."""
        return self.about in (None, Subject.TASKS, Subject.CONTENTS, Subject.ASSIGNMENT)

    @property
    def said(self) -> Said:
        """What holds for the lines below."""
        return Said(self.unit, self.time, self.about, self.made)


def tasks_of_outline(nodes: Sequence[Node]) -> tuple[Draft, ...]:
    """The tasks of an outline in order."""
    return tuple(draft for node in nodes for draft in _tasks(node, _Above()))


def _tasks(node: Node, above: _Above) -> Iterator[Draft]:
    if not node.numbered:
        return
    inside = _inside(node, above)
    own = tuple(_led(draft, inside, above) for draft in _own(node, inside, above.section))
    children = [c for c in node.below if c.numbered and not is_role_node(c)]
    below = list(_below(children, inside))
    shared = _shared_by_last(children, below, own) if inside.of_tasks else None
    if shared and _all_timed(children, below):
        yield from _with_shared(children, below, shared, inside)
    elif shared and not _is_section(node):
        yield _described(shared, node, inside)
    elif any(below):
        yield from _grouped(own, [d for drafts in below for d in drafts])
    else:
        yield from own


def _below(children: Sequence[Node], inside: _Above) -> Iterator[list[Draft]]:
    """The tasks of each child; those below headings without a number count on."""
    made = 0
    for child in children:
        drafts = list(_tasks(child, replace(inside, made=made)))
        assert child.item.label is not None
        made += len(drafts) if not child.item.label.number else 0
        yield drafts


def _led(draft: Draft, inside: _Above, above: _Above) -> Draft:
    """A draft below a heading that names a unit («1. Phòng Văn hóa - Xã hội») is that unit's, where it names no other."""
    own_heading = draft.no != composed(inside.numbers)
    unit = inside.unit if own_heading else above.unit
    if draft.led or inside.about not in (Subject.TASKS, Subject.ASSIGNMENT):
        return draft
    told = told_in_prose(draft.title)
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


def _inside(node: Node, above: _Above) -> _Above:
    """What stands above the items below this node."""
    label, text = node.item.label, node.item.text
    assert label is not None
    about = _subject(node, above) or above.about
    numbers = above.numbers if label.style in _UNCOUNTED else (*above.numbers, label.number)
    is_section = label.rank is Rank.SECTION or above.section is None
    section = titled(labelled_parts(text)[0]) if is_section else above.section
    unit = units_of(text.rstrip(":. "))
    told = None if unit or not node.below else who_in_prose(text)
    beside = told.coordinating if told is not None else ()
    unit = told.lead if told is not None else unit
    time = text.rstrip(":. ") if is_time(text) else above.time if not is_section else None
    return _Above(numbers, section, about, unit, beside, time, above.made if not label.number else 0)


def _subject(node: Node, above: _Above) -> Subject | None:
    """What a section is about; a numbered heading inside of one counts only by its first words."""
    label = node.item.label
    assert label is not None
    text = labelled_parts(node.item.text)[0]
    if label.rank is Rank.SECTION or not above.numbers:
        return subject(" ".join(text.split()[:12])) if len(text.split()) < 30 else None
    return subject(" ".join(text.split()[:4])) if len(text.split()) < 6 else None


def _own(node: Node, inside: _Above, section: str | None) -> tuple[Draft, ...]:
    """The tasks that a node makes without its numbered children; `section` is the one that the node itself stands in."""
    title, parts = labelled_parts(node.item.text)
    found = segments(own_items(node))
    number = composed(inside.numbers)
    if _several(node, found, parts):
        drafts = _of_segments(found, number, inside.section)
    else:
        whole = Segment(tuple(line for s in found for line in s.lines))
        drafts = tuple(_of_one(Draft(number, titled(title), section, place=node.item.place), parts, whole))
    told = tuple(d for d in drafts if _is_task(d, inside, node))
    of_unit = inside.of_tasks and units_of(node.item.text.rstrip(":. ")) and not any(s.roles for s in found)
    if of_unit and (lines := _of_lines(node, inside, number)):
        return lines
    return told or _of_prose(node, inside, number, section) or _of_lines(node, inside, number)


def _several(node: Node, found: Sequence[Segment], parts: Sequence[Part]) -> bool:
    """Whether the lines below hold tasks of their own instead of describing this item."""
    if parts or not any(s.roles for s in found):
        return False
    titled_lines = [line for s in found for line in s.roles if line.title]
    if len(titled_lines) > 1 or any(line.bullet or _is_section(node) for line in titled_lines):
        return True
    is_section = _is_section(node) and subject(node.item.text) is Subject.TASKS
    return len(found) > 1 or (is_section and isinstance(found[0].lines[0], DetailLine))


def _of_segments(found: Sequence[Segment], number: str, section: str | None) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    for segment in found:
        first = segment.lines[0]
        title = first.text if isinstance(first, DetailLine) else first.title
        if segment.roles and title:
            place = len({d.no for d in drafts}) + 1
            draft = Draft(f"{number}.{place}", titled(title), section, place=first.place)
            rest = Segment(segment.lines[1:] if isinstance(first, DetailLine) else segment.lines)
            drafts += _of_one(draft, (), rest)
    return tuple(drafts)


def _of_one(draft: Draft, parts: Sequence[Part], below: Segment) -> Iterator[Draft]:
    """The task of an item with these lines; one for each of its streams."""
    streams, frequency = streams_of(below, any(p.role is Role.FREQUENCY for p in parts))
    for part in (*parts, *_valued(below.roles)):
        if part.role is not Role.FREQUENCY or not streams:
            draft = with_part(draft, part)
    if draft.led and not draft.timed and not streams and not frequency:
        draft = _timed_in_prose(draft, below)
    elif draft.timed and not draft.led:
        draft = _led_in_prose(draft, below)
    if frequency and not draft.frequency:
        draft = replace(draft, frequency=frequency)
    yield from split_streams(draft, streams) if streams else (with_duration_apart(draft),)


def _timed_in_prose(draft: Draft, below: Segment) -> Draft:
    """A draft whose title or description gives the time that no label gives."""
    if rounds := [line.text for line in below.details if is_round(line.text)]:
        return replace(draft, timing="; ".join(map(tidy, rounds)))
    if behind := time_behind_colon(draft.title):
        return replace(draft, title=titled(behind[0]), timing=tidy(behind[1]))
    of_title = timing_in_prose(draft.title)
    if of_title:
        bracketed = draft.title.rstrip(" .;").endswith(")")
        return replace(draft, timing=tidy(of_title[0]), title=titled(of_title[1]) if bracketed else draft.title)
    found = next((t for line in below.details if (t := timing_in_prose(line.text))), None)
    return replace(draft, timing=tidy(found[0])) if found else draft


def _led_in_prose(draft: Draft, below: Segment) -> Draft:
    """A draft whose description says who leads, where no label does."""
    texts = (line.text if isinstance(line, DetailLine) else line.title for line in below.lines)
    told = next((t for text in texts if (t := who_in_prose(text)) is not None), None)
    return replace(draft, parties=draft.parties + Parties(told.lead, told.coordinating)) if told else draft


def _valued(roles: Sequence[RoleLine]) -> Iterator[Part]:
    """The parts of role lines, each with the lines that it governs as its value."""
    for line in roles:
        yield from line.parts[:-1]
        last = line.parts[-1]
        joint = "\n" if last.role not in (Role.TIMING, Role.FREQUENCY) else "; "
        more = [text.rstrip(" ;.") if joint == "; " else text for text in line.lines]
        yield Part(last.role, last.label, joint.join([*([last.value] if last.value else []), *more]))


def _is_task(draft: Draft, inside: _Above, node: Node) -> bool:
    """Whether enough is said: who or when; where the section is about something else, both."""
    if not draft.title:
        return False
    if inside.of_tasks:
        return draft.told
    return draft.led and draft.timed and node.item.label is not None and not _is_section(node)


def _of_prose(node: Node, inside: _Above, number: str, section: str | None) -> tuple[Draft, ...]:
    """A task that running text describes, where the section is one of tasks: who leads it, or by when it is to be done."""
    if not _may_tell(node, inside):
        return ()
    items = own_items(node)
    text = " ".join([node.item.text.rstrip(" .;:") + "."] + [i.text for i in items if i.label is None])
    told = _by_subject(told_in_prose(text), text)
    if not (told.lead or told.timing or inside.time):
        return ()
    title = told.title if not items else titled(told_in_prose(node.item.text).title)
    timing = within(told.timing, inside.time)
    frequency = rhythm_in(text) if told.timing is None else None
    who = Parties(told.lead or (), told.coordinating)
    return (Draft(number, title, section, who, timing, frequency, place=node.item.place),)


def _by_subject(told: Told, text: str) -> Told:
    """«Các phòng thường xuyên cung cấp tin, bài …»: who stands first in a sentence that says how often leads."""
    units = () if told.lead else subject_of(text)
    rhythm = told.timing or goes_on(text)
    return replace(told, lead=units, timing=rhythm) if units and rhythm and all(map(names_unit, units)) else told


def _may_tell(node: Node, inside: _Above) -> bool:
    """Whether running text of an item may be a task: in a section of tasks, or below a month; no heading of either kind."""
    if node.item.label is None or _is_section(node) or is_time(node.item.text):
        return False
    return inside.about is Subject.TASKS or (inside.of_tasks and inside.time is not None)


def _of_lines(node: Node, inside: _Above, number: str) -> tuple[Draft, ...]:
    """The tasks that lines below a heading are, or that sentences on who does what set by a day."""
    if inside.of_tasks or inside.about is Subject.ORGANISATION:
        found = below_heading(node, number, inside.section, inside.said)
        if found or inside.about not in (Subject.ASSIGNMENT, Subject.ORGANISATION) or _is_section(node):
            return found
        told = tuple(dated(running_text(node, own_items(node)), inside.unit))
        numbers = [number] if len(told) == 1 else [f"{number}.{at}" for at in range(1, len(told) + 1)]
        return tuple(
            Draft(no, t.title, inside.section, Parties(t.lead, t.coordinating), t.timing, place=node.item.place)
            for no, t in zip(numbers, told, strict=True)
        )
    return ()


def _shared_by_last(children: Sequence[Node], below: Sequence[Sequence[Draft]], own: Sequence[Draft]) -> Draft | None:
    """The one draft of the last child when its roles stand for all children: no other child says who."""
    if len(children) < 2 or own or len(below[-1]) == 0 or not below[-1][0].led or _holds_items(children[-1]):
        return None
    others = [d for drafts in below[:-1] for d in drafts]
    return None if any(d.led for d in others) else below[-1][0]


def _holds_items(node: Node) -> bool:
    return any(c.numbered and not is_role_node(c) for c in node.below)


def _is_section(node: Node) -> bool:
    return node.item.label is not None and node.item.label.rank is Rank.SECTION


def _all_timed(children: Sequence[Node], below: Sequence[Sequence[Draft]]) -> bool:
    """Whether each child has a rhythm or a time of its own."""
    return all(
        stream_of(child.item.text, None) or (drafts and drafts[0].timed)
        for child, drafts in zip(children, below, strict=True)
    )


def _with_shared(
    children: Sequence[Node], below: Sequence[Sequence[Draft]], last: Draft, inside: _Above
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


def _described(last: Draft, node: Node, inside: _Above) -> Draft:
    """Children without a rhythm describe one task, that of the item above them."""
    number, title = composed(inside.numbers), titled(node.item.text)
    return replace(last, no=number, title=title, section=inside.section, place=node.item.place)
