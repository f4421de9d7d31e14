"""A small table within a cell: what of it is a part of the cell's text, and in which lines."""

from collections.abc import Iterator, Sequence

from scheduler.documents.document import Row
from scheduler.documents.labels import is_label, starts_item


def is_aside(rows: Sequence[Row], own: bool) -> bool:
    """Whether a table in a cell of a row of data says something of its own, and is no part of what the cell says.

    own: whether text of the cell stands beside it. A frame around one text, and what only sets pieces beside each other, is a part.
    """
    widest = max((sum(bool(cell.text) for cell in row.cells) for row in rows), default=0)
    return widest > 1 and (own or len(rows) > 1)


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The lines that such a table comes to: one a row; of one row alone one a cell, a number or bullet before its text."""
    for row in rows:
        texts = [cell.text for cell in row.cells if cell.text]
        if len(rows) > 1 or (texts and _is_mark(texts[0])):
            texts = [" ".join(texts)] if texts else []
        yield from texts


def _is_mark(text: str) -> bool:
    return is_label(text) or is_label(text + ".") or (starts_item(text + " ") and len(text) == 1)
