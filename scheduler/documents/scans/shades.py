"""Ink that is paler than the print of its page and of no colour: stamps on pages scanned in grey, told by their shade."""

from collections.abc import Iterator

from PIL import ImageChops

from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.thickness import thicker, thinner

_SHADES = (60, 190, 205), (45, 150, 170)
"""How much darker than white ink is at least and at most, and print at least, of 255: where print is sharp, and where it is not."""
_EDGE = 5
"""Dots in which print is paler at its edges, on both sides."""
_STROKE = 3
"""Dots that strokes of a stamp are thick at least, where print that is not sharp leaves thinner ones."""
_SPARSE, _MOST = 0.0025, 0.004
"""Share of a page that a stamp is no more than; that its ink and what print leaves of itself are no more than."""
_REACH, _BEYOND = 9, 7
"""Dots across gaps that print leaves in it, and dots around it."""
_COLOURED = 28
"""How far a colour is from grey, of 255."""


def paler_than_print(picture: Picture) -> Iterator[Picture]:
    """The one pale ink of a page at 200 dots per inch, white on black; none where nothing can be told from the print's edges."""
    dark, coloured = ImageChops.invert(picture.convert("L")), _coloured(picture)
    for least, most, print_ in _SHADES:
        between = dark.point([255 * int(least < v < most) for v in range(256)])
        near = thicker(dark.point([255 * int(v >= print_) for v in range(256)]), _EDGE)
        pale = ImageChops.subtract(ImageChops.subtract(between, near), coloured)
        if _share(pale) > _SPARSE:
            pale = thicker(thinner(pale, _STROKE), _STROKE)
        if 0 < _share(pale) < (_SPARSE if most == _SHADES[0][1] else _MOST):
            ink = dark.point([255 * int(v > least) for v in range(256)])
            yield ImageChops.darker(ink, thinner(thicker(pale, _REACH), _BEYOND))
            return


def _coloured(picture: Picture) -> Picture:
    """Where ink has a colour, with the dots around it."""
    red, green, blue = picture.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    dark = ImageChops.darker(ImageChops.darker(red, green), blue)
    return thicker(ImageChops.subtract(light, dark).point([255 * int(v > _COLOURED) for v in range(256)]), _EDGE)


def _share(ink: Picture) -> float:
    return ink.histogram()[255] / (ink.width * ink.height)
