"""The port to a channel: Notifier, the receipt of a sending, and DeliveryError with its facts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from notifiers.message import Message, Recipient


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel answers: `reference` names what was sent (message ids and commas), `moved_to` a new address."""

    reference: str
    moved_to: str | None = None


class DeliveryError(Exception):
    """A message was not delivered, or not surely, or not whole.

    At most one of permanent, refused, retry_after, unknown is set:
    permanent: this address will never take one (blocked, unknown, deactivated): its channel is dead for this person.
    refused: the channel does not take this very message now; trying it again helps nobody, the address may take others.
    retry_after: wait that long before the next attempt.
    unknown: the channel gave no answer, so it may have arrived all the same.
    None of these: it did not arrive, for a reason that may pass (no network, a refused token): try again later.
    moved_to: the address's new name, learnt before the failure. arrived: reference of those parts of a long message
    that did arrive before the failure ("" where none did). reason: for logs and the record; never holds a secret.
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
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.refused = refused
        self.retry_after = retry_after
        self.unknown = unknown
        self.moved_to = moved_to
        self.arrived = arrived


class Notifier(Protocol):
    """A channel. `send` returns a receipt or raises DeliveryError; nothing else escapes it (but cancellation)."""

    channel: str

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Deliver one message to one recipient; a message without anything to read is refused."""

    async def close(self) -> None:
        """Let go of connections; a later `send` (in another event loop, too) opens new ones. Twice does no harm."""
