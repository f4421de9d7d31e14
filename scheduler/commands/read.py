"""`read`: plan files → header, tasks and reporting duties as they were understood, and what is open."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from scheduler.commands.printing import label, print_diagnostics, print_facts, print_heading, print_json, print_table
from scheduler.config.names_alone import unit_names
from scheduler.diagnostics import Severity, values, worst
from scheduler.documents import read_document
from scheduler.model import Change, Plan, PlanHeader, Task
from scheduler.planning.task_dates import phrase_of
from scheduler.plans import read_plan, year_told
from scheduler.whereabouts import DEFAULT_CONFIG
from scheduler.words import day_text, say


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where nothing of one of the plans could be read. As JSON one file is an object, several are a list of them."""
    files: list[Path] = arguments.file
    if len(files) == 1 and files[0].suffix.lower() == ".ics":
        from scheduler.commands.read_calendar import show_calendar  # with icalendar, which a plan does without

        return show_calendar(files[0], arguments)
    documents = [(file, read_document(file)) for file in files]
    units = unit_names(arguments.config or DEFAULT_CONFIG)
    plans = [(file, read_plan(document, units)) for file, document in documents]
    if arguments.review is not None:
        from scheduler.commands.reviewing import (
            write_review,
        )  # with the timing language, which a plain reading does without

        write_review(documents, [plan for _, plan in plans], arguments)
    elif arguments.json:
        print_json(_as_json(plans, arguments))
    else:
        for file, plan in plans:
            if len(plans) > 1:
                print_heading(str(file))
            _show(plan)
    return int(any(worst(plan.diagnostics) is Severity.ERROR and not plan.tasks for _, plan in plans))


def _as_json(plans: Sequence[tuple[Path, Plan]], arguments: argparse.Namespace) -> object:
    from scheduler.commands.reviewing import judged_json

    if len(plans) == 1:
        return judged_json(plans[0][1], str(plans[0][0]), arguments)
    return [{"file": str(file), **judged_json(plan, str(file), arguments)} for file, plan in plans]


def _show(plan: Plan) -> None:
    header = plan.header
    print_facts(
        {
            "plan": header.title,
            "number": header.number,
            "issuer": header.issuer,
            "year": _year(header),
            "issued": day_text(header.issued) if header.issued else None,
            "parent": header.parent_plan,
        }
    )
    if plan.changes:
        told = ((say("review", "change", c.kind.value), c.no or "", c.title or "", _now(c)) for c in plan.changes)
        print_table(
            say("review", "label", "changes", values(count=len(plan.changes))), ("kind", "no", "title", "now"), told
        )
        print_diagnostics(plan.diagnostics)
        return
    rows = ((t.no, _title(t), "; ".join(t.lead), "; ".join(t.coordinating), phrase_of(t)) for t in plan.tasks)
    print_table(label("tasks", count=len(plan.tasks)), ("no", "title", "lead", "coordinating", "timing"), rows)
    if plan.reporting:
        duties = (("; ".join(d.who), d.what, "; ".join(d.to), d.timing or "") for d in plan.reporting)
        print_table(label("reporting", count=len(plan.reporting)), ("who", "what", "to", "timing"), duties)
    print_diagnostics(plan.diagnostics)
    if plan.tasks:  # the timing language, which would tell more, takes as long to load as all the rest of this command
        print(label("times_as_printed"))


def _year(header: PlanHeader) -> str | None:
    """The plan's year, or both of a school year, and what it was taken from."""
    if header.year_said is None:
        return None
    years = f"{header.year} - {header.until}" if header.until else str(header.year)
    return f"{years} ({year_told(header.year_said)})"


def _now(change: Change) -> str:
    """What an item of an amendment says from now on."""
    if change.words is not None:
        return say("review", "label", "swapped", values(was=change.words[0], now=change.words[1]))
    task = change.task
    return "; ".join(filter(None, (task.title, *task.lead, phrase_of(task)))) if task else ""


def _title(task: Task) -> str:
    return f"{task.title} — {task.stream}" if task.stream else task.title
