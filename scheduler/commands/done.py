"""`done`: the coordinator records how a piece of work stands, or takes that back; reminders stop, calendars show it."""

import argparse
import sys
from datetime import UTC

from scheduler.actions.report import CONSOLE, LONGEST_TEXT, Reported, Result, report
from scheduler.actions.snapshot import Snapshot
from scheduler.commands.offices import NotFound, office_of
from scheduler.diagnostics import values
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.words import day_text, say


def run(arguments: argparse.Namespace) -> int:
    """One occurrence, never a series; shared work is reported by each of its units. Exit status 1 where it cannot be said."""
    app, office = office_of(arguments)
    progress = Progress(
        arguments.uid,
        _act(arguments),
        arguments.by,
        app.now().astimezone(UTC),
        CONSOLE,
        task=_task(office, arguments.uid, arguments.task),
        count=arguments.count or 0,
        text=arguments.reason,
        evidence=arguments.evidence,
    )
    reported = report(app.repository, office, progress)
    well = reported.result in (Result.RECORDED, Result.NOTHING_NEW)
    print(_sentence(office, progress, reported), file=sys.stdout if well else sys.stderr)
    return int(not well)


def _act(arguments: argparse.Namespace) -> Act:
    if arguments.undo:
        return Act.REOPENED
    if arguments.not_done:
        return Act.NOT_DONE
    return Act.DONE if arguments.count is None else Act.COUNT


def _task(office: Snapshot, uid: str, named: str | None) -> str | None:
    """The key of a task that the check-in asks about, by its key or by its number in the plan."""
    occurrence = office.by_uid.get(uid)
    if named is None or occurrence is None:
        return named
    found = [k for k in occurrence.tasks if named in (k, office.book.tasks[k].no)]
    if len(found) != 1:
        raise NotFound("no-task", task=named, known=", ".join(found or occurrence.tasks))
    return found[0]


def _sentence(office: Snapshot, progress: Progress, reported: Reported) -> str:
    occurrence = reported.occurrence
    facts: dict[str, str | int] = {"uid": progress.uid, "task": progress.task or "", "reason": progress.text or ""}
    facts |= {"most": LONGEST_TEXT}
    facts |= _of_occurrence(office, occurrence, reported) if occurrence is not None else {}
    if reported.result is Result.RECORDED:
        return say("progress", "done", progress.act.value, values(**facts))
    if reported.result is Result.NOTHING_NEW and progress.act is Act.REOPENED:
        return say("progress", "result", "not-done-yet", values(**facts))
    said = say("progress", "result", reported.result.value, values(**facts))
    last = reported.standing
    if reported.result is not Result.NOTHING_NEW or last.at is None:
        return said
    person = office.person(last.by)
    who = last.by if person is None else person.role
    at = last.at.astimezone(office.now.tzinfo)
    when = values(said=said, who=who, hour=f"{at:%H:%M}", day=day_text(at.date()))
    return say("progress", "result", "by-whom", when)


def _of_occurrence(office: Snapshot, occurrence: Occurrence, reported: Reported) -> dict[str, str | int]:
    return {
        "title": occurrence.title,
        "parts": ", ".join(occurrence.parts),
        "known": ", ".join(occurrence.tasks),
        "units": office.book.unit_names(occurrence.leads),
        "count": reported.standing.count,
        "quota": occurrence.quota,
    }
