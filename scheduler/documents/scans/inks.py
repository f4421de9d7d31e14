"""Ink in colours on a page: red and violet apart from blue and green, the print below it left out, in spots of a stamp's size."""

import math
from collections.abc import Iterator
from functools import reduce
from itertools import accumulate

from PIL import Image, ImageChops

from scheduler.documents.scans.pictures import Picture, Pixels
from scheduler.documents.scans.shades import paler_than_print
from scheduler.documents.scans.spots import connected
from scheduler.documents.scans.thickness import thicker, thinner

_COLOURED = 28
"""How far a colour is from grey where there is ink, of 255."""
_REACH, _BEYOND = 9, 5
"""Dots across gaps in it that are of the same ink where they are dark, as print below it is; and dots around it, as photographs
keep colours more coarsely than shades."""
_PAPER, _GAIN = 40, 2.2
"""What is lighter than white by less than this is paper; how much darker the rest is made: pale ink is ink as well."""
_INK = 80
"""From here on, of 255, it is an ink's dot."""
_FAINT, _GOOD = 30, 200
"""What is paler than this, of 255, is the rim of ink; how dark half of the ink of a good stamp is."""
_WIDE, _COARSE, _FINE = 44, 20, 8
"""Dots that belong to one spot when ink stands in them: the wide ones hold large words together that stand apart, the fine ones
part a stamp from a seal beside it."""
_SMALLEST, _LARGEST = 25, 1300
"""Dots of a spot's height and width at 200 dots per inch: up to 16 cm."""
_PARTED = 420
"""Dots of a spot from which on it may be several."""
_SEAL = 180, 440, 1.12
"""Dots of a round seal's width, and how far from a square the box around it is."""
_RIM, _AROUND, _MOST_ROUND = 0.06, 36, 0.85
"""Share of its width by which a seal's rim lies within its box, directions in which it is looked for, and share in which it is."""


def inks_of(picture: Picture) -> Iterator[Picture]:
    """The warm ink of a picture, its cold ink, and one that is paler than its print, white on black; violet is of the first two."""
    red, green, blue = picture.split()
    dark = picture.convert("L").point([min(round(max(255 - v - _PAPER, 0) * _GAIN), 255) for v in range(256)])
    violet = ImageChops.subtract(ImageChops.darker(red, blue), green)
    yield _within(dark, violet, ImageChops.subtract(red, ImageChops.lighter(green, blue)))
    yield _within(
        dark,
        violet,
        ImageChops.subtract(blue, ImageChops.lighter(red, green)),
        ImageChops.subtract(green, ImageChops.lighter(red, blue)),
        ImageChops.subtract(ImageChops.darker(green, blue), red),
    )
    yield from paler_than_print(picture)


def _within(dark: Picture, *colours: Picture) -> Picture:
    """What is dark where any of these colours is near: strokes of a stamp are not broken where print lies under them."""
    found = reduce(ImageChops.lighter, colours).point([255 * int(v > _COLOURED) for v in range(256)])
    return ImageChops.darker(dark, thinner(thicker(found, _REACH), _BEYOND))


def spots_in(ink: Picture) -> Iterator[Picture]:
    """The spots of ink that have a stamp's size, each by itself; a large one by its parts as well."""
    told: list[Pixels] = []
    for box, spot in (*_spots(ink, _COARSE), *_spots(ink, _WIDE)):
        if not any(_is_same(box, other) for other in told) and not _is_seal(spot):
            told.append(box)
            yield _full(spot)
            parts = [part for _, part in _spots(spot, _FINE)] if max(spot.size) > _PARTED else []
            yield from map(_full, parts if len(parts) > 1 else ())


def _full(spot: Picture) -> Picture:
    """The spot with its ink as dark as good ink is: thin lines of a pale one are lost otherwise."""
    counts = spot.histogram()[_FAINT:]
    median = _FAINT + next((at for at, so_far in enumerate(accumulate(counts)) if 2 * so_far >= sum(counts)), 0)
    return spot.point([min(v * _GOOD // median, 255) for v in range(256)]) if median < _GOOD else spot


def _is_same(box: Pixels, other: Pixels) -> bool:
    return all(abs(one - two) < _FINE * 2 for one, two in zip(box, other, strict=True))


def _spots(ink: Picture, size: int) -> list[tuple[Pixels, Picture]]:
    """The spots with their boxes of ink, from top to bottom."""
    small = ink.point([255 * int(v > _INK) for v in range(256)]).reduce(size)
    coarse = small.point([255 * int(v > 2) for v in range(256)])
    data, width = coarse.tobytes(), coarse.width
    left = {(at % width, at // width) for at, value in enumerate(data) if value}
    found = [_only(ink, spot, size) for spot in connected(left)]
    fitting = [one for one in found if all(_SMALLEST < side < _LARGEST for side in one[1].size)]
    return sorted(fitting, key=lambda one: one[0][1])


def _only(ink: Picture, spot: set[tuple[int, int]], size: int) -> tuple[Pixels, Picture]:
    """The ink in these cells without its neighbours, and its box."""
    xs, ys = [x for x, _ in spot], [y for _, y in spot]
    cells = Image.new("L", (max(xs) - min(xs) + 1, max(ys) - min(ys) + 1))
    for x, y in spot:
        cells.putpixel((x - min(xs), y - min(ys)), 255)
    whole = cells.resize((cells.width * size, cells.height * size), Image.Resampling.NEAREST)
    left, top = min(xs) * size, min(ys) * size
    cut = ImageChops.darker(ink.crop((left, top, left + whole.width, top + whole.height)), whole)
    inner = cut.point([255 * int(v > _INK) for v in range(256)]).getbbox() or (0, 0, *cut.size)
    return (left + inner[0], top + inner[1], left + inner[2], top + inner[3]), cut.crop(inner)


def _is_seal(spot: Picture) -> bool:
    """Whether it is a round seal and nothing else: letters run along its rim, and none of them is a mark."""
    width, height = spot.size
    least, most, square = _SEAL
    if not least < min(spot.size) <= max(spot.size) < min(most, min(spot.size) * square):
        return False
    solid = spot.point([255 * int(v > _INK) for v in range(256)])
    near, inked = round(width * _RIM / 2), 0
    for at in range(_AROUND):
        turn = 2 * math.pi * at / _AROUND
        x, y = (width * (1 + (1 - _RIM) * math.cos(turn)) / 2, height * (1 + (1 - _RIM) * math.sin(turn)) / 2)
        inked += solid.crop((round(x) - near, round(y) - near, round(x) + near, round(y) + near)).getbbox() is not None
    return inked > _AROUND * _MOST_ROUND
