"""Red ink on scanned pages: the spots of it, and the seals among them, whose ink is taken off the letters below."""

from collections.abc import Iterator

from PIL import Image, ImageChops

from scheduler.documents.scans.pictures import Picture, Pixels
from scheduler.documents.scans.spots import connected
from scheduler.documents.scans.thickness import thicker

_REDDER = 45
"""How much redder than green and blue its ink is, of 255."""
_COLOURED = 45
"""How far the colour of other inks is from grey, of 255; that of yellowed paper is less far."""
_BLACK = 100
"""Print below them is darker than this in every colour, of 255."""
_RIM = 5
"""Dots around ink in which it is paler."""
_COARSE = 20
_SMALLEST, _LARGEST = 25, 700
"""Dots of a stamp's height and width."""
_SEAL = 0.08, 0.18
"""A seal's width as shares of the longer side of an A4 sheet: 24 to 53 mm."""
_NO_SEAL = 3
"""Share of red by which a corner of a seal's box is not free, of 255."""


def red_of(picture: Picture) -> Picture:
    """White where there is red ink, on black. picture: in colours."""
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue)).point([255 * int(v > _REDDER) for v in range(256)])


def coloured_in(picture: Picture) -> Picture:
    """White where there is ink of any colour and no black print below it, on black."""
    red, green, blue = picture.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    dark = ImageChops.darker(ImageChops.darker(red, green), blue)
    ink = ImageChops.subtract(light, dark).point([255 * int(v > _COLOURED) for v in range(256)])
    return ImageChops.darker(thicker(ink, _RIM), light.point([255 * int(v > _BLACK) for v in range(256)]))


def spots_of(red: Picture, size: int = _COARSE) -> list[Pixels]:
    """The boxes of the red spots that have a stamp's size, from top to bottom. size: dots that belong together."""
    coarse = red.reduce(size).point([255 * int(v > 2) for v in range(256)])
    left = {(x, y) for y in range(coarse.height) for x in range(coarse.width) if coarse.getpixel((x, y))}
    found = []
    for spot in connected(left):
        xs, ys = [x for x, _ in spot], [y for _, y in spot]
        box = (min(xs) * size, min(ys) * size, (max(xs) + 1) * size, (max(ys) + 1) * size)
        if all(_SMALLEST < size < _LARGEST for size in (box[2] - box[0], box[3] - box[1])):
            found.append(box)
    return sorted(found, key=lambda box: box[1])


def without_seals(picture: Picture) -> Picture:
    """A page in shades of grey; where a round red seal was pressed onto it, its ink is left out and the letters stay.

    Only what is as large as a seal and leaves the corners of its box free, as text does not: red words are words.
    """
    grey = picture.convert("L")
    red = red_of(picture)
    for box in spots_of(red):
        if _is_seal(red, box):
            grey.paste(picture.getchannel("R").crop(box), box[:2])
    return grey


def _is_seal(red: Picture, box: Pixels) -> bool:
    least, most = (share * max(red.size) for share in _SEAL)
    width, height = box[2] - box[0], box[3] - box[1]
    return least < min(width, height) <= max(width, height) < most and all(map(_is_free, _corners(red, box)))


def _is_free(corner: Picture) -> bool:
    return corner.resize((1, 1), Image.Resampling.BOX).tobytes()[0] < _NO_SEAL


def _corners(red: Picture, box: Pixels) -> Iterator[Picture]:
    left, top, right, bottom = box
    size = (right - left) // 10
    for x in (left, right - size):
        for y in (top, bottom - size):
            yield red.crop((x, y, x + size, y + size))
