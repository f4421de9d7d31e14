"""`feeds`: the calendars that can be subscribed to, with their secret addresses."""

import argparse
from dataclasses import asdict, dataclass

from scheduler.actions.agenda import selected
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.commands.offices import office_of
from scheduler.commands.printing import label, print_json
from scheduler.feeds import feed_window


def run(arguments: argparse.Namespace) -> int:
    """Lists slug, name, address and the number of events within the feed's window."""
    app, office = office_of(arguments)
    if arguments.json:
        print_json([asdict(listed) for listed in listed_feeds(app, office)])
    else:
        show_feeds(app, office)
    return 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One feed, as `feeds --json` lists it."""

    slug: str
    name: str
    address: str
    events: int


def listed_feeds(app: App, office: Snapshot) -> list[Listed]:
    """Every feed with its address and the number of its events."""
    window = feed_window(office.now.date(), office.config.policy)
    return [Listed(s.slug, s.name, app.address(office, s.slug), len(selected(office, s, window))) for s in office.feeds]


def show_feeds(app: App, office: Snapshot) -> None:
    """The feeds, one after the other: an address must stay whole to be copied."""
    for listed in listed_feeds(app, office):
        print(f"  {listed.name} ({label('count-events', count=listed.events)})\n    {listed.address}")
