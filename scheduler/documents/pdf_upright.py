"""Tables of which a PDF rules the columns alone: the flat lines and the sides that they lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.documents.pdf_crossed import count_of_labels, uprights
from scheduler.documents.pdf_frames import FEWEST, NEAR, often
from scheduler.documents.pdf_lines import Letter, Line, lines_of
from scheduler.documents.pdf_strokes import Stroke

_SHORTEST = 40.0
"""Points that such a table is high at least."""
_WIDEST_HOLE = 60.0
"""Points that a title of a section takes, in whose row no upright line stands."""
_BESIDE = 2.0
"""Points between the text of an outer column and the side that is not drawn."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Upright lines beside each other, in pieces, and what is between their first and last heights."""

    pieces: tuple[Stroke, ...]

    @property
    def top(self) -> float:
        return min(piece[1] for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece[3] for piece in self.pieces)

    @property
    def columns(self) -> tuple[float, ...]:
        """Where its lines stand, from left to right."""
        return often((piece[0] for piece in self.pieces), 1)


def column_strokes(strokes: Sequence[Stroke], letters: Sequence[Letter]) -> Iterator[Stroke]:
    """What is missing around and between the rows of tables without flat lines.

    Where all upright lines are drawn piece by piece, a row ends with each piece.
    """
    upright = [one for one in strokes if one[3] - one[1] > max(2 * NEAR, one[2] - one[0])]
    flat = [one for one in strokes if one[2] - one[0] > max(2 * NEAR, one[3] - one[1])]
    for region in _regions(upright):
        if len(region.columns) >= FEWEST - 1 and region.bottom - region.top > _SHORTEST and not _is_ruled(region, flat):
            yield from _missing(region, flat, letters)


def _regions(upright: Sequence[Stroke]) -> Iterator[_Region]:
    """Pieces whose heights overlap or follow each other, but for the row of a title."""
    held: list[Stroke] = []
    for piece in sorted(upright, key=lambda one: one[1]):
        if held and piece[1] - max(one[3] for one in held) > _WIDEST_HOLE:
            yield _Region(tuple(held))
            held = []
        held.append(piece)
    if held:
        yield _Region(tuple(held))


def _is_ruled(region: _Region, flat: Sequence[Stroke]) -> bool:
    """Whether flat lines part rows of this region: more than those around it and below its header."""
    inside = [one[1] for one in flat if region.top + NEAR < one[1] < region.bottom - NEAR]
    return len(often(inside, 1)) > 1


def _missing(region: _Region, flat: Sequence[Stroke], letters: Sequence[Letter]) -> Iterator[Stroke]:
    lines = lines_of(one for one in letters if region.top < one.middle[1] < region.bottom)
    edges = _edges(region, lines)
    if len(edges) <= FEWEST:
        return
    drawn = often((one[1] for one in flat if region.top - NEAR <= one[1] <= region.bottom + NEAR), 1)
    heights = often((region.top, region.bottom, *drawn, *_ends(region)), 1)
    is_header = count_of_labels(lines, edges[1]) == 0
    for y in heights:
        if not (is_header and _stands_under_some(region, y, edges, flat)):
            yield edges[0], y, edges[-1], y
    for top, bottom in pairwise(heights):
        yield from uprights([line for line in lines if top < line[0].bottom - NEAR < bottom], edges, top, bottom)


def _stands_under_some(region: _Region, y: float, edges: Sequence[float], flat: Sequence[Stroke]) -> bool:
    """Whether what is drawn at a height parts some titles of a header in two rows: the sides of all others run through it."""
    through = [piece[0] for piece in region.pieces if piece[1] < y - NEAR and piece[3] > y + NEAR]
    here = [one for one in flat if abs(one[1] - y) <= NEAR]
    bare = [
        (left, right)
        for left, right in pairwise(edges)
        if not any(one[0] < (left + right) / 2 < one[2] for one in here)
    ]
    return 0 < len(bare) < len(edges) - 1 and all(
        any(abs(x - edge) <= NEAR for x in through) for column in bare for edge in column
    )


def _edges(region: _Region, lines: Sequence[Line]) -> tuple[float, ...]:
    """The upright lines, with the sides of the table where text stands beside the outermost."""
    columns = region.columns
    left, right = (
        min((line[0].x0 for line in lines), default=columns[0]),
        max((line[-1].x1 for line in lines), default=0.0),
    )
    first = (left - _BESIDE,) if left < columns[0] - NEAR else ()
    last = (right + _BESIDE,) if right > columns[-1] + NEAR else ()
    return (*first, *columns, *last)


def _ends(region: _Region) -> Iterator[float]:
    """Heights at which the pieces of all upright lines that stand there end or begin, or several leave a hole: a title's row."""
    for y in often((end for piece in region.pieces for end in (piece[1], piece[3])), FEWEST - 1):
        through = any(piece[1] < y - NEAR and piece[3] > y + NEAR for piece in region.pieces)
        above = often((piece[0] for piece in region.pieces if abs(piece[3] - y) <= NEAR), 1)
        below = often((piece[0] for piece in region.pieces if abs(piece[1] - y) <= NEAR), 1)
        if max(len(above), len(below)) > 1 and not (through and above and below):
            yield y
