"""Where something like the word «MẬT» stands in ink, however it leans: by places that its strokes cover and others they leave free.

The word's shape is our own, drawn with strokes, as no font is sure to be there. A page of ink is one large number, a bit for each
dot, so that all places of a page are judged at once: for each dot of the shape the page is moved by that much, and misses are
counted bit by bit.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from PIL import Image, ImageFilter

from scheduler.documents.scans.pictures import Picture

Point: TypeAlias = tuple[float, float]

_INK, _COVERED = 60, 115
"""From here on, of 255, a dot is of ink, and one of a page that was made small is covered by ink."""
_HIGH = 8
"""Dots of a capital letter on a page that was made small: a stroke is one or two of them."""
_HEIGHTS = tuple(3.0 * 1.2**step for step in range(9))
"""Millimetres of capital letters that are looked for: 3 to 13."""
_STEP = 5
"""Degrees between those that are looked for."""
_FORMS = (
    *((width, 0.0, 30) for width in (0.72, 0.9, 1.08)),
    *((0.9, apart, 15) for apart in (0.35, 0.6, 0.85, 1.1, 1.4)),
)
"""How wide the letters are for their height (of a narrow, a common and a wide font), how far apart they are set besides, and the
degrees up to which that is looked for."""
_FIRST_OF = 4
"""One dot in so many of the shape is asked first."""
_FIRST_MISSES, _MISSES = 2, 4
"""Dots of the first, and of all, that may be otherwise than they should."""
_PLACES_OF_ONE = 4
"""Places that are noted for one height, width and angle at most."""
_MM = 25.4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands that is like the mark. x, y: its middle; high: of its capital letters; wide: its width; all in dots.

    misses: dots of the shape that are otherwise; angle: by which it leans, against the clock; apart: heights of a letter that the
    letters are set apart by, besides what is common.
    """

    misses: int
    angle: int
    x: int
    y: int
    high: float
    wide: float
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class _Shape:
    """Dots from the middle of the word: those that strokes cover, and those that they leave free."""

    inked: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...]
    wide: float


@dataclass(frozen=True, slots=True)
class _Bits:
    """A small page as numbers. ink: where there is ink; none: where there is none near; stride: bits of a row."""

    ink: int
    none: int
    full: int
    stride: int
    rim: int


def places_of(ink: Picture, dpi: int, most: int) -> list[Place]:
    """The likeliest places, best first, one for each spot. ink: white on black."""
    solid = ink.point([255 * int(v > _INK) for v in range(256)])
    box = solid.getbbox()
    if box is None:
        return []
    cut = solid.crop(box)
    found = [
        replace(place, x=place.x + box[0], y=place.y + box[1])
        for millimetres in _HEIGHTS
        for place in _of_height(cut, millimetres / _MM * dpi)
    ]
    return _apart(found, most)


def _apart(found: Iterable[Place], most: int) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(found, key=lambda one: one.misses):
        if len(kept) < most and all(math.dist((place.x, place.y), (o.x, o.y)) > o.high for o in kept):
            kept.append(place)
    return kept


def _of_height(ink: Picture, high: float) -> Iterator[Place]:
    scale = _HIGH / high
    bits = _bits_of(ink.resize(_sized(ink, scale), Image.Resampling.BOX))
    for width, apart, leans in _FORMS:
        for angle in range(-leans, leans + 1, _STEP):
            shape = _shape(width, apart, angle)
            for misses, x, y in _fitting(bits, shape):
                yield Place(misses, angle, round(x / scale), round(y / scale), high, shape.wide * high, apart)


def _sized(ink: Picture, scale: float) -> tuple[int, int]:
    return max(round(ink.width * scale), 1), max(round(ink.height * scale), 1)


def _bits_of(small: Picture) -> _Bits:
    """The page with a rim as wide as half a word, so that no row runs into the next one."""
    rim = 3 * _HIGH
    solid = small.point([255 * int(v > _COVERED) for v in range(256)])
    size = (solid.width + 2 * rim + 7) // 8 * 8, solid.height + 2 * rim
    ink, near = (_number(one, size, rim) for one in (solid, solid.filter(ImageFilter.MaxFilter(3))))
    full = (1 << (size[0] * size[1])) - 1
    return _Bits(ink, full & ~near, full, size[0], rim)


def _number(solid: Picture, size: tuple[int, int], rim: int) -> int:
    """The dots from the first one on, the first as the lowest bit."""
    page = Image.new("L", size)
    page.paste(solid, (rim, rim))
    return int.from_bytes(page.rotate(180).convert("1", dither=Image.Dither.NONE).tobytes(), "big")


def _fitting(bits: _Bits, shape: _Shape) -> Iterator[tuple[int, int, int]]:
    """Misses and places, the best first."""
    first = list(_missed(bits, shape, 0))
    left = _at_most(_counted(first), _FIRST_MISSES, bits.full)
    if not left:
        return
    rest = [missed for part in range(1, _FIRST_OF) for missed in _missed(bits, shape, part)]
    planes, noted = _counted(first + rest), 0
    left &= _at_most(planes, _MISSES, bits.full)
    for misses in range(_MISSES + 1):
        while noted < _PLACES_OF_ONE and (here := left & _at_most(planes, misses, bits.full)):
            at = here.bit_length() - 1
            yield misses, at % bits.stride - bits.rim, at // bits.stride - bits.rim
            left &= ~(((1 << (2 * _HIGH)) - 1) << max(at - _HIGH, 0))
            noted += 1


def _missed(bits: _Bits, shape: _Shape, part: int) -> Iterator[int]:
    """For each dot of a part of the shape, the places where it is otherwise."""
    for page, dots in ((bits.none, shape.inked), (bits.ink, shape.free)):
        for x, y in dots[part::_FIRST_OF]:
            by = y * bits.stride + x
            yield page >> by if by >= 0 else page << -by


def _counted(numbers: Sequence[int]) -> list[int]:
    """How many of these numbers have each bit, as the digits of that count, the lowest first."""
    planes, level = list[int](), list(numbers)
    while level:
        carried: list[int] = []
        while len(level) > 1:
            one, two, three = level.pop(), level.pop(), level.pop() if level else 0
            either = one ^ two
            level.append(either ^ three)
            carried.append((one & two) | (either & three))
        planes.append(level[0])
        level = carried
    return planes


def _at_most(planes: Sequence[int], most: int, full: int) -> int:
    """The bits whose count is no larger."""
    less, same = 0, full
    for at in reversed(range(len(planes))):
        if most >> at & 1:
            less |= same & ~planes[at]
            same &= planes[at]
        else:
            same &= ~planes[at]
    return less | same


@cache
def _shape(width: float, apart: float, angle: int) -> _Shape:
    inked, free, wide = _word(width, apart)
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def turned(points: Iterable[Point]) -> tuple[tuple[int, int], ...]:
        middle = [(x - wide / 2, y - 0.5) for x, y in points]
        return tuple((round(_HIGH * (x * cos + y * sin)), round(_HIGH * (y * cos - x * sin))) for x, y in middle)

    return _Shape(turned(inked), turned(free), wide)


def _word(width: float, apart: float) -> tuple[list[Point], list[Point], float]:
    """The word in heights of a capital letter, from the top of its M on: where strokes are, where none are, how wide it is."""
    m, a, t, gap = 0.92 * width, 0.8 * width, 0.72 * width, 0.16 * width + 0.04 + apart
    left, right = m + gap, m + a + 2 * gap
    inked = [
        *(point for x in (0.12, m - 0.12) for point in _stroke((x, 0.08), (x, 0.95), 6)),
        *_stroke((0.18, 0.2), (m / 2, 0.7), 4)[1:],
        *_stroke((m - 0.18, 0.2), (m / 2, 0.7), 4)[1:3],
        *_stroke((left + a * 0.12, 0.95), (left + a * 0.5, 0.08), 6),
        *_stroke((left + a * 0.88, 0.95), (left + a * 0.5, 0.08), 6)[:5],
        *(
            (left + a * x, y)
            for x, y in ((0.4, 0.65), (0.6, 0.65), (0.36, -0.14), (0.5, -0.24), (0.64, -0.14), (0.5, 1.24))
        ),
        *_stroke((right + 0.06, 0.09), (right + t - 0.06, 0.09), 4),
        *_stroke((right + t / 2, 0.2), (right + t / 2, 0.95), 5),
    ]
    free = [
        *((m * x, y) for x, y in ((0.5, 0.1), (0.5, 0.25), (0.33, 0.85), (0.67, 0.85), (0.33, 0.98))),
        *((left + a * x, y) for x, y in ((0.5, 0.9), (0.4, 0.95), (0.6, 0.95), (0.02, 0.1), (0.98, 0.12), (0.1, 0.3))),
        *((left + a * x, y) for x, y in ((0.9, 0.3), (0.1, 1.22), (0.9, 1.22), (0.0, -0.2), (1.0, -0.2))),
        *((right + t * x, y) for x in (0.12, 0.88) for y in (0.5, 0.7, 0.9)),
        *((start + size * x, y) for start, size in ((0.0, m), (right, t)) for x in (0.3, 0.7) for y in (-0.2, 1.22)),
    ]
    return inked, free, right + t


def _stroke(start: Point, end: Point, dots: int) -> list[Point]:
    steps = [step / (dots - 1) for step in range(dots)]
    return [(start[0] + (end[0] - start[0]) * by, start[1] + (end[1] - start[1]) * by) for by in steps]
