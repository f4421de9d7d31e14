"""The account of an amendment: every line and row of it against the changes that were made of it; what is left is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from scheduler.diagnostics import Location
from scheduler.documents import Block, Paragraph, Place, Table
from scheduler.model import Change, ChangeKind, PlanHeader
from scheduler.plans.amending_facts import (
    Held,
    changes_something,
    clauses,
    held,
    is_elsewhere,
    is_told,
    left_over,
    names_anything,
    places,
    times,
    unheld,
    without_asides,
)
from scheduler.plans.amending_items import asks_nothing, changes_nothing
from scheduler.plans.amending_tables import Row, accounted_rows
from scheduler.plans.amending_text import quoted_title
from scheduler.plans.amending_whole import of_cell, of_named, of_titled
from scheduler.plans.endings import is_closing, is_end
from scheduler.plans.labelled import labelled_parts
from scheduler.plans.numbering import names_section
from scheduler.plans.outline_lines import Node, outline
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import are_units
from scheduler.plans.vocabulary import Subject, subject
from scheduler.text import folded

_FORCE, _OLD_LINE, _HEAD_LINE = (pattern("account", key) for key in ("force", "old_line", "head_line"))
_OVER_TABLE = pattern("account", "over_table")
_WHY = pattern("account", "why")
_FEWEST_WORDS = 4
_ASIDE = (Subject.PURPOSE, Subject.BUDGET)

Spot = tuple[int | None, int | None, int | None, int | None]
"""Line, paragraph, table and row."""
Made = Mapping[Spot, Sequence[Change]]


def unaccounted(
    header: PlanHeader,
    head: Sequence[Block],
    nodes: Sequence[Node],
    blocks: Sequence[Block],
    told: Iterable[Change],
    file: str,
) -> Iterator[Change]:
    """A change that says nothing, and so a question, for each clause and row that states what no change holds.

    head: the lines before the body; of them title, addressees and grounds state nothing. nodes: all other lines.
    """
    made: defaultdict[Spot, list[Change]] = defaultdict(list)
    for change in told:
        at = change.location
        made[at.line, at.paragraph, at.table, at.row].append(change)
    seen = {_spot(node) for node in _all(nodes)}
    before = [p for p in _told_in_head(header, head) if (p.place.line, p.place.paragraph, None, None) not in seen]
    yield from _of_nodes((*outline(before), *nodes), (), made, file)
    for table in (b for b in blocks if isinstance(b, Table) and not is_closing(b)):
        yield from _of_table(table, made, file, letterhead=frozenset(_rows_of_letterhead(blocks)))


def _rows_of_letterhead(blocks: Sequence[Block]) -> Iterator[Place]:
    """The rows above the first line of text that hold the paper's number, its place and day, and nothing else."""
    above = takewhile(lambda block: isinstance(block, Table), blocks)
    for row in (r for b in above if isinstance(b, Table) for r in accounted_rows(b)):
        if all(_HEAD_LINE.search(cell) and _is_formal_in_head(cell) for cell in row.cells):
            yield row.place


def _told_in_head(header: PlanHeader, head: Sequence[Block]) -> Iterator[Paragraph]:
    title = folded(header.title or "")
    for line in (b for b in head if isinstance(b, Paragraph)):
        if is_end(line.text):
            return
        text = folded(line.text).strip(" .:;")
        of_title = bool(title) and (text in title or title in text)
        if not (line.text.isupper() or of_title or _is_formal_in_head(line.text)):
            yield line


def _is_formal_in_head(text: str) -> bool:
    """Whether a line above the text is addressee, number or ground; «Xét đề nghị của …, Sở đồng ý lùi nhiệm vụ số 2 …» is not."""
    if _HEAD_LINE.search(text) is None:
        return False
    names = bool(places(without_asides(text))) or quoted_title(without_asides(text)) is not None
    says = changes_something(text) or any(True for _ in times(without_asides(text)))
    whole = changes_something(text) and any(True for _ in times(without_asides(text)))
    return text.rstrip().endswith(";") or not ((names and says) or whole)


def _of_nodes(nodes: Sequence[Node], above: Sequence[Change], made: Made, file: str) -> Iterator[Change]:
    beside: Sequence[Change] = ()
    for node in nodes:
        if node.below and node.numbered and _is_aside(node.item.text):
            continue
        if node.below and changes_nothing(node.item.text):
            yield from (_asked([text], (), at) for text, at in _changed_in(node.below, file))
            continue
        own = made.get(_spot(node), ())
        inner = [c for child in _all(node.below) for c in made.get(_spot(child), ())]
        beside = [*inner, *own] if inner or own else beside
        pool = [*above, *own, *inner, *(beside if _is_label_alone(node.item.text) else ())]
        yield from _of_line(node, pool, file)
        yield from _of_nodes(node.below, [*above, *own], made, file)


def _changed_in(nodes: Sequence[Node], file: str) -> Iterator[tuple[str, Location]]:
    """The lines below «Nội dung giữ nguyên» that name a time or say that something changes all the same."""
    for node in _all(nodes):
        text = node.item.text
        says = changes_something(text) or any(True for _ in times(without_asides(text)))
        if says and not asks_nothing(text):
            yield text, node.item.place.within(file)


def _is_aside(text: str) -> bool:
    return _WHY.match(text) is not None or subject(" ".join(text.split()[:12])) in _ASIDE


def _is_label_alone(text: str) -> bool:
    title, parts = labelled_parts(text)
    return bool(parts) and not title


def _of_line(node: Node, pool: Sequence[Change], file: str) -> Iterator[Change]:
    """The clauses of a line that its changes do not hold; one question for all of a line that has no change."""
    text, location = node.item.text, node.item.place.within(file)
    if _OLD_LINE.search(text) or _is_heading(node, pool):
        return
    if text.rstrip().endswith(":") or text.isupper():
        yield from _of_leading_line(node, pool, location)
        return
    if all(asks_nothing(child.item.text) for child in node.below) and _is_read_whole(text, pool, location):
        return
    by = held(pool)
    told = clauses(text)
    asked = [change.text for change in pool if change.kind is ChangeKind.UNSURE]
    new = [(at, c) for at, c in enumerate(told) if not any(c in said for said in asked)]
    left = [c for at, c in new if _is_left(c, by, alone=not pool, tail=at > 0)]
    if left or (not pool and _is_item(node)):
        yield _asked(left if pool else [text], pool, location)


def _of_leading_line(node: Node, pool: Sequence[Change], location: Location) -> Iterator[Change]:
    """A line that only leads to what stands below it, «Nhiệm vụ số 5 sửa như sau:»: an item that it names is one of theirs."""
    known = [change.no for change in pool if change.no]
    named = [no for no in places(node.item.text) if not names_section(no)]
    if any(not any(_is_within(no, one) for one in known) for no in named) and not any(
        c.title or c.kind is ChangeKind.ADD for c in pool
    ):
        yield _asked([node.item.text], pool, location)


def _is_within(no: str, known: str) -> bool:
    """Whether a number is the other, or the end or beginning of it: «3» and «II.3», «II.3» and «II.3.a»."""
    short, long = sorted((no.split("."), known.split(".")), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


def _is_item(node: Node) -> bool:
    """Whether a line stands in a list and says anything but a formal sentence or names: work may be called by its title alone."""
    text = node.item.text
    alone = node.item.label is not None and not node.is_section and not node.below
    return alone and len(text.split()) >= _FEWEST_WORDS and not asks_nothing(text) and not are_units(text)


def _is_heading(node: Node, pool: Sequence[Change]) -> bool:
    """A section over its items, «Các nhiệm vụ bổ sung», or «Điều 1. Sửa đổi Mục II» over changes of items in there."""
    text = node.item.text
    over = (
        bool(node.below) and bool(pool) and all(map(names_section, places(text))) and not any(True for _ in times(text))
    )
    return node.is_section and (over or (not names_anything(text) and (bool(node.below) or _is_over_table(text))))


def _is_over_table(text: str) -> bool:
    return _OVER_TABLE.match(text) is not None


def _is_read_whole(text: str, pool: Sequence[Change], location: Location) -> bool:
    """Whether the changes of a line are those of a reading that left no word of it over."""
    read = of_named(text, location) or of_titled(text, location)
    return bool(read) and {c.task for c in read} <= {c.task for c in pool}


def _asked(left: Sequence[str], pool: Sequence[Change], location: Location) -> Change:
    """The question for what is left, with the item that it seems to be about: named there, else that of the line's change."""
    text = "; ".join(left)
    numbers = places(text) or tuple(dict.fromkeys(c.no for c in pool if c.no))
    titles = tuple(dict.fromkeys(c.title for c in pool if c.title)) if not numbers else ()
    no, title = (named[0] if len(named) == 1 else None for named in (numbers, titles))
    return Change(ChangeKind.UNSURE, text, no, title, None, location)


def _is_left(clause: str, by: Held, *, alone: bool, tail: bool) -> bool:
    """Whether a clause says what no change holds: formal sentences say nothing, any other is asked unless all of it is held."""
    if changes_nothing(clause) or _FORCE.search(clause):
        return False
    if len(clause.split()) < _FEWEST_WORDS and not names_anything(clause):
        return False
    if asks_nothing(clause) and not names_anything(clause):
        return False
    if alone or left_over(clause, by):
        return True
    if any(True for _ in unheld(clause, by, tail=tail)):
        return True
    return changes_something(clause) and tail and not is_told(clause, by)


def _of_table(table: Table, made: Made, file: str, letterhead: Collection[Place]) -> Iterator[Change]:
    for row in (r for r in accounted_rows(table) if r.place not in letterhead):
        at = row.place
        pool = made.get((at.line, at.paragraph, at.table, at.row), ())
        if not any(change.kind in (ChangeKind.CLOSE, ChangeKind.UNSURE) for change in pool):
            yield from _of_row(row, pool, at.within(file))


def _of_row(row: Row, pool: Sequence[Change], location: Location) -> Iterator[Change]:
    by = held(pool)
    text = " | ".join(row.cells)
    left = [cell for cell in row.cells if any(True for _ in unheld(cell, by))]
    left += [cell for cell in row.of_task if pool and is_elsewhere(cell, by)]
    if pool and left:
        yield _asked(list(dict.fromkeys((row.cells[0], *left))), pool, location)
    elif not pool:
        asks = bool(left) or changes_something(text) or len(row.cells) > 2
        yield from _told_of_item(row, location) or ([_asked([text], pool, location)] if asks else [])


def _told_of_item(row: Row, location: Location) -> Sequence[Change]:
    """What the cells under «Nội dung điều chỉnh» say of the item in the other cell, where that is understood whole."""
    named = [cell for cell in row.cells if cell not in row.told]
    if len(named) != 1 or not row.told:
        return ()
    said = [of_cell(named[0], cell, location) for cell in row.told]
    return [change for one in said for change in one] if all(said) else ()


def _spot(node: Node) -> Spot:
    at = node.item.place
    return at.line, at.paragraph, at.table, at.row


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.below)
