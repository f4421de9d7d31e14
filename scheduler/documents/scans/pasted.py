"""Pictures pasted into a text: a stamp of secrecy may be one, whatever letters stand around it."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

from scheduler.documents.marks import mark_of_stamp
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.stamps import lines_of_spots
from scheduler.documents.scans.tesseract import words_of
from scheduler.documents.zipped import Zipped

_KNOWN = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
MOST_PICTURES = 8
"""Pictures of a file that are looked at."""
_LEAST = 40, 14
"""Dots that a picture with letters in it is wide and high at least."""
_MOST_DOTS = 6_000_000
"""Dots of a picture of a stamp; what has more is a photograph or a page."""
_LONGEST = 260, 600
"""Dots of the longer side with which a stamp is looked at: letters of one size are read best."""
_SCALE = 2.5
"""Times 72 dots per inch with which a page is drawn."""
_MOST_OF_PAGE = 0.4
"""Share of a page that a stamp covers at most."""
_BLOCK = 6
"""tesseract's way with a block of lines."""


def stamp_like(package: Zipped) -> tuple[bytes, ...]:
    """The pictures of a package that may be stamps, by their size."""
    names = sorted(one for one in package.names if "media/" in one and one.lower().endswith(_KNOWN))
    read = (package.part(one) or b"" for one in names)
    return tuple(one for one in read if is_stamp_like(one))[:MOST_PICTURES]


def is_stamp_like(picture: bytes) -> bool:
    """Whether it may hold a stamp, by its size alone; what is no picture that we know may hold anything."""
    try:
        with Image.open(BytesIO(picture)) as opened:
            width, height = opened.size
    except Exception:  # of the many kinds that a broken picture raises
        return len(picture) > 0
    return width >= _LEAST[0] and height >= _LEAST[1] and width * height <= _MOST_DOTS


def of_pictures(pictures: Iterable[bytes]) -> Iterator[str]:
    """The lines that are read in these files of pictures. Raises Fault: took-too-long, ocr-failed; OSError for what is none."""
    for one in pictures:
        yield from _lines(_on_white(Image.open(BytesIO(one))))


def of_pdf(data: bytes) -> Iterator[str]:
    """The lines that are read in pictures on the pages of a PDF, but for those that fill much of a page."""
    book = pypdfium2.PdfDocument(data)
    left = MOST_PICTURES
    try:
        for page in book:
            boxes = list(_boxes(page))[:left]
            if boxes:
                whole = page.render(scale=_SCALE).to_pil().convert("RGB")
                for box in boxes:
                    yield from _lines(whole.crop(box))
            left -= len(boxes)
            page.close()
            if left <= 0:
                return
    finally:
        book.close()


def _boxes(page: pypdfium2.PdfPage) -> Iterator[tuple[int, int, int, int]]:
    """Where the pictures of a page stand that may be stamps, in dots."""
    width, height = page.get_size()
    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = one.get_bounds()
        wide, high = (right - left) * _SCALE, (top - bottom) * _SCALE
        if wide >= _LEAST[0] and high >= _LEAST[1] and wide * high < _MOST_OF_PAGE * width * height * _SCALE**2:
            yield tuple(round(x * _SCALE) for x in (left, height - top, right, height - bottom))


def _on_white(picture: Picture) -> Picture:
    whole = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")


def _lines(picture: Picture) -> Iterator[str]:
    """The mark that a picture is, as it lies or by its red in all the ways that it was turned; else the lines that it holds."""
    flat = list(_read(picture))
    mark = next(filter(None, map(mark_of_stamp, flat)), None)
    if mark is None:
        red = lines_of_spots(_sized(picture, _LONGEST[0]))
        mark = next(filter(None, map(mark_of_stamp, red)), None)
    yield from flat if mark is None else (mark,)


def _sized(picture: Picture, longest: int) -> Picture:
    scale = longest / max(picture.size)
    return picture.resize((max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)))


def _read(picture: Picture) -> Iterator[str]:
    """The lines of a picture in several sizes, with its rim and without, where its frame is."""
    papers = [paper for longest in _LONGEST for paper in _papers(_sized(picture, longest).convert("L"))]
    for words in words_of(papers, layout=_BLOCK):
        by_line: dict[int, list[str]] = {}
        for word in words:
            by_line.setdefault(word.top, []).append(word.text)
        yield from (" ".join(line) for line in by_line.values())


def _papers(picture: Picture) -> Iterator[Picture]:
    rim = max(min(picture.size) // 10, 4)
    for cut in (0, rim):
        inner = picture.crop((cut, cut, max(picture.width - cut, cut + 1), max(picture.height - cut, cut + 1)))
        yield ImageOps.expand(inner, 40, 255)
