"""Stamps on scanned pages, those in colours and what else was not read: set apart, turned flat, and read by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice

import pypdfium2
from PIL import Image, ImageFilter, ImageOps, ImageSequence

from scheduler.documents.scans.flattened import Spot, turnings_of
from scheduler.documents.scans.heavy import STAMP_DPI, dark_of, heavy_spots, ink_for_stamps, outlined_spots
from scheduler.documents.scans.inks import inks_of, spots_in
from scheduler.documents.scans.likened import marks_like
from scheduler.documents.scans.pictures import Picture, Pixels, whitened
from scheduler.documents.scans.seals import spots_of
from scheduler.documents.scans.tesseract import Word, words_of
from scheduler.documents.stamp_letters import internal_of_stamp, mark_of_stamp, surest_of

_LONGEST = 2340
"""Dots of the longer side of A4."""
_MOST = 12
"""Spots of a page that are looked at."""
_LEAST = 40, 18
"""Dots that the longer and the shorter side of a stamp come to at least."""
_LINE, _ANYWHERE = 7, 11
"""tesseract's ways with a single line, and with words that stand anywhere."""
_FEWEST, _BLUR = 3, 1.5
"""Letters of the shortest mark, and dots by which specks are blurred."""
_GRAIN, _GAIN = 30, 2
"""What is darker than paper by less than this, of 255, is none of a stamp; how much darker the rest is made."""
_LIFTED = [min(max(v - _GRAIN, 0) * _GAIN, 255) for v in range(256)]
_WIDE, _LONG = 44, 4
"""Dots that belong together where letters are set wide apart, and times its height that such a line is long at least."""
BETWEEN = "·"
"""What parts the lines of one spot from those of another."""


def of_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[str]:
    """What is read in colours on these pages of a PDF. Raises Fault: took-too-long, ocr-failed."""
    book = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            page = book[number - 1]
            yield from in_colours(page.render(scale=STAMP_DPI / 72).to_pil().convert("RGB"))
            page.close()
    finally:
        book.close()


def of_picture(data: bytes) -> Iterator[str]:
    """The same of the pages of a picture file that could be opened before."""
    for frame in ImageSequence.Iterator(Image.open(BytesIO(data))):
        whole = ImageOps.exif_transpose(frame).convert("RGB")
        scale = min(_LONGEST / max(whole.size), 1.0)
        yield from in_colours(whole.resize((max(int(whole.width * scale), 1), max(int(whole.height * scale), 1))))


def in_colours(picture: Picture) -> Iterator[str]:
    """What is read in the spots of coloured ink of a picture. Raises Fault: took-too-long, ocr-failed."""
    for ink in inks_of(picture):
        yield from read_in(map(Spot, spots_in(ink)))
        yield from marks_like(ink, STAMP_DPI)


def unread_in(page: Picture, known: Sequence[Pixels]) -> Iterator[str]:
    """What stands slanted on a page in black. page: dark on white, upright, at 300 dpi.

    known: what was read already or is ruled. Raises Fault: took-too-long, ocr-failed.
    """
    ink = ink_for_stamps(whitened(page, known))
    dark = dark_of(ink)
    return read_in(Spot(ink.crop(box)) for box in (*_set_wide(dark), *spots_of(dark)))


def _set_wide(dark: Picture) -> Iterator[Pixels]:
    """Where letters stand in one line so far apart that each is a spot of its own."""
    for box in spots_of(dark, _WIDE):
        inner = dark.crop(box).getbbox() or (0, 0, 1, 1)
        if inner[2] - inner[0] > _LONG * (inner[3] - inner[1]):
            yield box


def laid_over(page: Picture, words: Sequence[Pixels], beside: Sequence[Pixels]) -> Iterator[str]:
    """What is stamped over print in thick letters, or is a mark by its shape; page as above.

    words: the boxes of those that are of the text beyond doubt; beside: of those that stand in one line with them.
    Raises Fault: took-too-long, ocr-failed.
    """
    bare = ink_for_stamps(whitened(page, [*words, *beside])).point(_LIFTED)
    return chain(read_in(heavy_spots(page, words)), read_in(outlined_spots(page, words)), marks_like(bare, STAMP_DPI))


def read_in(spots: Iterable[Spot]) -> Iterator[str]:
    """The mark that each of these spots is, however it is turned; else the lines that it holds."""
    large = (one for one in spots if max(one.ink.size) > _LEAST[0] and min(one.ink.size) > _LEAST[1])
    groups = [[lines for lines in turnings_of(spot) if lines] for spot in islice(large, _MOST)]
    found = iter(_read([line for turnings in groups for lines in turnings for line in lines]))
    for turnings in groups:
        read = [[next(found) for _ in lines] for lines in turnings]
        whole = [*(line for lines in read for line in lines), *(" ".join(lines) for lines in read if len(lines) > 1)]
        mark = surest_of(filter(None, map(mark_of_stamp, whole)), whole)
        internal = next(filter(None, map(internal_of_stamp, whole)), None)
        yield from (mark, BETWEEN) if mark is not None else (*whole, *filter(None, [internal]), BETWEEN)


def _read(lines: Sequence[Picture]) -> list[str]:
    """What is read in each; where that is next to nothing, once more as words that stand anywhere, specks and gaps blurred."""
    found = [_said(words) for words in words_of(lines, layout=_LINE)]
    empty = [at for at, text in enumerate(found) if sum(map(str.isalpha, text)) < _FEWEST]
    blurred = [lines[at].filter(ImageFilter.GaussianBlur(_BLUR)) for at in empty]
    for at, words in zip(empty, words_of(blurred, layout=_ANYWHERE), strict=True):
        found[at] = _said(words)
    return found


def _said(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)
