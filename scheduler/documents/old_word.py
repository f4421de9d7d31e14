"""The table that ends a .doc file: LibreOffice reads it as one line if no paragraph follows; the file's own marks give it back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.documents.content import Content
from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table, texts
from scheduler.documents.faults import Fault
from scheduler.documents.legacy_fonts import decoder

_CELL = "\x07"
_TEXT = re.compile(r"[^\x00-\x06\x08\x0e-\x12\x16-\x1f\ud800-\udfff\ufffd]{4,}\x07\x07(?=\r?\x00)")
"""The text of the file, to the end of a row with which it ends."""
_FIELDS = re.compile(r"\x13[^\x14\x15]*\x14?|\x15")
_WIDEST = 40
_FEWEST = 2
"""Cells that no line of a text begins with by chance."""


def with_last_table(content: Content, data: bytes) -> Content:
    """The content with the table at its end, if LibreOffice made lines of it; else as it is. data: the .doc file.

    Raises Fault: table-lost where such lines can be seen, and the file's text differs from them (changes that Word tracked).
    """
    if all(isinstance(block, Table) for block in content.blocks):
        return content
    found = tuple(_written(data))
    begins = tuple(row for text in found for row in _first_rows(text))
    lost = next(
        (at for at, block in enumerate(content.blocks) if any(_is_one_line(block, row) for row in begins)), None
    )
    if lost is None:
        return content
    for rows in (rows for text in found for rows in _tables(text)):
        if _start(content.blocks, "".join(cell for row in rows for cell in row)) == lost:
            return replace(content, blocks=(*content.blocks[:lost], _table(rows)))
    raise Fault("table-lost")


def _written(data: bytes) -> Iterator[str]:
    """The texts that a table ends, in the letters of Unicode and in those of the fonts before it."""
    decoders = [one for font in ("VNI-Times", ".VnTime") if (one := decoder(font)) is not None]
    for found in _TEXT.finditer(data.decode("utf-16-le", "replace")):
        text = _FIELDS.sub("", found[0])
        yield text
        yield from (decode(text) for decode in decoders)


def _first_rows(text: str) -> Iterator[list[str]]:
    """What may be the first row of the table that a text ends with."""
    return (row for line in text.split("\r") if len(row := line.split(_CELL * 2)[0].split(_CELL)) > _FEWEST)


def _tables(text: str) -> list[list[list[str]]]:
    """What may be the last table of a text: it begins behind the end of a paragraph, and its titles are of one line."""
    starts = (0, *(found.end() for found in re.finditer("\r", text)))
    found = [rows for start in starts if (rows := _rows(text[start:])) is not None]
    return sorted(found, key=lambda rows: any("\r" in cell for cell in rows[0]))


def _rows(text: str) -> list[list[str]] | None:
    """The rows, none of more cells than the first: a mark ends a cell, one more ends the row. A merged row has fewer.

    An empty cell looks like the end of a row: a row is as long as the first where all rows below it can be read so.
    """
    cells = text.split(_CELL)[:-1]
    width = next((at for at, cell in enumerate(cells) if not cell), 0)
    if not 1 < width < _WIDEST:
        return None
    ends: dict[int, int] = {len(cells): 0}
    for at in range(len(cells) - 2, -1, -1):
        after = (at + count + 1 for count in (width, *range(1, width)))
        end = next((end for end in after if end in ends and not cells[end - 1]), None)
        ends |= {} if end is None else {at: end}
    return list(_along(cells, ends)) if 0 in ends else None


def _along(cells: Sequence[str], ends: Mapping[int, int]) -> Iterator[list[str]]:
    at = 0
    while at < len(cells):
        yield list(cells[at : ends[at] - 1])
        at = ends[at]


def _start(blocks: Sequence[Block], lost: str) -> int | None:
    """The first of the blocks at the end that hold just this text."""
    wanted, found = _bare(lost), ""
    for at in range(len(blocks) - 1, -1, -1):
        found = _bare("".join(text for text, _ in texts(blocks[at]))) + found
        if len(found) >= len(wanted):
            return at if found == wanted else None
    return None


def _is_one_line(block: Block, row: Sequence[str]) -> bool:
    """Whether a block is a line that begins with all cells of a row: so looks a table whose cells were lost."""
    return isinstance(block, Paragraph) and _bare(block.text).startswith(_bare("".join(row)))


def _bare(text: str) -> str:
    """The letters alone: LibreOffice writes the numbers and bullets of lists, the file does not."""
    return "".join(letter for letter in clean(text) if letter.isalpha())


def _table(rows: Sequence[Sequence[str]]) -> Table:
    width = len(rows[0])
    return Table(tuple(_row(row, width - len(row)) for row in rows), Place())


def _row(cells: Sequence[str], merged: int) -> Row:
    """A row; the last of its cells covers the columns that it has no cells for."""
    *first, last = (Cell(_lines(cell)) for cell in cells)
    return Row((*first, replace(last, columns=1 + merged)))


def _lines(cell: str) -> str:
    lines = re.split("[\r\x0b]", cell)
    return "\n".join(bare for line in lines if (bare := " ".join(clean(line).split())))
