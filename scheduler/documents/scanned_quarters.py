"""Quarters that were recognised from a picture: their Roman numbers, which lose the blank before them or gain an accent."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scheduler.documents.document import Block, Paragraph
from scheduler.documents.vocabulary import pattern

_LIKE_I = str.maketrans(dict.fromkeys("ÍÌÏÎíìïîl|!†", "I"))
_NUMBERS = frozenset({"I", "II", "III", "IV"})


def with_quarters(blocks: Sequence[Block], pages: frozenset[int]) -> tuple[Block, ...]:
    """The blocks with «QuýI» and «Quý Ï» on these pages written as «Quý I»; digits are left as they are."""
    return tuple(_mended(block) if block.place.page in pages else block for block in blocks)


def _mended(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_put_right(block.text))
    rows = (replace(row, cells=tuple(replace(c, text=_put_right(c.text)) for c in row.cells)) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _put_right(text: str) -> str:
    return pattern("scans", "quarter").sub(_quarter, text)


def _quarter(found: re.Match[str]) -> str:
    number = found["number"].translate(_LIKE_I)
    return f"{found['word']} {number}" if number in _NUMBERS else found[0]
