"""Spreadsheets (.xlsx, .xlsm) → what their visible sheets show; formulas by the value that was computed last."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import TypeAlias

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.decoding import clean
from scheduler.documents.document import Block, Paragraph, Place
from scheduler.documents.faults import Fault
from scheduler.documents.legacy_fonts import decoded, decoder
from scheduler.documents.marks import boxes_of
from scheduler.documents.office_asides import asides_of
from scheduler.documents.sheet_blocks import Position, blocks_of
from scheduler.documents.sheet_struck import without_struck_pieces
from scheduler.documents.sheet_survey import Survey, survey
from scheduler.documents.sheet_values import shown
from scheduler.documents.strict_sheets import transitional
from scheduler.documents.zipped import Zipped, attribute, child, children, local, require_harmless
from scheduler.text import shortened

_EDGES = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?: [^>]{0,80})?>([^<]*)<")
_CODES = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|.)')
_SHOWN = 12
"""Cells that are named."""
_LONGEST_SHOWN = 160
_NO_COLOUR = ("00000000", "FFFFFFFF", "00FFFFFF")
_HIDDEN = ("hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its name, the part that holds it, whether its tab is hidden."""

    name: str
    part: str
    hidden: bool


def read_xlsx(package: Zipped, data: bytes, name: str) -> Content:
    """The content of a spreadsheet. Raises Fault: file-damaged, file-unpacks-too-large, xml-entities, too-many-cells.

    All XML is gone through before the library sees it; then cells are read one by one (its read-only mode builds nothing else).
    """
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            require_harmless(package.part(part) or b"<none/>")
    package, data = transitional(package, data)
    sheets = [(sheet, survey(package.part(sheet.part) or b"<none/>")) for sheet in _sheets(package)]
    data, pieces = without_struck_pieces(package, data)
    filled, fills, boxes, cells = _filled(data, [sheet.name for sheet, _ in sheets])
    struck = (*pieces, *cells)
    laid = {
        sheet.name: blocks_of(filled.get(sheet.name, {}), of.merges, sheet.name, fills.get(sheet.name))
        for sheet, of in sheets
    }
    shown_sheets = [sheet.name for sheet, _ in sheets if not sheet.hidden]
    several = sum(bool(laid[title]) for title in shown_sheets) > 1
    found: list[Block] = []
    for title in shown_sheets:
        found += [Paragraph(title, Place(sheet=title))] if several and laid[title] else []
        found += laid[title]
    unseen = tuple(block for sheet, _ in sheets if sheet.hidden for block in laid[sheet.name])
    edges = (*(sheet.name for sheet, _ in sheets), *boxes, *struck, *_edges(package), *asides_of(package))
    hidden = (*_of_hidden_sheets(sheets, filled, name), *_of_hidden_places(sheets, filled, name))
    said = (*hidden, *_of_formulas(sheets, name), *_of_struck(struck, name))
    return Content(tuple(found), edges, said, unseen=unseen)


def _edges(package: Zipped) -> Iterator[str]:
    """Headers and footers of the printed pages."""
    for part in package.names:
        if part.startswith(("xl/worksheets/", "xl/chartsheets/")):
            text = (package.part(part) or b"").decode("utf-8", "replace")
            yield from (piece for found in _EDGES.finditer(text) for piece in _pieces(unescape(found[1])))


def _pieces(edge: str) -> Iterator[str]:
    """What a header says: its pieces, and each of left, centre, right as a whole."""
    yield from _CODES.split(edge)
    yield from (_CODES.sub("", side) for side in re.split("&[LCR]", edge))


def _of_hidden_sheets(
    sheets: Sequence[tuple[_Sheet, Survey]], filled: Mapping[str, Mapping[Position, str]], name: str
) -> Iterator[Diagnostic]:
    """That sheets are hidden and were not read."""
    names = [sheet.name for sheet, _ in sheets if sheet.hidden and filled.get(sheet.name)]
    if names:
        yield Diagnostic("sheets-hidden", Severity.WARNING, Location(name), values(sheets=", ".join(names)))


def _of_formulas(sheets: Sequence[tuple[_Sheet, Survey]], name: str) -> Iterator[Diagnostic]:
    """That cells are empty to us, as the program that wrote the file did not compute their formulas."""
    for sheet, of in sheets:
        if of.uncomputed and not sheet.hidden:
            cells = ", ".join(of.uncomputed[:_SHOWN]) + (" …" if len(of.uncomputed) > _SHOWN else "")
            facts = values(sheet=sheet.name, cells=cells)
            yield Diagnostic("formulas-uncomputed", Severity.WARNING, Location(name, sheet=sheet.name), facts)


def _of_struck(struck: Sequence[str], name: str) -> Iterator[Diagnostic]:
    """That cells, or pieces of them, are struck out, and were not read."""
    if struck:
        facts = values(count=len(struck), text=shortened("; ".join(struck[:_SHOWN]), _LONGEST_SHOWN))
        yield Diagnostic("text-struck", Severity.WARNING, Location(name), facts)


def _of_hidden_places(
    sheets: Sequence[tuple[_Sheet, Survey]], filled: Mapping[str, Mapping[Position, str]], name: str
) -> Iterator[Diagnostic]:
    """That rows or columns of a sheet are hidden, and were read all the same."""
    for sheet, of in sheets:
        cells = filled.get(sheet.name, {})
        rows = {row for row, _ in cells if row in of.hidden_rows}
        columns = {at for _, at in cells if any(first <= at <= last for first, last in of.hidden_columns)}
        if (rows or columns) and not sheet.hidden:
            facts = values(sheet=sheet.name, rows=len(rows), columns=len(columns))
            yield Diagnostic("cells-hidden", Severity.WARNING, Location(name), facts)


def _sheets(package: Zipped) -> Iterator[_Sheet]:
    """The sheets in the order of their tabs."""
    main = next((one.target for one in package.relations("") if one.kind == "officeDocument"), "xl/workbook.xml")
    parts = {one.id: one.target for one in package.relations(main) if one.kind == "worksheet"}
    root = package.xml(main)
    if root is None or local(root) != "workbook":
        raise Fault("file-damaged")
    for one in children(child(root, "sheets"), "sheet"):
        part = parts.get(attribute(one, "id") or "")
        if part is not None:
            yield _Sheet(attribute(one, "name") or "", part, attribute(one, "state") in _HIDDEN)


_Cells: TypeAlias = dict[str, dict[Position, str]]


def _filled(data: bytes, names: list[str]) -> tuple[_Cells, _Cells, list[str], list[str]]:
    """The texts of cells, their colours, the lines in which wide blanks part pieces, the texts that are struck out."""
    boxes: list[str] = []
    fills: _Cells = {}
    struck: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that are not kept when a file is written, which we do not do
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            known = [name for name in names if name in book.sheetnames]
            texts = {name: _texts(book, name, boxes, struck, fills.setdefault(name, {})) for name in known}
            return texts, fills, boxes, struck
        finally:
            book.close()


def _texts(
    book: openpyxl.Workbook, name: str, boxes: list[str], struck: list[str], fills: dict[Position, str]
) -> dict[Position, str]:
    sheet = book[name]
    sheet.reset_dimensions()  # the size that a file states may be wrong
    found: dict[Position, str] = {}
    for at, row in enumerate(sheet.iter_rows(min_row=1), 1):
        for column, cell in enumerate(row, 1):
            if fill := _fill_of(cell):
                fills[at, column] = fill
            if cell.value is None:
                continue
            text = shown(cell.value, cell.number_format or "")
            decode = decoder(cell.font.name if cell.font else None)
            lines = clean(decoded([(text, decode)])).split("\n")
            boxes += (line for line in lines if len(boxes_of(line)) > 1)
            if bare := "\n".join(" ".join(line.split()) for line in lines if line.strip()):
                if cell.font and cell.font.strike:
                    struck.append(bare)
                else:
                    found[at, column] = bare
    return found


def _fill_of(cell: ReadOnlyCell | EmptyCell) -> str:
    """The colour of a cell that is filled whole: RGB or a number of the theme; "" for none or white."""
    if (
        not isinstance(cell, ReadOnlyCell)
        or not cell.has_style
        or cell.fill is None
        or cell.fill.patternType != "solid"
    ):
        return ""
    colour = cell.fill.fgColor
    if colour.type == "rgb":
        return "" if colour.rgb in _NO_COLOUR else str(colour.rgb)[-6:]
    if colour.type == "theme":
        return "" if colour.theme == 0 and not colour.tint else f"theme {colour.theme} {colour.tint:.2f}"
    return f"colour {colour.indexed}" if colour.indexed not in (1, 9, 64, 65) else ""
