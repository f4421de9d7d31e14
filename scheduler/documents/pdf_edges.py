"""Lines at the head and the foot of a PDF page that are no part of its text: numbers of pages, and what each page repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import Line, lines_of
from scheduler.documents.pdf_page import Page

_MARGIN = 0.09
"""Share of a page's height at its top and bottom where such lines stand."""
_NEAR = 3.0
"""Points within which two heights are one."""
_CLOSE = 0.5
"""Sizes of white space between two lines of one title."""
_MOST_PIECES = 2
"""Pieces of a line that two pages repeat: more are the titles of columns, which a table has on each page."""

_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)


def beside(page: Page, lines: Sequence[Line], repeated: frozenset[str]) -> frozenset[int]:
    """The places of those lines that are the number of a page, or one of those that are `repeated`, and stand where these do."""
    found = {at for at, line in enumerate(lines) if _is_edge(page, line) and _is_said_again(line, repeated)}
    return frozenset(at for at in found if not _heads_table(lines, at, found))


def _is_said_again(line: Line, repeated: frozenset[str]) -> bool:
    return bool(_PAGE_NUMBER.match(text_of(line)) or _masked(line) in repeated)


def _heads_table(lines: Sequence[Line], at: int, found: Set[int]) -> bool:
    """Whether the text in columns right below goes on with this line: titles of columns, of which the margin ends amid."""
    if at + 1 == len(lines) or at + 1 in found or _PAGE_NUMBER.match(text_of(lines[at])):
        return at + 1 < len(lines) and at + 1 in found and _is_close(lines, at) and _heads_table(lines, at + 1, found)
    return len(lines[at + 1]) > 1 and _is_close(lines, at)


def _is_close(lines: Sequence[Line], at: int) -> bool:
    last, new = lines[at], lines[at + 1]
    return min(one.top for one in new) - max(one.bottom for one in last) < _CLOSE * new[0].size


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
