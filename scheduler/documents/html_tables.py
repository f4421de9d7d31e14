"""Tables that converters leave in Markdown as HTML → Table, merged cells with them."""

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.lines import Line
from scheduler.documents.markup import plain

_BREAKS = frozenset({"br", "p", "div", "li"})
_WIDEST = 40


def opens_table(line: str) -> bool:
    """Whether an HTML table begins on this line."""
    return "<table" in line.casefold()


def length(lines: Sequence[Line]) -> int:
    """How many of these lines the table takes; one that is never closed goes on as long as lines of tags follow."""
    end = next((at for at, line in enumerate(lines) if "</table" in line.text.casefold()), None)
    if end is not None:
        return end + 1
    return next((at for at, line in enumerate(lines) if not line.blank and line.text.lstrip()[:1] != "<"), len(lines))


def table_of(lines: Sequence[Line]) -> Table:
    """The table of these lines; a table inside a cell is read as more lines of it."""
    reader = _Reader()
    for line in lines:
        reader.line = line.number
        reader.feed(line.text + "\n")
    reader.close()
    reader.end_row()
    return Table(tuple(reader.rows), Place(lines[0].number))


class _Reader(HTMLParser):
    """Gathers rows; `line` is the line that is being fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.line = 0
        self.rows: list[Row] = []
        self._cells: list[Cell] = []
        self._open: Cell | None = None
        self._texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell opens, a row begins, or a line inside a cell ends."""
        self._depth += tag == "table"
        if tag in _BREAKS or self._depth > 1:
            self._write("\n")
        elif tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._open = Cell("", Place(self.line), _span(attrs, "colspan"), _span(attrs, "rowspan"))
            self._texts = []

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or a table ends; a cell that was never closed ends with its row."""
        if tag in ("td", "th") and self._depth < 2:
            self._end_cell()
        elif tag == "tr" and self._depth < 2:
            self.end_row()
        self._depth -= tag == "table"

    def handle_data(self, data: str) -> None:
        """The text of the open cell; line ends in the source are blanks."""
        self._write(data.replace("\n", " "))

    def end_row(self) -> None:
        """Takes the cells gathered as a row."""
        self._end_cell()
        if self._cells:
            self.rows.append(Row(tuple(self._cells), self._cells[0].place))
            self._cells = []

    def _write(self, text: str) -> None:
        if self._open is not None:
            self._texts.append(text)

    def _end_cell(self) -> None:
        if self._open is not None:
            self._cells.append(replace(self._open, text=plain("".join(self._texts))))
            self._open = None


def _span(attrs: Sequence[tuple[str, str | None]], name: str) -> int:
    given = next((value for key, value in attrs if key == name), None) or ""
    return min(int(given), _WIDEST) if given.isascii() and given.isdigit() and int(given) > 0 else 1
