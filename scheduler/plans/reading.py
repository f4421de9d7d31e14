"""Document → Plan: header, tasks of tables and of outlines in the order of the paper, reporting duties, findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents import Block, Document, Paragraph
from scheduler.model import Change, Plan, PlanHeader, ReportingDuty, Task
from scheduler.plans.addressees import addressees, reported_to
from scheduler.plans.amendments import amended_plan, apart, changes, in_force, listed_tables, opening
from scheduler.plans.annexes import annexes_of
from scheduler.plans.checks import check, of_taken, recognised
from scheduler.plans.drafts import Draft
from scheduler.plans.gapless import laid_out
from scheduler.plans.header import read_header
from scheduler.plans.item_account import words_left_out
from scheduler.plans.left_out import deadlines, left_out, points
from scheduler.plans.naming import names_of, shown
from scheduler.plans.one_event import with_events
from scheduler.plans.outline_lines import Node, outline
from scheduler.plans.outline_tasks import tasks_of_outline
from scheduler.plans.overlong import within_bounds
from scheduler.plans.plan_year import Evidence, decide, doubts, with_year
from scheduler.plans.regions import Regions, regions
from scheduler.plans.reporting import duties
from scheduler.plans.rows_unread import rows_unread
from scheduler.plans.said_twice import told_once
from scheduler.plans.same_numbers import told_apart
from scheduler.plans.side_by_side import asked, names_in_one_line, parted
from scheduler.plans.tables_below import tasks_of_tables
from scheduler.plans.weekdays_said import weekdays_left_out


def read_plan(document: Document, units: Iterable[str] = ()) -> Plan:
    """The plan in a document. Never raises: what is not understood is a diagnostic, with file and line.

    units: names that config knows; in running text they are known beside those that the document names itself.
    """
    if not document.readable:
        return Plan(PlanHeader(), diagnostics=document.diagnostics)
    document = within_bounds(document)
    paper = _laid_out(document)
    named = addressees(paper.blocks)
    drafts, of_drafts = _drafts(paper, named, units)
    tasks = _tasks(drafts, paper)
    year = decide(paper.evidence, tasks)
    paper = replace(paper, header=with_year(paper.header, year))
    reports = duties(paper.nodes, document.name)
    amending = () if paper.header.amends is None else _changes(paper, tasks)
    of_plan = () if amending else _of_plan(paper, drafts, tasks, reports)  # an amendment says only what changes
    of_year = () if amending else doubts(paper.header, year, tasks, document.name)
    diagnostics = (*document.diagnostics, *of_drafts, *of_year, *of_plan, *recognised(tasks, document.recognised))
    if not amending:
        diagnostics = (*diagnostics, *rows_unread(paper.blocks, tasks, diagnostics, document.name))
    since = None if paper.header.amends is None else in_force(paper.blocks)
    return Plan(paper.header, tasks, reports, diagnostics, named, amending, since, reported_to(paper.blocks))


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document laid out: its blocks, their parts, its head, what speaks for its year, and its running text as a tree."""

    file: str
    blocks: Sequence[Block]
    parts: Regions
    header: PlanHeader
    evidence: Evidence
    nodes: Sequence[Node]


def _laid_out(document: Document) -> _Paper:
    blocks = laid_out(document.blocks)
    parts = regions(blocks)
    header, evidence = read_header(parts)
    header = replace(header, amends=amended_plan(header.title, (line.text for line in parts.head)))
    nodes = outline(block for block in parts.body if isinstance(block, Paragraph))
    return _Paper(document.name, blocks, parts, header, evidence, nodes)


def _drafts(
    paper: _Paper, named: Sequence[str], units: Iterable[str]
) -> tuple[Sequence[Draft], tuple[Diagnostic, ...]]:
    """The tasks of tables and running text in the order of the paper, and what is to be said of them."""
    body = paper.parts.body
    of_tables, found = tasks_of_tables(body if paper.header.amends is None else listed_tables(body), paper.file)
    of_outline = _of_outline(paper, of_tables, (*named, *filter(None, [paper.header.issuer])), units)
    once, twice = told_once(_in_order((*of_outline, *of_tables)), paper.file)
    drafts, numbered = told_apart(parted(once, named), paper.file)
    numbered = numbered if paper.header.amends is None else ()
    return drafts, (*found, *twice, *numbered, *_of_drafts(drafts, paper.file))


def _tasks(drafts: Iterable[Draft], paper: _Paper) -> tuple[Task, ...]:
    """The tasks of the model, each with the annex that it stands in."""
    annexes = annexes_of(paper.blocks, paper.file)
    found = (draft.task(paper.file) for draft in drafts)
    return tuple(replace(task, annex=annexes.get(task.location)) for task in found)


def _of_plan(
    paper: _Paper, drafts: Sequence[Draft], tasks: Sequence[Task], reports: Sequence[ReportingDuty]
) -> Iterator[Diagnostic]:
    """What is wrong or open in the plan as a whole, and what nothing was read from."""
    yield from check(paper.header, tasks, paper.file, _unread(drafts, paper.file))
    found = left_out(paper.nodes, tasks, reports, paper.file)
    yield from found
    yield from words_left_out(paper.nodes, tasks, reports, paper.file, (d.location for d in found))


def _of_outline(
    paper: _Paper, of_tables: Sequence[Draft], named: Sequence[str], given: Iterable[str]
) -> Iterator[Draft]:
    """The tasks of running text, read with the units' names that document and config give hidden: no word of them counts."""
    lines = [block for block in paper.parts.body if isinstance(block, Paragraph)]
    names = names_of([line.text for line in lines], of_tables, named, given)
    nodes = outline(replace(line, text=names.hidden(line.text)) for line in lines)
    whole = paper.header.amends is None
    for draft in with_events(nodes, paper.header.title, of_tables) if whole else tasks_of_outline(nodes):
        yield shown(draft, names)


def _changes(paper: _Paper, tasks: Sequence[Task]) -> tuple[Change, ...]:
    """What an amendment does; the lines of its head that tell it are read before those of its body."""
    head = [block for block in paper.blocks if isinstance(block, Paragraph) and block in paper.parts.head]
    body = (block for block in paper.parts.body if isinstance(block, Paragraph))
    lines = outline((*opening(tuple(apart(head))), *apart(body)))
    return changes(paper.header, head, paper.blocks, lines, tasks, paper.file)


def _of_drafts(drafts: Sequence[Draft], file: str) -> Iterator[Diagnostic]:
    """Of which tasks the lead is not sure, then what was taken from elsewhere for which."""
    yield from (_unsure(draft, file) for draft in drafts if draft.parties.unsure)
    yield from (found for draft in drafts for found in _deadline_in_title(draft, file))
    yield from (_about_unit("unit-in-title", draft, name, file) for draft in drafts for name in draft.at_work_too)
    yield from (_about_unit("unit-of-sentence", draft, name, file) for draft in drafts for name in draft.guessed)
    yield from weekdays_left_out(drafts, file)
    whole = names_in_one_line(drafts)
    yield from (d for draft in drafts for d in (*asked(draft, file, whole), *of_taken(draft, file)))


def _unread(drafts: Sequence[Draft], file: str) -> dict[Location, tuple[str, ...]]:
    return {draft.place.within(file): draft.unread_columns for draft in drafts if draft.unread_columns}


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts as they stand on the paper; those whose line is not known stay where they are."""
    lines = [draft.place.line for draft in drafts]
    return tuple(sorted(drafts, key=lambda d: d.place.line or 0)) if all(lines) else tuple(drafts)


def _deadline_in_title(draft: Draft, file: str) -> Iterator[Diagnostic]:
    """deadline-in-title: the title of work in running text still holds a deadline, so that it may be several tasks."""
    times = () if draft.tabled else (*deadlines(draft.title), *(points(draft.title) if draft.timed else ()))
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
