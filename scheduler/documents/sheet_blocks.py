"""Filled cells of a sheet → paragraphs and tables: what stands above a table and below it is no part of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table

Position = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: rows and columns from its first to its last, both from 1 and both included."""

    top: int
    left: int
    bottom: int
    right: int


def blocks_of(
    filled: Mapping[Position, str], merges: Sequence[Merge] = (), sheet: str | None = None
) -> tuple[Block, ...]:
    """The blocks of a sheet. filled: the text of each cell that holds any; sheet: the name of its tab.

    Rows and columns without any text fall away. A gap of empty rows parts two tables; narrow rows before the first wide one are
    titles, narrow rows behind the last gap are signatures.
    """
    columns = sorted({column for _, column in filled})
    rows = sorted({row for row, _ in filled})
    laid = _Sheet(filled, {m.top * 20_000 + m.left: m for m in merges}, rows, columns, sheet)
    return tuple(laid.blocks())


@dataclass(frozen=True, slots=True)
class _Sheet:
    filled: Mapping[Position, str]
    merges: Mapping[int, Merge]
    rows: Sequence[int]
    columns: Sequence[int]
    name: str | None

    def blocks(self) -> Iterator[Block]:
        counts = dict.fromkeys(self.rows, 0)
        for row, _ in self.filled:
            counts[row] += 1
        width = max(counts.values(), default=0)
        wide = min(width, max(3, (width * 3 + 4) // 5))
        for at, chunk in enumerate(chunks := _chunks(self.rows)):
            whole = all(counts[row] < min(wide, 3) for row in chunk) and (at == len(chunks) - 1 or at == 0)
            least = wide if at == 0 else 2
            start = (
                len(chunk) if whole else next((i for i, row in enumerate(chunk) if counts[row] >= least), len(chunk))
            )
            yield from (p for row in chunk[:start] for p in self._paragraphs(row))
            if chunk[start:]:
                yield self._table(chunk[start:])

    def _paragraphs(self, row: int) -> Iterator[Paragraph]:
        for column in self.columns:
            for line in self.filled.get((row, column), "").split("\n"):
                if line.strip():
                    yield Paragraph(" ".join(line.split()), Place(row=row, sheet=self.name), gap=True)

    def _table(self, rows: Sequence[int]) -> Table:
        covered: set[Position] = set()
        place = Place(sheet=self.name)
        return Table(
            tuple(Row(self._cells(row, rows, covered), Place(row=row, sheet=self.name)) for row in rows), place
        )

    def _cells(self, row: int, rows: Sequence[int], covered: set[Position]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        at = 0
        while at < len(self.columns):
            column = self.columns[at]
            if (row, column) in covered:
                at += 1
                continue
            width, height = self._span(row, column, at, rows)
            below = rows.index(row) if height > 1 else 0
            covered |= {(r, c) for r in rows[below + 1 : below + height] for c in self.columns[at : at + width]}
            place = Place(row=row, sheet=self.name)
            cells.append(Cell(self.filled.get((row, column), ""), place, width, height))
            at += width
        return tuple(cells)

    def _span(self, row: int, column: int, at: int, rows: Sequence[int]) -> tuple[int, int]:
        """How many of the columns and rows that are left a cell covers."""
        merge = self.merges.get(row * 20_000 + column)
        if merge is None:
            return 1, 1
        width = sum(column <= c <= merge.right for c in self.columns[at:])
        height = sum(row <= r <= merge.bottom for r in rows)
        return max(width, 1), max(height, 1)


def _chunks(rows: Sequence[int]) -> list[list[int]]:
    """Runs of rows without an empty one between them."""
    found = [list(rows[:1])] if rows else []
    for before, row in pairwise(rows):
        if row > before + 1:
            found.append([])
        found[-1].append(row)
    return found
