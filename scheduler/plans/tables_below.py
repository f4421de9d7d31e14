"""The task tables of a plan, each below the heading that it stands under: numbers and sections that the heading gives."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from scheduler.diagnostics import Diagnostic
from scheduler.documents import Block, Paragraph, Table
from scheduler.plans.annexes import NUMBER_OF_ANNEX, annex_heading, is_annex_mark
from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft
from scheduler.plans.labelled import tidy_title
from scheduler.plans.named_items import with_units_of_items
from scheduler.plans.numbering import Rank, composed, follows, names_section, read_label
from scheduler.plans.section_says import is_time, with_said
from scheduler.plans.sheet_names import names_sheet
from scheduler.plans.table_joining import header_of
from scheduler.plans.tables import tasks_of_table
from scheduler.plans.tables_left_out import table_left_out
from scheduler.plans.vocabulary import WHEN, Role, Subject, subject, words
from scheduler.text import folded

Heading: TypeAlias = tuple[str, str]
"""Number and title."""
_NONE: Heading = ("", "")
_LONGEST_HEADING = 20


def tasks_of_tables(blocks: Sequence[Block], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts of all task tables; a table without a header may go on with the one before it."""
    drafts: list[Draft] = []
    found: list[Diagnostic] = []
    columns: Columns | None = None
    heading, below, above = _NONE, _NONE, ""
    for block in blocks:
        above = block.text if isinstance(block, Paragraph) else above
        if isinstance(block, Paragraph) and names_sheet(block) and is_time(block.text):
            heading, below = (block.text, block.text), _NONE  # it tells apart what several sheets count from 1
            continue
        if isinstance(block, Paragraph) and (annex := annex_heading(block.text, {d.outer for d in drafts})) is not None:
            heading, below = annex, _NONE
            continue
        if isinstance(block, Paragraph):
            section = _heading(block.text) or (_NONE if _names_another(block.text, heading[1]) else None)
            heading, below = (section, _NONE) if section else (heading, _numbered(block.text, heading) or below)
            below = below if is_heading_of_table(block.text) else _NONE
            continue
        if _tells_costs(block, heading[1]):
            continue
        of_one = tasks_of_table(block, file, columns)
        columns = of_one.columns or columns
        drafts += _below(below if below[0] else heading, with_units_of_items(of_one.drafts), columns)
        found += of_one.diagnostics
        if not of_one.drafts and Subject.BUDGET not in (subject(heading[1]), _subject_of_title(above)):
            found += table_left_out(block, file)
        above = ""
    return _told_apart(drafts), tuple(found)


def _names_another(text: str, heading: str) -> bool:
    """Whether a line in capitals ends a section on money: the title of an annex that is not called one."""
    return subject(heading) is Subject.BUDGET and text.isupper() and subject(text) is not Subject.BUDGET


def _subject_of_title(line: str) -> Subject | None:
    """What the line right above a table, in capitals, says that it is about: «DỰ TOÁN KINH PHÍ»."""
    return subject(line) if line.isupper() else None


def _tells_costs(table: Table, heading: str) -> bool:
    """Whether a table below a heading on money asks for money and no time: «Nội dung | Kinh phí | Đơn vị thực hiện»."""
    columns = header_of(table) if subject(heading) is Subject.BUDGET else None
    if columns is None or any(columns.at(role) for role in (*WHEN, Role.GRID)):
        return False
    return any(folded(title).startswith(words("tables", "costs")) for title in columns.titles)


def _below(heading: Heading, drafts: Sequence[Draft], columns: Columns | None) -> list[Draft]:
    """The drafts of a table below its heading; where its first section is the one after the heading («II» below «I»), a line
    parted the table, and what stands from there on is beside the heading and not below it.
    """
    outer = [draft.no.partition(".")[0] for draft in drafts]
    sections = [number for number in outer if names_section(number)]
    if not sections or not follows(heading[0], sections[0]):
        return [_under(draft, heading, columns) for draft in drafts]
    return [
        replace(d, outer=number)
        if number in sections
        else _under(replace(d, no=composed([heading[0], d.no])), heading, columns)
        for d, number in zip(drafts, outer, strict=True)
    ]


def _under(draft: Draft, heading: Heading, columns: Columns | None) -> Draft:
    """The draft below the heading of its table."""
    number, title = heading
    found = replace(draft, outer=number, section=draft.section or title or None)
    return with_said(found, [title]) if columns is not None and title else found


def _numbered(text: str, section: Heading) -> Heading | None:
    """«1. Giai đoạn phòng ngừa» right above a table, as a heading inside of its section."""
    label, rest = read_label(text)
    if label is None or label.rank is not Rank.NUMBER:
        return None
    return composed([section[0], label.number]), tidy_title(rest)


def is_heading_of_table(text: str) -> bool:
    """Whether a line may stand above a table as its heading: short, and no sentence."""
    return len(text.split()) < _LONGEST_HEADING and not text.rstrip().endswith((".", ";", ","))


def _heading(text: str) -> Heading | None:
    """Number and title of a section heading."""
    label, rest = read_label(text)
    return (label.number, tidy_title(rest)) if label is not None and label.rank is Rank.SECTION else None


def _told_apart(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Numbers as printed; where two tables count from 1, each number with that of the heading that its table stands under.

    Of a body and an annex only the annex's are changed: «1» of the body stays what it is on the paper.
    """
    numbers = [d.no for d in drafts]
    headings = {d.outer for d in drafts}
    if len(set(numbers)) == len(numbers) or len(headings) < 2:
        return tuple(drafts)
    of_annexes = [_with_annex(d) for d in drafts]
    if len({d.no for d in of_annexes}) == len(numbers):
        return tuple(of_annexes)
    return tuple(replace(d, no=composed([d.outer, d.no])) for d in drafts)


def _with_annex(draft: Draft) -> Draft:
    if not is_annex_mark(draft.outer):
        return draft
    return replace(draft, no=composed([draft.outer, draft.no]), taken=(*draft.taken, NUMBER_OF_ANNEX))
