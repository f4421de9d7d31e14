"""`done`: the coordinator records that a piece of work is done, or takes that back; reminders stop, calendars show it."""

import argparse
from datetime import UTC

from scheduler.actions.apply import publish
from scheduler.commands.offices import NotFound, office_of
from scheduler.commands.printing import told
from scheduler.schedule import Progress


def run(arguments: argparse.Namespace) -> int:
    """One occurrence, never a series; shared work is reported by each of its units."""
    app, office = office_of(arguments)
    occurrence = office.by_uid.get(arguments.uid)
    if occurrence is None:
        raise NotFound("no-uid", uid=arguments.uid)
    if len(occurrence.parts) > 1:
        raise NotFound("has-parts", parts=", ".join(occurrence.parts))
    at = app.now().astimezone(UTC)
    uid = occurrence.parts[0] if occurrence.parts else occurrence.uid
    app.repository.report(Progress(uid, not arguments.undo, arguments.by, at, "cli"))
    publish(app.repository, app.folder, app.now())
    print(told("undone-told" if arguments.undo else "done-told", title=occurrence.title))
    return 0
