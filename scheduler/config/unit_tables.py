"""The rows of a list of units as it stands in a file: what each says by column, under which heading; what was passed over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.config.unit_columns import Columns, columns_of, key_of, with_second_row
from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Block, Document, Paragraph, Place, Table
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.table_rows import is_below_work
from scheduler.plans.unit_names import names_unit
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_LEAST = 3
"""Rows of a table that says something: letterheads and signatures have fewer."""
_HEADING_NO = re.compile(r"[IVXLC]+|[A-ZĐ]")
_BULLET = re.compile(r"^\s*(?:[-–—+*•]|\(?\d{1,3}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """A row by what its columns hold. heading: the line above it that names a kind of units («Khối sở, ngành»)."""

    place: Place
    texts: Mapping[str, str]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a file that say something, and what is to be told of columns and tables that were not read."""

    told: tuple[Told, ...]
    findings: tuple[Diagnostic, ...] = ()


def rows_of(document: Document) -> Rows:
    """The rows of every table that has a column for names; of a plain list of names where a sheet, or the file, has none."""
    sheets: dict[str | None, list[Block]] = {}
    for block in document.blocks:
        sheets.setdefault(block.place.sheet, []).append(block)
    read = [_of_sheet(blocks, document.name) for blocks in sheets.values()]
    told = tuple(row for sheet in read for row in sheet.told)
    return Rows(told, tuple(d for sheet in read for d in sheet.findings) if told else ())


def _of_sheet(blocks: Sequence[Block], file: str) -> Rows:
    """The rows of one sheet, or of a file without sheets; what stands below an empty row goes on with the table above it."""
    told: list[Told] = []
    findings: list[Diagnostic] = []
    columns = Columns()
    for table in (block for block in blocks if isinstance(block, Table)):
        read = _of_table(table, columns)
        columns = read.columns
        told += read.rows
        place = table.rows[0].place.within(file)
        if read.rows and read.unread:
            findings.append(
                Diagnostic("unit-columns-unread", Severity.WARNING, place, values(columns=_quoted(read.unread)))
            )
        elif not read.rows and len(table.rows) >= _LEAST:
            findings.append(Diagnostic("unit-table-unread", Severity.WARNING, place))
    if told:
        return Rows(tuple(told), tuple(findings))
    listed = tuple(_of_lines(blocks))
    sheet = blocks[0].place.sheet
    if not listed and not findings and sheet is not None and len(blocks) > 1:
        findings.append(
            Diagnostic("unit-sheet-unread", Severity.WARNING, blocks[0].place.within(file), values(sheet=sheet))
        )
    return Rows(listed, tuple(findings))


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of a table, the titles of columns that say something and are not known, and the columns that hold at its end."""

    rows: tuple[Told, ...]
    unread: tuple[str, ...]
    columns: Columns


def _of_table(table: Table, held: Columns) -> _Read:
    """Its rows below the header, up to the signatures. held: the columns of the table above, for one that goes on with it."""
    body = list(grid(table))
    columns = held if _goes_on(body, held) else Columns()
    above, heading = tuple[str, ...](), ""
    rows: list[Told] = []
    unread: dict[str, None] = {}
    for row in body:
        found = columns_of(row.cells) or (with_second_row(columns, above, row.cells) if columns.at and above else None)
        if found is not None:
            columns, above = found, row.cells
            continue
        above = ()
        if columns.at and _signs(row):
            break
        if (title := _heading(row, columns)) is not None:
            heading = title
        elif (texts := _texts(row, columns)) and not is_below_work(row):
            rows.append(Told(row.place, texts, heading))
        unread |= dict.fromkeys(title for at, title in columns.unread.items() if row.at(at).strip())
    return _Read(tuple(rows), tuple(unread), columns)


def _goes_on(body: Sequence[GridRow], held: Columns) -> bool:
    """Whether the first row of a table without a header is one of those columns: numbered, or with the name of a unit."""
    if held.name is None or not body:
        return False
    number, name = body[0].at(held.at.get("no")).strip(" .)"), body[0].at(held.name)
    return number.isdecimal() or names_unit(_bare(name))


def _texts(row: GridRow, columns: Columns) -> dict[str, str]:
    """What a row says beside its number; the name under "name", whichever column it stands in."""
    found = {key: text for key, at in columns.at.items() if (text := row.at(at).strip()) and key not in ("no", "none")}
    if columns.of_replaced and "was" in found:
        found["name"] = found["was"]
    return found


def _heading(row: GridRow, columns: Columns) -> str | None:
    """The text of a row that only heads those below: one text behind a roman number or a letter, or across the table."""
    filled = [at for at in row.filled if at != columns.at.get("no")]
    number = row.at(columns.at.get("no")).strip(" .)")
    wide = len(row.spans) == 1 and row.spans[0][1] > 1 and len(row.filled) == 1
    if len(filled) == 1 and _HEADING_NO.fullmatch(number):
        return " ".join(row.at(filled[0]).split())
    return " ".join(row.at(row.filled[0]).split()) if wide else None


def _signs(row: GridRow) -> bool:
    """Whether nothing but signatures stands in the row."""
    said = [folded(row.at(at)) for at in row.filled]
    return bool(said) and all(one.startswith(words("endings", "words")) for one in said)


def _of_lines(blocks: Sequence[Block]) -> Iterator[Told]:
    """The names that stand one a line and nothing between them; before them there may be titles."""
    lines = [line for block in blocks for line in _lines(block) if line[1].strip()]
    first = max((at + 1 for at, (_, text) in enumerate(lines) if key_of(text) == "name"), default=None)
    if first is None:
        first = next((at for at, (_, text) in enumerate(lines) if _BULLET.match(text) and _is_name(text)), 0)
    named = [line for line in lines[first:] if not folded(line[1]).startswith(words("tables", "below_work"))]
    if len(named) > 1 and all(_is_name(text) for _, text in named):
        yield from (Told(place, {"name": _bare(text)}) for place, text in named)


def _lines(block: Block) -> Iterator[tuple[Place, str]]:
    if isinstance(block, Paragraph):
        yield block.place, block.text
    else:
        yield from ((row.place, " | ".join(cell.text for cell in row.cells)) for row in block.rows)


def _is_name(text: str) -> bool:
    return names_unit(_bare(text))


def _bare(text: str) -> str:
    return _BULLET.sub("", text).strip(" .;")


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
