"""Document → Plan: header, tasks of tables and of outlines in the order of the paper, reporting duties, findings."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Block, Document, Paragraph, Table
from scheduler.model import Plan, PlanHeader
from scheduler.plans.addressees import addressees
from scheduler.plans.amendments import amended_plan, changes, listed_tables
from scheduler.plans.checks import check, of_taken, recognised
from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft, titled
from scheduler.plans.flat import with_tables
from scheduler.plans.header import read_header
from scheduler.plans.left_out import left_out
from scheduler.plans.numbering import Rank, composed, read_label
from scheduler.plans.outline_lines import outline
from scheduler.plans.outline_tasks import tasks_of_outline
from scheduler.plans.regions import regions
from scheduler.plans.reporting import duties
from scheduler.plans.section_says import with_said
from scheduler.plans.table_joining import header_of, joined_tables
from scheduler.plans.tables import tasks_of_table
from scheduler.plans.vocabulary import Role, Subject, subject, words
from scheduler.text import folded

_TIMES = (Role.TIMING, Role.START, Role.END, Role.FREQUENCY, Role.GRID)


def read_plan(document: Document) -> Plan:
    """The plan in a document. Never raises: what is not understood is a diagnostic, with file and line."""
    if not document.readable:
        return Plan(PlanHeader(), diagnostics=document.diagnostics)
    blocks = joined_tables(with_tables(document.blocks))
    parts = regions(blocks)
    header = read_header(parts)
    header = replace(header, amends=amended_plan(header.title, (line.text for line in parts.head)))
    nodes = outline(block for block in parts.body if isinstance(block, Paragraph))
    listed = parts.body if header.amends is None else listed_tables(parts.body)
    of_tables, found = _of_tables(listed, document.name)
    drafts = _in_order((*tasks_of_outline(nodes), *of_tables))
    tasks = tuple(draft.task(document.name) for draft in drafts)
    reports = duties(nodes, document.name)
    amending = changes(header, blocks, nodes, tasks, document.name) if header.amends is not None else ()
    unsure = tuple(_unsure(draft, document.name) for draft in drafts if draft.parties.unsure)
    return Plan(
        header,
        tasks,
        reports,
        (
            *document.diagnostics,
            *found,
            *unsure,
            *(d for draft in drafts for d in of_taken(draft, document.name)),
            *(check(header, tasks, document.name) if not amending else ()),
            *(left_out(nodes, tasks, reports, document.name) if not amending else ()),
            *recognised(tasks, document.recognised),
        ),
        addressees(blocks),
        amending,
    )


def _of_tables(blocks: Sequence[Block], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts of all task tables; a table without a header may go on with the one before it."""
    drafts: list[Draft] = []
    found: list[Diagnostic] = []
    columns: Columns | None = None
    heading = ("", "")
    for block in blocks:
        if isinstance(block, Paragraph):
            heading = _heading(block.text) or (("", "") if _names_another(block.text, heading[1]) else heading)
            continue
        if _tells_costs(block, heading[1]):
            continue
        of_one = tasks_of_table(block, file, columns)
        columns = of_one.columns or columns
        drafts += (_under(d, heading, columns) for d in of_one.drafts)
        found += of_one.diagnostics
    return _told_apart(drafts), tuple(found)


def _names_another(text: str, heading: str) -> bool:
    """Whether a line in capitals ends a section on money: the title of an annex that is not called one."""
    return subject(heading) is Subject.BUDGET and text.isupper() and subject(text) is not Subject.BUDGET


def _tells_costs(table: Table, heading: str) -> bool:
    """Whether a table below a heading on money asks for money and no time: «Nội dung | Kinh phí | Đơn vị thực hiện»."""
    columns = header_of(table) if subject(heading) is Subject.BUDGET else None
    if columns is None or any(columns.at(role) for role in _TIMES):
        return False
    return any(folded(title).startswith(words("tables", "costs")) for title in columns.titles)


def _under(draft: Draft, heading: tuple[str, str], columns: Columns | None) -> Draft:
    """The draft below the heading of its table."""
    number, title = heading
    found = replace(draft, outer=number, section=draft.section or title or None)
    return with_said(found, [title]) if columns is not None and title else found


def _heading(text: str) -> tuple[str, str] | None:
    """Number and title of a section heading."""
    label, rest = read_label(text)
    return (label.number, titled(rest)) if label is not None and label.rank is Rank.SECTION else None


def _told_apart(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Numbers as printed; where two tables count from 1, each number with that of the heading that its table stands under."""
    numbers = [d.no for d in drafts]
    headings = {d.outer for d in drafts}
    if len(set(numbers)) == len(numbers) or len(headings) < 2:
        return tuple(drafts)
    return tuple(replace(d, no=composed([d.outer, d.no])) for d in drafts)


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they stand on the paper; those whose line is not known stay where they are."""
    lines = [draft.place.line for draft in drafts]
    return tuple(sorted(drafts, key=lambda d: d.place.line or 0)) if all(lines) else tuple(drafts)


def _unsure(draft: Draft, file: str) -> Diagnostic:
    return Diagnostic(
        "lead-unsure", Severity.QUESTION, draft.place.within(file), values(no=draft.no, title=draft.title)
    )
