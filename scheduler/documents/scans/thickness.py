"""Ink made thicker and thinner, by as many dots as asked for: a library's own filters take time with the square of that."""

from collections.abc import Callable

from PIL import ImageChops, ImageOps

from scheduler.documents.scans.pictures import Picture


def thicker(ink: Picture, size: int) -> Picture:
    """Each dot as light as the lightest in a square of this odd size around it. ink: white on black."""
    return _over(ink, size, ImageChops.lighter)


def thinner(ink: Picture, size: int) -> Picture:
    """Each dot as dark as the darkest in that square."""
    return _over(ink, size, ImageChops.darker)


def runs_left(ink: Picture, least: int, along: tuple[int, int]) -> Picture:
    """What runs of ink of this length are left of it. along: (1, 0) or (0, 1)."""
    for sign, how in ((-1, ImageChops.darker), (1, ImageChops.lighter)):
        ink = _along(ink, least, (sign * along[0], sign * along[1]), how)
    return ink


def _over(ink: Picture, size: int, how: Callable[[Picture, Picture], Picture]) -> Picture:
    half = size // 2
    wide = ImageOps.expand(ink, half, 0)
    for step in ((1, 0), (0, 1)):
        wide = _along(wide, size, step, how)
    return ImageChops.offset(wide, -half, -half).crop((half, half, half + ink.width, half + ink.height))


def _along(ink: Picture, size: int, step: tuple[int, int], how: Callable[[Picture, Picture], Picture]) -> Picture:
    """Ink put over itself, moved by one dot after the other, in as few steps as doubling needs; the edges meet."""
    reach = 1
    while reach < size:
        by = min(reach, size - reach)
        ink = how(ink, ImageChops.offset(ink, step[0] * by, step[1] * by))
        reach += by
    return ink
