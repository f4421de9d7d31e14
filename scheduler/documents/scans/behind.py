"""Scans whose letters lie behind the picture, as scanners' own programs put them there: what is stamped onto them in black."""

from collections.abc import Iterator

import pypdfium2

from scheduler.documents.scans.pictures import DPI, Pixels
from scheduler.documents.scans.reading import stamped_in_black

_MOST = 20_000
"""Letters of a page that are looked at."""
_SHORTEST, _AROUND = 3, ".,;:()"
"""Letters of a word that is surely read, and signs that stand around one."""


def black_stamps(book: pypdfium2.PdfDocument, at: int) -> Iterator[str]:
    """What is stamped onto a page of a PDF, counted from 0. Raises Fault: took-too-long, ocr-failed."""
    page = book[at]
    try:
        words = list(_words(page)) if page.get_rotation() == 0 else []
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        page.close()
    return stamped_in_black(picture, words)


def _words(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Pixels]]:
    """The words behind the picture with the dots that they cover."""
    text, (x, _, _, y) = page.get_textpage(), page.get_cropbox()
    try:
        letters = str(text.get_text_range(0, min(text.count_chars(), _MOST)))
        at = 0
        for word in letters.split():
            begin = letters.index(word, at)
            at = begin + len(word)
            if not _is_plain(word.strip(_AROUND)):
                continue
            boxes = [text.get_charbox(one) for one in range(begin, at)]
            edges = min(b[0] for b in boxes) - x, y - max(b[3] for b in boxes), max(b[2] for b in boxes) - x, y
            left, top, right = (round(edge * DPI / 72) for edge in edges[:3])
            yield word, (left, top, right, round((y - min(b[1] for b in boxes)) * DPI / 72))
    finally:
        text.close()


def _is_plain(word: str) -> bool:
    """Whether it is surely read: what a stamp makes of print is short, or mixes capitals and figures with small letters."""
    return len(word) >= _SHORTEST and word.isalpha() and (word.islower() or word.istitle() or word.isupper())
