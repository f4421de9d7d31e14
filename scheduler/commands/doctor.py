"""`doctor`: the installation examined, each finding with what to do; nothing is sent, and nothing of the office is changed."""

import argparse
import os
from collections.abc import Iterator

from scheduler.actions.snapshot import NothingApplied
from scheduler.commands import examining
from scheduler.commands.configured import app_of, config_path
from scheduler.commands.examining import Found, Gravity
from scheduler.commands.failures import sentence_of
from scheduler.commands.offices import moved_on
from scheduler.commands.printing import print_json, told
from scheduler.diagnostics import values
from scheduler.store.errors import StoreError
from scheduler.whereabouts import NoOffice
from scheduler.words import say


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where something must be mended."""
    found = list(_examined(arguments))
    if arguments.json:
        print_json([{"code": f.code, "gravity": f.gravity.value, "message": f.text} for f in found])
    else:
        for one in found:
            print(f"{say('channels', 'gravity', one.gravity.value)} {one.text}")
        print(_sum(found))
    return int(any(f.gravity is Gravity.MEND for f in found))


def _sum(found: list[Found]) -> str:
    mend, look = (sum(f.gravity is g for f in found) for g in (Gravity.MEND, Gravity.LOOK))
    return told("examined", mend=mend, look=look) if mend or look else told("examined-well")


def _examined(arguments: argparse.Namespace) -> Iterator[Found]:
    yield from examining.packages()
    yield from examining.config_file(config_path(arguments))
    yield from examining.programs()
    try:
        yield from _of_office(arguments)
    except (StoreError, NothingApplied, NoOffice) as error:
        yield Found("stopped", Gravity.MEND, values(reason=sentence_of(error) or str(error)))


def _of_office(arguments: argparse.Namespace) -> Iterator[Found]:
    """What needs the store; ends where it cannot be opened or holds nothing."""
    app = app_of(arguments)
    yield from examining.zone(app)
    yield from examining.wake_up(app)
    yield from examining.plans(config_path(arguments), app.repository.latest_revision())
    seen = app.looking()
    office = seen.office()
    config = office.config
    yield from examining.store(app, config)
    yield from examining.restored(app)
    yield from examining.secret_files(app, config)
    if moved_on(office.revision, arguments) == "pending-edits":
        yield Found("pending-edits", Gravity.LOOK)
    yield from examining.channels(app, config)
    yield from examining.people(app, office)
    yield from examining.collection(office, os.environ)
    yield from examining.server(config)
