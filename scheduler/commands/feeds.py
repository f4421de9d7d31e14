"""`feeds`: the calendars that can be subscribed to, with their secret addresses."""

import argparse

from scheduler.actions.agenda import selected
from scheduler.commands.offices import office_of
from scheduler.commands.printing import print_json, print_table
from scheduler.feeds import feed_window


def run(arguments: argparse.Namespace) -> int:
    """Lists slug, name, address and the number of events within the feed's window."""
    app, office = office_of(arguments)
    window = feed_window(office.now.date(), office.config.policy)
    found = [
        {"slug": s.slug, "name": s.name, "address": app.address(office, s.slug), "events": len(selected(office, s, window))}
        for s in office.feeds
    ]
    if arguments.json:
        print_json(found)
    else:
        print_table("", ("feed", "events", "address"), ((str(f["name"]), str(f["events"]), str(f["address"])) for f in found))
    return 0
