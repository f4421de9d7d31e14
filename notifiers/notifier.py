"""The port to a channel: Notifier and Editor, the receipt of a sending, and DeliveryError with its facts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from notifiers.message import AnyButton, Message, Recipient


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel answers: `reference` names what was sent (message ids and commas), `moved_to` a new address."""

    reference: str
    moved_to: str | None = None


class Cause(StrEnum):
    """Why a message was not delivered, for a sentence to the coordinator."""

    BLOCKED = "blocked"  # the person blocked the bot, the group put it out, the account is gone
    NOT_FOUND = "not-found"  # no such chat, mailbox or page
    MALFORMED = "malformed"  # this can be no address of the channel
    MIGRATED = "migrated"  # the group has a new id, and that one did not take the message either
    TOPIC_GONE = "topic-gone"  # the group is there, the topic is not
    MUTED = "muted"  # the group is there, but nobody lets the bot write in it
    MESSAGE_GONE = "message-gone"  # what should be edited is not there any more, or may not be edited
    REJECTED = "rejected"  # the channel does not take this very message
    EMPTY = "empty"  # there is nothing to read in it
    UNAUTHORIZED = "unauthorized"  # a token, password, signature or sender that the other side does not take
    INSECURE = "insecure"  # the server's certificate, or its lack of encryption
    RATE_LIMITED = "rate-limited"  # too much, too fast
    TIMEOUT = "timeout"  # no answer in time
    BROKEN_OFF = "broken-off"  # the connection ended before the answer
    UNREACHABLE = "unreachable"  # no connection came about
    SERVER_FAULT = "server-fault"  # the other side says that it cannot now, or answers gibberish
    MAILBOX_FULL = "mailbox-full"
    REDIRECTED = "redirected"  # a web address that sends us on to another, which is not followed
    NOT_SET_UP = "not-set-up"  # the channel lacks what it needs here (an address, a program's part)
    OTHER = "other"


class DeliveryError(Exception):
    """A message was not delivered, or not surely, or not whole.

    At most one of permanent, refused, retry_after, unknown is set:
    permanent: this address will never take one (blocked, unknown, deactivated): its channel is dead for this person.
    refused: the channel does not take this very message now; trying it again helps nobody, the address may take others.
    retry_after: wait that long before the next attempt.
    unknown: the channel gave no answer, so it may have arrived all the same.
    None of these: it did not arrive, for a reason that may pass (no network, a refused token): try again later.
    moved_to: the address's new name, learnt before the failure. arrived: reference of those parts of a long message
    that did arrive before the failure ("" where none did): an Editor's `edit` with it completes the message.
    cause: why, for a sentence. channel_wide: every other address of the channel would fail alike now (a wrong token, no
    network): nothing is said of this one. status: the channel's number for it (HTTP, SMTP). reason: the channel's words,
    for logs and the record; never holds a secret.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        refused: bool = False,
        retry_after: timedelta | None = None,
        unknown: bool = False,
        moved_to: str | None = None,
        arrived: str = "",
        cause: Cause = Cause.OTHER,
        channel_wide: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.refused = refused
        self.retry_after = retry_after
        self.unknown = unknown
        self.moved_to = moved_to
        self.arrived = arrived
        self.cause = cause
        self.channel_wide = channel_wide
        self.status = status


def describe(error: DeliveryError) -> dict[str, str | int]:
    """The facts for a sentence in `words`: "cause" names it, "reason" always; "status", "seconds", "moved_to" if known."""
    facts: dict[str, str | int] = {"cause": error.cause.value, "reason": error.reason}
    if error.status is not None:
        facts["status"] = error.status
    if error.retry_after is not None:
        facts["seconds"] = int(error.retry_after.total_seconds())
    if error.moved_to is not None:
        facts["moved_to"] = error.moved_to
    return facts


class Notifier(Protocol):
    """A channel. `send` returns a receipt or raises DeliveryError; nothing else escapes it (but cancellation)."""

    channel: str

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Deliver one message to one recipient; a message without anything to read is refused."""

    async def close(self) -> None:
        """Let go of connections; a later `send` (in another event loop, too) opens new ones. Twice does no harm."""


@runtime_checkable
class Editor(Notifier, Protocol):
    """A channel whose messages can be changed after they were sent; ask `isinstance(notifier, Editor)`."""

    async def edit(self, message: Message, recipient: Recipient, reference: str) -> Receipt:
        """Let what was sent under the reference read like this message, buttons included; the same again is success.

        A message that grew is continued in a new part, one that shrank loses its last parts: keep the receipt's reference.
        So it also completes what arrived in part (DeliveryError.arrived). Cause.MESSAGE_GONE, refused: it is there no more.
        """

    async def edit_buttons(self, buttons: tuple[AnyButton, ...], recipient: Recipient, reference: str) -> None:
        """Change the buttons alone (none: take them away), the text stays; the same again is success."""
