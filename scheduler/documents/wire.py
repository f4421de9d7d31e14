"""Content as JSON and back: what a reader that runs in a process of its own hands over."""

import json
from dataclasses import asdict
from typing import TypedDict

from scheduler.diagnostics import Diagnostic, Location, Severity
from scheduler.documents.content import Content
from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.faults import Fault


class _Place(TypedDict):
    line: int | None
    page: int | None
    table: int | None
    row: int | None
    sheet: str | None
    paragraph: int | None


class _Cell(TypedDict):
    text: str
    place: _Place
    columns: int
    rows: int
    fill: str


class _Row(TypedDict):
    cells: list[_Cell]
    place: _Place


class _Block(TypedDict, total=False):
    text: str
    place: _Place
    level: int | None
    bold: bool
    tabbed: bool
    gap: bool
    rows: list[_Row]


class _Finding(TypedDict):
    code: str
    severity: str
    file: str | None
    page: int | None
    row: int | None
    values: list[tuple[str, str | int]]


class _Message(TypedDict):
    fault: str | None
    facts: list[tuple[str, str | int]]
    blocks: list[_Block]
    edges: list[str]
    diagnostics: list[_Finding]
    recognised: list[int]


def packed(content: Content) -> bytes:
    """The content as JSON."""
    found = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "file": d.location.file,
            "page": d.location.page,
            "row": d.location.row,
            "values": d.values,
        }
        for d in content.diagnostics
    ]
    blocks = [asdict(block) for block in content.blocks]
    return _dumped(
        {
            "fault": None,
            "facts": [],
            "blocks": blocks,
            "edges": content.edges,
            "diagnostics": found,
            "recognised": sorted(content.recognised),
        }
    )


def packed_fault(fault: Fault) -> bytes:
    """A fault as JSON."""
    return _dumped(
        {"fault": fault.code, "facts": fault.facts, "blocks": [], "edges": [], "diagnostics": [], "recognised": []}
    )


def unpacked(data: bytes) -> Content:
    """The content again. Raises the Fault that was packed; ValueError or KeyError for anything else than was packed here."""
    message: _Message = json.loads(data)
    if message["fault"] is not None:
        raise Fault(message["fault"], **dict(message["facts"]))
    found = tuple(
        Diagnostic(
            d["code"],
            Severity(d["severity"]),
            Location(d["file"], page=d["page"], row=d["row"]),
            tuple((k, v) for k, v in d["values"]),
        )
        for d in message["diagnostics"]
    )
    blocks = tuple(_block(one) for one in message["blocks"])
    return Content(blocks, tuple(message["edges"]), found, frozenset(message["recognised"]))


def _dumped(message: dict[str, object]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()


def _block(one: _Block) -> Block:
    place = Place(**one["place"])
    if "rows" in one:
        return Table(tuple(_row(row) for row in one["rows"]), place)
    return Paragraph(one["text"], place, one["level"], one["bold"], one["tabbed"], one["gap"])


def _row(row: _Row) -> Row:
    cells = (Cell(c["text"], Place(**c["place"]), c["columns"], c["rows"], c["fill"]) for c in row["cells"])
    return Row(tuple(cells), Place(**row["place"]))
