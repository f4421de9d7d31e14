"""The lines below an outline item: which say something of the task (role lines), which only describe it; and their segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents import Place
from scheduler.plans.labelled import Part, labelled_parts, lone_label
from scheduler.plans.outline_lines import Item, Node
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import WHO, Role

_CORE = frozenset({Role.LEAD, Role.COORDINATING, Role.TIMING, Role.LEAD_AND_COORDINATING})


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A line with role labels; `lines` are those below that its last label governs ("Tần suất:" and its "+ …" lines)."""

    parts: tuple[Part, ...]
    lines: tuple[str, ...] = ()
    title: str = ""
    place: Place = Place()
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class DetailLine:
    """A line that describes."""

    text: str
    place: Place
    bullet: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines that belong to one task: descriptions and role lines in order."""

    lines: tuple[RoleLine | DetailLine, ...]

    @property
    def roles(self) -> tuple[RoleLine, ...]:
        """The role lines."""
        return tuple(x for x in self.lines if isinstance(x, RoleLine))

    @property
    def details(self) -> tuple[DetailLine, ...]:
        """The lines that describe."""
        return tuple(x for x in self.lines if isinstance(x, DetailLine))


def own_items(node: Node) -> tuple[Item, ...]:
    """The lines that belong to a node itself: all below it up to the next numbered item that is no role line."""
    found: list[Item] = []
    for child in node.below:
        if not child.numbered or is_role_node(child):
            found += [child.item, *(item for item in own_items(child))]
    return tuple(found)


def is_role_node(node: Node) -> bool:
    """Whether a numbered line is a role of the item above it; one with roles anywhere below is an item («1.1. Kiểm tra»).

    «2. Cơ quan chủ trì, phối hợp» above «a) Cơ quan chủ trì: …» is none.
    """
    heads_roles = lone_label(node.item.text) is not None and all(is_role_line(child.item.text) for child in node.below)
    return is_role_line(node.item.text) and (heads_roles or not _has_roles(node))


def _has_roles(node: Node) -> bool:
    return any(is_role_line(child.item.text) or _has_roles(child) for child in node.below)


def is_role_line(text: str) -> bool:
    """Whether a line begins with a role label, or is one."""
    title, parts = labelled_parts(text)
    return (bool(parts) and not title) or lone_label(text) is not None


def segments(items: Sequence[Item]) -> tuple[Segment, ...]:
    """The lines in segments: a description after role lines opens one when the same roles are then said anew."""
    found: list[list[RoleLine | DetailLine]] = [[]]
    for run in _runs(tuple(_entries(items))):
        titled = any(isinstance(x, RoleLine) and x.title for x in run)
        if _roles(found[-1]) & _roles(run) or titled or _is_beside(found[-1], run):
            found.append([])
        found[-1] += run
    return tuple(Segment(tuple(lines)) for lines in found if lines)


def _is_beside(before: Sequence[RoleLine | DetailLine], run: Sequence[RoleLine | DetailLine]) -> bool:
    """Whether a bullet follows one that is a task with its labels in it: it is work of its own, and no more of that."""
    first = before[0] if before else None
    whole = isinstance(first, RoleLine) and first.title and first.bullet
    return bool(whole) and isinstance(run[0], DetailLine) and run[0].bullet


def _runs(entries: Sequence[RoleLine | DetailLine]) -> Iterator[list[RoleLine | DetailLine]]:
    """Descriptions with the role lines that follow them."""
    run: list[RoleLine | DetailLine] = []
    for entry in entries:
        titled = isinstance(entry, RoleLine) and entry.title
        if run and (titled or (isinstance(entry, DetailLine) and isinstance(run[-1], RoleLine))):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _roles(lines: Sequence[RoleLine | DetailLine]) -> set[Role]:
    return {p.role for x in lines if isinstance(x, RoleLine) for p in x.parts} & _CORE


def _entries(items: Sequence[Item]) -> Iterator[RoleLine | DetailLine]:
    at = 0
    while at < len(items):
        item = items[at]
        title, parts = labelled_parts(item.text)
        lone = lone_label(item.text)
        if not parts and lone is None:
            yield DetailLine(item.text, item.place, item.label is not None)
            at += 1
            continue
        own = parts or ((lone,) if lone else ())
        more = _governed(items, at, own[-1])
        yield RoleLine(own, tuple(i.text for i in more), title if parts else "", item.place, item.label is not None)
        at += 1 + len(more)


def _governed(items: Sequence[Item], at: int, last: Part) -> Sequence[Item]:
    """The lines after a role line that its last label governs: all of one kind of bullet, other than its own.

    After a label with a value there are such lines only where the value is left open (a list of units that ends in «;»).
    """
    end = at + 1
    style = _style(items[end]) if end < len(items) else None
    if end == len(items) or (items[at].label is not None and style == _style(items[at])):
        return ()
    if last.value and not _is_open(items[at].text, last, items[end]):
        return ()
    while end < len(items) and _style(items[end]) == style and not is_role_line(items[end].text):
        end += 1
    return items[at + 1 : end]


def _style(item: Item) -> str:
    return item.label.style if item.label else ""


def _is_open(text: str, last: Part, following: Item) -> bool:
    return last.role in WHO and text.rstrip().endswith((";", ",")) and begins_unit(following.text)
