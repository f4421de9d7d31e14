"""Stamps on scanned pages, red ones and what else was not read: set apart, turned this way and that, and read by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageOps, ImageSequence

from scheduler.documents.marks import mark_of_stamp
from scheduler.documents.scans.heavy import STAMP_DPI, dark_of, heavy_lines, ink_for_stamps
from scheduler.documents.scans.pictures import Picture, Pixels, whitened
from scheduler.documents.scans.seals import red_of, spots_of
from scheduler.documents.scans.tesseract import words_of

_ANGLES = (0, 5, -5, 10, -10, 15, -15, 22, -22, 30, -30, 38, -38, 45, -45, 90, -90)
"""Degrees by which a stamp may lie askew."""
_LONGEST = 2340
"""Dots of the longer side of A4."""
_MOST = 4
"""Spots of a page that are looked at."""
_LEAST = 80, 40
"""Dots that a stamp is wide and high at least, of those that stand slanted."""
_LINE = 7
"""tesseract's way with a single line."""


def of_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[str]:
    """What is read in red on these pages of a PDF, in all the ways that it was turned. Raises Fault: took-too-long, ocr-failed."""
    book = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            page = book[number - 1]
            yield from lines_of_spots(page.render(scale=STAMP_DPI / 72).to_pil().convert("RGB"))
            page.close()
    finally:
        book.close()


def of_picture(data: bytes) -> Iterator[str]:
    """The same of the pages of a picture file that could be opened before."""
    for frame in ImageSequence.Iterator(Image.open(BytesIO(data))):
        whole = ImageOps.exif_transpose(frame).convert("RGB")
        scale = min(_LONGEST / max(whole.size), 1.0)
        yield from lines_of_spots(whole.resize((max(int(whole.width * scale), 1), max(int(whole.height * scale), 1))))


def lines_of_spots(picture: Picture) -> Iterator[str]:
    """What is read in the red spots of a picture, in all the ways that it was turned. Raises Fault: took-too-long, ocr-failed."""
    red = red_of(picture)
    return lines_in(red, spots_of(red)[:_MOST])


def unread_in(page: Picture, known: Sequence[Pixels]) -> Iterator[str]:
    """What stands slanted on a page in black, in all the ways that it was turned. page: dark on white, upright, at 300 dpi.

    known: what was read already or is ruled. Raises Fault: took-too-long, ocr-failed.
    """
    ink = ink_for_stamps(whitened(page, known))
    return lines_in(ink, [box for box in spots_of(dark_of(ink)) if _has_size(box)][:_MOST])


def laid_over(page: Picture, words: Sequence[Pixels]) -> Iterator[str]:
    """What is stamped over print in thick letters, as it was read in all the ways that it was turned; page as above.

    words: the boxes of those that are of the text beyond doubt. Raises Fault: took-too-long, ocr-failed.
    """
    return _read_lines(list(heavy_lines(page, words, _ANGLES)))


def _has_size(box: Pixels) -> bool:
    return box[2] - box[0] > _LEAST[0] and box[3] - box[1] > _LEAST[1]


def lines_in(ink: Picture, boxes: Iterable[Pixels]) -> Iterator[str]:
    """The lines that are read in these boxes of ink, white on black, however it was turned."""
    return _read_lines([piece for box in boxes for piece in _turned(ink.crop(box))])


def _read_lines(pieces: Sequence[Picture]) -> Iterator[str]:
    for words in words_of(pieces, layout=_LINE):
        line = " ".join(word.text for word in words)
        yield mark_of_stamp(line) or line


def _turned(spot: Picture) -> Iterator[Picture]:
    """The spot, dark on white, by each angle; and without its rim, where its frame is."""
    for angle in _ANGLES:
        flat = spot.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        box = flat.point([255 * int(v > 100) for v in range(256)]).getbbox()
        if box is None:
            continue
        whole = flat.crop(box)
        for share in (0.0, 0.09, 0.16):
            dx, dy = int(whole.width * share / 1.5), int(whole.height * share)
            inside = ImageChops.invert(whole.crop((dx, dy, whole.width - dx, whole.height - dy)))
            paper = Image.new("L", (inside.width + 60, inside.height + 60), 255)
            paper.paste(inside, (30, 30))
            yield paper
