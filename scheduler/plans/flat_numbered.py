"""Tables without a column of numbers, flattened to one cell a line: «Nội dung», «Thời gian», then «1. …», «Tháng 9» → Table."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from scheduler.documents import Block, Cell, Paragraph, Row, Table
from scheduler.plans.columns import Columns, columns_of
from scheduler.plans.numbering import Rank, read_label
from scheduler.plans.timed import starts_timed
from scheduler.plans.vocabulary import WHEN, WHO, Role, column_role

_FEWEST_ROWS = 2
_MOST_COLUMNS = 5
_LONGEST_TITLE = 6  # words


def numbered_table(blocks: Sequence[Block], at: int) -> tuple[Table, int] | None:
    """The table whose titles begin here, and the index after it; None unless every row below them has a line for each column."""
    first = blocks[at]
    if not isinstance(first, Paragraph) or not _is_title(first.text, (Role.TITLE, Role.WEAK_TITLE)):
        return None  # as nearly all: before anything behind it is looked at
    lines = [*takewhile(lambda block: isinstance(block, Paragraph) and block.text.strip(), blocks[at:])]
    paragraphs = [line for line in lines if isinstance(line, Paragraph)]
    titles = _titles(paragraphs)
    columns = columns_of(titles) if len(titles) > 1 else None
    if columns is None:
        return None
    rows = list(_rows(paragraphs[len(titles) :], columns))
    if sum(len(cells) > 1 for cells, _ in rows) < _FEWEST_ROWS:
        return None
    header = Row(tuple(Cell(line.text, line.place) for line in paragraphs[: len(titles)]), paragraphs[0].place)
    body = (Row(cells, cells[0].place) for cells, _ in rows)
    return Table((header, *body), paragraphs[0].place), at + len(titles) + sum(used for _, used in rows)


def _titles(lines: Sequence[Paragraph]) -> list[str]:
    """The work first, then who or when: nothing else may stand among such titles."""
    more = takewhile(lambda line: _is_title(line.text, (*WHO, *WHEN)), lines[1:_MOST_COLUMNS])
    return [lines[0].text, *(line.text for line in more)]


def _is_title(text: str, roles: Sequence[Role]) -> bool:
    return len(text.split()) <= _LONGEST_TITLE and not text.endswith((":", ".")) and column_role(text) in roles


def _rows(lines: Sequence[Paragraph], columns: Columns) -> Iterator[tuple[tuple[Cell, ...], int]]:
    """Rows of numbered work, and sections of one cell, each with the lines that it takes; up to what begins neither."""
    at = 0
    while at < len(lines) and _opens(lines[at].text):
        end = next((n for n in range(at + 1, len(lines)) if _opens(lines[n].text)), len(lines))
        cells = _cells(lines[at:end], columns)
        used = sum(cell.text.count("\n") + 1 for cell in cells)
        if used:
            yield cells, used
        if used < end - at:
            return
        at = end


def _opens(text: str) -> bool:
    """Whether a line begins a row or a section: with a number or letter, and not with a dash."""
    label, rest = read_label(text)
    return label is not None and bool(rest) and label.rank in (Rank.NUMBER, Rank.SECTION)


def _cells(lines: Sequence[Paragraph], columns: Columns) -> tuple[Cell, ...]:
    """The cells of a row that begins with the first line; () where they are not told.

    Of work and time alone the work may take several lines, and so may the time; what has no time heads the rows below.
    """
    if len(lines) == 1:
        return (Cell(lines[0].text, lines[0].place),)
    if columns.roles == (Role.TITLE, Role.TIMING):
        work = [lines[0], *takewhile(lambda line: not starts_timed(line.text), lines[1:])]
        times = [*takewhile(lambda line: starts_timed(line.text), lines[len(work) :])]
        parts = (work, times) if times else ()
        return tuple(Cell("\n".join(line.text for line in part), part[0].place) for part in parts)
    row = lines[: columns.width]
    timed = len(row) == columns.width and all(starts_timed(row[at].text) for at in columns.at(Role.TIMING))
    return tuple(Cell(line.text, line.place) for line in row) if timed else ()
