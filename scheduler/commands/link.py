"""`link`: a person's address on a channel, kept in the database alone, shown masked; or a code by which Telegram links itself."""

import argparse
import asyncio
import sys
from datetime import UTC, timedelta

from notifiers.kept_secret import SecretError
from notifiers.notifier import DeliveryError
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App, listener_for, turns_of
from scheduler.bot.linking import deep_link, issue
from scheduler.channels import NEEDS_NO_ADDRESS, checked, masked
from scheduler.chats import CODE_LIFE
from scheduler.commands.offices import NotFound, office_of, person_of
from scheduler.commands.printing import told
from scheduler.model import Person

_PATIENCE = timedelta(seconds=10)


def run(arguments: argparse.Namespace) -> int:
    """Stores or replaces the address ("-": the first line of standard input, so that no shell remembers it).

    Without an address, a Telegram chat gets a one-time code.

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
    if channel == "telegram" and arguments.address is None:
        _offer(app, office, person)
        return 0
    address = _checked(channel, sys.stdin.readline() if arguments.address == "-" else arguments.address or "")
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


def _offer(app: App, office: Snapshot, person: Person) -> None:
    """The code to type, and where the bot can be reached now, the address that opens it with the code."""
    code = issue(app.chats, person.id, app.now().astimezone(UTC), app.secret)
    print(told("code", role=person.role, typed=code, hours=int(CODE_LIFE.total_seconds() // 3600)))
    username = asyncio.run(_username(app, office))
    if username:
        print(told("code-link", bot=username, address=deep_link(username, code), typed=code))
    else:
        print(told("code-typed", typed=code))


async def _username(app: App, office: Snapshot) -> str:
    """The bot's name, "" where it cannot be asked for now."""
    try:
        turns = turns_of(app.repository, app.now())
        listener = listener_for(office.config, turns, lambda error: None)
    except SecretError:
        return ""
    try:
        await asyncio.wait_for(listener.connect(), _PATIENCE.total_seconds())
    except (DeliveryError, TimeoutError):
        return ""
    finally:
        await listener.close()
    return listener.username
