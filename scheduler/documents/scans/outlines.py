"""Letters that are only outlined, made full: strokes that lines enclose are told from the insides of letters by their shape."""

from collections.abc import Iterable
from statistics import median

from PIL import Image, ImageChops

from scheduler.documents.scans.holes import Hole, holes_of
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.thickness import thicker, thinner

_INK = 100
_LONG = 18, 170
"""Dots of the inside of an outlined letter: those of 3 to 20 mm at 200 dots per inch."""
_SPINDLY = 4.5
"""Times its thickness that a stroke is long at least; insides of «O» and «A» are rounder, and so is what is between lines."""
_THICKEST = 0.25
"""Share of the length of letters that their strokes are thick at most."""
_BREAK, _BROKEN = 3, 0.14
"""Dots across breaks in outlines, where print crosses them, and the same as a share of the length of letters."""
_WHOLE = 0.75
"""Share of the length of letters that those with such breaks have at least: gaps between letters are shorter."""
_PIECE, _LONGISH, _WIDEST = 12, 2.2, 26
"""Dots that a piece of a stroke between two lines of print is long, times its thickness that it is, and dots that it is thick."""
_SMALLEST = 12
"""Dots of a piece of a stroke at least."""


def with_full_letters(ink: Picture) -> Picture | None:
    """The ink, white on black, with the strokes of outlined letters full and no more; None where there are none."""
    solid = ink.point(_SOLID)
    holes = _holes(solid, _BREAK)
    strokes = [hole.long for hole in holes if _is_stroke(hole)]
    if not strokes:
        return None
    high = median(strokes)
    wider = round(high * _BROKEN) // 2 * 2 + 1
    if wider > _BREAK:
        holes += [hole for hole in _holes(solid, wider) if _is_stroke(hole) and hole.long > high * _WHOLE]
    inside = _insides(_drawn(filter(_is_stroke, holes), ink.size))
    full = [hole for hole in holes if hole.thick < high * _THICKEST and not inside.getpixel(hole.runs[0][1::-1])]
    return thinner(thicker(ImageChops.lighter(ink, _drawn(full, ink.size)), _BREAK), _BREAK)


def pieces_of_strokes(ink: Picture) -> Picture:
    """The same, also of strokes that print parts into pieces; the insides of some letters of the text are among them."""
    closed = _holes(ink.point(_SOLID), _BREAK)
    return _drawn(
        (hole for hole in closed if _PIECE < hole.long > hole.thick * _LONGISH and hole.thick < _WIDEST), ink.size
    )


def _insides(strokes: Picture) -> Picture:
    """What the strokes themselves go around: the insides of «O» and «A»."""
    return _drawn(holes_of(strokes, _LONG[1]), strokes.size)


def strokes_within(ink: Picture) -> Picture:
    """What the outlines of letters enclose, white on black: their strokes alone."""
    return _drawn(filter(_is_stroke, _holes(ink.point(_SOLID), _BREAK)), ink.size)


_SOLID = [255 * int(v > _INK) for v in range(256)]


def _holes(solid: Picture, across: int) -> list[Hole]:
    """What outlines enclose, breaks of so many dots in them closed."""
    closed = thinner(thicker(solid, across), across)
    return [hole for hole in holes_of(closed, _LONG[1]) if hole.area >= _SMALLEST]


def _is_stroke(hole: Hole) -> bool:
    return hole.long > max(_LONG[0], hole.thick * _SPINDLY)


def _drawn(holes: Iterable[Hole], size: tuple[int, int]) -> Picture:
    """The places in white on black."""
    width, data = size[0], bytearray(size[0] * size[1])
    for hole in holes:
        for y, first, last in hole.runs:
            data[y * width + first : y * width + last] = b"\xff" * (last - first)
    return Image.frombytes("L", size, bytes(data))
