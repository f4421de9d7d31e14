"""A table without lines whose rows no number tells: each row is a band of the page, found by how its cells stand to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from scheduler.documents.labels import starts_item
from scheduler.documents.pdf_lines import Line, Segment, continues

_OVERLAP = 0.3
"""Sizes by which the letters of two rows may reach into each other: boxes of letters are higher than what is drawn."""
_MOST_LINES = 40
"""Lines of a row."""

Span = tuple[float, float]
"""From left to right, or from top to bottom, in points."""


class Alignment(Enum):
    """Where the cells of a row stand, whatever their height."""

    TOP = auto()
    MIDDLE = auto()


@dataclass(frozen=True)
class Bands:
    """Lines of a table, from top to bottom, and what its columns cover."""

    lines: tuple[Line, ...]
    columns: tuple[Span, ...]

    def column_of(self, segment: Segment) -> int:
        """The column that a segment stands in: the one that it covers most of, else the nearest."""
        shared = [min(segment.x1, right) - max(segment.x0, left) for left, right in self.columns]
        return max(range(len(shared)), key=shared.__getitem__)

    @cached_property
    def widest(self) -> int:
        """The column with the most letters, which no row leaves empty."""
        letters = [0] * len(self.columns)
        for segment in (segment for line in self.lines for segment in line):
            letters[self.column_of(segment)] += len(segment.text)
        return letters.index(max(letters))

    @cached_property
    def pitch(self) -> float:
        """From one line of a cell to the next."""
        steps: list[float] = []
        for cell in self.cells(range(len(self.lines))):
            steps += (b.bottom - a.bottom for a, b in pairwise(cell))
        size = max(segment.size for line in self.lines for segment in line)
        near = sorted(step for step in steps if step > 0.8 * size)
        return near[len(near) // 4] if near else 1.2 * size

    def cells(self, at: Sequence[int]) -> list[list[Segment]]:
        """What stands in each column on these lines."""
        found: list[list[Segment]] = [[] for _ in self.columns]
        for segment in (segment for index in at for segment in self.lines[index]):
            found[self.column_of(segment)].append(segment)
        return found

    def rows(self) -> tuple[tuple[int, int], ...]:
        """The rows as (first line, line behind the last): those that cost least, read with the better of the alignments."""
        return min((_cheapest(self, alignment) for alignment in Alignment), key=lambda found: found[0])[1]


def _cheapest(bands: Bands, alignment: Alignment) -> tuple[float, tuple[tuple[int, int], ...]]:
    ends = [at for at in range(len(bands.lines) + 1) if _may_part(bands.lines, at)]
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for end in ends[1:]:
        found = []
        for start in (at for at in ends if at in best and 0 < end - at <= _MOST_LINES):
            cost, rows = best[start]
            cost += _cost(bands, start, end, alignment)
            found.append((cost + (_cost_of_parting(bands, start) if start else 0.0), (*rows, (start, end))))
        if found:
            best[end] = min(found, key=lambda one: one[0])
    return best.get(len(bands.lines), (float("inf"), ((0, len(bands.lines)),)))


def _may_part(lines: Sequence[Line], at: int) -> bool:
    """Whether a row may end above this line: what stands above does not reach below what stands below."""
    if at in (0, len(lines)):
        return True
    above = lines[max(at - 4, 0) : at]
    size = max(s.size for s in lines[at])
    return max(s.bottom for line in above for s in line) - min(s.top for s in lines[at]) < _OVERLAP * size


def _cost(bands: Bands, start: int, end: int, alignment: Alignment) -> float:
    """What speaks against these lines being one row: empty cells, holes and new paragraphs in cells, cells out of line."""
    cells = bands.cells(range(start, end))
    filled = [cell for cell in cells if cell]
    span = min(c[0].top for c in filled), max(c[-1].bottom for c in filled)
    cost = sum(0.7 for cell in cells if not cell) + (4.0 if not cells[bands.widest] else 0.0)
    cost += sum(min(_out_of_line(cell, span, alignment) / bands.pitch, 3.0) for cell in filled)
    for index, cell in enumerate(cells):
        left, right = bands.columns[index]
        cost += sum(_cost_within(a, b, right - left, bands.pitch) for a, b in pairwise(cell))
    return cost


def _out_of_line(cell: Sequence[Segment], span: Span, alignment: Alignment) -> float:
    if alignment is Alignment.TOP:
        return abs(cell[0].top - span[0])
    return abs((cell[0].top + cell[-1].bottom) / 2 - sum(span) / 2)


def _cost_within(last: Segment, new: Segment, room: float, pitch: float) -> float:
    """What speaks against two lines standing in one cell: a hole between them, a number of its own, a new beginning."""
    step = new.bottom - last.bottom
    cost = 4.0 if step > 1.7 * pitch else max(step - 1.15 * pitch, 0.0) / pitch * 4
    if last.text.rstrip(".)").isdigit() and new.text.rstrip(".)").isdigit():
        return cost + 6.0
    if continues(last, new, room):
        return cost
    return cost + (0.2 if starts_item(new.text) or last.text.endswith((";", ":", ".")) else 1.2)


def _cost_of_parting(bands: Bands, at: int) -> float:
    """What speaks against a row that ends above this line: cells that go on. A gap speaks for it."""
    above, below = bands.cells(range(max(at - 3, 0), at)), bands.cells(range(at, min(at + 3, len(bands.lines))))
    cost = 0.0
    for index, (cell, rest) in enumerate(zip(above, below, strict=True)):
        if cell and rest:
            left, right = bands.columns[index]
            goes_on = continues(cell[-1], rest[0], right - left)
            cost += 2.5 if rest[0].text[:1].islower() else 0.5 if goes_on else 0.0
    gap = min(s.top for s in bands.lines[at]) - max(s.bottom for line in bands.lines[max(at - 4, 0) : at] for s in line)
    usual = max(bands.pitch - max(s.bottom - s.top for s in bands.lines[at]), 0.0)
    return cost - min(max(gap - usual, 0.0) / 2, 2.0)


def spans_of(segments: Sequence[Segment], narrowest: float) -> tuple[Span, ...]:
    """What these segments cover from left to right; white strips narrower than that are none."""
    found: list[Span] = []
    for one in sorted(segments, key=lambda s: s.x0):
        if found and one.x0 - found[-1][1] < narrowest:
            found[-1] = (found[-1][0], max(found[-1][1], one.x1))
        else:
            found.append((one.x0, one.x1))
    return tuple(found)


def merged(spans: Sequence[Span], line: Line, narrowest: float) -> tuple[Span, ...]:
    """The spans with what a line covers."""
    return tuple(_melted(sorted((*spans, *((s.x0, s.x1) for s in line))), narrowest))


def _melted(spans: Sequence[Span], narrowest: float) -> Iterator[Span]:
    held: Span | None = None
    for left, right in spans:
        if held is not None and left - held[1] < narrowest:
            held = held[0], max(held[1], right)
            continue
        if held is not None:
            yield held
        held = left, right
    if held is not None:
        yield held
