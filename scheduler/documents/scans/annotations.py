"""What is put onto the pages of a PDF: stamps, notes and boxes of text, by what they say and by what they show."""

import ctypes
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

_LONGEST = 4_000
"""Bytes of a note that are read."""
_MOST = 500
"""Annotations of a page that are looked at."""


def lines_put_onto(data: bytes) -> Iterator[str]:
    """Their lines; links have none. A file that this library cannot open has none either: the other reader says why."""
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(len(book)):
            yield from _of_page(book, number)
    finally:
        book.close()


def _of_page(book: pypdfium2.PdfDocument, number: int) -> Iterator[str]:
    page = book[number]
    notes = list(_notes(page))
    if not notes:
        page.close()
        return
    yield from (line for note in notes for line in note.splitlines())
    before = Counter(_lines(page))
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    page = book[number]
    yield from Counter(_lines(page)) - before
    page.close()


def _notes(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The words of each annotation but links, "" where it has none."""
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if annotation and pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_LINK:
            yield from (_string(annotation, key) for key in (b"Contents", b"V"))
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(annotation: object, key: bytes) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST)
    told = pdfium.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _LONGEST
    )
    return buffer.raw[: max(min(told, _LONGEST) - 2, 0)].decode("utf-16-le", "replace")


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage()
    try:
        return [line.strip() for line in str(text.get_text_range()).splitlines() if line.strip()]
    finally:
        text.close()
