"""Places without ink that ink encloses, each by itself with its shape."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PIL import ImageOps

from scheduler.documents.scans.pictures import Picture

Run: TypeAlias = tuple[int, int, int]
"""A row of dots: y, the first x and the x behind the last."""

_BLANK = re.compile(rb"\x00+")


@dataclass(frozen=True, slots=True)
class Hole:
    """An enclosed place. long: the longer side of its box; area: its dots; thick: as a stroke of this area and outline is."""

    runs: tuple[Run, ...]
    long: int
    area: int
    thick: float


def holes_of(solid: Picture, longest: int) -> Iterator[Hole]:
    """The enclosed places whose boxes are no longer than this. solid: ink in full white on black."""
    runs, parents = _labelled(ImageOps.expand(solid, 1, 0))
    places: dict[int, list[int]] = {}
    for at in range(len(runs)):
        places.setdefault(_root(parents, at), []).append(at)
    places.pop(_root(parents, 0), None)  # the paper around
    for place in places.values():
        rows = [runs[at] for at in place]
        if rows[-1][0] - rows[0][0] < longest:
            hole = _hole(rows)
            if hole.long <= longest:
                yield hole


def _labelled(solid: Picture) -> tuple[list[Run], list[int]]:
    """The runs of blanks in all rows; for each another one of the same place, itself where it is the place's first."""
    data, width = solid.tobytes(), solid.width
    runs: list[Run] = []
    parents: list[int] = []
    above: range = range(0)
    for y in range(solid.height):
        begun, start = len(runs), y * width
        for blank in _BLANK.finditer(data, start, start + width):
            first, last, me = blank.start() - start, blank.end() - start, len(runs)
            runs.append((y, first, last))
            parents.append(me)
            while above and runs[above[0]][2] <= first:
                above = above[1:]
            for other in above:
                if runs[other][1] >= last:
                    break
                one, two = _root(parents, other), _root(parents, me)
                parents[max(one, two)] = min(one, two)
        above = range(begun, len(runs))
    return runs, parents


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = at = parents[parents[at]]
    return at


def _hole(rows: Sequence[Run]) -> Hole:
    """rows: of one place, from top to bottom."""
    left, right = min(first for _, first, _ in rows), max(last for _, _, last in rows)
    area = sum(last - first for _, first, last in rows)
    outline = 2 * len(rows) + 2 * (area - _shared(rows))
    moved = tuple((y - 1, first - 1, last - 1) for y, first, last in rows)
    return Hole(moved, max(right - left, rows[-1][0] - rows[0][0] + 1), area, 2 * area / outline)


def _shared(rows: Sequence[Run]) -> int:
    """Dots of these rows that lie right below another one of the same place."""
    by_row: dict[int, list[tuple[int, int]]] = {}
    for y, first, last in rows:
        by_row.setdefault(y, []).append((first, last))
    return sum(
        max(min(last, under) - max(first, begun), 0)
        for y, first, last in rows
        for begun, under in by_row.get(y - 1, ())
    )
