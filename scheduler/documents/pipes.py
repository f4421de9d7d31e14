"""Pipe and grid tables of Markdown → Table."""

import re
from collections.abc import Iterator, Sequence

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.lines import Line
from scheduler.documents.markup import plain

_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"^\s*[|+]?[\s:|+=-]*-{1,}[\s:|+=-]*[|+]?\s*$|^\s*\+[=+:-]+\+\s*$")


def is_piped(line: str) -> bool:
    """Whether the line is a row, or a ruler between rows, of a pipe or grid table."""
    bare = line.strip()
    return bare.startswith(("|", "+-", "+=", "+:")) or (is_ruler(line) and "|" in line)


def is_ruler(line: str) -> bool:
    """Whether the line is the ruler under a header ("|---|:--:|")."""
    return _SEPARATOR.match(line) is not None and ("|" in line or "+" in line)


def width(line: Line) -> int:
    """How many cells with text a line would hold as a row; a letterhead of two columns has two."""
    return sum(bool(piece.strip()) for piece in _pieces(line.text))


def places(line: Line) -> int:
    """How many cells a line would have as a row, with and without text."""
    return len(_pieces(line.text))


def table_of(lines: Sequence[Line]) -> Table:
    """The table that these lines draw; lines of a grid table between two rulers are one row."""
    rows = tuple(_grid_rows(lines) if lines[0].text.lstrip().startswith("+") else _pipe_rows(lines))
    return Table(rows, Place(lines[0].number))


def _pipe_rows(lines: Sequence[Line]) -> Iterator[Row]:
    for line in lines:
        if not is_ruler(line.text):
            place = Place(line.number)
            yield Row(tuple(Cell(plain(piece), place) for piece in _pieces(line.text)), place)


def _grid_rows(lines: Sequence[Line]) -> Iterator[Row]:
    held: list[Line] = []
    for line in lines:
        if not is_ruler(line.text):
            held.append(line)
        elif held:
            yield _grid_row(held)
            held = []
    if held:
        yield _grid_row(held)


def _grid_row(lines: Sequence[Line]) -> Row:
    place, columns = Place(lines[0].number), list[list[str]]()
    for line in lines:
        for at, piece in enumerate(_pieces(line.text)):
            columns[at : at + 1] = [[*columns[at], piece] if at < len(columns) else [piece]]
    return Row(tuple(Cell(plain("\n".join(pieces)), place) for pieces in columns), place)


def _pieces(line: str) -> list[str]:
    bare = line.strip()
    bare = bare[1:] if bare.startswith("|") else bare
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [piece.replace("\\|", "|") for piece in _PIPE.split(bare)]
