"""Task tables → their rows of work with the sections above them, and the drafts of tasks that these make."""

from dataclasses import dataclass, field, replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Place, Table, with_next
from scheduler.plans.broken_rows import rests
from scheduler.plans.columns import Columns, columns_of, header_among, is_counter, opens_another_table
from scheduler.plans.drafts import Draft
from scheduler.plans.grid import GridRow, grid
from scheduler.plans.month_first import asked_of_order
from scheduler.plans.numbering import Label, Rank, follows
from scheduler.plans.row_halves import joined
from scheduler.plans.second_headers import is_known_below, is_rest_of_header, mended, refined, unread_below
from scheduler.plans.section_says import is_time
from scheduler.plans.shared_numbers import Sections
from scheduler.plans.table_drafts import drafts_of
from scheduler.plans.table_rows import (
    Sort,
    TaskRow,
    fitted,
    is_below_work,
    may_be_rest,
    section_title,
    sort_of,
    taken_in,
    task_row,
    tells,
    unrepeated,
    without_ditto,
)
from scheduler.plans.vocabulary import WHEN, WHO, Role


@dataclass(frozen=True, slots=True)
class TableTasks:
    """What a task table holds. sorts: what each row below the first header is, None for a header."""

    drafts: tuple[Draft, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    columns: Columns | None = None
    sorts: tuple[tuple[Place, Sort | None], ...] = ()


@dataclass(slots=True)
class _Reader:
    """Goes down the rows; `rows` are the task rows found, each with the sections and groups above it.

    fresh: whether the row above is of a header; known: whether work stood below the header already, so that all its rows are
    known (`heads`: as printed); again: whether the header above repeats it.
    """

    file: str
    columns: Columns | None
    rows: list[tuple[TaskRow, Sections]] = field(default_factory=list)
    sections: list[tuple[Label | None, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sorts: list[tuple[Place, Sort | None]] = field(default_factory=list)
    fresh: bool = False
    known: bool = False
    heads: set[tuple[str, ...]] = field(default_factory=set)
    again: bool = False
    after_section: bool = False

    def take_rest(self, row: GridRow) -> None:
        """A row that is known for the rest of the one before, if that was work."""
        if self.columns is not None and self.after_section and len(row.filled) == 1:
            self._go_on_with_section(" ".join(row.cells[row.filled[0]].split()), row)
            return
        if self.columns is None or not self.rows or self.after_section or is_below_work(row):
            self.take(row)
            return
        before, sections = self.rows[-1]
        title = " ".join(row.at(self.columns.first(Role.TITLE)).split())
        rest = TaskRow(row, None, title, told=tells(row, self.columns))
        self.sorts.append((row.place, Sort.CONTINUATION))
        self.rows[-1] = (joined(before, rest, self.columns), sections)

    def take(self, row: GridRow) -> None:
        if not row.filled or self._is_header(row):
            return
        assert self.columns is not None
        row = unrepeated(fitted(row, self.columns))
        if len(row.cells) > self.columns.width:
            self._complain("row-too-long", row, cells=len(row.cells), columns=self.columns.width)
        if row.lacking:
            lead = row.at(self.columns.first(Role.LEAD)).strip()
            self._complain(
                "row-lacks-cells", row, text=row.at(self.columns.first(Role.TITLE)), count=row.lacking, lead=lead
            )
        if row.laid_by_fit:
            laid = " | ".join(cell.replace("\n", " / ") for cell in row.cells)
            self._complain("row-lines-unsure", row, text=laid)
        before = self.rows[-1][0] if self.rows and not self.after_section else None
        self._take_work(task_row(row, self.columns, self._last_section_number(), before), self.columns)

    def _is_header(self, row: GridRow) -> bool:
        """Whether the row is a header (first, second, repeated) or stands before any; takes note of the columns."""
        if self._is_known_head(row) or self._is_new_head(row):
            self.heads.add(row.cells)
            self.sorts.append((row.place, None))
            return True
        return self.columns is None or is_counter(row.cells)

    def _is_known_head(self, row: GridRow) -> bool:
        """Whether a header that has work below it is printed again, or goes on after its first row."""
        if self.columns is None or not self.known:
            return False
        if self.fresh:
            return self.again and (row.cells in self.heads or is_known_below(self.columns, row.cells))
        if row.cells in self.heads or (columns_of(row.cells) is not None and self.columns.same_as(row.cells)):
            self.fresh = self.again = True
        return self.fresh

    def _is_new_head(self, row: GridRow) -> bool:
        """Whether the row is a header that was not met before, or one below it."""
        rest = self._below(row)
        found = columns_of(row.cells) if rest is None or not rest.units else None
        if found is not None and (self.columns is None or found.plain or self.columns.same_as(row.cells)):
            if self.columns is None or not self.columns.same_as(row.cells):
                self.columns, self.known, self.again = found, bool(self.rows), False
            self.fresh = True
            return True
        if rest is not None:
            if self.columns is not None and (unread := unread_below(self.columns, rest, row.cells)):
                self._complain("header-label-unread", row, text=" | ".join(unread))
            self.columns = rest
            return True
        if self.fresh and self.columns is not None and is_rest_of_header(self.columns, row):
            self._complain("header-row-unread", row, text=" | ".join(row.cells[at] for at in row.filled))
            return True
        return False

    def _below(self, row: GridRow) -> Columns | None:
        """The columns with what a row below a new header adds to them; of one that is known whole there is no rest to come."""
        if self.columns is None or not self.fresh or self.again:
            return None
        whole = None if self.known else mended(self.columns, row.cells)
        return whole or refined(self.columns, row.cells)

    def _take_work(self, one: TaskRow, columns: Columns) -> None:
        before = self.rows[-1][0] if self.rows and not self.after_section else None
        sort = sort_of(one, before, columns)
        if sort is Sort.TASK and self._is_next_section(one, columns):
            sort = Sort.SECTION
            timing = "; ".join(
                one.row.at(at).strip() for role in WHEN for at in columns.at(role) if one.row.at(at).strip()
            )
            self._complain("section-says-when", one.row, text=section_title(one), timing=timing)
        self.sorts.append((one.row.place, sort))
        self.fresh = False
        if sort is Sort.EMPTY:
            return
        self.known = True
        if sort is Sort.SECTION and self.after_section and one.label is None and one.title[:1].islower():
            self.sorts.pop()
            self._go_on_with_section(one.title, one.row)
        elif sort is Sort.SECTION:
            if before is not None and may_be_rest(one, before, columns):
                self._ask_of_rest(one, before)
            self._open_section(one)
        elif sort is Sort.CONTINUATION and before is not None:
            if taken_in(one, before, columns):
                self._ask("row-taken-in", one, before, one.row)
            self.rows[-1] = (joined(before, one, columns), self.rows[-1][1])
        else:
            last = self.rows[-1][0] if self.rows else None
            self.rows.append((without_ditto(one, last, columns), tuple(self.sections)))
            self.after_section = False

    def _is_next_section(self, one: TaskRow, columns: Columns) -> bool:
        """Whether a row that says when and not who is numbered as the section after the last one: «II. Nhân lực | | năm sau»."""
        last = next(
            (label for label, _ in self.sections if label and one.label and label.style == one.label.style), None
        )
        if last is None or one.label is None or one.label.rank is not Rank.SECTION or not columns.at(Role.LEAD):
            return False
        silent = not any(one.row.at(at).strip() for role in WHO for at in columns.at(role))
        return silent and follows(last.number, one.label.number)

    def _open_section(self, one: TaskRow) -> None:
        style = one.label.style if one.label else ""
        styles = [label.style if label else "" for label, _ in self.sections]
        if style in styles:
            del self.sections[styles.index(style) :]
        elif style == "A" or not (style or is_time(section_title(one))):
            self.sections.clear()
        self.sections.append((one.label, section_title(one)))
        self.after_section = True

    def _go_on_with_section(self, rest: str, row: GridRow) -> None:
        """The second half of the title of a section that a page broke."""
        label, title = self.sections[-1]
        self.sorts.append((row.place, Sort.CONTINUATION))
        self.sections[-1] = (label, with_next(title, rest))

    def _last_section_number(self) -> str | None:
        return next((label.number for label, _ in reversed(self.sections) if label), None)

    def _ask_of_rest(self, one: TaskRow, before: TaskRow) -> None:
        self._ask("row-section-or-rest", one, before, one.row)
        self._ask("row-rest-unsure", one, before, before.row)

    def _ask(self, code: str, one: TaskRow, before: TaskRow, row: GridRow) -> None:
        """A question on a row, and on the one before it, of which it may be the rest."""
        facts = values(text=one.title, no=before.label.number if before.label else "", title=before.title)
        self.diagnostics.append(Diagnostic(code, Severity.QUESTION, row.place.within(self.file), facts))

    def _complain(self, code: str, row: GridRow, **facts: int | str) -> None:
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, row.place.within(self.file), values(**facts)))


def tasks_of_table(table: Table, file: str, columns: Columns | None) -> TableTasks:
    """The tasks of a table. `columns`: of the table before it, which it may go on with where it has no header of its own."""
    above = columns if _fits(table, columns) else None
    reader = _Reader(file, above, known=above is not None)
    rows = list(grid(table))
    broken = rests(rows, reader.columns or header_among(row.cells for row in rows))
    for at, row in enumerate(rows):
        if at in broken:
            reader.take_rest(row)
        else:
            reader.take(row)
    drafts = tuple(drafts_of(reader.rows, reader.columns)) if reader.columns else ()
    if reader.columns and reader.columns.units:
        drafts = _of_shares(drafts, reader.columns)
    drafts, asked = asked_of_order(drafts, file)
    return TableTasks(drafts, (*reader.diagnostics, *asked), reader.columns, tuple(reader.sorts))


def _of_shares(drafts: tuple[Draft, ...], columns: Columns) -> tuple[Draft, ...]:
    """Where columns of units hold figures and no marks, a table without times is none of tasks, one with them says no shares."""
    if sum(len(d.unread_shares) for d in drafts) <= sum(len(d.parties.lead + d.parties.coordinating) for d in drafts):
        return drafts
    timed = any(columns.at(role) for role in (*WHEN, Role.GRID))
    return tuple(replace(d, unread_shares=()) for d in drafts) if timed else ()


def _fits(table: Table, columns: Columns | None) -> bool:
    """Whether a table without a header goes on with the one before it: it has as many columns."""
    if columns is None or not table.rows or opens_another_table([cell.text for cell in table.rows[0].cells]):
        return False
    return max(len(r.cells) for r in table.rows) == columns.width
