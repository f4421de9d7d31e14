"""Document → Plan: header, tasks of tables and of outlines in the order of the paper, reporting duties, findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents import Block, Document, Paragraph
from scheduler.model import Change, Plan, PlanHeader, Task
from scheduler.plans.addressees import addressees, reported_to
from scheduler.plans.amendments import amended_plan, apart, changes, in_force, listed_tables, opening
from scheduler.plans.annexes import annexes_of
from scheduler.plans.checks import check, of_taken, recognised
from scheduler.plans.drafts import Draft
from scheduler.plans.gapless import laid_out
from scheduler.plans.header import read_header
from scheduler.plans.left_out import deadlines, left_out
from scheduler.plans.naming import names_of, shown
from scheduler.plans.outline_lines import outline
from scheduler.plans.outline_tasks import tasks_of_outline
from scheduler.plans.overlong import within_bounds
from scheduler.plans.plan_year import decide, doubts, with_year
from scheduler.plans.regions import Regions, regions
from scheduler.plans.reporting import duties
from scheduler.plans.said_twice import told_once
from scheduler.plans.side_by_side import asked, parted
from scheduler.plans.tables_below import tasks_of_tables


def read_plan(document: Document, units: Iterable[str] = ()) -> Plan:
    """The plan in a document. Never raises: what is not understood is a diagnostic, with file and line.

    units: names that config knows; in running text they are known beside those that the document names itself.
    """
    if not document.readable:
        return Plan(PlanHeader(), diagnostics=document.diagnostics)
    document = within_bounds(document)
    blocks = laid_out(document.blocks)
    parts = regions(blocks)
    header, evidence = read_header(parts)
    header = replace(header, amends=amended_plan(header.title, (line.text for line in parts.head)))
    nodes = outline(block for block in parts.body if isinstance(block, Paragraph))
    listed = parts.body if header.amends is None else listed_tables(parts.body)
    of_tables, found = tasks_of_tables(listed, document.name)
    named = addressees(blocks)
    of_outline = _of_outline(parts, of_tables, (*named, *filter(None, [header.issuer])), units)
    once, twice = told_once(_in_order((*of_outline, *of_tables)), document.name)
    drafts = parted(once, named)
    annexes = annexes_of(blocks, document.name)
    found_tasks = (draft.task(document.name) for draft in drafts)
    tasks = tuple(replace(task, annex=annexes.get(task.location)) for task in found_tasks)
    year = decide(evidence, tasks)
    header = with_year(header, year)
    reports = duties(nodes, document.name)
    amending = () if header.amends is None else _changes(header, blocks, parts, tasks, document.name)
    diagnostics = (
        *document.diagnostics,
        *found,
        *twice,
        *_of_drafts(drafts, document.name),
        *(
            (
                *doubts(header, year, tasks, document.name),
                *check(header, tasks, document.name, _unread(drafts, document.name)),
            )
            if not amending
            else ()
        ),  # an amendment says only what changes
        *(left_out(nodes, tasks, reports, document.name) if not amending else ()),
        *recognised(tasks, document.recognised),
    )
    since = None if header.amends is None else in_force(blocks)
    return Plan(header, tasks, reports, diagnostics, named, amending, since, reported_to(blocks))


def _of_outline(
    parts: Regions, of_tables: Sequence[Draft], named: Sequence[str], given: Iterable[str]
) -> Iterator[Draft]:
    """The tasks of running text, read with the units' names that document and config give hidden: no word of them counts."""
    lines = [block for block in parts.body if isinstance(block, Paragraph)]
    names = names_of([line.text for line in lines], of_tables, named, given)
    for draft in tasks_of_outline(outline(replace(line, text=names.hidden(line.text)) for line in lines)):
        yield shown(draft, names)


def _changes(
    header: PlanHeader, blocks: Sequence[Block], parts: Regions, tasks: Sequence[Task], file: str
) -> tuple[Change, ...]:
    """What an amendment does; the lines of its head that tell it are read before those of its body."""
    head = [block for block in blocks if isinstance(block, Paragraph) and block in parts.head]
    body = (block for block in parts.body if isinstance(block, Paragraph))
    return changes(header, head, blocks, outline((*opening(tuple(apart(head))), *apart(body))), tasks, file)


def _of_drafts(drafts: Sequence[Draft], file: str) -> Iterator[Diagnostic]:
    """Of which tasks the lead is not sure, then what was taken from elsewhere for which."""
    yield from (_unsure(draft, file) for draft in drafts if draft.parties.unsure)
    yield from (found for draft in drafts for found in _deadline_in_title(draft, file))
    yield from (_about_unit("unit-in-title", draft, name, file) for draft in drafts for name in draft.at_work_too)
    yield from (_about_unit("unit-of-sentence", draft, name, file) for draft in drafts for name in draft.guessed)
    yield from (d for draft in drafts for d in (*asked(draft, file), *of_taken(draft, file)))


def _unread(drafts: Sequence[Draft], file: str) -> dict[Location, tuple[str, ...]]:
    return {draft.place.within(file): draft.unread_columns for draft in drafts if draft.unread_columns}


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they stand on the paper; those whose line is not known stay where they are."""
    lines = [draft.place.line for draft in drafts]
    return tuple(sorted(drafts, key=lambda d: d.place.line or 0)) if all(lines) else tuple(drafts)


def _deadline_in_title(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """deadline-in-title: the title of work in running text still holds a deadline, so that it may be several tasks."""
    times = () if draft.tabled else deadlines(draft.title)
    for time in times[:1]:
        facts = values(no=draft.no, title=draft.title, time=time)
        yield Diagnostic("deadline-in-title", Severity.QUESTION, draft.place.within(file), facts)


def _about_unit(code: str, draft: Draft, name: str, file: str) -> Diagnostic:
    """unit-in-title: the title of a unit's task tells of work of another; unit-of-sentence: the plan names it nowhere else."""
    facts = values(no=draft.no, title=draft.title, name=name)
    return Diagnostic(code, Severity.QUESTION, draft.place.within(file), facts)


def _unsure(draft: Draft, file: str) -> Diagnostic:
    return Diagnostic(
        "lead-unsure", Severity.QUESTION, draft.place.within(file), values(no=draft.no, title=draft.title)
    )
