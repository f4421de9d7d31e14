"""One test message to one person by one real channel: what it says, and what came of it, recorded like every other try."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from notifiers.message import Message
from notifiers.notifier import DeliveryError, Notifier
from scheduler.actions.addressing import recipient_of
from scheduler.deliveries import Attempt, Tried
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.ports import Repository
from scheduler.words import day_text, say


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test. error: None where the channel took it. moved_to: the address's new name, which is stored."""

    error: DeliveryError | None = None
    moved_to: str | None = None
    revived: bool = False


def message_of(person: Person, channel: str, now: datetime) -> Message:
    """What a test says. now: local."""
    facts = values(channel=channel, role=person.role, hour=f"{now:%H:%M}", day=day_text(now.date()))
    # each test is a message of its own: a receiver that knows doubles by the key is to show all of them
    return Message(
        say("channels", "test", "title"), (say("channels", "test", "text", facts),), key=secrets.token_hex(16)
    )


async def attempt(repository: Repository, notifier: Notifier, person: Person, address: str, now: datetime) -> Trial:
    """Send it, once, and record the try; a dead channel that took it lives again. now: local."""
    channel, moment = notifier.channel, now.astimezone(UTC)
    try:
        receipt = await notifier.send(message_of(person, channel, now), recipient_of(channel, person, address))
    except DeliveryError as error:
        failed = Attempt(person.id, channel, moment, Tried.GIVEN_UP, 0, error.cause.value, error.reason)
        repository.record((), "", replace(failed, reference=error.arrived or None))
        _follow(repository, person, channel, error.moved_to)
        return Trial(error, error.moved_to)
    repository.record((), "", Attempt(person.id, channel, moment, Tried.SENT, 0, reference=receipt.reference))
    revived = (person.id, channel) in repository.dead_channels()
    _follow(repository, person, channel, receipt.moved_to or (address if revived else None))
    return Trial(None, receipt.moved_to, revived)


def _follow(repository: Repository, person: Person, channel: str, moved_to: str | None) -> None:
    if moved_to is not None:
        repository.link(person.id, channel, moved_to)
