"""Rows of a table whose cells are parted by TABs → Table; cells that were broken over lines are put together again."""

from collections.abc import Sequence

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.labels import starts_item
from scheduler.documents.lines import Line
from scheduler.documents.markup import plain


def is_tabbed_row(line: str) -> bool:
    """Whether the line holds two cells or more: a TAB stands somewhere else than at its beginning."""
    return "\t" in line.lstrip("\t") or (line.startswith("\t") and "\t" in line.strip(" ")[1:] and bool(line.strip()))


def table_of(lines: Sequence[Line]) -> Table:
    """The table of consecutive rows; a quoted cell (as spreadsheets copy it) and a row cut short may run over lines."""
    rows: list[Row] = []
    for line in _unquoted(lines):
        pieces = [plain_cell(p) for p in line.text.split("\t")]
        if rows and _completes(rows[-1], pieces, max(len(r.cells) for r in rows)):
            rows[-1] = _joined(rows[-1], pieces)
        else:
            place = Place(line.number)
            rows.append(Row(tuple(Cell(p, place) for p in pieces), place))
    return Table(tuple(rows), Place(lines[0].number))


def plain_cell(text: str) -> str:
    """A cell's text without marks, its own lines kept."""
    return "\n".join(bare for part in text.split("\n") if (bare := plain(part)))


def _unquoted(lines: Sequence[Line]) -> list[Line]:
    """Lines with each quoted cell closed: `"- A;` / `- B"` is one cell of two lines."""
    found: list[Line] = []
    for line in lines:
        if found and _open_quote(found[-1].text):
            found[-1] = Line(found[-1].number, found[-1].text + "\n" + line.text)
        else:
            found.append(line)
    return [Line(one.number, "\t".join(_without_quotes(c) for c in one.text.split("\t"))) for one in found]


def _open_quote(text: str) -> bool:
    last = text.split("\t")[-1]
    return last.lstrip().startswith('"') and last.count('"') % 2 == 1


def _without_quotes(cell: str) -> str:
    bare = cell.strip()
    quoted = len(bare) > 1 and bare.startswith('"') and bare.endswith('"') and "\n" in bare
    return bare[1:-1].replace('""', '"') if quoted else cell


def _completes(row: Row, pieces: Sequence[str], width: int) -> bool:
    """Whether these pieces are the rest of a row that was cut inside a cell: together they fill the table's width.

    A line without any TAB goes on with the last cell when it starts with a bullet or in lower case.
    """
    if len(pieces) == 1:
        return pieces[0][:1] in "-+•" or pieces[0][:1].islower()
    begins_cell = pieces[0] == "" or (starts_item(pieces[0]) and pieces[0][:1] not in "-+•") or pieces[0].isdigit()
    return not begins_cell and len(row.cells) > 1 and len(row.cells) + len(pieces) - 1 == width


def _joined(row: Row, pieces: Sequence[str]) -> Row:
    last, place = row.cells[-1], row.place
    first = Cell("\n".join(t for t in (last.text, pieces[0]) if t), last.place)
    return Row((*row.cells[:-1], first, *(Cell(p, place) for p in pieces[1:])), place)
