"""The paper of a page made white: shadows, yellowed paper and a dark table around it taken off, faint and specked print mended."""

from PIL import Image, ImageChops, ImageFilter

from scheduler.documents.scans.pictures import Picture, ink_of

_COARSE = 8
_STROKE = 9
"""Coarse dots that a stroke of ink is wide at most: what is darker over a larger place is a shadow, or no paper."""
_FULL = 200
"""How much darker than the paper ink is in good print, of 255; paler print is made as dark."""
_DARKEST_SHARE = 0.005
"""Share of a page's dots that is ink even where there is little text."""
_PALEST = 40
"""What differs from the paper by less than this is a blank page's grain."""
_AROUND, _LONELY = 5, 20
"""Dots around a speck, and the mean darkness there, of 255: a line of one dot's thickness makes 23."""
_SPECKS = 0.0005
"""Share of a page that specks cover where it has been copied badly; stops and dots of letters come to less."""


def on_white(picture: Picture) -> Picture:
    """The page as dark print on white paper."""
    ink = ImageChops.subtract(_paper(picture), picture)
    return _without_specks(ImageChops.invert(_darkened(ink)))


def _paper(picture: Picture) -> Picture:
    """The page without what is written on it."""
    coarse = picture.reduce(_COARSE)
    light = coarse.filter(ImageFilter.MaxFilter(_STROKE)).filter(ImageFilter.MinFilter(_STROKE))
    return light.filter(ImageFilter.GaussianBlur(_STROKE / 3)).resize(picture.size, Image.Resampling.BICUBIC)


def _darkened(ink: Picture) -> Picture:
    counts, left = ink.histogram(), ink.width * ink.height * _DARKEST_SHARE
    darkest = 255
    while darkest > 0 and left > 0:
        left -= counts[darkest]
        darkest -= 1
    factor = _FULL / darkest if _PALEST < darkest < _FULL else 1.0
    return ink.point([min(round(shade * factor), 255) for shade in range(256)])


def _without_specks(picture: Picture) -> Picture:
    """The page, smoothed where it is strewn with specks: dots of ink with hardly any other around them."""
    ink = ink_of(picture)
    lonely = ink.filter(ImageFilter.BoxBlur(_AROUND)).point([255 if shade < _LONELY else 0 for shade in range(256)])
    share = ImageChops.darker(ink, lonely).histogram()[255] / (ink.width * ink.height)
    return picture.filter(ImageFilter.MedianFilter(3)) if share > _SPECKS else picture
