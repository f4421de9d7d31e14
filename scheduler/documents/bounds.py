"""Texts larger than any plan are refused before they are gone through again and again: reading takes bounded time."""

from collections.abc import Sequence

from scheduler.documents.document import Block, Table
from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_CELLS, MOST_LETTERS, MOST_LINES, MOST_PIECES, MOST_SPAN


def too_long() -> Fault:
    """The fault of a text that is too long."""
    return Fault("text-too-long", lines=MOST_LINES, letters=MOST_LETTERS)


def hold_text(text: str) -> None:
    """Raises Fault for a plain text: text-too-long; too-many-cells where one line parts into more than a table can have."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES or len(text) > MOST_LETTERS:
        raise too_long()
    if any(line.count("|") + line.count("\t") > MOST_SPAN for line in lines if len(line) > MOST_SPAN):
        raise Fault("too-many-cells", most=MOST_CELLS)


def hold_blocks(blocks: Sequence[Block], lines: Sequence[str]) -> None:
    """Raises Fault text-too-long. lines: those of all the blocks, within cells too."""
    rows = sum(len(block.rows) if isinstance(block, Table) else 1 for block in blocks)
    if rows > MOST_LINES or len(lines) > MOST_PIECES or sum(map(len, lines)) > MOST_LETTERS:
        raise too_long()
