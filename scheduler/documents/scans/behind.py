"""Scans whose letters lie behind the picture, as scanners' own programs put them there: the picture is read as that of any scan.

What those letters say is the text of the page; whether it bears a mark is asked of what is seen, as they may be any garble.
"""

from collections.abc import Iterator

import pypdfium2

from scheduler.documents.pdf_lines import lines_of
from scheduler.documents.pdf_page import Page
from scheduler.documents.pdf_tables import inside
from scheduler.documents.scans.heavy import STAMP_DPI
from scheduler.documents.scans.pictures import DPI
from scheduler.documents.scans.reading import recognised
from scheduler.documents.scans.stamps import in_colours


def seen_on(book: pypdfium2.PdfDocument, at: int) -> Iterator[str]:
    """The lines of a page's picture and what is stamped onto it; pages count from 0. Raises Fault: took-too-long, ocr-failed."""
    page = book[at]
    try:
        whole = page.render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        page.close()
    yield from in_colours(whole.resize((whole.width * STAMP_DPI // DPI, whole.height * STAMP_DPI // DPI)))
    yield from _lines_of(recognised(at + 1, whole))


def _lines_of(page: Page) -> Iterator[str]:
    """What stands outside of tables, whose cells may speak of a mark, with what was stamped."""
    held = {id(letter) for table in page.tables for letter in inside(table, page.letters)}
    for line in lines_of([letter for letter in page.letters if id(letter) not in held]):
        yield "\t".join(segment.text for segment in line)
    yield from page.aside.splitlines()
