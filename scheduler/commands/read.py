"""`read`: a plan file → header, tasks and reporting duties as they were understood, and what is open."""

import argparse

from scheduler.commands.printing import label, print_diagnostics, print_facts, print_json, print_table
from scheduler.diagnostics import Severity, worst
from scheduler.documents import read_document
from scheduler.model import Plan, Task
from scheduler.planning.task_dates import phrase_of
from scheduler.plans import read_plan, to_json
from scheduler.words import day_text


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where nothing of a plan could be read."""
    plan = read_plan(read_document(arguments.file))
    if arguments.json:
        print_json(to_json(plan))
    else:
        _show(plan)
    return int(worst(plan.diagnostics) is Severity.ERROR and not plan.tasks)


def _show(plan: Plan) -> None:
    header = plan.header
    print_facts(
        {
            "plan": header.title,
            "number": header.number,
            "issuer": header.issuer,
            "year": str(header.year) if header.year else None,
            "issued": day_text(header.issued) if header.issued else None,
            "parent": header.parent_plan,
        }
    )
    rows = ((t.no, _title(t), "; ".join(t.lead), "; ".join(t.coordinating), phrase_of(t)) for t in plan.tasks)
    print_table(label("tasks", count=len(plan.tasks)), ("no", "title", "lead", "coordinating", "timing"), rows)
    if plan.reporting:
        duties = (("; ".join(d.who), d.what, "; ".join(d.to), d.timing or "") for d in plan.reporting)
        print_table(label("reporting", count=len(plan.reporting)), ("who", "what", "to", "timing"), duties)
    print_diagnostics(plan.diagnostics)


def _title(task: Task) -> str:
    return f"{task.title} — {task.stream}" if task.stream else task.title
