"""A Table as rows of plain cells: merged cells spread over the places that they cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.documents import Place, Row, Table


@dataclass(frozen=True, slots=True)
class GridRow:
    """Texts by column. place: where the row stands. covered: columns that a cell of a row above reaches into.

    spans: of cells of this row that cover several columns, the first column with how many.
    tall: columns of cells that reach into the rows below. fills: the colours of the columns, "" for none.
    lacking, laid_by_fit: as of the row (`documents.Row`).
    """

    cells: tuple[str, ...]
    place: Place = Place()
    covered: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()
    tall: frozenset[int] = frozenset()
    fills: tuple[str, ...] = ()
    lacking: int = 0
    laid_by_fit: bool = False

    def at(self, column: int | None) -> str:
        """The text in a column; empty where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold text of this row's own."""
        return tuple(at for at, text in enumerate(self.cells) if text.strip() and at not in self.covered)


def grid(table: Table) -> Iterator[GridRow]:
    """The rows of a table, each with a text for every column up to its last cell."""
    reaching: dict[int, tuple[str, int]] = {}
    for row in table.rows:
        laid, covered, reaching, spans = _laid(row, reaching)
        tall = frozenset(reaching) - frozenset(covered)
        fills = _fills(row, frozenset(covered))
        yield GridRow(
            tuple(laid), row.place, frozenset(covered), tuple(spans), tall, fills, row.lacking, row.laid_by_fit
        )


def _fills(row: Row, covered: frozenset[int]) -> tuple[str, ...]:
    """The colour of each column; () where no cell of the row has any, as in nearly all."""
    if not any(cell.fill for cell in row.cells):
        return ()
    found: list[str] = []
    for cell in row.cells:
        while len(found) in covered:
            found.append("")
        found += [cell.fill] * max(cell.columns, 1)
    return tuple(found)


_Reaching: TypeAlias = dict[int, tuple[str, int]]


def _laid(row: Row, reaching: _Reaching) -> tuple[list[str], list[int], _Reaching, list[tuple[int, int]]]:
    """The row's texts, the columns covered from above, what reaches on into the next row, and cells over several columns."""
    spans: list[tuple[int, int]] = []
    texts: list[str] = []
    covered: list[int] = []
    left = dict(reaching)
    onward: dict[int, tuple[str, int]] = {}

    def cover() -> None:
        while len(texts) in left:
            text, rows = left.pop(len(texts))
            if rows > 1:
                onward[len(texts)] = (text, rows - 1)
            covered.append(len(texts))
            texts.append(text)

    for cell in row.cells:
        cover()
        if cell.columns > 1:
            spans.append((len(texts), cell.columns))
        for place in range(max(cell.columns, 1)):
            if cell.rows > 1:
                onward[len(texts)] = (cell.text if place == 0 else "", cell.rows - 1)
            texts.append(cell.text if place == 0 else "")
    cover()
    return texts, covered, onward, spans
