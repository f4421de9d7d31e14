"""A document as a person sees it, row by row, each with what came of it: a task, a part of one, or why it was passed over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import zip_longest

from scheduler.diagnostics import Location
from scheduler.documents import Document, Paragraph, Place, Table
from scheduler.model import Plan
from scheduler.plans.columns import Columns, columns_of, is_counter
from scheduler.plans.endings import is_end
from scheduler.plans.gapless import laid_out
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.numbering import Label, Rank, read_label
from scheduler.plans.regions import regions
from scheduler.plans.second_headers import refined
from scheduler.plans.table_joining import header_of
from scheduler.plans.table_rows import Sort
from scheduler.plans.tables import tasks_of_table
from scheduler.plans.vocabulary import Role, Subject, subject

Mark = tuple[int | None, int | None, int | None, int | None]


class Fate(StrEnum):
    """What came of a row."""

    TASK = "task"
    DUTY = "duty"
    CHANGE = "change"
    PART = "part"
    HEADER = "header"
    SECTION = "section"
    HEAD = "head"
    END = "end"
    COUNTER = "counter"
    OTHER_TABLE = "other-table"
    PURPOSE = "purpose"
    FRAME = "frame"
    BUDGET = "budget"
    ORGANISATION = "organisation"
    CONTENTS = "contents"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the document. cells: its texts (one for a paragraph). tasks, duties, changes: indices of what begins here.

    roles: of a header row, what each column was taken for. titles: of a row below a header, the titles of its columns.
    """

    cells: tuple[str, ...]
    place: Place
    fate: Fate
    tasks: tuple[int, ...] = ()
    duties: tuple[int, ...] = ()
    changes: tuple[int, ...] = ()
    roles: tuple[Role | None, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def begins(self) -> bool:
        """Whether a task, a duty or a change begins here."""
        return bool(self.tasks or self.duties or self.changes)


def shown(document: Document, plan: Plan) -> tuple[Shown, ...]:
    """Every row and paragraph that holds text, in the order of the paper."""
    blocks = laid_out(document.blocks)
    parts = regions(blocks)
    walker = _Walker(
        _by_mark([t.location for t in plan.tasks] if not plan.changes else []),
        _by_mark([d.location for d in plan.reporting]),
        _by_mark([c.location for c in plan.changes]),
        {_mark(p.place) for p in (*parts.head, *(line for annex in parts.annexes for line in annex))},
    )
    rows: list[Shown] = []
    for block in blocks:
        rows += walker.paragraph(block) if isinstance(block, Paragraph) else walker.table(block)
    return tuple(
        replace(row, fate=Fate.SECTION) if _names_group(row, below) else row
        for row, below in zip_longest(rows, rows[1:])
    )


def _names_group(row: Shown, below: Shown | None) -> bool:
    """Whether a numbered line that makes nothing itself stands right above an item that is numbered in another way."""
    label = read_label(row.cells[0])[0]
    if row.fate is not Fate.NEITHER or label is None or label.rank is Rank.BULLET or below is None or not below.begins:
        return False
    return len(row.cells) == len(below.cells) == 1 and _style(read_label(below.cells[0])[0]) != label.style


def _by_mark(locations: Sequence[Location]) -> Mapping[Mark, tuple[int, ...]]:
    found: dict[Mark, tuple[int, ...]] = {}
    for at, where in enumerate(locations):
        mark = (where.line, where.table, where.row, where.paragraph)
        found[mark] = (*found.get(mark, ()), at)
    return found


def _mark(place: Place) -> Mark:
    return place.line, place.table, place.row, place.paragraph


@dataclass(slots=True)
class _Walker:
    """Goes down the document and remembers what it stands in. styles: of the numbers above, the outermost first."""

    tasks: Mapping[Mark, tuple[int, ...]]
    duties: Mapping[Mark, tuple[int, ...]]
    changes: Mapping[Mark, tuple[int, ...]]
    head: set[Mark]
    about: Subject | None = None
    task: Label | None = None
    inside: bool = False
    ended: bool = False
    styles: list[str] = field(default_factory=list)
    columns: Columns | None = None

    def paragraph(self, block: Paragraph) -> Iterator[Shown]:
        """The paragraph as one row, if it holds text."""
        if not block.text.strip():
            return
        label, rest = read_label(block.text)
        found = self._begun(block.place)
        closes = self._goes_below(label)
        if found:
            self.inside, self.task, self.ended = True, label, False
            yield Shown((block.text,), block.place, self._fate(found), *found)
            return
        self.inside = self.inside and not closes
        yield Shown((block.text,), block.place, self._passed(block, label, rest))

    def _goes_below(self, label: Label | None) -> bool:
        """Take note of a numbered line; whether it is numbered as one that the task above stands under."""
        if label is None or label.rank is Rank.BULLET:
            return False
        at = self.styles.index(label.style) if label.style in self.styles else len(self.styles)
        closes = _style(self.task) in self.styles[at + 1 :]
        self.styles[at:] = [label.style]
        return closes

    def _passed(self, block: Paragraph, label: Label | None, rest: str) -> Fate:
        if _mark(block.place) in self.head:
            return Fate.HEAD
        section = (label is not None and label.rank is Rank.SECTION) or (label is None and block.level is not None)
        if section:
            self.about, self.inside, self.ended = subject(rest), False, False
            return Fate.SECTION
        if self.ended or is_end(block.text):
            self.ended, self.inside = True, False
            return Fate.END
        if self.inside and (label is None or label.rank is Rank.BULLET or label.style != _style(self.task)):
            return Fate.PART
        self.inside = False
        return _FATES.get(self.about, Fate.NEITHER)

    def table(self, table: Table) -> Iterator[Shown]:
        """The rows of a table that hold text."""
        columns = header_of(table)
        if columns is None and not any(self._begun(row.place) for row in table.rows):
            in_head = any(_mark(cell.place) in self.head for row in table.rows for cell in row.cells)
            fate = Fate.HEAD if in_head else Fate.END if self.ended else Fate.OTHER_TABLE
            yield from (Shown(row.cells, row.place, fate) for row in grid(table) if row.filled)
            return
        read = tasks_of_table(table, "", self.columns)
        self.columns, sorts = read.columns or self.columns, {_mark(place): sort for place, sort in read.sorts}
        known: Columns | None = None
        begun = False
        for row in grid(table):
            if not row.filled:
                continue
            found = self._begun(row.place)
            mark = _mark(row.place)
            now = _header(row, known) or known if mark in sorts and sorts[mark] is None else None
            if now is not None:
                known = now
                yield Shown(row.cells, row.place, Fate.HEADER, roles=now.roles)
                continue
            begun = begun or bool(found)
            fate = (
                self._fate(found)
                if found
                else _of_sort(sorts.get(mark)) or _of_row(row, begun and sorts.get(mark) is not Sort.EMPTY)
            )
            titles = known.titles if known else ()
            yield Shown(row.cells, row.place, fate, *(found or ((), (), ())), (), titles)
        self.inside = False

    def _begun(self, place: Place) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None:
        mark = _mark(place)
        found = self.tasks.get(mark, ()), self.duties.get(mark, ()), self.changes.get(mark, ())
        return found if any(found) else None

    def _fate(self, found: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]) -> Fate:
        return Fate.CHANGE if found[2] else Fate.TASK if found[0] else Fate.DUTY


_FATES: dict[Subject | None, Fate] = {
    Subject.PURPOSE: Fate.PURPOSE,
    Subject.FRAME: Fate.FRAME,
    Subject.BUDGET: Fate.BUDGET,
    Subject.ORGANISATION: Fate.ORGANISATION,
    Subject.REPORTING: Fate.ORGANISATION,
    Subject.CONTENTS: Fate.CONTENTS,
}


def _style(label: Label | None) -> str:
    return label.style if label else ""


def _header(row: GridRow, known: Columns | None) -> Columns | None:
    """The columns of a header row, first, second or repeated; None for any other row."""
    if known is not None and known.same_as(row.cells):
        return known
    below = refined(known, row.cells) if known is not None else None
    found = columns_of(row.cells) if below is None or not below.units else None
    if found is not None and (known is None or found.plain):
        return found
    return below


def _of_sort(sort: Sort | None) -> Fate | None:
    """What a row that makes no task of its own was read as; a numbered one above others is the name of their group."""
    if sort in (Sort.SECTION, Sort.GROUP_OR_TASK):
        return Fate.SECTION
    return Fate.PART if sort is Sort.CONTINUATION else None


def _of_row(row: GridRow, begun: bool) -> Fate:
    if is_counter(row.cells):
        return Fate.COUNTER
    if len(row.filled) < 3 and read_label(row.cells[row.filled[0]] + " x")[0] is not None:
        return Fate.SECTION
    if not begun or len(row.filled) == 1:
        return Fate.SECTION if len(row.filled) < 3 else Fate.NEITHER
    return Fate.PART
