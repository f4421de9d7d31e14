"""Plan → plain JSON values, in the form that `nhacviec read --json` prints."""

from typing import TypeAlias

from scheduler.diagnostics import Diagnostic, Location
from scheduler.model import Change, Plan, PlanHeader, ReportingDuty, Task, YearBy
from scheduler.plans.plan_year import year_told
from scheduler.plans.same_numbers import as_printed
from scheduler.words import say

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


def to_json(plan: Plan) -> dict[str, Json]:
    """plan, tasks, reporting and diagnostics (code, severity, message, file) as the paper has them, each with its place.

    Of a plan that amends another one also `amends`, that plan's number, and `changes`.
    """
    amending: dict[str, Json] = {"amends": plan.header.amends, "changes": [_change(c) for c in plan.changes]}
    return {
        "plan": _header(plan.header),
        "tasks": [_task(task) for task in plan.tasks],
        "reporting": [_duty(duty) for duty in plan.reporting],
        "diagnostics": [_diagnostic(found) for found in plan.diagnostics],
        **(amending if plan.header.amends is not None else {}),
    }


def _change(change: Change) -> dict[str, Json]:
    return {
        "item": change.item,
        "kind": change.kind.value,
        "no": change.no,
        "title": change.title,
        "text": change.text,
        "task": _task(change.task) if change.task else None,
        **_place(change.location),
    }


def _header(header: PlanHeader) -> dict[str, Json]:
    """`until` of a plan for a school year; `year_from` where the year is not the one that the title says."""
    said = header.year_said
    told: dict[str, Json] = {"year_from": year_told(said)} if said and said.by is not YearBy.TITLE else {}
    if header.until is not None:
        told["until"] = header.until
    return {
        **told,
        "title": header.title,
        "doc_kind": header.doc_kind,
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "year": header.year,
        "issued_iso": header.issued.isoformat() if header.issued else None,
        "parent_plan": header.parent_plan,
    }


def _task(task: Task) -> dict[str, Json]:
    return {
        "no": as_printed(task.no),
        "section": task.section,
        "title": task.title,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "directing": list(task.directing),
        "timing": task.timing,
        "frequency": task.frequency,
        "duration": task.duration,
        "stream": task.stream,
        **_place(task.location),
    }


def _duty(duty: ReportingDuty) -> dict[str, Json]:
    return {
        "who": list(duty.who),
        "to": list(duty.to),
        "via": list(duty.via),
        "what": duty.what,
        "timing": duty.timing,
        **_place(duty.location),
    }


def _diagnostic(found: Diagnostic) -> dict[str, Json]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": say("plans", "diagnostic", found.code, found.values),
        "file": found.location.file,
        **_place(found.location),
    }


def _place(location: Location) -> dict[str, Json]:
    """Where it stands; what the file type does not know is None."""
    return {
        "line": location.line,
        "page": location.page,
        "sheet": location.sheet,
        "table": location.table,
        "row": location.row,
        "paragraph": location.paragraph,
    }
