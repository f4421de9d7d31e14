"""By how much a spot of ink leans: by the smallest rectangle around it, and by where its rows of ink are sharpest."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from PIL import Image

from scheduler.documents.scans.pictures import Picture

Point: TypeAlias = tuple[float, float]

_LONGEST = 240
"""Dots of the longer side with which rows are looked at."""
_STEP = 3
_FLAT = 45
"""Degrees up to which a spot is likelier to lean than to stand on its side."""
_SAME = 2.0
"""Degrees between two angles that are one."""
_UPRIGHT = 60
"""Degrees from which on it is not known where the top is."""
_SQUARE = 1.35
"""Times its width that a spot is long at least, where its longer side is that of its lines."""


def angles_of(spot: Picture) -> Iterator[float]:
    """Degrees to turn a spot by, against the clock, so that its lines may lie flat, the likeliest first. spot: white on black."""
    told: list[float] = []
    for angle in (*_by_rectangle(_hull(spot)), *_by_rows(spot)):
        both = (angle, angle - math.copysign(180, angle)) if abs(angle) > _UPRIGHT else (angle,)
        for turn in both:
            if all(abs(turn - other) > _SAME for other in told):
                told.append(turn)
                yield turn


def _hull(spot: Picture) -> list[Point]:
    """The corners around the ink, in order."""
    data, width = spot.point([int(v > 100) for v in range(256)]).tobytes(), spot.width
    points: list[Point] = []
    for y in range(spot.height):
        row = data[y * width : (y + 1) * width]
        first = row.find(b"\x01")
        if first >= 0:
            points += [(first, y), (row.rfind(b"\x01") + 1, y)]
    points.sort()
    return [*_half(points), *_half(points[::-1])]


def _half(points: Sequence[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        while len(found) > 1 and _turns(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found[:-1]


def _turns(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _by_rectangle(hull: Sequence[Point]) -> Iterator[float]:
    """The angle of the longer side of the smallest rectangle around these corners; of both where they are alike."""
    best: tuple[float, float, float, float] | None = None
    for (x0, y0), (x1, y1) in pairwise([*hull, *hull[:1]]):
        angle = math.atan2(y1 - y0, x1 - x0)
        cos, sin = math.cos(angle), math.sin(angle)
        along, across = [x * cos + y * sin for x, y in hull], [y * cos - x * sin for x, y in hull]
        wide, high = max(along) - min(along), max(across) - min(across)
        if best is None or wide * high < best[0]:
            best = wide * high, wide, high, math.degrees(angle)
    if best is None:
        return
    _, wide, high, angle = best
    sides = sorted(((wide, angle), (high, angle + 90)), reverse=True)
    for length, turn in sides:
        if length * _SQUARE > sides[0][0]:
            yield _within(turn)


def _within(angle: float) -> float:
    """The same direction between -90 and 90 degrees."""
    return (angle + 90) % 180 - 90


def _by_rows(spot: Picture) -> Iterator[float]:
    """The angle by which rows of ink and rows of none follow each other the most sharply, and that of those near the page's."""
    scale = min(_LONGEST / max(spot.size), 1.0)
    small = spot.resize((max(round(spot.width * scale), 1), max(round(spot.height * scale), 1)), Image.Resampling.BOX)
    sharp = {angle: _sharpness(small, angle) for angle in range(-90, 90, _STEP)}
    best = max(sharp, key=sharp.__getitem__)
    flat = max(range(-_FLAT, _FLAT, _STEP), key=sharp.__getitem__)  # frames down a spot are as sharp as its lines
    for about in (best, *((flat,) if flat != best else ())):
        near = range(about - _STEP + 1, about + _STEP)
        yield float(max(near, key=lambda angle: _sharpness(small, angle)))


def _sharpness(ink: Picture, angle: float) -> float:
    flat = ink.rotate(angle, Image.Resampling.BILINEAR, expand=True)
    rows = flat.resize((1, flat.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(rows)) * flat.width**2
