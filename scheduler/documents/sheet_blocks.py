"""Filled cells of a sheet → paragraphs and tables: what stands above a table and below it is no part of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.labels import is_label

_TITLES = 2
"""Rows above the first wide one that show that a table holds a whole sheet."""

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
    filled: Mapping[Position, str],
    merges: Sequence[Merge] = (),
    sheet: str | None = None,
    fills: Mapping[Position, str] | None = None,
) -> tuple[Block, ...]:
    """The blocks of a sheet. filled: the text of each cell that holds any; sheet: the name of its tab;
    fills: the colours of cells.

    Rows and columns without any text fall away. A gap of empty rows parts two tables; narrow rows before the first wide one are
    titles, narrow rows behind the last gap are signatures.
    """
    columns = sorted({column for _, column in filled})
    rows = sorted({row for row, _ in filled})
    laid = _Sheet(filled, {m.top * 20_000 + m.left: m for m in merges}, rows, columns, sheet, fills or {})
    return tuple(laid.blocks())


@dataclass(frozen=True, slots=True)
class _Sheet:
    filled: Mapping[Position, str]
    merges: Mapping[int, Merge]
    rows: Sequence[int]
    columns: Sequence[int]
    name: str | None
    fills: Mapping[Position, str]

    def blocks(self) -> Iterator[Block]:
        counts = dict.fromkeys(self.rows, 0)
        for row, _ in self.filled:
            counts[row] += 1
        if self._is_text(self.rows, counts):
            yield from (p for row in self.rows for p in self._paragraphs(row))
            return
        width = max(counts.values(), default=0)
        wide = min(width, max(3, (width * 3 + 4) // 5))
        for at, chunk in enumerate(chunks := _chunks(self.rows)):
            whole = all(counts[row] < min(wide, 3) for row in chunk) and (at == len(chunks) - 1 or at == 0)
            whole = whole or (len(chunk) > _TITLES and self._is_text(chunk, counts))
            first = next((i for i, row in enumerate(chunk) if counts[row] >= max(wide, 3)), 0)
            least = wide if at == 0 or self._is_text(chunk[:first], counts) else 2
            start = (
                len(chunk) if whole else next((i for i, row in enumerate(chunk) if counts[row] >= least), len(chunk))
            )
            yield from (p for row in chunk[:start] for p in self._paragraphs(row))
            if chunk[start:]:
                yield self._table(chunk[start:])

    def _is_text(self, rows: Sequence[int], counts: Mapping[int, int]) -> bool:
        """Whether rows hold running text and no table: a cell a row but for the letterhead, or numbers beside their text."""
        double = [row for row in rows if counts[row] == 2]
        if any(counts[row] > 2 for row in rows) or not double:
            return False
        numbered = sum(map(self._is_numbered, double))
        return len(double) * 3 <= len(rows) or numbered * 3 >= len(double) * 2

    def _is_numbered(self, row: int) -> bool:
        """Whether the first filled cell of a row is the number of what stands in the next: «a)», «II.»."""
        texts = self._texts(row)
        return len(texts) == 2 and (is_label(texts[0]) or is_label(texts[0] + ".")) and "\n" not in texts[0]

    def _texts(self, row: int) -> list[str]:
        return [text for column in self.columns if (text := self.filled.get((row, column), "")).strip()]

    def _paragraphs(self, row: int) -> Iterator[Paragraph]:
        texts = self._texts(row)
        if self._is_numbered(row):
            texts = [f"{texts[0] if is_label(texts[0]) else texts[0] + '.'} {texts[1]}"]
        for text in texts:
            for line in text.split("\n"):
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
            fill = self.fills.get((row, column), "")
            cells.append(Cell(self.filled.get((row, column), ""), place, width, height, fill))
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


def parted_table(table: Table) -> tuple[Block, ...]:
    """A table that holds a whole sheet, as programs write one to a web page or the clipboard: its blocks, their places kept.

    A sheet shows by the lines above its first wide row: a title, a letterhead, without numbers of rows. Any other table stays one.
    """
    if not _is_sheet(table):
        return (table,)
    filled: dict[Position, str] = {}
    merges: list[Merge] = []
    for number, row in enumerate(table.rows, 1):
        column = 1
        for cell in row.cells:
            column = next(c for c in range(column, 20_000) if not any(_covers(m, number, c) for m in merges))
            if cell.text.strip():
                filled[number, column] = cell.text
            if cell.columns > 1 or cell.rows > 1:
                merges.append(Merge(number, column, number + cell.rows - 1, column + cell.columns - 1))
            column += cell.columns
    return tuple(_placed(block, table) for block in blocks_of(filled, merges))


def _is_sheet(table: Table) -> bool:
    widths = [sum(bool(cell.text.strip()) for cell in row.cells) for row in table.rows]
    if max(widths, default=0) < 3:
        single = sum(width == 1 for width in widths)
        return (
            len(widths) > _TITLES and _is_wide(table) and (single * 3 > 2 * len(widths) or max(widths[:_TITLES]) == 1)
        )
    above = next(at for at, width in enumerate(widths) if width > 2)
    first = next((cell.text for cell in table.rows[0].cells if cell.text.strip()), "")
    return above >= _TITLES and not (is_label(first) or is_label(first + "."))


def _is_wide(table: Table) -> bool:
    return max(sum(cell.columns for cell in row.cells) for row in table.rows) > 2


def _covers(merge: Merge, row: int, column: int) -> bool:
    return merge.top < row <= merge.bottom and merge.left <= column <= merge.right


def _placed(block: Block, table: Table) -> Block:
    """The block with the places that its rows have in the table that it was part of."""
    if isinstance(block, Paragraph):
        return replace(block, place=_place_in(table, block.place))
    rows = tuple(
        replace(
            row,
            place=_place_in(table, row.place),
            cells=tuple(replace(cell, place=_place_in(table, cell.place)) for cell in row.cells),
        )
        for row in block.rows
    )
    return replace(block, rows=rows, place=table.place)


def _place_in(table: Table, place: Place) -> Place:
    return table.rows[place.row - 1].place if place.row is not None else table.place


def _chunks(rows: Sequence[int]) -> list[list[int]]:
    """Runs of rows without an empty one between them."""
    found = [list(rows[:1])] if rows else []
    for before, row in pairwise(rows):
        if row > before + 1:
            found.append([])
        found[-1].append(row)
    return found
