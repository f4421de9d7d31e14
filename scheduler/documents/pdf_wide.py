"""Sheets printed over several pages in width: the parts put side by side again, so that they are read as one page."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise, zip_longest

from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_overlaid import Run, run_text, runs_of
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
    """The pages whose tables have their rows at the same heights and other columns, in the order in which programs print.

    Pages on which nothing stands are passed over.
    """
    printed = [at for at, page in enumerate(pages) if page.tables or any(one.text.strip() for one in page.letters)]
    some: set[Group] = set()
    for order in _orders(len(printed)):
        groups = tuple(tuple(printed[place] for place in group) for group in order)
        found = [group for group in groups if _are_parts([pages[at] for at in group])]
        if found and all(group in found or _go_on([pages[at] for at in group], pages, found) for group in groups):
            return Wide(groups, sure=True)
        some.update(found)
    return Wide(tuple(sorted(some)), sure=False)


def without_repeated(pages: Sequence[Page]) -> list[Page]:
    """The pages, lines left out that begin left of one and stand whole on a page before: text that runs over several in width.

    A program draws the whole of such a line on each of them.
    """
    known: set[tuple[str, int]] = set()
    found: list[Page] = []
    is_cut = [page.cut > 0 and any(one.x0 < 0 for one in page.letters) for page in pages]
    for page, cut in zip(pages, is_cut, strict=True):
        letters = _without(page.letters, known) if cut else page.letters
        found.append(replace(page, letters=letters, cut=0 if len(letters) < len(page.letters) else page.cut))
        if any(is_cut):
            known |= {_said_at(run) for run in runs_of(page.letters)}
    return found


def _without(letters: Sequence[Letter], known: Set[tuple[str, int]]) -> tuple[Letter, ...]:
    place = {id(one): at for at, one in enumerate(letters)}
    gone: set[int] = set()
    for run in runs_of(letters):
        if run[0].x0 < 0 and _said_at(run) in known:
            gone.update(range(place[id(run[0])], place[id(run[-1])] + 1))
    return tuple(one for at, one in enumerate(letters) if at not in gone)


def _said_at(run: Run) -> tuple[str, int]:
    return run_text(run), round(run[0].bottom)


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


def side_by_side(pages: Sequence[Page], found: Wide) -> list[Page]:
    """The pages, the parts of each sheet put beside its first one; they stay as pages on which nothing stands."""
    whole = list(pages)
    for first, *others in found.groups if found.sure else ():
        whole[first] = reduce(_beside, (pages[at] for at in others), pages[first])
        for at in others:
            whole[at] = replace(pages[at], letters=(), tables=(), rules=())
    return whole


def _beside(left: Page, right: Page) -> Page:
    """One page of two: its table has the columns of both, each row at the height that it has on the left."""
    here, there = left.tables[0], right.tables[0]
    along = here.columns[-1] - there.columns[0]
    at = dict(zip(there.rows, here.rows, strict=True))
    cells = (
        (x0 + along, at[_nearest(there.rows, top)], x1 + along, at[_nearest(there.rows, bottom)])
        for x0, top, x1, bottom in there.cells
    )
    columns = (*here.columns, *(x + along for x in there.columns[1:]))
    return replace(
        left,
        letters=(*left.letters, *(_moved(one, along) for one in right.letters)),
        struck=(*left.struck, *(_moved(one, along) for one in right.struck)),
        tables=(Ruled(columns, here.rows, (*here.cells, *cells)),),
    )


def _moved(one: Letter, along: float) -> Letter:
    return replace(one, x0=one.x0 + along, x1=one.x1 + along)


def _nearest(values: Sequence[float], value: float) -> float:
    """The one of these values that is nearest to another."""
    return min(values, key=lambda one: abs(one - value))


def _are_parts(pages: Sequence[Page]) -> bool:
    heights = [_heights(page) for page in pages]
    same = all(_is_same(heights[0], other) for other in heights[1:])
    columns = [page.tables[0].columns if page.tables else () for page in pages]
    return len(heights[0]) >= _FEWEST and same and not any(_is_same(a, b) for a, b in pairwise(columns))


def _go_on(pages: Sequence[Page], all_pages: Sequence[Page], found: Sequence[Group]) -> bool:
    """Whether pages with few rows are parts of a sheet that others show: their rows stand alike, each in the columns of these."""
    heights = [_heights(page) for page in pages]
    if len(heights[0]) < 2 or not all(_is_same(heights[0], other) for other in heights[1:]):
        return False
    beside = ([all_pages[at] for at in group] for group in found)
    return all(page.tables for page in pages) and any(
        all(
            one.tables and _is_same(page.tables[0].columns, one.tables[0].columns)
            for page, one in zip(pages, group, strict=True)
        )
        for group in beside
    )


def _heights(page: Page) -> tuple[float, ...]:
    """The edges of the rows of the one table of a page, or of what may be a column that stands there alone."""
    if len(page.tables) == 1:
        return page.tables[0].rows
    return page.rules if not page.tables and page.letters else ()


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip_longest(one, other, fillvalue=float("inf")))
