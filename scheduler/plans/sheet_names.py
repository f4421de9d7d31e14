"""The names of a spreadsheet's tabs among its blocks: each stands above what its sheet holds."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.documents import Block, Paragraph, Table
from scheduler.plans.calendar_grid import period_name
from scheduler.plans.numbering import read_label
from scheduler.plans.section_says import is_time


def names_sheet(block: Block) -> bool:
    """Whether a line is the name of a tab, which stands in no row of it."""
    if not isinstance(block, Paragraph) or block.place.sheet is None or block.place.row is not None:
        return False
    return block.text in (block.place.sheet, _time(block.place.sheet))


def below_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each name that is a time («Quý I», «Tháng 2») right above the work of its sheet, below the head of it.

    Above the head it would end the plan's own before its title.
    """
    laid: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        if waiting and (names_sheet(block) or _opens_work(block)):
            laid += waiting
            waiting = []
        if isinstance(block, Paragraph) and names_sheet(block) and (time := _time(block.text)):
            waiting = [replace(block, text=time)]
        else:
            laid.append(block)
    return (*laid, *waiting)


def _time(name: str) -> str | None:
    """The time that a tab is named for: «Tháng 1» of «T1»."""
    return period_name(name) or (name if is_time(name) else None)


def _opens_work(block: Block) -> bool:
    if isinstance(block, Table):
        return True
    label, rest = read_label(block.text)
    return label is not None and bool(rest)
