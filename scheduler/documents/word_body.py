"""The body of a Word file → paragraphs and tables: nested tables, boxes, rows tracked away, automatic numbers written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Paragraph, Place, Table, texts
from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_CELLS
from scheduler.documents.marks import boxes_of
from scheduler.documents.nested import is_aside, lines_of
from scheduler.documents.running import goes_on
from scheduler.documents.word_numbering import Numbering
from scheduler.documents.word_styles import Styles
from scheduler.documents.word_table import Piece, cells_of, is_dropped, is_hidden, is_inserted, rows_of, table_of
from scheduler.documents.word_text import hidden_text, mark_deleted, shown, style_of
from scheduler.documents.zipped import attribute, children, local

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True)
class Body:
    """Goes through a body in order, so that lists count; `tables` numbers the tables, `notes` counts marks of footnotes.

    chunks: what stands where the body takes in another page, by the id of its relation.

    tracked: how many tracked changes of text and rows there are.

    struck: texts that are struck out, and not read. hidden: lines that nobody sees, in which a mark of secrecy may stand.

    boxes: lines whose pieces tabs or wide blanks part, as a stamp is set beside the letterhead; later the blanks are gone.
    apart: lines of small tables within rows of tables.
    """

    styles: Styles
    numbering: Numbering
    chunks: Callable[[str], tuple[Block, ...]] = lambda relation: ()
    tables: int = 0
    notes: int = 0
    tracked: int = 0
    cells: int = 0
    paragraphs: int = 0
    boxes: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def blocks(self, element: Element | None) -> tuple[Block, ...]:
        """The paragraphs and tables in an element, in reading order."""
        found: list[Block] = []
        held, gap = "", False
        for one in _contents(element):
            if local(one) == "tbl":
                found += self._table(one)
                continue
            if local(one) == "altChunk":
                found += self.chunks(attribute(one, "id") or "")
                continue
            self.paragraphs += 1
            if self.paragraphs > MOST_CELLS:
                raise Fault("file-unpacks-too-large")
            paragraph, boxes = self._paragraph(one)
            if mark_deleted(one):
                held += paragraph.text
                continue
            text, held = held + paragraph.text, ""
            found += _split(text, paragraph, gap)
            gap = not text.strip()
            found += boxes
        return tuple(found)

    def lines(self, element: Element | None) -> tuple[str, ...]:
        """All lines of text in an element."""
        return tuple(line for block in self.blocks(element) for line, _ in texts(block) if line)

    def _paragraph(self, element: Element) -> tuple[Paragraph, tuple[Block, ...]]:
        """The paragraph with its label, and what its text boxes hold."""
        own, style = next(children(element, "pPr"), None), style_of(element)
        deleted = mark_deleted(element)
        what = shown(element, self.styles)
        self.notes += what.notes
        self.tracked += what.tracked
        self.hidden += what.hidden
        self.struck += what.struck
        self.boxes += (line for line in what.text.split("\n") if len(boxes_of(line)) > 1)
        label = "" if deleted else self.numbering.label(own, style, self.styles)
        outline = attribute(self.styles.paragraph_property(own, style, "outlineLvl"), "val") or ""
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else None
        text = f"{label} {what.text}".strip() if label else what.text
        boxes = tuple(block for box in what.boxes for block in self.blocks(box))
        return Paragraph(text, Place(), level, what.bold), boxes

    def _table(self, element: Element) -> Iterator[Block]:
        """A table; one cell that holds everything is a frame, and what is in it stands for itself."""
        every = rows_of(element)
        rows = [row for row in every if not is_dropped(row)]
        hidden = [row for row in every if is_hidden(row)]
        self.hidden += (hidden_text(one) for row in hidden for one in row.iter() if local(one) == "p")
        self.tracked += len(every) - len(rows) - len(hidden) + sum(map(is_inserted, rows))
        cells = [cells_of(row) for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            yield from self.blocks(cells[0][0])
            return
        self.tables += 1
        place, inner = Place(table=self.tables), list[Block]()
        pieces = [[self._cell(cell, inner, len(row) - 1) for cell in row] for row in cells]
        table = table_of(rows, pieces, place)
        self.cells += sum(cell.columns for row in table.rows for cell in row.cells)
        if self.cells > MOST_CELLS:
            raise Fault("too-many-cells", most=MOST_CELLS)
        yield table
        yield from inner

    def _cell(self, cell: Element, inner: list[Block], beside: int) -> Piece:
        """The lines of a cell, with how many `beside` it; a table with a grid of its own in it goes to `inner`.

        A small one in a row of data, beside text or of several rows, is no part of what that says, and set apart.
        """
        lines: list[str] = []
        found = self.blocks(cell)
        own = any(isinstance(block, Paragraph) and block.text for block in found)
        for block in found:
            if isinstance(block, Table) and _is_grid(block):
                inner.append(block)
            elif isinstance(block, Table) and beside > 1 and is_aside(block.rows, own):
                self.apart += (line for line, _ in texts(block))
            elif isinstance(block, Table):
                lines += lines_of(block.rows)
            else:
                lines.append(block.text)
        return Piece(cell, "\n".join(line for line in lines if line))


def _contents(element: Element | None) -> Iterator[Element]:
    """The paragraphs and tables directly in an element, and those in content controls."""
    for one in element if element is not None else ():
        name = local(one)
        if name in ("p", "tbl", "altChunk"):
            yield one
        elif name in _THROUGH:
            yield from _contents(one)
        elif name == "AlternateContent":
            yield from _contents(next(iter(one), None))


def _split(text: str, whole: Paragraph, gap: bool) -> Iterator[Paragraph]:
    """The paragraph, or several where lines were broken by hand; a line that only goes on with the one before is joined."""
    lines = [" ".join(line.split()) for line in clean(text).split("\n")]
    held: Paragraph | None = None
    for line in filter(None, lines):
        new = Paragraph(line, whole.place, whole.level, whole.bold, gap=gap)
        if held is not None and not goes_on(held, new):
            yield held
            held = None
        held = (
            new if held is None else Paragraph(f"{held.text} {line}", held.place, held.level, held.bold, gap=held.gap)
        )
    if held is not None:
        yield held


def _is_grid(table: Table) -> bool:
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 2
