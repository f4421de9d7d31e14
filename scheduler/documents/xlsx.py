"""Spreadsheets (.xlsx, .xlsm) → what their visible sheets show; formulas by the value that was computed last."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

import openpyxl

from scheduler.documents.content import Content
from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Paragraph, Place
from scheduler.documents.faults import Fault
from scheduler.documents.legacy_fonts import decoded, decoder
from scheduler.documents.sheet_blocks import Position, blocks_of
from scheduler.documents.sheet_survey import survey
from scheduler.documents.sheet_values import shown
from scheduler.documents.zipped import Zipped, attribute, child, children, local, require_harmless

_EDGES = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)')
_SHORT = re.compile(r"<(?:\w+:)?t(?: [^>]{0,60})?>([^<]{2,80})<")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its name, the part that holds it."""

    name: str
    part: str


def read_xlsx(package: Zipped, data: bytes) -> Content:
    """The content of a spreadsheet. Raises Fault: file-damaged, file-unpacks-too-large, xml-entities, too-many-cells.

    All XML is gone through before the library sees it; then cells are read one by one (its read-only mode builds nothing else).
    """
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            require_harmless(package.part(part) or b"<none/>")
    sheets = [(sheet, survey(package.part(sheet.part) or b"<none/>").merges) for sheet in _visible(package)]
    filled = _filled(data, [sheet.name for sheet, _ in sheets])
    several = sum(bool(cells) for cells in filled.values()) > 1
    found: list[Block] = []
    for sheet, merges in sheets:
        blocks = blocks_of(filled.get(sheet.name, {}), merges, sheet.name)
        found += ([Paragraph(sheet.name, Place(sheet=sheet.name))] if several and blocks else []) + list(blocks)
    return Content(tuple(found), tuple(_unseen(package)))


def _unseen(package: Zipped) -> Iterator[str]:
    """What only bears marks: headers and footers of the printed page, short texts of all sheets, hidden ones as well."""
    for part in package.names:
        if part.startswith("xl/worksheets/") or part == "xl/sharedStrings.xml":
            text = (package.part(part) or b"").decode("utf-8", "replace")
            yield from (piece for found in _EDGES.finditer(text) for piece in _CODES.split(unescape(found[1])))
            yield from (unescape(found[1]) for found in _SHORT.finditer(text))


def _visible(package: Zipped) -> Iterator[_Sheet]:
    """The sheets that are not hidden, in the order of their tabs."""
    main = next((one.target for one in package.relations("") if one.kind == "officeDocument"), "xl/workbook.xml")
    parts = {one.id: one.target for one in package.relations(main) if one.kind == "worksheet"}
    root = package.xml(main)
    if root is None or local(root) != "workbook":
        raise Fault("file-damaged")
    for one in children(child(root, "sheets"), "sheet"):
        part = parts.get(attribute(one, "id") or "")
        if part is not None and attribute(one, "state") not in ("hidden", "veryHidden"):
            yield _Sheet(attribute(one, "name") or "", part)


def _filled(data: bytes, names: list[str]) -> dict[str, dict[Position, str]]:
    """The text of each filled cell of these sheets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that are not kept when a file is written, which we do not do
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return {name: _texts(book, name) for name in names if name in book.sheetnames}
        finally:
            book.close()


def _texts(book: openpyxl.Workbook, name: str) -> dict[Position, str]:
    sheet = book[name]
    sheet.reset_dimensions()  # the size that a file states may be wrong
    found: dict[Position, str] = {}
    for at, row in enumerate(sheet.iter_rows(min_row=1), 1):
        for column, cell in enumerate(row, 1):
            if cell.value is None:
                continue
            text = shown(cell.value, cell.number_format or "")
            decode = decoder(cell.font.name if cell.font else None)
            lines = clean(decoded([(text, decode)])).split("\n")
            if bare := "\n".join(" ".join(line.split()) for line in lines if line.strip()):
                found[at, column] = bare
    return found
