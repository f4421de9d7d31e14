"""Document → Plan: header, tasks of tables and of outlines in the order of the paper, reporting duties, findings."""

from collections.abc import Sequence

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents import Block, Document, Paragraph, Table
from scheduler.model import Plan, PlanHeader
from scheduler.plans.checks import check
from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft
from scheduler.plans.flat import with_tables
from scheduler.plans.header import read_header
from scheduler.plans.outline_lines import outline
from scheduler.plans.outline_tasks import tasks_of_outline
from scheduler.plans.regions import regions
from scheduler.plans.reporting import duties
from scheduler.plans.tables import tasks_of_table


def read_plan(document: Document) -> Plan:
    """The plan in a document. Never raises: what is not understood is a diagnostic, with file and line."""
    if not document.readable:
        return Plan(PlanHeader(), diagnostics=document.diagnostics)
    parts = regions(with_tables(document.blocks))
    header = read_header(parts)
    nodes = outline(block for block in parts.body if isinstance(block, Paragraph))
    of_tables, found = _of_tables(parts.body, document.name)
    drafts = _in_order((*tasks_of_outline(nodes), *of_tables))
    tasks = tuple(draft.task(document.name) for draft in drafts)
    unsure = tuple(_unsure(draft, document.name) for draft in drafts if draft.parties.unsure)
    return Plan(
        header,
        tasks,
        duties(nodes, document.name),
        (*document.diagnostics, *found, *unsure, *check(header, tasks, document.name)),
    )


def _of_tables(blocks: Sequence[Block], file: str) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """The drafts of all task tables; a table without a header may go on with the one before it."""
    drafts: list[Draft] = []
    found: list[Diagnostic] = []
    columns: Columns | None = None
    for block in blocks:
        if isinstance(block, Table):
            of_one = tasks_of_table(block, file, columns)
            columns = of_one.columns or columns
            drafts += of_one.drafts
            found += of_one.diagnostics
    return tuple(drafts), tuple(found)


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they stand on the paper; those whose line is not known stay where they are."""
    return tuple(sorted(drafts, key=lambda d: d.line or 0)) if all(d.line for d in drafts) else tuple(drafts)


def _unsure(draft: Draft, file: str) -> Diagnostic:
    return Diagnostic("lead-unsure", Severity.QUESTION, Location(file, draft.line), values(no=draft.no, title=draft.title))
