"""The places of a document without lines: which paragraph, which table of the whole document, which row of it."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.documents.document import Block, Place, Table


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their paragraphs and tables counted from 1; rows keep the number that their reader gave them."""
    paragraphs = tables = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            found.append(_table(block, tables))
        elif block.place.row is None:
            paragraphs += 1
            found.append(replace(block, place=replace(block.place, paragraph=paragraphs)))
        else:
            found.append(block)
    return tuple(found)


def _table(table: Table, number: int) -> Table:
    def placed(place: Place, row: int) -> Place:
        return replace(place, table=number, row=place.row or row)

    rows = (
        replace(
            row,
            cells=tuple(replace(cell, place=placed(row.place, at)) for cell in row.cells),
            place=placed(row.place, at),
        )
        for at, row in enumerate(table.rows, 1)
    )
    return replace(table, rows=tuple(rows), place=replace(table.place, table=number))
