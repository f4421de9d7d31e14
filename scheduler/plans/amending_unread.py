"""Lines of an amendment that ask for something and were not taken: each becomes a change that says nothing, and so is asked."""

from collections.abc import Collection, Iterable, Iterator

from scheduler.diagnostics import Location
from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_facts import clauses
from scheduler.plans.amending_items import asks_nothing, changes_nothing
from scheduler.plans.amending_places import as_place
from scheduler.plans.amending_text import as_changed, kind_of_list, kind_said, opens_changes, quoted_title, stated
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_QUOTED = pattern("amending", "quoted")
_WHY = pattern("account", "why")
_FEWEST_WORDS = 3

Spot = tuple[int | None, int | None]
"""Line and paragraph of a text."""


def unread(nodes: Iterable[Node], file: str, known: Collection[Spot]) -> Iterator[Change]:
    """The lines that name an item, exchange quoted words or stand below an instruction, and of which nothing was understood.

    known: the places of all that was. Formal sentences (grounds, force, who carries it out) ask nothing.
    """
    yield from _below(nodes, file, frozenset(known), None)


def spots(node: Node) -> Iterator[Spot]:
    """The places of a line and of all lines below it."""
    yield node.item.place.line, node.item.place.paragraph
    for child in node.below:
        yield from spots(child)


def _below(nodes: Iterable[Node], file: str, known: frozenset[Spot], above: ChangeKind | None) -> Iterator[Change]:
    side_by_side = list(nodes)
    if any(n.numbered and not n.is_section and next(spots(n)) in known for n in side_by_side):
        above = above or ChangeKind.REPLACE
    for node in side_by_side:
        text = node.item.text
        why = node.is_section and bool(node.below) and _WHY.match(text) is not None
        if why or next(spots(node)) in known or changes_nothing(text):
            continue
        inner = set(spots(node)) & known
        opens = opens_changes(text) or (bool(node.below) and kind_of_list(text) is not None)
        if not inner and not opens and _asks(node, above):
            yield _of(node, file)
        else:
            above = kind_of_list(text) if opens_changes(text) and not node.numbered else above
            own = kind_of_list(text) if opens else None
            yield from _below(node.below, file, known, own or (None if node.is_section else above))


def _asks(node: Node, above: ChangeKind | None) -> bool:
    text = node.item.text
    if asks_nothing(text) or len(text.split()) < _FEWEST_WORDS or text.isupper():
        return False
    if node.is_section and (node.below or not as_place(text)):
        return False  # a heading; «Điều 3. Hoạt động số 6 …» is none
    names = bool(as_place(text)) or _QUOTED.search(text) is not None
    does = kind_of_list(text) is not None or kind_said(text) is not None
    labelled = node.item.label is not None
    return (names and (does or labelled or above is not None)) or (above is not None and labelled)


def _of(node: Node, file: str) -> Change:
    text, location = node.item.text, node.item.place.within(file)
    places = as_place(text)
    told = _told(text, location) if not node.below and len(places) == 1 else None
    kind = ChangeKind.REPLACE if told is not None else ChangeKind.UNSURE
    return Change(kind, text, places[0] if places else None, None if places else quoted_title(text), told, location)


def _told(text: str, location: Location) -> Task | None:
    """What a line says of the item that it names: who and when alone, or what its verb of change turns into."""
    alone = len(clauses(text)) == 1 and kind_of_list(text) is ChangeKind.REPLACE
    said = stated(text, location) or (as_changed(text, (), location) if alone else None)
    return said if said is not None and not said.title else None
