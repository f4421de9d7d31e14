"""`agenda`: what a feed shows, row by row."""

import argparse
from dataclasses import asdict

from scheduler.actions.agenda import Row, rows
from scheduler.commands.offices import feed_named, office_of, window_of
from scheduler.commands.printing import print_json, print_table
from scheduler.words import say


def run(arguments: argparse.Namespace) -> int:
    """Lists the whole office, or the feed that --feed names; --all without the feed's window."""
    _, office = office_of(arguments)
    spec = feed_named(office, arguments.feed)
    found = rows(office, spec, window_of(arguments, office))
    if arguments.json:
        print_json([asdict(row) for row in found])
        return 0
    names = office.book.directory
    print_table(spec.name, ("due", "title", "unit", "state"), (cells(r, names.name(r.unit) if r.unit else "") for r in found))
    return 0


def cells(row: Row, unit: str) -> tuple[str, str, str, str]:
    """A row as a table shows it."""
    hour = f" {row.start[11:16]}" if not row.all_day else ""
    return row.due + hour, row.title, unit, say("cli", "state", row.state)
