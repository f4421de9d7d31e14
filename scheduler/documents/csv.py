"""Tables as text (.csv, .tsv) → paragraphs and tables: the separator is found, cells may hold lines of their own."""

import csv
import io
from collections import Counter

from scheduler.diagnostics import Diagnostic
from scheduler.documents.code_pages import text_of
from scheduler.documents.content import Content
from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_CELLS
from scheduler.documents.sheet_blocks import Position, blocks_of
from scheduler.documents.sheet_values import day_alone

_SEPARATORS = ",;\t|"
_SAMPLE = 20_000
_LONGEST_CELL = 100_000


def read_csv(data: bytes, name: str) -> Content:
    """The content of such a file. Raises Fault: those of text_of, too-many-cells, file-damaged."""
    found = text_of(data, name)
    if isinstance(found, Diagnostic):
        raise Fault(found.code)
    text, said = found
    csv.field_size_limit(_LONGEST_CELL)
    filled: dict[Position, str] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=_separator(text)), 1):
            for column, cell in enumerate(row, 1):
                if bare := "\n".join(" ".join(line.split()) for line in cell.split("\n") if line.strip()):
                    filled[number, column] = day_alone(bare)
            if len(filled) > MOST_CELLS:
                raise Fault("too-many-cells", most=MOST_CELLS)
    except csv.Error as error:
        raise Fault("file-damaged") from error
    return Content(blocks_of(filled), diagnostics=said)


def _separator(text: str) -> str:
    """The one that parts most rows into the same number of cells; the spreadsheets of this country write «;» or «,»."""
    lines = [line for line in text[:_SAMPLE].split("\n") if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _even(lines, separator))


def _even(lines: list[str], separator: str) -> tuple[float, int]:
    """The share of rows with the commonest number of cells, of those that have several; then how many cells that are.

    Rows and not lines: in a quoted cell of several lines each may hold another sign as well.
    """
    rows = [len(row) for row in csv.reader(lines, delimiter=separator)]
    common, count = (
        Counter(count for count in rows if count > 1).most_common(1)[0] if max(rows, default=0) > 1 else (0, 0)
    )
    return (count / len(rows), common) if count > 1 or len(rows) == 1 else (0.0, 0)
