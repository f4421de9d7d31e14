"""Task tables of a sheet that leaves no row empty: the headings, texts and signatures between and below their rows set apart."""

from collections.abc import Iterator, Sequence

from scheduler.documents import Block, Paragraph, Row, Table
from scheduler.plans.columns import Columns, columns_of
from scheduler.plans.endings import is_end
from scheduler.plans.flat import with_tables
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.numbering import Rank, bare_label, read_label
from scheduler.plans.sheet_names import below_heads
from scheduler.plans.table_joining import header_of, joined_tables
from scheduler.plans.table_rows import is_across, is_below_work
from scheduler.plans.transposed import upright
from scheduler.plans.vocabulary import Subject, subject

_FEWEST = 3
_TEXTS = (Subject.ORGANISATION, Subject.BUDGET, Subject.REPORTING)
_SIGNED = 2
"""Cells of a row of addressees and signatures: they stand side by side."""


def laid_out(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a document as its plan is read from them: tables whole, each with nothing but its own rows."""
    upright_blocks = (
        upright(block) if isinstance(block, Table) else block for block in with_tables(below_heads(blocks))
    )
    return joined_tables(tuple(part for block in upright_blocks for part in _apart(block)))


def _apart(block: Block) -> Iterator[Block]:
    """A task table with what is none of it as paragraphs: what stands right above a second header, and what ends it."""
    columns = header_of(block) if isinstance(block, Table) and len(block.rows) > _FEWEST else None
    if isinstance(block, Paragraph) or columns is None or columns.width < _FEWEST:
        yield block
        return
    rows = list(grid(block))
    lines = _lines(rows, columns)
    kept: list[Row] = []
    for at, row in enumerate(block.rows):
        if at not in lines:
            kept.append(row)
            continue
        if kept:
            yield Table(tuple(kept), block.place)
            kept = []
        yield from _paragraphs(row)
    if kept:
        yield Table(tuple(kept), block.place)


def _lines(rows: Sequence[GridRow], columns: Columns) -> frozenset[int]:
    """The positions of the rows that are no part of the table."""
    found: set[int] = set()
    for at in range(2, len(rows)):
        if is_across(rows[at - 1], columns) and _is_header(rows[at], columns):
            found |= set(_above(rows, at, columns, headings=True))
    end = next((at for at in range(2, len(rows)) if _ends(rows, at)), len(rows))
    end = _text_below(rows, end)
    return frozenset((*found, *range(end, len(rows)), *_above(rows, end, columns, headings=False)))


def _text_below(rows: Sequence[GridRow], end: int) -> int:
    """Where the text below the work begins, at a heading such as «III. TỔ CHỨC THỰC HIỆN»; the end where there is none."""
    first = end
    while first > 2 and len(rows[first - 1].filled) <= 1 and not rows[first - 1].spans[1:]:
        first -= 1
    return next((at for at in range(first, end) if rows[at].filled and _opens_text(rows[at])), end)


def _opens_text(row: GridRow) -> bool:
    label, rest = read_label(" ".join(row.at(row.filled[0]).split()))
    return label is not None and label.rank is Rank.SECTION and subject(rest) in _TEXTS


def _above(rows: Sequence[GridRow], at: int, columns: Columns, *, headings: bool) -> Iterator[int]:
    """The rows of one text right above a row; above a header no section, which the rows below the header belong to."""
    for place in range(at - 1, 1, -1):
        row = rows[place]
        if not row.filled:
            continue
        if not is_across(row, columns) or is_below_work(row) or (headings and _is_section_or_rest(row)):
            return
        yield place


def _is_header(row: GridRow, columns: Columns) -> bool:
    if len(row.filled) < _FEWEST:
        return False
    return columns.same_as(row.cells) or ((found := columns_of(row.cells)) is not None and found.plain)


def _is_section_or_rest(row: GridRow) -> bool:
    label, rest = read_label(" ".join(row.at(0).split()))
    return (label is not None and label.rank is not Rank.NUMBER) or rest[:1].islower()


def _ends(rows: Sequence[GridRow], at: int) -> bool:
    """Whether addressees or signatures begin here: no row from here on is one of work."""
    first = rows[at].at(rows[at].filled[0]).strip().split("\n")[0] if rows[at].filled else ""
    return is_end(first) and all(len(row.filled) <= _SIGNED and bare_label(row.at(0)) is None for row in rows[at:])


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    for cell in row.cells:
        for line in cell.text.split("\n"):
            if line.strip():
                yield Paragraph(" ".join(line.split()), row.place, gap=True)
