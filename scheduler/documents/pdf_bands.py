"""A table without lines whose rows no number tells: each row is a band of the page, found by how its cells stand to each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import islice, pairwise

from scheduler.documents.labels import starts_item
from scheduler.documents.pdf_crossed import LABEL
from scheduler.documents.pdf_lines import Line, Segment, continues
from scheduler.documents.vocabulary import words

_OVERLAP = 0.3
"""Sizes by which the letters of two rows may reach into each other: boxes of letters are higher than what is drawn."""
_PARAGRAPH = (1.3, 2.6)
"""Steps from line to line that one from paragraph to paragraph in a cell comes to."""
_BLANK_LINE = 0.1
"""Steps by which it differs from two: these are those of an empty line, as are those from row to row where one holds two lines."""
_LOWER = 0.75
"""Share of the white between rows below which white is clearly lower."""
_SAME_STEP = 1.0
"""Points by which the white between two paragraphs differs from cell to cell."""
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

    @cached_property
    def within(self) -> float:
        """White space as high as this is no sign that a row ends; 0 where nothing is known of it.

        Between two numbers one row ends, where the white is the highest: what is clearly lower stands within rows. So does what
        parts two lines of one cell while the lines of others run on beside it.
        """
        return max(self._between_paragraphs(), _LOWER * self._between_rows())

    def _between_rows(self) -> float:
        """The least white that parts two numbered rows."""
        numbers = [one for one in self.cells(range(len(self.lines)))[0] if counts(one.text)]
        found = []
        for above, below in pairwise(numbers):
            bands = (b[0] - a[1] for a, b in pairwise(self.written) if above.top < a[1] and b[0] < below.bottom)
            found.append(max(bands, default=0.0))
        return min(found, default=0.0)

    def _between_paragraphs(self) -> float:
        found: list[float] = []
        for cell in self.cells(range(len(self.lines))):
            found += (b.top - a.bottom for a, b in pairwise(cell) if self._parts_paragraphs(a, b))
        return max((a + _SAME_STEP for a, b in pairwise(sorted(found)) if b - a < _SAME_STEP), default=0.0)

    def _parts_paragraphs(self, last: Segment, new: Segment) -> bool:
        times = (new.bottom - last.bottom) / self.pitch
        if not _PARAGRAPH[0] < times < _PARAGRAPH[1] or abs(times - 2.0) < _BLANK_LINE:
            return False
        leading = max(self.pitch - last.bottom + last.top, 0.0) + _SAME_STEP
        inside = [(top, bottom) for top, bottom in self.written if bottom > last.bottom and top < new.top]
        white = pairwise((last.bottom, *(y for span in inside for y in span), new.top))
        return all(below - above < leading for above, below in islice(white, 0, None, 2))

    @cached_property
    def written(self) -> tuple[Span, ...]:
        """The heights that lines of any column cover, from top to bottom."""
        found: list[Span] = []
        for top, bottom in sorted((segment.top, segment.bottom) for line in self.lines for segment in line):
            if found and top <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], bottom)
            else:
                found.append((top, bottom))
        return tuple(found)

    def cells(self, at: Sequence[int]) -> list[list[Segment]]:
        """What stands in each column on these lines."""
        found: list[list[Segment]] = [[] for _ in self.columns]
        for column, segment in (one for index in at for one in self._placed[index]):
            found[column].append(segment)
        return found

    @cached_property
    def _placed(self) -> tuple[tuple[tuple[int, Segment], ...], ...]:
        """Each line: its segments with their columns."""
        return tuple(tuple((self.column_of(segment), segment) for segment in line) for line in self.lines)

    def cost_within(self, column: int, last: Segment, new: Segment) -> float:
        """What speaks against two lines standing in one cell of a column."""
        key = id(last), id(new)
        if key not in self._costs:
            left, right = self.columns[column]
            self._costs[key] = _cost_within(last, new, right - left, self)
        return self._costs[key]

    @cached_property
    def _costs(self) -> dict[tuple[int, int], float]:
        return {}

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
    cost = sum(0.7 for cell in cells if not cell)
    if not cells[bands.widest]:
        cost += 4.0 if start else 1.5  # the first may be what a page break left of a row
    cost += sum(min(_out_of_line(cell, span, alignment) / bands.pitch, 3.0) for cell in filled)
    if cells[0] and counts(cells[0][0].text):  # a number stands more surely where its row does than lists of units do
        cost += min(_out_of_line(cells[0], span, alignment) / bands.pitch, 1.0)
    for index, cell in enumerate(cells):
        cost += sum(bands.cost_within(index, a, b) for a, b in pairwise(cell))
    cost += 6.0 * max(sum(counts(segment.text) for segment in cells[0]) - 1, 0)
    return cost


def counts(text: str) -> bool:
    """Whether this is the number of a row, or the title above these."""
    return LABEL.match(text) is not None or text.upper().replace(" ", "") in words("scans", "number_column")


def _out_of_line(cell: Sequence[Segment], span: Span, alignment: Alignment) -> float:
    if alignment is Alignment.TOP:
        return abs(cell[0].top - span[0])
    return abs((cell[0].top + cell[-1].bottom) / 2 - sum(span) / 2)


def _cost_within(last: Segment, new: Segment, room: float, bands: Bands) -> float:
    """What speaks against two lines standing in one cell: a hole between them, a new beginning."""
    step, pitch = new.bottom - last.bottom, bands.pitch
    hole = 4.0 if step > 1.7 * pitch else max(step - 1.15 * pitch, 0.0) / pitch * 4
    cost = hole if new.top - last.bottom > bands.within else 0.0
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
    height = max(s.bottom - s.top for s in bands.lines[at])
    usual = max(bands.pitch - height, 0.0)
    return cost - (min(max(gap - usual, 0.0) / 2, 2.0) if gap > bands.within else 0.0)


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
