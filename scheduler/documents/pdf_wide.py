"""Sheets printed over several pages in width: the columns on each joined to those on the first, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from scheduler.documents.document import Block, Row, Table
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled

_SAME = 1.5
"""Points by which the edges of one row may differ from page to page."""
_FEWEST = 4
"""Edges of rows that show that pages are parts of one."""

_WIDEST = 4
"""Pages beside each other."""

_PADDING = 4.0
"""Points of white space around the text of a column that stands alone on its page."""

Group = tuple[int, ...]
"""The places (in the pages) of the parts of one sheet, from left to right."""


@dataclass(frozen=True, slots=True)
class Wide:
    """Which pages are parts of each other. sure: all of them, in one order; else only some look so, and none is joined."""

    groups: tuple[Group, ...]
    sure: bool


def wide(pages: Sequence[Page]) -> Wide:
    """The pages whose tables have their rows at the same heights and other columns, in the order in which programs print."""
    some: set[Group] = set()
    for groups in _orders(len(pages)):
        found = [group for group in groups if _are_parts([pages[at] for at in group])]
        if len(found) == len(groups):
            return Wide(groups, sure=True)
        some.update(found)
    return Wide(tuple(sorted(some)), sure=False)


def _orders(count: int) -> Iterator[tuple[Group, ...]]:
    """All pages in groups of as many: those that follow each other, then those that as many others stand between."""
    for width in range(2, _WIDEST + 1):
        if count and count % width == 0:
            down = count // width
            yield tuple(tuple(range(at, at + width)) for at in range(0, count, width))
            yield tuple(tuple(range(at, count, down)) for at in range(down))


def with_single_columns(pages: Sequence[Page], found: Wide) -> list[Page]:
    """The pages, a column that stands alone on one made a table: by itself it is only lines above and below text."""
    alone = {at for group in found.groups for at in group if found.sure and not pages[at].tables}
    return [_single(page) if at in alone else page for at, page in enumerate(pages)]


def _single(page: Page) -> Page:
    left = min(letter.x0 for letter in page.letters) - _PADDING
    right = max(letter.x1 for letter in page.letters) + _PADDING
    cells = tuple((left, top, right, bottom) for top, bottom in pairwise(page.rules))
    return replace(page, tables=(Ruled((left, right), page.rules, cells),), rules=())


def joined(left: Sequence[Block], right: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a left part, its table with the columns of the one to the right; what stands beside that table follows."""
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


def _are_parts(pages: Sequence[Page]) -> bool:
    heights = [_heights(page) for page in pages]
    same = all(_is_same(heights[0], other) for other in heights[1:])
    columns = [page.tables[0].columns if page.tables else () for page in pages]
    return len(heights[0]) >= _FEWEST and same and not any(_is_same(a, b) for a, b in pairwise(columns))


def _heights(page: Page) -> tuple[float, ...]:
    """The edges of the rows of the one table of a page, or of what may be a column that stands there alone."""
    if len(page.tables) == 1:
        return page.tables[0].rows
    return page.rules if not page.tables and page.letters else ()


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip_longest(one, other, fillvalue=float("inf")))
