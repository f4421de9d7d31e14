"""`link`: a person's address on a channel; it stays in the database and in no file."""

import argparse

from scheduler.chats import Chat
from scheduler.commands.offices import NotFound, office_of
from scheduler.commands.printing import told


def run(arguments: argparse.Namespace) -> int:
    """Stores or replaces the address. Raises NotFound for a person or channel that config does not know."""
    app, office = office_of(arguments)
    person = next((p for p in office.config.people if p.id == arguments.person), None)
    if person is None:
        raise NotFound("no-person", person=arguments.person, known=", ".join(p.id for p in office.config.people))
    if arguments.channel not in person.channels:
        raise NotFound("no-channel", channel=arguments.channel, person=person.id, known=", ".join(person.channels))
    if arguments.channel == "telegram" and Chat.of(arguments.address) is None:
        raise NotFound("no-chat", address=arguments.address)
    app.repository.link(person.id, arguments.channel, arguments.address)
    print(told("linked", channel=arguments.channel, person=person.id))
    return 0
