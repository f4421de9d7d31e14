"""What is said of the pages of a PDF: what was left out, put together, or may have been read wrongly."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.document import Block, Table
from scheduler.documents.parted_words import halves_of_syllables
from scheduler.documents.pdf_garbled import NO_LETTER
from scheduler.documents.pdf_known import KnownTables
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_wide import Wide
from scheduler.text import shortened

_FEWEST_RULES = 4
"""Flat lines on a page that show that a table has lines between its rows alone."""
_FEWEST_OVERLAID = 16
"""Letters of lines drawn over each other: fewer are a stamp's."""
_LONGEST_SHOWN = 160
"""Signs of what stands in no row, as it is shown."""
_MOST_SHOWN = 12
_NUMBER = re.compile(r"\d{1,3}")
_NUMBERS = re.compile(r"\d{1,3}[.)]?(?:\s+\d{1,3}[.)]?)+")
_MOST_PARTED = 3
"""Words in pieces of a row, as they are shown."""
_COVERED = 0.8
"""Share of a page that the picture behind its text covers."""

_OF_PAGES: tuple[tuple[str, Callable[[Page], object]], ...] = (
    ("pdf-pages-scanned", lambda page: page.is_scan),
    ("pdf-text-struck", lambda page: page.struck),
    ("pdf-text-overlaid", lambda page: page.overlaid >= _FEWEST_OVERLAID),
    ("pdf-text-hidden", lambda page: page.hidden),
    ("pdf-table-half-ruled", lambda page: len(page.rules) >= _FEWEST_RULES),
    ("pdf-text-cut", lambda page: page.cut),
)


def said_of(
    pages: Sequence[Page], known: KnownTables, parts: Wide, wrong: frozenset[int], name: str
) -> Iterator[Diagnostic]:
    """The warnings. wrong: numbers of pages with other letters than they show."""
    for code, is_so in _OF_PAGES:
        yield from _of(code, [page.number for page in pages if is_so(page)], name)
    yield from _of("pdf-letters-wrong", sorted(wrong), name)
    yield from _of("pdf-letters-unread", [n.number for n in pages if n.number not in wrong and _lacks_letters(n)], name)
    yield from _of("pdf-rows-by-space", known.by_space, name)
    yield from _of("pdf-rows-by-number", known.by_number, name)
    if any(not page.is_scan and page.covered > _COVERED for page in pages):
        yield Diagnostic("pdf-text-of-scan", Severity.WARNING, Location(name))
    if any(page.of_two for page in pages):
        yield Diagnostic("pdf-two-on-sheet", Severity.WARNING, Location(name))
    yield from _of_wide(pages, parts, name)
    for number, found in groupby(known.unplaced, key=lambda one: one[0]):
        text = shortened(" … ".join(line for _, line in found), _LONGEST_SHOWN)
        yield Diagnostic("pdf-text-unplaced", Severity.WARNING, Location(name), values(page=number, text=text))


def of_parted_words(blocks: Sequence[Block], name: str) -> Iterator[Diagnostic]:
    """A warning for each row with a word that stands in two pieces, as a cell breaks it that is narrower than its words."""
    for row in (row for block in blocks if isinstance(block, Table) for row in block.rows):
        found = [pair for cell in row.cells for pair in halves_of_syllables(cell.text)]
        if found:
            place = Location(name, page=row.place.page, row=row.place.row)
            yield Diagnostic(
                "pdf-words-parted", Severity.WARNING, place, values(text="”, “".join(found[:_MOST_PARTED]))
            )


def of_numbers_together(blocks: Sequence[Block], name: str) -> Iterator[Diagnostic]:
    """A warning for each cell of the first column with numbers that follow each other: rows that nothing tells apart."""
    for row in (row for block in blocks if isinstance(block, Table) for row in block.rows):
        found = _NUMBERS.fullmatch(row.cells[0].text) and [int(n) for n in _NUMBER.findall(row.cells[0].text)]
        if found and all(new == last + 1 for last, new in pairwise(found)):
            place = Location(name, page=row.place.page, row=row.place.row)
            yield Diagnostic("pdf-rows-together", Severity.WARNING, place, values(text=", ".join(map(str, found))))


def listed_pages(pages: Sequence[int]) -> str:
    """The first numbers of pages."""
    return ", ".join(map(str, pages[:_MOST_SHOWN])) + (" …" if len(pages) > _MOST_SHOWN else "")


def _of(code: str, pages: Sequence[int], name: str) -> Iterator[Diagnostic]:
    if pages:
        yield Diagnostic(code, Severity.WARNING, Location(name), values(pages=listed_pages(pages)))


def _of_wide(pages: Sequence[Page], parts: Wide, name: str) -> Iterator[Diagnostic]:
    if parts.groups:
        code = "pdf-pages-joined" if parts.sure else "pdf-pages-wide"
        numbers = "; ".join(" + ".join(str(pages[at].number) for at in group) for group in parts.groups[:_MOST_SHOWN])
        yield Diagnostic(code, Severity.WARNING, Location(name), values(pages=numbers))


def _lacks_letters(page: Page) -> bool:
    """Whether the file does not say of some letter which it is."""
    return any(NO_LETTER.match(one.text) for one in page.letters)
