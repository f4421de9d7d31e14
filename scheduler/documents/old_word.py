"""Old Word files (.doc) whose table ends the text: LibreOffice writes and then loses it, for want of a paragraph behind it."""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents.compound_streams import Stream, streams_of
from scheduler.documents.content import Content
from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Paragraph
from scheduler.documents.docx import read_docx
from scheduler.documents.faults import Fault
from scheduler.documents.legacy_fonts import decoder
from scheduler.documents.office import converted
from scheduler.documents.pasted_pictures import with_pasted
from scheduler.documents.split_lists import rejoin
from scheduler.documents.zipped import opened

_CELL = "\x07"
_TEXT = re.compile(r"[^\x00-\x06\x08\x0e-\x12\x16-\x1f\ud800-\udfff\ufffd]{4,}\x07\x07(?=\r*\x00)")
"""The text of the file, to the end of a row with which it ends."""
_FIELDS = re.compile(r"\x13[^\x14\x15]*\x14?|\x15")
_FEWEST = 2
"""Cells that no line of a text begins with by chance."""
_PARAGRAPH, _ROW = b"\r\0", b"\x07\0\x07\0"
_PAGE = 512
"""Bytes of a page of properties; its last one counts them."""
_FLAGS, _COUNTS, _SECTIONS, _PROPERTIES, _PIECES = 0x0A, 0x4C, 0xCA, 0x102, 0x1A2
"""Where the header of the file (MS-DOC, 2.5.1) names its parts and how many letters each text has."""


def read_old_word(data: bytes, name: str) -> Content:
    """The content of a .doc file, by way of LibreOffice. Raises Fault: those of converted and of read_docx, table-lost."""
    made = converted(with_last_paragraph(data), ".doc", "docx")
    package = opened(made)
    content = with_pasted(read_docx(package, name, rejoin), package, made, name)
    _require_last_table(content, data)
    return content


def with_last_paragraph(data: bytes) -> bytes:
    """The file with an empty paragraph behind the table that ends its text; as it is where it ends otherwise or has no room.

    Word ends every text with a paragraph, LibreOffice does not, and then takes the cells of the last table for one line.
    """
    try:
        return _Old(bytearray(data), *_parts(data)).completed()
    except (LookupError, ValueError, struct.error):
        return data


def _require_last_table(content: Content, data: bytes) -> None:
    """Raises Fault table-lost where LibreOffice made lines of the last table all the same. data: the .doc file."""
    rows = {tuple(row) for text in _written(data) for row in _first_rows(text)}
    if any(_is_one_line(block, row) for block in content.blocks for row in rows):
        raise Fault("table-lost")


def _parts(data: bytes) -> tuple[Stream, Stream]:
    streams = streams_of(data)
    main = streams["WordDocument"]
    (flags,) = struct.unpack_from("<H", data, main.at(_FLAGS))
    return main, streams["1Table" if flags & 0x200 else "0Table"]


@dataclass(slots=True)
class _Old:
    """The bytes of a .doc file, the stream of its text and that of its tables (of pieces, sections, properties)."""

    data: bytearray
    main: Stream
    tables: Stream

    def completed(self) -> bytes:
        counts = [self._number(self.main, _COUNTS + 4 * at) for at in range(8)]
        pieces = self._number(self.main, _PIECES)
        if any(counts[1:]) or self._part(self.tables, pieces, 1) != b"\x02":
            return bytes(self.data)
        count = (self._number(self.tables, pieces + 1) - 4) // 12
        first, at = pieces + 5 + 4 * (count - 1), pieces + 5 + 4 * (count + 1) + 8 * (count - 1) + 2
        start = self._number(self.tables, at)
        end = start + 2 * (counts[0] - self._number(self.tables, first))
        tail, closed = self._part(self.main, end - 6, 6), self._part(self.main, end - 2, 2) == _PARAGRAPH
        if start & 0x40000000 or not (tail.endswith(_ROW) or (closed and tail.startswith(_ROW))):
            return bytes(self.data)
        return self._added(counts[0], first + 4, end, 1 if closed else 2)

    def _added(self, letters: int, piece: int, end: int, more: int) -> bytes:
        """The file with so many more ends of paragraphs; LibreOffice only counts those before the last one."""
        if any(self._part(self.main, end, 2 * more)):
            return bytes(self.data)
        sections = self._number(self.main, _SECTIONS)
        last = sections + 4 * ((self._number(self.main, _SECTIONS + 4) - 4) // 16)
        if more > 1:
            self._bare_paragraph(end)
        self._write(self.main, end, _PARAGRAPH * more)
        for stream, place in ((self.main, _COUNTS), (self.tables, piece), (self.tables, last)):
            self._write(stream, place, struct.pack("<I", letters + more))
        return bytes(self.data)

    def _bare_paragraph(self, end: int) -> None:
        """Takes note on the last page of properties that a paragraph without any stands at the end. Raises ValueError: no room."""
        table = self._number(self.main, _PROPERTIES)
        pages = (self._number(self.main, _PROPERTIES + 4) - 4) // 8
        number = self._number(self.tables, table + 4 * (pages + 1) + 4 * (pages - 1))
        page = self._part(self.main, number * _PAGE, _PAGE)
        count = page[-1]
        ends, known = page[: 4 * (count + 1)], page[4 * (count + 1) : 4 * (count + 1) + 13 * count]
        new = ends + struct.pack("<I", end + 2) + known + bytes(13)
        if any(page[len(ends) + len(known) : len(new)]):
            raise ValueError("the page is full")
        self._write(self.main, number * _PAGE, new + page[len(new) : -1] + bytes([count + 1]))
        self._write(self.tables, table + 4 * pages, struct.pack("<I", end + 2))

    def _number(self, stream: Stream, offset: int) -> int:
        return int.from_bytes(self._part(stream, offset, 4), "little")

    def _part(self, stream: Stream, offset: int, length: int) -> bytes:
        return bytes(self.data[stream.at(at)] for at in range(offset, offset + length))

    def _write(self, stream: Stream, offset: int, part: bytes) -> None:
        for at, byte in enumerate(part, offset):
            self.data[stream.at(at)] = byte


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


def _is_one_line(block: Block, row: Sequence[str]) -> bool:
    """Whether a block is a line that begins with all cells of a row: so looks a table whose cells were lost."""
    return isinstance(block, Paragraph) and _bare(block.text).startswith(_bare("".join(row)))


def _bare(text: str) -> str:
    """The letters alone: LibreOffice writes the numbers and bullets of lists, the file does not."""
    return "".join(letter for letter in clean(text) if letter.isalpha())
