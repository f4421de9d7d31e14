"""Stamps in black that lie over print: their strokes are thicker than those of the text and of the lines below them."""

from collections.abc import Callable, Iterator, Sequence

from PIL import Image, ImageChops

from scheduler.documents.scans.flattened import Spot
from scheduler.documents.scans.outlines import strokes_within, with_full_letters
from scheduler.documents.scans.pictures import DPI, Picture, Pixels, whitened
from scheduler.documents.scans.seals import spots_of

STAMP_DPI = 200
"""Dots per inch that stamps are looked at with."""
_DARK = 90
"""How much darker than the paper a stamp is, of 255."""
_THICK, _THIN = (7, 5), 2
"""Dots across strokes that titles do not have, and text in bold letters of common size does not; and that grain does not."""
_REACHES = 25, 11
"""Dots across in which thinner strokes around a thick one are of the same letter."""
_LEAST = 60, 25
"""Dots that the longer and the shorter side of a stamp's letters come to at least."""
_LEFT = 0.5
"""Share of a spot's ink that no surely read word covers: else it is a bold line of the text."""
_MANY = 60
"""Spots of a page that are measured."""
_ALONG, _DOWN = 0, 1
"""The side of a box by which lines run."""
_GAP, _WIDEST = 60, 1.3
"""Dots, and heights of letters, between the words of a line at most."""
_STEEP = 60
"""Degrees from which on it leans so far that it stands on its side."""
_MOST = 8
"""Spots of a page that are looked at."""


def ink_for_stamps(page: Picture) -> Picture:
    """The ink of a page at 300 dpi, white on black, as large as stamps are looked at."""
    ink = ImageChops.invert(page)
    return ink.resize((page.width * STAMP_DPI // DPI, page.height * STAMP_DPI // DPI), Image.Resampling.BOX)


def dark_of(ink: Picture) -> Picture:
    """Where it is dark enough for a stamp."""
    return ink.point([255 * int(v > _DARK) for v in range(256)])


def heavy_spots(page: Picture, known: Sequence[Pixels]) -> Iterator[Spot]:
    """The spots of thick letters on a page, the fullest first; those in lines down the page stand on their side.

    page: dark on white, upright, at 300 dpi, tables' lines taken out. known: words that were read surely and are no mark.
    """
    dark = dark_of(ink_for_stamps(page))
    told: list[Pixels] = []
    for size in _THICK:
        thick = _opened(dark, size)
        for box, leans in _boxes(thick, known):
            if box not in told:
                told.append(box)
                heavy, thin = thick.crop(box), _opened(dark.crop(box), _THIN)
                yield from (Spot(ImageChops.darker(_spread(heavy, reach), thin), heavy, leans) for reach in _REACHES)


def outlined_spots(page: Picture, known: Sequence[Pixels]) -> Iterator[Spot]:
    """The same of letters that are only outlined, made full."""
    dark = dark_of(ink_for_stamps(page))
    strokes = strokes_within(dark)
    for box, leans in _boxes(strokes, known):
        inside = strokes.crop(box)
        full = with_full_letters(dark.crop(box))
        if full is not None:
            yield Spot(ImageChops.darker(_spread(inside, _REACHES[0]), full), inside, leans)


def _boxes(thick: Picture, known: Sequence[Pixels]) -> Iterator[tuple[Pixels, tuple[int, int]]]:
    """Where lines of thick strokes are that no known words stand on, each with the degrees that it may lean by."""
    left = whitened(thick, [_scaled(box) for box in known], 0)
    spots = spots_of(thick)[:_MANY]
    for along, leans in ((_ALONG, (0, _STEEP)), (_DOWN, (_STEEP, 180))):
        lines = [box for box in _united(spots, along) if _has_size(box)]
        meant = [box for box in lines if _inked(left, box) > _LEFT * _inked(thick, box)]
        for box in sorted(meant, key=lambda box: -_inked(thick, box))[:_MOST]:
            yield box, leans


def _united(boxes: Sequence[Pixels], along: int) -> list[Pixels]:
    """The boxes, those that stand in one line as one: «MẬT» of «BÍ MẬT» is no stamp, and a table's line may part one."""
    found: list[Pixels] = []
    for box in sorted(boxes, key=lambda one: one[along]):
        while (near := next((one for one in found if _in_line(one, box, along)), None)) is not None:
            found.remove(near)
            box = min(near[0], box[0]), min(near[1], box[1]), max(near[2], box[2]), max(near[3], box[3])
        found.append(box)
    return found


def _in_line(one: Pixels, other: Pixels, along: int) -> bool:
    across = 1 - along
    height = min(one[across + 2] - one[across], other[across + 2] - other[across])
    shared = min(one[across + 2], other[across + 2]) - max(one[across], other[across])
    gap = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
    return shared > height / 2 and gap < max(_GAP, height * _WIDEST)


def _opened(ink: Picture, size: int) -> Picture:
    """What strokes of this thickness at least are left of ink."""
    for shift in ((-1, 0), (0, -1)):
        ink = _joined(ink, size, shift, ImageChops.darker)
    for shift in ((1, 0), (0, 1)):
        ink = _joined(ink, size, shift, ImageChops.lighter)
    return ink


def _spread(ink: Picture, size: int) -> Picture:
    """Ink with what is near, as a square of this size around each dot."""
    room = ImageChops.offset(ink, -(size // 2), -(size // 2))
    for shift in ((1, 0), (0, 1)):
        room = _joined(room, size, shift, ImageChops.lighter)
    return room


def _joined(ink: Picture, size: int, shift: tuple[int, int], how: Callable[[Picture, Picture], Picture]) -> Picture:
    """Ink put over itself, moved by one dot after the other; the edges of a page meet, where nothing stands."""
    found = ink
    for step in range(1, size):
        found = how(found, ImageChops.offset(ink, shift[0] * step, shift[1] * step))
    return found


def _has_size(box: Pixels) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return max(width, height) > _LEAST[0] and min(width, height) > _LEAST[1]


def _inked(ink: Picture, box: Pixels) -> int:
    return ink.crop(box).histogram()[255]


def _scaled(box: Pixels) -> Pixels:
    left, top, right, bottom = (edge * STAMP_DPI // DPI for edge in box)
    return left, top, right, bottom
