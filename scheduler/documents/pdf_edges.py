"""Lines at the head and the foot of a PDF page that are no part of its text: numbers of pages, and what each page repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Line, lines_of
from scheduler.documents.pdf_page import Page

_MARGIN = 0.09
"""Share of a page's height at its top and bottom where such lines stand."""
_NEAR = 3.0
"""Points within which two heights are one."""
_MOST_PIECES = 2
"""Pieces of a line that two pages repeat: more are the titles of columns, which a table has on each page."""

_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)


def is_beside(page: Page, line: Line, repeated: frozenset[str]) -> bool:
    """Whether a line is the number of a page, or one of those that are `repeated`, and stands where these do."""
    return _is_edge(page, line) and bool(_PAGE_NUMBER.match(text_of(line)) or _masked(line) in repeated)


def repeated_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Lines at the edges of most pages, numbers aside: running heads, marks of a signing service.

    Two pages alone repeat a line where it stands at one height on both.
    """
    if len(pages) < 3:
        return frozenset(_on_both(*pages)) if len(pages) == 2 else frozenset()
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_masked(line) for line in _at_edges(page)})
    return frozenset(text for text, count in counts.items() if count >= 3 and count * 2 > len(pages))


def _on_both(first: Page, second: Page) -> Iterator[str]:
    below = list(_at_edges(second))
    for line in _at_edges(first):
        same = (one for one in below if abs(one[0].bottom - line[0].bottom) < _NEAR and _masked(one) == _masked(line))
        if len(line) <= _MOST_PIECES and any(same):
            yield _masked(line)


def _at_edges(page: Page) -> Iterator[Line]:
    margin = [one for one in page.letters if not any(table.holds(one) for table in page.tables)]
    return (line for line in lines_of(margin) if _is_edge(page, line))


def _is_edge(page: Page, line: Line) -> bool:
    return line[0].bottom < page.height * _MARGIN or line[0].top > page.height * (1 - _MARGIN)


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", text_of(line))
