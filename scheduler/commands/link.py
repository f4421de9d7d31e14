"""`link`: a person's address on a channel, stored as given; or a one-time code by which a Telegram chat links itself."""

import argparse
import asyncio
from datetime import UTC, timedelta

from notifiers.bot_token import TokenError
from notifiers.notifier import DeliveryError
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App, listener_for, turns_of
from scheduler.bot.linking import deep_link, issue
from scheduler.chats import CODE_LIFE, Chat
from scheduler.commands.offices import NotFound, office_of
from scheduler.commands.printing import told
from scheduler.model import Person

_PATIENCE = timedelta(seconds=10)


def run(arguments: argparse.Namespace) -> int:
    """Stores or replaces the address. Raises NotFound for a person or channel that config does not know."""
    app, office = office_of(arguments)
    person = _person(office, arguments.person, arguments.channel)
    if arguments.address is not None:
        if arguments.channel == "telegram" and Chat.of(arguments.address) is None:
            raise NotFound("no-chat", address=arguments.address)
        app.repository.link(person.id, arguments.channel, arguments.address)
        print(told("linked", channel=arguments.channel, person=person.id))
        return 0
    if arguments.channel != "telegram":
        raise NotFound("no-address", channel=arguments.channel)
    _offer(app, office, person)
    return 0


def _person(office: Snapshot, ref: str, channel: str) -> Person:
    person = next((p for p in office.config.people if p.id == ref), None)
    if person is None:
        raise NotFound("no-person", person=ref, known=", ".join(p.id for p in office.config.people))
    if channel not in person.channels:
        raise NotFound("no-channel", channel=channel, person=person.id, known=", ".join(person.channels))
    return person


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
        listener = listener_for(office.config, app.folder, turns, lambda error: None)
    except TokenError:
        return ""
    try:
        await asyncio.wait_for(listener.connect(), _PATIENCE.total_seconds())
    except (DeliveryError, TimeoutError):
        return ""
    finally:
        await listener.close()
    return listener.username
