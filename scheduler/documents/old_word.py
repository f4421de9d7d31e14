"""The table that ends a .doc file: LibreOffice reads it as one line if no paragraph follows; the file's own marks give it back."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scheduler.documents.content import Content
from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Cell, Place, Row, Table, texts

_CELL = "\x07"
_TEXT = re.compile(r"[^\x00-\x06\x08\x0e-\x12\x16-\x1f\ud800-\udfff\ufffd]{4,}\x07\x07(?=\r?\x00)")
"""The text of the file, to the end of a row with which it ends."""
_FIELDS = re.compile(r"\x13[^\x14\x15]*\x14?|\x15")
_WIDEST = 40


def with_last_table(content: Content, data: bytes) -> Content:
    """The content with the table at its end, if LibreOffice made lines of it; else as it is. data: the .doc file."""
    if not content.blocks or isinstance(content.blocks[-1], Table):
        return content
    written = data.decode("utf-16-le", "replace")
    for found in _TEXT.finditer(written):
        for rows in _tables(_FIELDS.sub("", found[0])):
            at = _start(content.blocks, "".join(cell for row in rows for cell in row))
            if at is not None:
                return replace(content, blocks=(*content.blocks[:at], _table(rows)))
    return content


def _tables(text: str) -> list[list[list[str]]]:
    """What may be the last table of a text: it begins behind the end of a paragraph, and its titles are of one line."""
    starts = (0, *(found.end() for found in re.finditer("\r", text)))
    found = [rows for start in starts if (rows := _rows(text[start:])) is not None]
    return sorted(found, key=lambda rows: any("\r" in cell for cell in rows[0]))


def _rows(text: str) -> list[list[str]] | None:
    """The rows, each of as many cells as the first: a mark ends a cell, one more ends the row."""
    cells = text.split(_CELL)[:-1]
    width = next((at for at, cell in enumerate(cells) if not cell), 0)
    if not 1 < width < _WIDEST or len(cells) % (width + 1):
        return None
    rows = [cells[at : at + width + 1] for at in range(0, len(cells), width + 1)]
    return None if any(row[-1] for row in rows) else [row[:-1] for row in rows]


def _start(blocks: Sequence[Block], lost: str) -> int | None:
    """The first of the blocks at the end that hold just this text."""
    wanted, found = _bare(lost), ""
    for at in range(len(blocks) - 1, -1, -1):
        found = _bare("".join(text for text, _ in texts(blocks[at]))) + found
        if len(found) >= len(wanted):
            return at if found == wanted else None
    return None


def _bare(text: str) -> str:
    return "".join(clean(text.replace("\r", " ").replace("\x0b", " ")).split())


def _table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(Row(tuple(Cell(_lines(cell)) for cell in row)) for row in rows), Place())


def _lines(cell: str) -> str:
    lines = re.split("[\r\x0b]", cell)
    return "\n".join(bare for line in lines if (bare := " ".join(clean(line).split())))
