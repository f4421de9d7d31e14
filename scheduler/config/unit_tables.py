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
    """The rows of every table that has a column for names; where there is none, of a plain list of names."""
    tables = [(table, _of_table(table)) for table in document.blocks if isinstance(table, Table)]
    told = tuple(row for _, (rows, _) in tables for row in rows)
    if not told:
        return Rows(tuple(_of_lines(document)))
    file = document.name
    findings = [
        Diagnostic(
            "unit-columns-unread", Severity.WARNING, table.rows[0].place.within(file), values(columns=_quoted(unread))
        )
        for table, (rows, unread) in tables
        if rows and unread
    ]
    findings += [
        Diagnostic("unit-table-unread", Severity.WARNING, table.rows[0].place.within(file))
        for table, (rows, _) in tables
        if not rows and len(table.rows) >= _LEAST
    ]
    return Rows(told, tuple(findings))


def _of_table(table: Table) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """Its rows below the header, up to the signatures; the titles of columns that are not known."""
    columns, above, heading = Columns(), tuple[str, ...](), ""
    rows: list[Told] = []
    unread: dict[str, None] = {}
    for row in grid(table):
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
    return tuple(rows), tuple(unread)


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


def _of_lines(document: Document) -> Iterator[Told]:
    """The names that stand one a line and nothing between them; before them there may be titles."""
    lines = [line for block in document.blocks for line in _lines(block) if line[1].strip()]
    first = next((at + 1 for at, (_, text) in enumerate(lines) if key_of(text) == "name"), None)
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
