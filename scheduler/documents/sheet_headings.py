"""The letters above the columns of a sheet and the numbers beside its rows, where a program wrote them out with it → left out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.documents.document import Row

_FEWEST = 3
"""Letters and numbers that show that they count columns and rows."""


def without_headings(rows: Sequence[Row]) -> list[Row]:
    """The rows without «A | B | C …» above and 1, 2, 3 … beside them, as Google Sheets publishes a sheet; else as they are."""
    if len(rows) < 2 or not rows[0].cells or not _is_lettered(rows[0]):
        return list(rows)
    below = rows[1:]
    numbers = [row.cells[0].text.strip() for row in below if row.cells]
    counted = [int(n) for n in numbers if n.isascii() and n.isdigit()]
    if len(counted) < min(_FEWEST, len(below)) or not all(a < b for a, b in pairwise(counted)):
        return list(rows)
    if any(n and not n.isdigit() for n in numbers):
        return list(rows)
    return [replace(row, cells=row.cells[1:]) for row in below if len(row.cells) > 1]


def _is_lettered(row: Row) -> bool:
    first, *letters = (cell.text.strip() for cell in row.cells)
    return not first and len(letters) >= _FEWEST and letters == [_letters(at) for at in range(len(letters))]


def _letters(at: int) -> str:
    """The letters of a column, counted from 0: A … Z, AA …"""
    return (_letters(at // 26 - 1) if at > 25 else "") + chr(ord("A") + at % 26)
