"""The plan of one event: labels side by side («Thời gian: …», «Địa điểm: …», «Thành phần: …») tell of one task, and are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, labelled_parts, tidy_title
from scheduler.plans.numbering import composed
from scheduler.plans.outline_lines import Node
from scheduler.plans.outline_tasks import tasks_of_outline
from scheduler.plans.parties import Parties
from scheduler.plans.prose import led_in_prose
from scheduler.plans.timed import has_day
from scheduler.plans.vocabulary import WHO, Role, Subject, label_role, subject, words
from scheduler.text import folded

_OF_DUTIES = (Subject.ASSIGNMENT, Subject.ORGANISATION)
_ASIDE = (Subject.PURPOSE, Subject.BUDGET, Subject.REPORTING, *_OF_DUTIES)
_MOST_LABEL_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Event:
    """The draft of an event, without a title where only the plan's says what it is; and its labelled lines."""

    draft: Draft
    lines: tuple[Node, ...]


def with_events(nodes: Sequence[Node], title: str | None, tabled: Sequence[Draft]) -> tuple[Draft, ...]:
    """The tasks of an outline. Labels side by side are one task that «Nội dung: …» names, or the plan where it has no other.

    title: the plan's; tabled: the tasks of its tables.
    """
    found = _events(nodes)
    if not found:
        return tasks_of_outline(nodes)
    named = [e for e in found if e.draft.title]
    nameless = [e for e in found if not e.draft.title]
    rest = _without(nodes, named)
    if len(nameless) == 1 and title and not (named or tabled or tasks_of_outline(_without(rest, nameless))):
        return (replace(nameless[0].draft, title=title),)
    labels = {line.item.place for e in nameless for line in e.lines}
    others = (d for d in tasks_of_outline(rest) if d.place not in labels)
    return (*(e.draft for e in named), *others)


def _events(nodes: Sequence[Node]) -> tuple[_Event, ...]:
    led = _who_leads(nodes)
    found = (*_of_list(None, nodes, ()), *_below(nodes, ()))
    return tuple(e if e.draft.led else replace(e, draft=replace(e.draft, parties=led)) for e in found)


def _without(nodes: Sequence[Node], events: Sequence[_Event]) -> tuple[Node, ...]:
    """The outline without the lines of these events and what stands below them."""
    gone = {line.item for event in events for line in event.lines}
    return tuple(replace(n, below=_without(n.below, events)) for n in nodes if n.item not in gone)


def is_label(text: str) -> bool:
    """Whether a line says something of an event or a task behind a label, and not who does it."""
    label = _label(text)
    role = _role(label) if label else None
    return role is not None and role not in WHO


def _below(nodes: Sequence[Node], numbers: tuple[str, ...]) -> Iterator[_Event]:
    for node in nodes:
        own = (*numbers, node.item.label.number) if node.item.label is not None else numbers
        if subject(" ".join(node.item.text.split()[:_MOST_LABEL_WORDS])) not in _ASIDE:
            yield from _of_list(node, node.below, own)
        yield from _below(node.below, own)


def _of_list(above: Node | None, nodes: Sequence[Node], numbers: tuple[str, ...]) -> Iterator[_Event]:
    """The event of a list of labels; none where its heading is itself work, or a line before them says what it is."""
    lines = tuple(node for node in nodes if _label(node.item.text))
    roles = [_role(_label(node.item.text)) for node in lines]
    if Role.TIMING not in roles or not _says_where(lines) or (above is not None and not _heads(above, nodes, lines)):
        return
    time = lines[roles.index(Role.TIMING)]
    number = time.item.label.number if time.item.label is not None and above is None else ""
    draft = Draft(composed(numbers) if above else number or "1", _named(lines), place=time.item.place)
    for line, role in zip(lines, roles, strict=True):
        draft = _with_line(draft, line, role)
    if above is not None and above.is_section:
        draft = replace(draft, section=tidy_title(above.item.text))
    if draft.timing and has_day(draft.timing):
        yield _Event(draft, lines)


def _heads(above: Node, nodes: Sequence[Node], lines: Sequence[Node]) -> bool:
    """Whether the heading only says what it heads («NỘI DUNG», «Thời gian và địa điểm»), and a label is the first below it."""
    about = subject(above.item.text)
    only_heads = about is Subject.FRAME or (above.is_section and about is not None)
    return only_heads and nodes[0] is lines[0]


def _says_where(lines: Sequence[Node]) -> bool:
    """Whether one of the labels asks for the place: work as such has a time, an event has a place as well."""
    labels = (folded(_label(node.item.text) or "") for node in lines)
    return len(lines) > 1 and any(place in label for label in labels for place in words("outlines", "of_place"))


def _named(lines: Sequence[Node]) -> str:
    """What «Nội dung: Hội thi …» calls the event; "" where no line does."""
    named = (line for line in lines if folded(_label(line.item.text) or "") in words("event", "is_what"))
    return next((tidy_title(_value(line)) for line in named if _value(line) and not line.below), "")


def _with_line(draft: Draft, line: Node, role: Role | None) -> Draft:
    label, value = _label(line.item.text) or "", _value(line)
    return with_part(draft, Part(role, label, value)) if role is not None else draft


def _label(text: str) -> str | None:
    """The label that a line begins with, or is; None where it begins with none that is known."""
    before, colon, _ = text.partition(":")
    label = before.strip(" .*_")
    short = 0 < len(label.split()) <= _MOST_LABEL_WORDS
    if not short or (not colon and label.isupper()):
        return None
    return label if _role(label) is not None else None


def _role(label: str | None) -> Role | None:
    if label is None:
        return None
    known = folded(label) in (*words("event", "describes"), *words("event", "is_what"))
    return Role.OTHER if known else label_role(label)


def _value(line: Node) -> str:
    """What stands behind the label, and on the lines below it."""
    own = line.item.text.partition(":")[2].strip()
    return "; ".join(filter(None, (own.rstrip(" .;"), *(n.item.text.rstrip(" .;") for n in line.below))))


def _who_leads(nodes: Sequence[Node]) -> Parties:
    """Who leads by the sections on who does what, where these name one lead and no other."""
    said = (
        led_in_prose(line.item.text)
        for node in nodes
        if subject(" ".join(node.item.text.split()[:_MOST_LABEL_WORDS])) in _OF_DUTIES
        for line in _all(node.below)
        if not labelled_parts(line.item.text)[1]
    )
    found = [told for told in said if told is not None]
    one = len({told.lead for told in found}) == 1
    return Parties(found[0].lead, found[0].coordinating) if one else Parties()


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.below)
