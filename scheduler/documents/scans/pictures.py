"""Pictures of pages: out of a PDF or a picture file, set upright, and cut into the pieces that are read one by one."""

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageSequence

from scheduler.documents.faults import Fault

Picture: TypeAlias = Image.Image
"""A page: in colours as it comes, in shades of grey from then on."""

Pixels: TypeAlias = tuple[int, int, int, int]
"""A box in a picture: left, top, right, bottom."""

DPI = 300
"""Dots per inch that pages are looked at with; tesseract knows letters of this size best."""

_MOST_DOTS = 30_000_000
"""Dots of a page: a little more than A3 has."""
_A4 = 11.7
"""Inches of the longer side, which a picture file does not tell."""
_FORMATS = ("PNG", "JPEG", "TIFF")
_COARSE = 10
"""Dots that count as near: less than an accent is away from its letter."""
_RIM = 10
"""Dots around strokes that belong to them: cores are thinner than letters, and fine accents have none."""
_SHADE = 30
"""How much darker than its surroundings ink is, of 255."""


def of_pdf(data: bytes, pages: Sequence[int]) -> Iterator[tuple[int, Picture]]:
    """These pages of a PDF, by number from 1; a page that is larger than any paper is looked at more coarsely."""
    book = pypdfium2.PdfDocument(data)
    try:
        for number in pages:
            page = book[number - 1]
            width, height = page.get_size()
            coarse = min(1.0, (_MOST_DOTS / max(width * height * (DPI / 72) ** 2, 1)) ** 0.5)
            yield number, page.render(scale=DPI / 72 * coarse).to_pil().convert("RGB")
            page.close()
    finally:
        book.close()


def of_picture(data: bytes, most: int) -> Iterator[tuple[int, Picture]]:
    """The pages of a picture file (a TIFF may hold several), as large as A4.

    Raises Fault: file-damaged, picture-too-large, too-many-scans.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            for number, frame in enumerate(ImageSequence.Iterator(Image.open(BytesIO(data), formats=_FORMATS)), 1):
                if number > most:
                    raise Fault("too-many-scans", most=most)
                yield number, _as_sheet(ImageOps.exif_transpose(frame).convert("RGB"))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Fault("picture-too-large") from error
        except (OSError, ValueError, SyntaxError, Warning) as error:
            raise Fault("file-damaged") from error


def _as_sheet(picture: Picture) -> Picture:
    scale = _A4 * DPI / max(picture.size)
    return picture.resize(
        (max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)), Image.Resampling.LANCZOS
    )


def ink_of(picture: Picture) -> Picture:
    """Where there is ink: white on black. Shadows and yellowed paper are none."""
    return ImageChops.subtract(picture.filter(ImageFilter.BoxBlur(25)), picture).point(_is_ink)


_is_ink = [255 if shade > _SHADE else 0 for shade in range(256)]
_is_any = [255 if shade else 0 for shade in range(256)]


def askew(picture: Picture) -> float:
    """Degrees to turn the picture by so that its lines lie flat; a sheet lies up to four degrees askew in a scanner."""
    angle = 0.0
    for width, reach, step in ((600, 4.0, 0.5), (1000, 0.4, 0.1), (1600, 0.1, 0.05)):
        small = ink_of(picture.resize((width, max(picture.height * width // picture.width, 1)), Image.Resampling.BOX))
        count = round(reach / step)
        angle = max(
            (angle + at * step for at in range(-count, count + 1)),
            key=lambda turn: (_evenness(small, turn), -abs(turn)),
        )
    return angle if abs(angle) > 0.02 else 0.0


def turned(picture: Picture, degrees: float) -> Picture:
    """The picture turned against the clock, white where there was none."""
    if not degrees:
        return picture
    whole = degrees % 90 == 0
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=whole, fillcolor=255)


def _evenness(ink: Picture, angle: float) -> float:
    """How sharply rows of ink and rows of white follow each other when turned by this angle."""
    rows = ink.rotate(angle, Image.Resampling.BILINEAR).resize((1, ink.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows))


def piece(picture: Picture, box: Pixels, border: int = 20) -> Picture:
    """A piece of a picture on white."""
    return ImageOps.expand(picture.crop(box), border, 255)


def whitened(picture: Picture, boxes: Sequence[Pixels], shade: int = 255) -> Picture:
    """The picture with these boxes painted over."""
    found = picture.copy()
    for box in boxes:
        found.paste(shade, box)
    return found


def core_of(ink: Picture) -> Picture:
    """What is left of ink when its rim is worn off: strokes of letters, and no specks."""
    return ink.filter(ImageFilter.MinFilter(3))


def cleaned(picture: Picture, core: Picture) -> Picture:
    """The picture with white wherever no stroke is near: grain is read as text otherwise."""
    coarse = core.reduce(_COARSE).point(_is_any).filter(ImageFilter.MaxFilter(3))
    near = coarse.resize((coarse.width * _COARSE, coarse.height * _COARSE), Image.Resampling.NEAREST)
    near = near.crop((0, 0, *picture.size))
    return Image.composite(picture, Image.new("L", picture.size, 255), near)


def inked(core: Picture, box: Pixels, least: int = 10) -> Pixels | None:
    """The part of a box that strokes stand in, their accents with them; None where there are fewer dots than a dash has."""
    cut = core.crop(box)
    bounds = cut.getbbox()
    if bounds is None or cut.histogram()[255] < least:
        return None
    left, top, right, bottom = bounds
    return (
        box[0] + max(left - _RIM, 0),
        box[1] + max(top - _RIM, 0),
        box[0] + min(right + _RIM, cut.width),
        box[1] + min(bottom + _RIM, cut.height),
    )


def as_tiff(pictures: Sequence[Picture]) -> bytes:
    """The pictures as one file of several pages, which nobody has to write to a disk."""
    out = BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], dpi=(DPI, DPI))
    return out.getvalue()
