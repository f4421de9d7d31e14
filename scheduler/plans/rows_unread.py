"""Rows of task tables with words that nothing read from the table holds: said, so that no row is lost in silence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Block, Cell, Row, Table
from scheduler.model import Task
from scheduler.plans.item_account import fields_of
from scheduler.plans.vocabulary import column_role
from scheduler.text import folded, shortened

_PIECE = re.compile(r"[^;,.:()\n–—-]+")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = 3
"""Words beside each other by which a text is known again."""
_STRETCH = 5
"""Words in a row that were not read: fewer may be a label, a link between two names."""
_READ_COLUMN = 0.6
"""Share of the cells of a column that were read, at least: others are columns of remarks, of products, of money."""
_LONGEST = 160
_MOST = 6
"""Rows that are shown: who sees that many looks at the paper itself."""

_Run = tuple[str, ...]


def rows_unread(
    blocks: Iterable[Block], tasks: Sequence[Task], told: Iterable[Diagnostic], file: str
) -> Iterator[Diagnostic]:
    """table-text-unread for rows on pages with tasks: words of a column that is read stand in no task and no other finding."""
    pages = {task.location.page for task in tasks if task.tabled and task.location.page is not None}
    tables = [block for block in blocks if isinstance(block, Table) and block.place.page in pages]
    if not tables:
        return
    known = {run for task in tasks for text in (task.section or "", *fields_of(task)) for run in _runs(text)}
    known |= {run for one in told for _, value in one.values for run in _runs(str(value))}
    for row, text in islice((found for table in tables for found in _unread(table, known)), _MOST):
        facts = values(text=shortened(" ".join(text.split()), _LONGEST))
        yield Diagnostic("table-text-unread", Severity.WARNING, row.place.within(file), facts)


def _unread(table: Table, known: set[_Run]) -> Iterator[tuple[Row, str]]:
    rows = [row for row in table.rows if sum(column_role(cell.text) is not None for cell in row.cells) < 2]
    width = max((len(row.cells) for row in rows), default=0)
    read = [_is_read([row.cells[at] for row in rows if len(row.cells) == width], known) for at in range(width)]
    for row in rows:
        for at, cell in enumerate(row.cells):
            if (len(row.cells) < width or read[at]) and (text := _lost(cell.text, known)):
                yield row, text


def _is_read(cells: Sequence[Cell], known: set[_Run]) -> bool:
    told = [cell for cell in cells if len(_WORD.findall(cell.text)) >= _RUN]
    return bool(told) and sum(not _lost(cell.text, known) for cell in told) >= _READ_COLUMN * len(told)


def _lost(text: str, known: set[_Run]) -> str:
    """The first words of a text that stand nowhere, "" where none do."""
    held = [(word, run in known) for run in _runs(text) for word in run[:1]]
    for is_known, group in groupby(held, key=lambda one: one[1]):
        words = [word for word, _ in group]
        if not is_known and len(words) >= _STRETCH:
            return text
    return ""


def _runs(text: str) -> Iterator[_Run]:
    """For each word of a text those that stand from it on, within a piece of it."""
    for piece in _PIECE.findall(folded(text)):
        words = _WORD.findall(piece)
        yield from (tuple(words[at : at + _RUN]) for at in range(len(words)))
