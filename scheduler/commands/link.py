"""`link`: a person's address on a channel; it stays in the database and in no file, and is shown masked."""

import argparse
import sys

from scheduler.channels import NEEDS_NO_ADDRESS, checked, masked
from scheduler.commands.offices import NotFound, office_of, person_of
from scheduler.commands.printing import told


def run(arguments: argparse.Namespace) -> int:
    """Stores or replaces the address ("-": the first line of standard input, so that no shell remembers it).

    Raises NotFound for a person or channel that config does not know, and for what can be no address of the channel.
    """
    app, office = office_of(arguments)
    person = person_of(office, arguments.person)
    channel = arguments.channel
    if channel not in person.channels:
        raise NotFound("no-channel", channel=channel, person=person.id, known=", ".join(person.channels))
    if channel in NEEDS_NO_ADDRESS:
        print(told("console-needs-none"))
        return 0
    address = _checked(channel, sys.stdin.readline() if arguments.address == "-" else arguments.address)
    app.repository.link(person.id, channel, address)
    print(told("linked", channel=channel, person=person.id, address=masked(channel, address)))
    return 0


def _checked(channel: str, given: str) -> str:
    """What was typed is not repeated: web addresses and those of Apprise hold secrets."""
    found = checked(channel, given)
    if found is not None:
        return found
    if channel == "telegram":
        raise NotFound("no-chat", address=given.strip())
    raise NotFound("no-address", channel=channel, example=told(f"example-{channel}"))
