"""Tables in which each printed line became a row, as converters write them: seen where a numbered row begins amid a sentence."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents.document import Block, Row, Table
from scheduler.text import shortened

_NUMBER = re.compile(r"^(?:\d{1,3}|[IVX]{1,5})[.)]?$")
_CLOSED = (".", ";", ":", "!", "?")
_LONGEST_SHOWN = 80


def of_line_rows(blocks: Iterable[Block], name: str) -> Iterator[Diagnostic]:
    """table-row-per-line (a WARNING) for each table in which the number stands beside the middle line of its row.

    The lines above it then count with the row before.
    """
    for block in blocks:
        if isinstance(block, Table):
            found = [(above, row) for above, row in pairwise(block.rows) if _is_amid(above, row)]
            if found:
                above, row = found[0]
                text = shortened(" ".join(_texts(above)), _LONGEST_SHOWN)
                facts = values(text=text, count=len(found))
                yield Diagnostic("table-row-per-line", Severity.WARNING, row.place.within(name), facts)


def _is_amid(above: Row, row: Row) -> bool:
    """Whether a numbered row goes on, in small letters, with the open end of one without a number right above it."""
    if len(row.cells) < 3 or len(above.cells) != len(row.cells) or above.cells[0].text.strip():
        return False
    if not _NUMBER.match(row.cells[0].text.strip()):
        return False
    pairs = zip(above.cells[1:], row.cells[1:], strict=True)
    return any(b.text[:1].islower() and a.text.strip() and not a.text.rstrip().endswith(_CLOSED) for a, b in pairs)


def _texts(row: Row) -> Iterator[str]:
    return (cell.text for cell in row.cells if cell.text)
