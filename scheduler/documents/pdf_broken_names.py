"""Names that the width of a column broke into lines of a cell («Văn phòng» above «UBND xã») → whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.documents.document import Block, Cell, Row, Table
from scheduler.documents.labels import starts_item

_BULLET = re.compile(r"^[-–+•*]\s*")
_STOPS = ".;:,"


def with_whole_names(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; two lines of a cell are one where another cell holds them as one, and not each of them by itself.

    The second may begin the rest of the row overleaf.
    How wide a column without lines is cannot be told for sure, so that a line may look as if it ended of its own.
    """
    known = frozenset(item for block in blocks if isinstance(block, Table) for item in _items(block))
    found = [_mended(block, known) if isinstance(block, Table) else block for block in blocks]
    for at in range(len(found) - 1):
        above, below = found[at : at + 2]
        if isinstance(above, Table) and isinstance(below, Table):
            found[at : at + 2] = _over_page(above, below, known)
    return tuple(found)


def _over_page(above: Table, below: Table, known: frozenset[str]) -> tuple[Table, Table]:
    """Two tables, a name that begins in the last row of one and ends in the rest of that row put into the first."""
    place = next((at for at, row in enumerate(below.rows[:2]) if row.cells and not row.cells[0].text), None)
    if place is None or len(above.rows[-1].cells) != len(below.rows[place].cells):
        return above, below
    pairs = zip(above.rows[-1].cells, below.rows[place].cells, strict=True)
    moved = [_moved_up(last, new, known) for last, new in pairs]
    upper = replace(above.rows[-1], cells=tuple(one for one, _ in moved))
    lower = replace(below.rows[place], cells=tuple(one for _, one in moved))
    rows = (*below.rows[:place], lower, *below.rows[place + 1 :])
    return replace(above, rows=(*above.rows[:-1], upper)), replace(below, rows=rows)


def _moved_up(last: Cell, new: Cell, known: frozenset[str]) -> tuple[Cell, Cell]:
    """A line in small letters stays, and shows that its row goes on."""
    first, _, rest = new.text.partition("\n")
    if not first[:1].isupper() or not _is_broken(last.text.rpartition("\n")[2], first, known):
        return last, new
    return replace(last, text=f"{last.text} {first}"), replace(new, text=rest)


def _items(table: Table) -> Iterator[str]:
    """What stands alone in a cell, or between bullets and stops: there it is known where a name ends, but for rows over pages."""
    whole = [row for row in table.rows[:-1] if row.cells and row.cells[0].text]
    for text in (cell.text for row in whole for cell in row.cells):
        lines = text.split("\n")
        told = len(lines) == 1 or all(_BULLET.match(line) or line.endswith(";") for line in lines)
        yield from (_plain(item) for line in lines for item in line.split(";") if told)


def _plain(text: str) -> str:
    return _BULLET.sub("", text.strip()).rstrip(_STOPS + " ").casefold()


def _mended(table: Table, known: frozenset[str]) -> Table:
    return replace(table, rows=tuple(_mended_row(row, known) for row in table.rows))


def _mended_row(row: Row, known: frozenset[str]) -> Row:
    return replace(
        row, cells=tuple(replace(cell, text="\n".join(_whole(cell.text.split("\n"), known))) for cell in row.cells)
    )


def _whole(lines: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    held: str | None = None
    for line in lines:
        if held is not None and _is_broken(held, line, known):
            held = f"{held} {line}"
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_broken(last: str, new: str, known: frozenset[str]) -> bool:
    if not last or not new or last[-1] in _STOPS or starts_item(new):
        return False
    return _plain(f"{last} {new}") in known and not {_plain(last), _plain(new)} <= known
