"""Names with a dash in them («Hành chính - Tổng hợp») that the width of a cell broke beside the dash → whole again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scheduler.documents.document import Block, Paragraph, Row, Table, texts

_BEFORE = re.compile(r"(\w+ \w+|\w+) - (?=\w)")
_AFTER = re.compile(r"\w+(?: \w+)?")
_DASHED = re.compile(r"[-–] (?=\w)")
_BULLET = re.compile(r"^[-–+•*] ?")
_OPEN = re.compile(r"\w [-–]\n(?=\w)")
_CLOSED = (".", ";", ",", ":")


def with_dashed_names(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks; in a cell, a line that begins with a dash goes on with the line above, as the file writes it elsewhere.

    Whether a dash is a bullet or part of a name cannot be told from the one cell: «Phòng Hành chính» above «- Tổng hợp»;
    where stops end the items of another, it is told there. A dash at the end of a line is no bullet.
    """
    found = tuple(blocks)
    if not any(_may_be_broken(block) for block in found):
        return found
    begun = {words for block in found for words in _beginnings(block)}
    pairs = (pair for block in found for text, _ in texts(block) for pair in _pairs(text))
    listed = (pair for block in found for whole in _wholes(block) for pair in _pairs_in_items(whole))
    known = frozenset(pair for pair in (*pairs, *listed) if pair[1] not in begun)
    return tuple(_mended(block, known) if isinstance(block, Table) else block for block in found)


def with_joined(blocks: Sequence[Block], at_dashes: Sequence[Paragraph]) -> tuple[Block, ...]:
    """The blocks; of these paragraphs, those that are the second half of a name that is written whole elsewhere join the first.

    at_dashes: paragraphs that begin with a dash for which the line above had no room.
    """
    if not at_dashes:
        return tuple(blocks)
    halves = [isinstance(block, Paragraph) and _is_of(block, at_dashes) for block in blocks]
    begun = {
        words for block, is_half in zip(blocks, halves, strict=True) if not is_half for words in _beginnings(block)
    }
    pairs = (pair for block in blocks for text, _ in texts(block) for pair in _pairs(text))
    known = frozenset(pair for pair in pairs if pair[1] not in begun)
    found: list[Block] = []
    for block, is_half in zip(blocks, halves, strict=True):
        last = found[-1] if found and is_half else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and _goes_on(last.text, block.text, known):
            found[-1] = replace(last, text=f"{last.text} {block.text}")
        else:
            found.append(block)
    return tuple(found)


def _is_of(block: Paragraph, some: Iterable[Paragraph]) -> bool:
    """Whether a paragraph is one of these, or one of these that goes on overleaf."""
    return any(block.place == one.place and block.text.startswith(one.text) for one in some)


def _may_be_broken(block: Block) -> bool:
    return not isinstance(block, Paragraph) and any(
        "\n- " in c.text or "\n– " in c.text or _OPEN.search(c.text) for r in block.rows for c in r.cells
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Of each dash amid a line the two words before it and the two after it."""
    plain = text.casefold().replace(" – ", " - ")
    for found in _BEFORE.finditer(plain):
        after = _AFTER.match(plain, found.end())
        if after is not None:
            yield found[1], after[0]


def _pairs_in_items(text: str) -> Iterator[tuple[str, str]]:
    """The same of dashes that begin a line, where the text lists items that each end with a stop, and the line above does not."""
    lines = [line.strip() for line in text.split("\n")]
    if not (_BULLET.match(lines[0]) and any(line.endswith(";") for line in lines[:-1])):
        return
    for above, line in pairwise(lines):
        if _DASHED.match(line) and not above.endswith(_CLOSED):
            yield from _pairs(f"{' '.join(above.split()[-2:])} - {line[2:]}")


def _beginnings(block: Block) -> Iterator[str]:
    """The first two words of each text and of each item behind a stop: what begins so is a name by itself, behind a bullet."""
    for whole in _wholes(block):
        lines = whole.casefold().split("\n")
        for at, line in enumerate(lines):
            first = _AFTER.match(_BULLET.sub("", line))
            if first is not None and (at == 0 or lines[at - 1].endswith(_CLOSED)):
                yield first[0]


def _wholes(block: Block) -> Iterator[str]:
    yield from (block.text,) if isinstance(block, Paragraph) else (c.text for r in block.rows for c in r.cells)


def _mended(table: Table, known: frozenset[tuple[str, str]]) -> Table:
    return replace(table, rows=tuple(_mended_row(row, known) for row in table.rows))


def _mended_row(row: Row, known: frozenset[tuple[str, str]]) -> Row:
    return replace(row, cells=tuple(replace(cell, text=_whole(cell.text, known)) for cell in row.cells))


def _whole(text: str, known: frozenset[tuple[str, str]]) -> str:
    """The text of a cell with the lines joined that are halves of a name."""
    lines: list[str] = []
    for line in _OPEN.sub(lambda cut: f"{cut[0][:-1]} ", text).split("\n"):
        if lines and _goes_on(lines[-1], line, known):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(last: str, new: str, known: frozenset[tuple[str, str]]) -> bool:
    if not _DASHED.match(new) or last.endswith(_CLOSED):
        return False
    return next(_pairs(f"{' '.join(last.split()[-2:])} - {new[2:]}"), None) in known
