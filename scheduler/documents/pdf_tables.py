"""Ruled tables of a PDF page: the grid that its lines draw, merged cells with it, and what stands in each cell."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.pdf_bands import counts
from scheduler.documents.pdf_lines import Letter, Line, Segment, lines_of, text_in, whole, words_of

_NEAR = 3.0
"""Edges within so many points are one."""

_LONGEST_NUMBER = 8
"""Signs that the number of a row has."""

_SET_OUT = 4.0
"""Sizes of white space between two words of a line at most: wider ones part columns within a cell."""

_ON = 0.6
"""Points from the line between two columns to the letters on both sides of it, where cells have no padding."""

_TOUCHING = 0.07
"""Sizes of white space that stand between two letters of one word at most, but for a word that is spaced out."""

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: its edges from left to right and from top to bottom, its cells as boxes."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def holds(self, letter: Letter) -> bool:
        """Whether a letter stands in it."""
        x, y = letter.middle
        x0, top, x1, bottom = self.box
        return x0 <= x <= x1 and top <= y <= bottom


def inside(grid: Ruled, letters: Iterable[Letter]) -> list[Letter]:
    """Those letters that stand in the table, with the ends of words that reach out of it."""
    return [one for word in words_of(letters) if sum(map(grid.holds, word)) * 2 > len(word) for one in word]


def outside(grid: Ruled, letters: Iterable[Letter]) -> list[Letter]:
    """Those letters within the table that stand in no cell, where its lines leave a hole."""
    known = {place for box in grid.cells for place in _places(grid, box)}
    return [one for word in words_of(letters) if not any(_place_of(grid, o) in known for o in word) for one in word]


def _places(grid: Ruled, box: Box) -> Iterator[tuple[int, int]]:
    """Rows and columns of the grid that a cell covers."""
    rows = range(_index(grid.rows, box[1]), _index(grid.rows, box[3]))
    columns = range(_index(grid.columns, box[0]), _index(grid.columns, box[2]))
    return ((row, column) for row in rows for column in columns)


def _place_of(grid: Ruled, letter: Letter) -> tuple[int, int]:
    x, y = letter.middle
    return bisect_right(grid.rows, y) - 1, bisect_right(grid.columns, x) - 1


@dataclass(slots=True)
class _Filled:
    box: Box
    letters: list[Letter] = field(default_factory=list)


def ruled(cells: Iterable[Box]) -> Ruled | None:
    """The table that these cells make; None for a single box around text, which is a frame."""
    boxes = tuple(cells)
    columns = _edges(x for x0, _, x1, _ in boxes for x in (x0, x1))
    rows = _edges(y for _, top, _, bottom in boxes for y in (top, bottom))
    return Ruled(columns, rows, boxes) if len(boxes) > 1 and len(columns) > 2 else None


def table_of(grid: Ruled, letters: Iterable[Letter], place: Place, struck: Sequence[Letter] = ()) -> Table:
    """The table with its text: each word goes to the cell that the centres of most of its letters stand in.

    struck: letters that were left out because a line runs through them. A row of which they leave a number at most is no row.
    """
    at: dict[tuple[int, int], _Filled] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for box in grid.cells:
        left, right = _index(grid.columns, box[0]), _index(grid.columns, box[2])
        top, bottom = _index(grid.rows, box[1]), _index(grid.rows, box[3])
        if right > left and bottom > top:
            at[top, left], spans[top, left] = _Filled(box), (right - left, bottom - top)
            owner |= dict.fromkeys(_places(grid, box), (top, left))
    for word in (part for one in words_of(letters) for part in _parted(one, grid.columns)):
        cells = Counter(cell for one in word if (cell := owner.get(_place_of(grid, one))) is not None)
        if cells:
            at[cells.most_common(1)[0][0]].letters += word
    width = len(grid.columns) - 1
    rows = [_row(row, width, at, spans, owner, place) for row in range(len(grid.rows) - 1)]
    emptied = {_place_of(grid, one)[0] for one in struck}
    gone = {n for n in emptied if 0 <= n < len(rows) and _is_emptied(rows[n], width)}
    return Table(tuple(row for n, row in enumerate(rows) if row.cells and n not in gone), place)


def _parted(word: list[Letter], edges: Sequence[float]) -> Iterator[list[Letter]]:
    """The word, in two where the line between two columns stands amid it: cells without padding touch, and numbers set right."""
    begin = 0
    for at, (last, new) in enumerate(pairwise(word), 1):
        if _parts(word[begin:at], new) and any(last.x1 - _ON <= edge <= new.x0 + _ON for edge in edges[1:-1]):
            yield word[begin:at]
            begin = at
    yield word[begin:]


def _parts(before: Sequence[Letter], new: Letter) -> bool:
    """Whether two words may touch here: white space, the number of a row, a capital amid small letters."""
    last = before[-1]
    if new.x0 - last.x1 > _TOUCHING * new.size or (last.text.islower() and new.text[:1].isupper()):
        return True
    return counts("".join(one.text for one in before))


def _is_emptied(row: Row, width: int) -> bool:
    """Whether a row of cells that reach into no other one holds a number at most."""
    simple = len(row.cells) == width and all(cell.rows == 1 for cell in row.cells)
    return simple and not any(cell.text for cell in row.cells[1:]) and len(row.cells[0].text) <= _LONGEST_NUMBER


def _row(
    row: int,
    width: int,
    at: dict[tuple[int, int], _Filled],
    spans: dict[tuple[int, int], tuple[int, int]],
    owner: dict[tuple[int, int], tuple[int, int]],
    place: Place,
) -> Row:
    """A row: cells that begin in it, and empty ones where lines leave a hole; nothing where one reaches in from above."""
    stands = replace(place, row=row + 1)
    cells: list[Cell] = []
    for column in range(width):
        if (row, column) in at:
            columns, rows = spans[row, column]
            filled = at[row, column]
            segments = [segment for line in lines_of(filled.letters) for segment in _set_out(line)]
            cells.append(Cell(text_in(segments, filled.box[0], filled.box[2]), stands, columns, rows))
        elif (row, column) not in owner:
            cells.append(Cell("", stands))
    return Row(tuple(cells), stands)


def _set_out(line: Line) -> Iterator[Segment]:
    """The pieces of a line of a cell, those joined that stand apart because the line was set out to the cell's width."""
    held: list[Segment] = []
    for one in line:
        if held and one.x0 - held[-1].x1 > _SET_OUT * one.size:
            yield whole(tuple(held))
            held = []
        held.append(one)
    if held:
        yield whole(tuple(held))


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _index(edges: Sequence[float], value: float) -> int:
    """The edge that a value stands on."""
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
