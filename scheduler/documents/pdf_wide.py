"""Sheets printed over two pages in width: the second half of each table joined to the first, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from scheduler.documents.document import Block, Row, Table
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled

_SAME = 1.5
"""Points by which the edges of one row may differ from page to page."""
_FEWEST = 4
"""Edges of rows that show that two pages are halves of one."""

Pair = tuple[int, int]
"""The places (in the pages) of a left half and of the right one."""


@dataclass(frozen=True, slots=True)
class Wide:
    """Which pages are halves of each other. sure: all of them, in one order; else only some look so, and none is joined."""

    pairs: tuple[Pair, ...]
    sure: bool


def wide(pages: Sequence[Page]) -> Wide:
    """The pages whose tables have their rows at the same heights and other columns, in the order in which programs print."""
    half = len(pages) // 2
    across = tuple((at, at + 1) for at in range(0, 2 * half, 2))
    down = tuple((at, at + half) for at in range(half))
    for pairs in (across, down):
        if half and len(pages) == 2 * half and all(_are_halves(pages[a], pages[b]) for a, b in pairs):
            return Wide(pairs, sure=True)
    some = {pair for pair in (*across, *down) if _are_halves(pages[pair[0]], pages[pair[1]])}
    return Wide(tuple(sorted(some)), sure=False)


def joined(left: Sequence[Block], right: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a left half, its table with the columns of the right one; what stands beside that table follows."""
    beside = next(block for block in right if isinstance(block, Table))
    rest = tuple(block for block in right if block is not beside)
    return (*(_joined(block, beside) if isinstance(block, Table) else block for block in left), *rest)


def _joined(left: Table, right: Table) -> Table:
    """Both tables as one; rows belong together by their places in the grid."""
    numbers = sorted({row.place.row or 0 for row in (*left.rows, *right.rows)})
    of_left, of_right = ({row.place.row: row for row in table.rows} for table in (left, right))
    rows = (_row(of_left.get(number), of_right.get(number)) for number in numbers)
    return replace(left, rows=tuple(rows))


def _row(left: Row | None, right: Row | None) -> Row:
    first = left or right or Row(())
    cells = (
        *(left.cells if left else ()),
        *(replace(cell, place=first.place) for cell in (right.cells if right else ())),
    )
    return replace(first, cells=tuple(cells))


def _are_halves(one: Page, other: Page) -> bool:
    if len(one.tables) != 1 or len(other.tables) != 1:
        return False
    left, right = one.tables[0], other.tables[0]
    heights = zip_longest(left.rows, right.rows, fillvalue=float("inf"))
    return len(left.rows) >= _FEWEST and all(abs(a - b) <= _SAME for a, b in heights) and not _same_columns(left, right)


def _same_columns(left: Ruled, right: Ruled) -> bool:
    pairs = zip_longest(left.columns, right.columns, fillvalue=float("inf"))
    return all(abs(a - b) <= _SAME for a, b in pairs)
