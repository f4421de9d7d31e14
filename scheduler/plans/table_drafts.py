"""Rows of work → drafts of tasks: the number that each bears, the groups that it stands below, its section."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft
from scheduler.plans.labelled import tidy_title
from scheduler.plans.numbering import Label, Rank, composed, read_label
from scheduler.plans.row_drafts import draft_of_row
from scheduler.plans.said_above import SaidAbove
from scheduler.plans.section_says import with_said
from scheduler.plans.shared_numbers import Rows, Sections, shared_numbers
from scheduler.plans.solutions import named_by_task
from scheduler.plans.step_columns import by_steps
from scheduler.plans.table_rows import TaskRow, group_beside
from scheduler.plans.vocabulary import WHEN, Role


def drafts_of(rows: Rows, columns: Columns) -> Iterator[Draft]:
    """Drafts of the rows that are tasks, with what their sections and the rows above say for them too."""
    rows = named_by_task(rows, columns)
    said_above = SaidAbove.of(columns, [one.row for one, _ in rows if one.told])
    for work in _works(rows, columns):
        draft = draft_of_row(work.one, columns, work.no, work.section)
        if not (draft.title or draft.told):  # a number in a form to be filled in
            continue
        draft = said_above.filled(draft, work.sections, work.one.row)
        nearest = (work.section,) if work.section else ()
        draft = with_said(draft, (*nearest, *(title for _, title in reversed(work.sections))))
        yield from by_steps(draft, work.one.row, columns)


@dataclass(frozen=True, slots=True)
class _Work:
    """A row that is a task: the sections above it, its whole number, the section that it is shown in."""

    one: TaskRow
    sections: Sections
    no: str
    section: str | None


def _works(rows: Rows, columns: Columns) -> Iterator[_Work]:
    """The rows that are tasks; a row above sub-rows that says neither who nor when is their group."""
    shared, standing = shared_numbers(rows, columns), _Standing()
    for at, (one, sections) in enumerate(rows):
        following = rows[at + 1][0] if at + 1 < len(rows) and rows[at + 1][1] == sections else None
        standing.enter(sections, one.label)
        standing.take_name(one, columns)
        number = shared.get(at) or standing.counted(one.label)
        if one.label and following and _is_under(following.label, one.label):
            own = _is_set(one, columns)
            if one.label.rank is Rank.NUMBER or not own:
                standing.open_group(one.label, one.title)
            if not own:
                continue
        yield _Work(one, sections, standing.whole_number(one.label, number), standing.section(one, columns))


@dataclass(slots=True)
class _Standing:
    """Where a row stands, going down a table. sections: the rows above it that name one, None before the first row.

    groups: the works above it that it is a part of; made: how many rows its section or group has so far; named: the section
    that a column of its own named last, named_label: the numeral or letter before that.
    """

    sections: Sections | None = None
    groups: list[tuple[Label, str]] = field(default_factory=list)
    made: int = 0
    named: str | None = None
    named_label: Label | None = None

    def enter(self, sections: Sections, label: Label | None) -> None:
        """Go to a row. Where sections bear no numbers its count goes on from one to the next."""
        if sections != self.sections:
            unnumbered = self.sections is not None and not any(label for label, _ in (*self.sections, *sections))
            self.groups, self.made, self.sections = [], self.made if unnumbered else 0, sections
        self.groups = [g for g in self.groups if label is not None and _is_under(label, g[0])]

    def take_name(self, one: TaskRow, columns: Columns) -> None:
        """Take note of the section that a column of its own names: «I. Truyền thông», in a cell over all its rows perhaps."""
        if named := tidy_title(" ".join(one.row.at(columns.first(Role.SECTION)).split())):
            label, rest = read_label(named, self.named_label.number if self.named_label else None)
            numbered = label is not None and label.rank is Rank.SECTION and bool(rest)
            self.named, self.named_label = (rest, label) if numbered else (named, None)

    def counted(self, label: Label | None) -> str:
        """The number as printed, or the position in the section or group where the paper gives none."""
        self.made = int(label.number) if label and label.number.isdecimal() else self.made + 1
        return label.number if label and label.number else str(self.made)

    def open_group(self, label: Label, title: str) -> None:
        """The rows below it are parts of this one, counted anew."""
        self.groups.append((label, title))
        self.made = 0

    def whole_number(self, label: Label | None, number: str) -> str:
        """The number with those of the sections and groups above."""
        named = ((self.named_label, self.named),) if self.named_label is not None else ()
        above = (*(self.sections or ()), *named, *((of, title) for of, title in self.groups if of is not label))
        return composed([*(of.number for of, _ in above if of), number])

    def section(self, one: TaskRow, columns: Columns) -> str | None:
        """What a column names as its section, else the group beside it, the nearest section row, the group that it stands in."""
        return self.named or group_beside(one.row, columns) or self._section_above(one.label)

    def _section_above(self, label: Label | None) -> str | None:
        if self.sections:
            return self.sections[-1][1]
        return self.groups[0][1] if self.groups and self.groups[0][0] is not label else None


def _is_set(one: TaskRow, columns: Columns) -> bool:
    """Whether a row says who leads or when: one that only says who helps heads the rows below it."""
    roles = (Role.LEAD, Role.LEAD_AND_COORDINATING, Role.DIRECTING, *WHEN)
    return one.told and any(one.row.at(c).strip() for role in roles for c in columns.at(role))


def _is_under(label: Label | None, above: Label) -> bool:
    """Whether a label is of the kind that stands below another: 1 > 1.1, 1 > a, 1 > -, 1.1 > 1.1.1, a > -."""
    if label is None or above.rank is Rank.BULLET:
        return False
    if label.rank is Rank.BULLET:
        return True
    if label.style == "1.1":
        return label.number.startswith(above.number + ".")
    return label.rank is Rank.NUMBER and label.style[:1] == "a" and above.style[:1] != "a"
