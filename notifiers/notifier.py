"""The port to a channel: Notifier, the receipt of a sending, and DeliveryError with its facts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from notifiers.message import Message, Recipient


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel answers: `reference` names what was sent (message ids joined by a comma), `moved_to` a new address."""

    reference: str
    moved_to: str | None = None


class DeliveryError(Exception):
    """A message was not delivered.

    permanent: this address will never take one (blocked, unknown, deactivated). retry_after: wait that long before the next
    attempt. unknown: the channel gave no answer, so it may have arrived all the same.
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, retry_after: timedelta | None = None, unknown: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.unknown = unknown


class Notifier(Protocol):
    """A channel. `send` returns a receipt or raises DeliveryError; nothing else escapes it."""

    channel: str

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Deliver one message to one recipient."""

    async def close(self) -> None:
        """Let go of connections."""
