"""The parts of a plan's text: the head with number and title, the body, the end with addressees and signature, annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents import Block, Paragraph, Table
from scheduler.plans.endings import is_end
from scheduler.plans.numbering import ANNEX, PART, Rank, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.section_says import is_time
from scheduler.plans.table_joining import header_of
from scheduler.plans.vocabulary import subject, words
from scheduler.text import folded

_ANNEX = pattern("head", "annex")


@dataclass(frozen=True, slots=True)
class Regions:
    """head: before the first section or task table; body: what may hold tasks and duties, in order; heads of annexes too."""

    head: tuple[Paragraph, ...]
    body: tuple[Block, ...]
    annexes: tuple[tuple[Paragraph, ...], ...]


def regions(blocks: Sequence[Block]) -> Regions:
    """The document in its parts. Tables that are no task tables stand in the head and the end as letterhead and signature."""
    start = _body_start(blocks)
    head = tuple(p for block in blocks[:start] for p in _paragraphs(block))
    body = tuple(_without_ends(blocks[start:], ended=any(_names_addressees(block) for block in blocks[:start])))
    return Regions(head, body, tuple(_annex_heads(blocks[start:])))


def is_task_table(table: Table) -> bool:
    """Whether one of the first rows is the header of a task table."""
    return header_of(table) is not None


def _body_start(blocks: Sequence[Block]) -> int:
    """The first section heading or task table; where there is no section, the first numbered line, else the first bullet."""
    months = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and is_time(block.text)]
    for wanted in (Rank.SECTION, Rank.NUMBER, Rank.BULLET):
        for at, block in enumerate(blocks):
            if len(months) > 1 and at == months[0]:
                return at
            if isinstance(block, Table) and is_task_table(block):
                return at
            if isinstance(block, Paragraph) and _opens(block, wanted):
                return at
    return len(blocks)


def _opens(block: Paragraph, wanted: Rank) -> bool:
    label, rest = read_label(block.text)
    if label is None and wanted is Rank.SECTION:
        return is_section_heading(block)
    return label is not None and (bool(rest) or label.style == PART) and label.rank is wanted and label.style != ANNEX


def is_section_heading(line: Paragraph) -> bool:
    """Whether a heading without a number, marked as one by the file, says what a section is about: «## Nhiệm vụ»."""
    return (
        line.level is not None
        and len(line.text.split()) < 5
        and subject(line.text) is not None
        and not line.text.isupper()
    )


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            for line in cell.text.splitlines():
                yield Paragraph(line, cell.place, gap=True)


def _names_addressees(block: Block) -> bool:
    """Whether a line opens the list of addressees: in a letter of running text the first bullets are theirs."""
    return isinstance(block, Paragraph) and any(
        folded(block.text).startswith(w) for w in words("endings", "beginnings")
    )


def _without_ends(blocks: Sequence[Block], *, ended: bool) -> Iterator[Block]:
    """The blocks without those from the addressees (ended: they began above) to the next annex, task table or section."""
    for block in blocks:
        if isinstance(block, Table):
            ended = ended and not is_task_table(block)
        elif is_end(block.text):
            ended = True
        elif ended:
            ended = not (_is_annex(block.text) or _opens(block, Rank.SECTION))
        if not ended:
            yield block


def _is_annex(text: str) -> bool:
    return _ANNEX.match(folded(text)) is not None


def _annex_heads(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph, ...]]:
    """The lines of each annex's heading: its kind, its title, «(Kèm theo …)»."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_annex(block.text):
            yield tuple(b for b in blocks[at : at + 5] if isinstance(b, Paragraph))
