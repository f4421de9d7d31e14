"""The names of a spreadsheet's tabs among its blocks: each stands above what its sheet holds."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from scheduler.documents import Block, Paragraph, Table
from scheduler.plans.calendar_grid import period_name
from scheduler.plans.numbering import read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.section_says import is_time

_KIND = pattern("head", "kind")


def names_sheet(block: Block) -> bool:
    """Whether a line is the name of a tab, which stands in no row of it."""
    if not isinstance(block, Paragraph) or block.place.sheet is None or block.place.row is not None:
        return False
    return block.text in (block.place.sheet, _time(block.place.sheet))


def below_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each name that is a time («Quý I», «Tháng 2») right above the work of its sheet, below the head of it.

    Above the head it would end the plan's own before its title. So would a tab named «Kế hoạch» whose sheet holds a title.
    """
    laid: list[Block] = []
    waiting: list[Block] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and names_sheet(block) and _titles(block, blocks[at + 1 :]):
            continue
        if waiting and (names_sheet(block) or _opens_work(block)):
            laid += waiting
            waiting = []
        if isinstance(block, Paragraph) and names_sheet(block) and (time := _time(block.text)):
            waiting = [replace(block, text=time)]
        else:
            laid.append(block)
    return (*laid, *waiting)


def _titles(name: Paragraph, below: Sequence[Block]) -> bool:
    """Whether a tab is named for what its sheet is, as a line above its table says itself: «Kế hoạch 2026»."""
    if _KIND.match(name.text) is None:
        return False
    above = takewhile(lambda block: isinstance(block, Paragraph) and not names_sheet(block), below)
    return any(isinstance(line, Paragraph) and _KIND.match(line.text) for line in above)


def _time(name: str) -> str | None:
    """The time that a tab is named for: «Tháng 1» of «T1»."""
    return period_name(name) or (name if is_time(name) else None)


def _opens_work(block: Block) -> bool:
    if isinstance(block, Table):
        return True
    label, rest = read_label(block.text)
    return label is not None and bool(rest)
