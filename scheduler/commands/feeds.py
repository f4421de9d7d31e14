"""`feeds`: the calendars that can be subscribed to, with their secret addresses."""

import argparse
from dataclasses import asdict

from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.commands.offices import office_seen
from scheduler.commands.printing import label, print_json


def run(arguments: argparse.Namespace) -> int:
    """Lists slug, name, address and the number of events within the feed's window."""
    app, office = office_seen(arguments)
    if arguments.json:
        print_json([asdict(listed) for listed in app.feeds(office)])
    else:
        show_feeds(app, office)
    return 0


def show_feeds(app: App, office: Snapshot) -> None:
    """The feeds, one after the other: an address must stay whole to be copied."""
    for listed in app.feeds(office):
        print(f"  {listed.name} ({label('count-events', count=listed.events)})\n    {listed.address}")
