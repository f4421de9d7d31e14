"""Notes below a table («(*) …», «¹ …»): told from rows by the mark in a cell above that they explain, and said with its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents.document import Block, Cell, Paragraph, Place, Row, Table
from scheduler.documents.vocabulary import pattern
from scheduler.text import shortened

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = r"\(\*{1,3}\)|\*{1,3}|\[\d{1,2}\]|\(?[⁰¹²³⁴-⁹]{1,2}\)?"
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\]]?")
_REFERENCE = re.compile(rf"(?<=[\w)”\"%.;,])(?<!\bm)(?<!\bkm)(?<!\bcm) ?({_MARK})(?=\s*(?:$|[.;,:]))", re.MULTILINE)
"""A mark behind a word, where a line or a clause ends; «m²» is a unit."""
_LED = pattern("lines", "note").pattern
_TITLE = re.compile(f"{_LED}:?")
_NOTE = re.compile(rf"(?:{_LED})?({_MARK})[ :.]*(?=\S)")
_AMID = re.compile(rf"(?:^(?:{_LED})?({_MARK}) ?(?=[^\W\d_])|(?<=\s)({_MARK}) ?(?=[^\W\d_]))", re.MULTILINE)
"""A note within the text of a cell: on a line of its own, or in capitals behind the words that the page set it beside."""
_PLAIN = re.compile(r"\(?(\d{1,2})\)? (?=[^\W\d_])")
_LONGEST_SHOWN = 160


def raised(text: str) -> str:
    """Raised letters as they are written among others: a number, in brackets or not, in raised figures; others as they are."""
    number = _NUMBER.fullmatch(text.strip())
    return text.replace(text.strip(), number[1].translate(_RAISED)) if number else text


def with_notes_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a note that was read into the last row of a table, or is that row, as a paragraph behind it."""
    for block in blocks:
        yield from _parted(block) if isinstance(block, Table) else (block,)


def with_notes_said(blocks: Sequence[Block], name: str) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks, each mark that a note below explains taken off its line; with note-apart (a WARNING) for each note."""
    known: dict[str, list[_Marked]] = {}
    said: list[Diagnostic] = []
    explained: set[Place] = set()
    in_notes = False
    for block in blocks:
        if isinstance(block, Table):
            in_notes = True
            for key, of in _marked(block):
                known.setdefault(key, []).append(of)
            continue
        found = _NOTE.match(block.text) or (_PLAIN.match(block.text) if in_notes else None)
        of_note = known.pop(_key(found[1]), []) if found is not None else []
        in_notes = in_notes and (bool(of_note) or _TITLE.fullmatch(block.text + ":") is not None)
        if found is not None and of_note:
            explained |= {one.place for one in of_note}
            said.append(_diagnostic(of_note, block.text[found.end() :], name))
    return tuple(_bare(one, explained) if isinstance(one, Table) else one for one in blocks), tuple(said)


@dataclass(frozen=True, slots=True)
class _Marked:
    """What a note is of: the line that the mark stands in, without it, and the row that it stands in."""

    line: str
    place: Place


def _diagnostic(of_note: Sequence[_Marked], text: str, name: str) -> Diagnostic:
    lines = "; ".join(dict.fromkeys(one.line for one in of_note))
    facts = values(line=shortened(lines, _LONGEST_SHOWN), text=shortened(text, _LONGEST_SHOWN))
    return Diagnostic("note-apart", Severity.WARNING, of_note[0].place.within(name), facts)


def _marked(table: Table) -> Iterator[tuple[str, _Marked]]:
    """The marks in the cells of a table, each with its line."""
    for row in table.rows:
        for cell in row.cells:
            for line in cell.text.split("\n"):
                for found in _REFERENCE.finditer(line):
                    yield _key(found[1]), _Marked(_REFERENCE.sub("", line), row.place)


def _bare(table: Table, explained: set[Place]) -> Table:
    rows = (_bare_row(row) if row.place in explained else row for row in table.rows)
    return replace(table, rows=tuple(rows))


def _bare_row(row: Row) -> Row:
    return replace(row, cells=tuple(replace(cell, text=_REFERENCE.sub("", cell.text)) for cell in row.cells))


def _parted(table: Table) -> Iterator[Block]:
    rows = list(table.rows)
    notes: list[str] = []
    while len(rows) > 1:
        keys = {key for row in rows for cell in row.cells for key in _keys(cell.text)}
        cells, cut = _cut(rows[-1], keys)
        if not cut:
            break
        notes = cut + notes
        rows[-1] = replace(rows[-1], cells=cells)
        if any(cell.text.strip() for cell in cells):
            break
        rows.pop()
    yield replace(table, rows=tuple(rows)) if notes else table
    yield from (Paragraph(note, replace(table.place, table=None, row=None), gap=True) for note in notes)


def _keys(text: str) -> Iterator[str]:
    return (_key(found[1]) for found in _REFERENCE.finditer(text))


def _cut(row: Row, keys: set[str]) -> tuple[tuple[Cell, ...], list[str]]:
    """The cells of a row without the notes that they end with, and these notes."""
    cells: list[Cell] = []
    notes: list[str] = []
    for cell in row.cells:
        starts = [found.start() for found in _AMID.finditer(cell.text) if _begins(found, keys)]
        ends = [*starts[1:], len(cell.text)]
        notes += (" ".join(cell.text[start:end].split()) for start, end in zip(starts, ends, strict=False))
        cells.append(replace(cell, text=cell.text[: starts[0]].rstrip()) if starts else cell)
    return tuple(cells), notes


def _begins(found: re.Match[str], keys: set[str]) -> bool:
    """Whether a note to one of these marks begins there; amid a line it begins with a capital."""
    return _key(found[1] or found[2]) in keys and (found[2] is None or found.string[found.end()].isupper())


def _key(mark: str) -> str:
    return mark.strip("()[]").translate(_LOWERED)
