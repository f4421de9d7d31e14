"""Document: what a file shows to a reader, as paragraphs and tables in reading order, each with its place; no plan knowledge."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. line: in a text file, from 1. page, table, row: from 1, where the file type knows them.

    Tables and paragraphs count through the whole document. sheet: the tab of a spreadsheet, whose rows count as it shows them.
    """

    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    sheet: str | None = None
    paragraph: int | None = None

    def within(self, file: str) -> Location:
        """The place as one of this file."""
        return Location(file, self.line, None, self.page, self.sheet, self.table, self.row, self.paragraph)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text as a reader sees it: NFC, markup taken off, automatic numbers and bullets written out.

    level: of a heading that the file itself marks as one (1 is the highest). bold: the whole paragraph is.
    tabbed: its line starts with a TAB (an indent, or a cell of a table that was flattened to one cell a line).
    gap: a blank line stands before it.
    """

    text: str
    place: Place = Place()
    level: int | None = None
    bold: bool = False
    tabbed: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines joined by newlines. columns, rows: how many places of the grid it covers (merged cells).

    fill: the colour that it bears as a cell of its own, "" for none; a name to compare by, where the file type has such colours.
    """

    text: str = ""
    place: Place = Place()
    columns: int = 1
    rows: int = 1
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a place that is covered from the row above (Cell.rows > 1) has no cell here.

    lacking: how many cells the file does not show where nothing but their order tells which (empty ones that leave no line).
    laid_by_fit: one cell a line, its lines were laid in cells by what they hold, and might be laid otherwise.
    """

    cells: tuple[Cell, ...]
    place: Place = Place()
    lacking: int = 0
    laid_by_fit: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in order; they may differ in length."""

    rows: tuple[Row, ...]
    place: Place = Place()


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `name` is the file as the user named it; an ERROR in `diagnostics` means that `blocks` is empty.

    recognised: numbers of the pages whose words were recognised from a picture, so that a person has to look at what they say.
    """

    name: str
    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    recognised: frozenset[int] = frozenset()

    @property
    def readable(self) -> bool:
        """Whether there is content to work with."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)


def texts(block: Block) -> Iterator[tuple[str, Place]]:
    """Each line of text in a block with its place: a paragraph, or the lines of the cells in order."""
    if isinstance(block, Paragraph):
        yield block.text, block.place
        return
    for row in block.rows:
        for cell in row.cells:
            for line in cell.text.splitlines():
                yield line, cell.place
