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
    if sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
        return None
    header = Row(tuple(Cell(line.text, line.place) for line in paragraphs[: len(titles)]), paragraphs[0].place)
    body = (Row(tuple(Cell(line.text, line.place) for line in row), row[0].place) for row in rows)
    return Table((header, *body), paragraphs[0].place), at + len(titles) + sum(map(len, rows))


def _titles(lines: Sequence[Paragraph]) -> list[str]:
    """The work first, then who or when: nothing else may stand among such titles."""
    more = takewhile(lambda line: _is_title(line.text, (*WHO, *WHEN)), lines[1:_MOST_COLUMNS])
    return [lines[0].text, *(line.text for line in more)]


def _is_title(text: str, roles: Sequence[Role]) -> bool:
    return len(text.split()) <= _LONGEST_TITLE and not text.endswith((":", ".")) and column_role(text) in roles


def _rows(lines: Sequence[Paragraph], columns: Columns) -> Iterator[Sequence[Paragraph]]:
    """Rows of as many lines as there are columns, and sections of one; up to the first line that begins neither."""
    at = 0
    while at < len(lines):
        label, rest = read_label(lines[at].text)
        row = lines[at : at + columns.width]
        if label is None or not rest:
            return
        if label.rank is Rank.NUMBER and _is_row(row, columns):
            at += columns.width
            yield row
        elif label.rank is Rank.SECTION:
            at += 1
            yield lines[at - 1 : at]
        else:
            return


def _is_row(row: Sequence[Paragraph], columns: Columns) -> bool:
    """Whether the lines behind a numbered one bear no numbers, and what stands in the place of a time is one."""
    if len(row) < columns.width or any(read_label(line.text)[0] is not None for line in row[1:]):
        return False
    return all(starts_timed(row[at].text) for at in columns.at(Role.TIMING))
