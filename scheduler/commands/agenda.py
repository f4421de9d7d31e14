"""`agenda`: what a feed shows, row by row."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from scheduler.actions.agenda import Row, row_of, selected
from scheduler.actions.snapshot import Snapshot
from scheduler.commands.days import typed_day
from scheduler.commands.offices import feed_named, office_seen, window_of
from scheduler.commands.printing import print_json, print_table
from scheduler.feeds.window import Window
from scheduler.words import day_text, say


def run(arguments: argparse.Namespace) -> int:
    """Lists the whole office, or the feed that --feed names, within the feed's window, --from … --to, or --all."""
    _, office = office_seen(arguments)
    spec = feed_named(office, arguments.feed)
    found = [row_of(office, o) for o in selected(office, spec, _window(arguments, office))]
    if arguments.json:
        print_json([asdict(row) for row in found])
        return 0
    show_rows(spec.name, found, office)
    return 0


def _window(arguments: argparse.Namespace, office: Snapshot) -> Window:
    """The days asked for, both ends included, typed as people type them; else the window of feeds. Raises NotFound."""
    usual = window_of(arguments, office)
    first, last = (typed_day(text, office.now) for text in (arguments.first, arguments.last))
    return Window(first or usual.start, last + timedelta(days=1) if last else usual.end)


def show_rows(title: str, found: Sequence[Row], office: Snapshot) -> None:
    """Rows as a table."""
    print_table(title, ("due", "title", "unit", "state"), (_cells(r, office) for r in found))


def _cells(row: Row, office: Snapshot) -> tuple[str, str, str, str]:
    day = date.fromisoformat(row.due)
    hour = f" {row.start[11:16]}" if not row.all_day else ""
    unit = office.book.directory.name(row.unit) if row.unit else ""
    return f"{day_text(day)}{hour}", row.title, unit, say("cli", "state", row.state)
