"""Columns of a table over several scanned pages: where those of a page lie elsewhere than under the titles, cells may slip."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from scheduler.documents.document import Block, Table
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import Ruled
from scheduler.documents.scanned_titles import is_title_row

_FEWEST = 3
"""Columns that a table of work has at least."""
_APART = 0.03
"""Share of a table's width by which a line may lie elsewhere on another page."""


def slipped(blocks: Sequence[Block], read: Mapping[int, Page]) -> Iterator[int]:
    """The numbers of the pages that begin with more of a table, without its titles, and other columns. read: recognised pages."""
    titled: Ruled | None = None
    for last, new in pairwise(blocks):
        if not _goes_on(last, new) or not isinstance(new.place.page, int):
            titled = None
            continue
        above, below = (read.get(number) for number in (new.place.page - 1, new.place.page))
        if above is None or below is None or not above.tables or not below.tables:
            titled = None
            continue
        titled = titled or above.tables[-1]
        if len(titled.columns) > _FEWEST and not _have_same_columns(titled, below.tables[0]):
            yield new.place.page


def _goes_on(last: Block, new: Block) -> bool:
    """Whether a table at the end of a page goes on overleaf, where its titles are not repeated."""
    if not isinstance(last, Table) or not isinstance(new, Table) or last.place.page is None:
        return False
    return new.place.page == last.place.page + 1 and not any(map(is_title_row, new.rows[:2]))


def _have_same_columns(one: Ruled, other: Ruled) -> bool:
    if len(one.columns) != len(other.columns):
        return False
    return all(abs(a - b) <= _APART for a, b in zip(_shares(one), _shares(other), strict=True))


def _shares(grid: Ruled) -> list[float]:
    """Where the lines between columns lie, as shares of the table's width."""
    left, right = grid.columns[0], grid.columns[-1]
    return [(x - left) / (right - left) for x in grid.columns]
