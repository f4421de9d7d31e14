"""Web pages (.html, and what mail programs save as .doc or .xls) → paragraphs and tables; no script, no style, nothing fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.bounds import too_long
from scheduler.documents.content import Content
from scheduler.documents.decoding import clean, decode
from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.faults import Fault
from scheduler.documents.html_asides import Asides
from scheduler.documents.html_bounds import Deadline, without_open_ends
from scheduler.documents.html_lists import Lists, is_printed_label, number
from scheduler.documents.limits import MOST_CELLS, MOST_LETTERS, MOST_NESTED, MOST_PIECES
from scheduler.documents.nested import is_aside, lines_of
from scheduler.documents.notes import raised
from scheduler.documents.sheet_blocks import parted_table
from scheduler.documents.sheet_headings import without_headings
from scheduler.text import shortened

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "select", "del", "strike"})
_BREAKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "footer",
        "pre",
        "hr",
        "center",
        "dt",
        "dd",
        "aside",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_BY_STYLE = re.compile(r"""content\s*:\s*(["'])([^"']{2,80})\1""")
_WIDEST = 100
_TALLEST = 1000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Content:
    """The content of a web page. Raises Fault: those of decode, too-many-cells, file-damaged, took-too-long."""
    text = _text(data, name)
    reader = _Reader()
    reader.feed(without_open_ends(text))
    reader.close()
    reader.end()
    edges = (*reader.asides.lines(), *_written_by_style(text), *reader.apart)
    return Content(tuple(reader.blocks), edges, tuple(_left_out(reader.apart, name)))


def _left_out(apart: list[str], name: str) -> Iterator[Diagnostic]:
    if apart:
        text = shortened("; ".join(apart), 160)
        yield Diagnostic("nested-table-apart", Severity.WARNING, Location(name), values(text=text))


def _text(data: bytes, name: str) -> str:
    text = decode(data, name)
    if isinstance(text, str):
        return text
    found = _CHARSET.search(data[:4000])
    if text.code != "file-not-utf8" or found is None:
        raise Fault(text.code)
    try:
        return clean(data.decode(found[1].decode("ascii")))
    except (LookupError, UnicodeDecodeError) as error:
        raise Fault(text.code) from error


def _written_by_style(text: str) -> Iterator[str]:
    """What style sheets write on the page, as a watermark may be."""
    return (found[2] for found in _BY_STYLE.finditer(text))


@dataclass(slots=True)
class _OpenTable:
    """A table whose end was not seen yet: rows, the cells of the row, the lines and tables of the cell; grids nested in it."""

    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    cell: Cell | None = None
    lines: "list[str | _OpenTable]" = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers blocks. Tags may be missing, crossed or never closed, as in pages that people saved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.asides = Asides()
        self._deadline = Deadline()
        self.apart: list[str] = []
        self._tables: list[_OpenTable] = []
        self._lists = Lists()
        self._line: list[str] = []
        self._label = ""
        self._level: int | None = None
        self._bold = 0
        self._all_bold = True
        self._raised: list[str] = []
        self._unseen = 0
        self._made = 0
        self._letters = 0
        self._pieces = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block, a row, a cell or a list begins."""
        self._deadline.hold()
        self.asides.open(tag, dict(attrs))
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BREAKS or tag in _HEADINGS:
            self._end_line()
            self._level = _HEADINGS.get(tag)
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "sup" or (tag == "a" and (dict(attrs).get("href") or "").startswith("#")):
            self._raised.append(tag)
        elif tag in ("table", "tr", "td", "th"):
            self._end_line()
            self._open(tag, dict(attrs))
        if tag in ("ol", "ul"):
            self._lists.begin(tag, dict(attrs))
        elif tag == "li":
            self._label = self._lists.next_label(bool(self._tables))
        elif is_printed_label(tag, dict(attrs)):
            self._label = ""

    def handle_endtag(self, tag: str) -> None:
        """What was open ends."""
        self.asides.close(tag)
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _BREAKS or tag in _HEADINGS:
            self._end_line()
            self._level = None
        elif tag in _BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag in self._raised:
            self._raised.remove(tag)
        elif tag in ("td", "th", "tr", "table") and self._tables:
            self._end_line()
            self._close(tag)
        if tag in ("ol", "ul"):
            self._lists.end()

    def handle_data(self, data: str) -> None:
        """Text; line ends in the source are blanks."""
        self._deadline.hold()
        self.asides.take(data)
        if not self._unseen:
            data = raised(data) if self._raised else data
            self._line.append(data)
            self._letters += len(data)
            if self._letters > MOST_LETTERS:
                raise too_long()
            self._all_bold = self._all_bold and (self._bold > 0 or not data.strip())

    def end(self) -> None:
        """The file is over: whatever is open ends."""
        self._end_line()
        while self._tables:
            self._close("table")

    def _end_line(self) -> None:
        line, bold = "".join(self._line), self._all_bold
        self.asides.line(line)
        text = " ".join(line.split())
        self._line, self._all_bold = [], True
        if not text:
            return
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise too_long()
        text, self._label = self._label + text, ""
        table = self._tables[-1] if self._tables else None
        if table is not None and table.cell is not None:
            table.lines.append(text)
        else:
            self.blocks.append(Paragraph(text, level=self._level, bold=bold))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "table":
            if len(self._tables) > MOST_NESTED // 4:
                raise Fault("file-damaged")
            self._tables.append(_OpenTable())
        elif not self._tables:
            return
        elif tag == "tr":
            self._close("tr")
        else:
            self._close("td")
            columns = number(attrs.get("colspan"), _WIDEST)
            self._cells += columns
            if self._cells > MOST_CELLS:
                raise Fault("too-many-cells", most=MOST_CELLS)
            self._tables[-1].lines = []
            self._tables[-1].cell = Cell("", columns=columns, rows=number(attrs.get("rowspan"), _TALLEST))

    def _close(self, tag: str) -> None:
        table = self._tables[-1]
        if table.cell is not None:
            if self._label:  # a number that stands alone in its cell, as automatic ones do
                table.lines.append(self._label.strip())
                self._label = ""
            table.cells.append(replace(table.cell, text="\n".join(self._lines_in(table))))
            table.cell = None
        if tag in ("tr", "table") and table.cells:
            table.rows.append(Row(tuple(table.cells)))
            table.cells = []
        if tag == "table":
            self._tables.pop()
            self._place(table)

    def _place(self, done: _OpenTable) -> None:
        """A finished table; of one within a cell the end of the cell tells what it is, as text may stand behind it."""
        outer = self._tables[-1] if self._tables else None
        if outer is None:
            self.blocks += self._finished(done)
        elif outer.cell is None:
            outer.inner += self._finished(done)
        else:
            outer.lines.append(done)

    def _lines_in(self, outer: _OpenTable) -> Iterator[str]:
        """The lines of a cell. One cell around everything is a frame; a table beside text stands apart, alone it is lines."""
        own = any(isinstance(line, str) for line in outer.lines)
        for line in outer.lines:
            if isinstance(line, str):
                yield line
            elif own and _is_data(outer) and is_aside(line.rows, own):
                self.apart.append("; ".join(" ".join(c.text for c in row.cells if c.text) for row in line.rows))
            elif _is_grid(line.rows):
                outer.inner += self._finished(line)
            else:
                yield from filter(None, lines_of(line.rows))
                outer.inner += line.inner

    def _finished(self, done: _OpenTable) -> list[Block]:
        if len(done.rows) == 1 and len(done.rows[0].cells) == 1:
            lines = done.rows[0].cells[0].text.split("\n")
            return [*(Paragraph(line) for line in lines if line), *done.inner]
        if not done.rows:
            return done.inner
        done.rows = without_headings(done.rows)
        self._made += 1
        place = Place(table=self._made)
        rows = (
            Row(
                tuple(replace(c, place=Place(table=self._made, row=n)) for c in row.cells),
                Place(table=self._made, row=n),
            )
            for n, row in enumerate(done.rows, 1)
        )
        return [*parted_table(Table(tuple(rows), place)), *done.inner]


def _is_data(table: _OpenTable) -> bool:
    """Whether a table holds rows of data, and is no frame that only sets things beside each other."""
    return max((len(row.cells) for row in table.rows), default=0) > 2


def _is_grid(rows: list[Row]) -> bool:
    return len(rows) > 1 and max(len(row.cells) for row in rows) > 2
