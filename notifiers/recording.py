"""Messages kept in memory instead of sent: for previews, dry runs and tests, which share it."""

from collections import defaultdict, deque
from dataclasses import dataclass

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.text import pieces


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, to whom (the address after a move), under which reference."""

    message: Message
    recipient: Recipient
    reference: str


class RecordingNotifier:
    """Stands in for the channel that it is named after. `sent` holds what went out, oldest first."""

    def __init__(self, channel: str = "recording") -> None:
        self.channel = channel
        self.sent: list[Sent] = []
        self._failures: defaultdict[str, deque[DeliveryError]] = defaultdict(deque)
        self._moves: dict[str, str] = {}

    def fail(self, address: str, *failures: DeliveryError) -> None:
        """Let the next sendings to the address fail so, one failure each; afterwards it works again."""
        self._failures[address].extend(failures)

    def move(self, address: str, moved_to: str) -> None:
        """Let the address have moved: what is sent to the old one arrives at the new one, and the receipt says so."""
        self._moves[address] = moved_to

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Keep the message as it is, if another channel would take it. The reference counts from 1."""
        pieces(message)
        if self._failures[recipient.address]:
            raise self._failures[recipient.address].popleft()
        moved_to = self._moves.get(recipient.address)
        reference = str(len(self.sent) + 1)
        self.sent.append(Sent(message, Recipient(moved_to or recipient.address, recipient.name), reference))
        return Receipt(reference, moved_to)

    async def close(self) -> None:
        """Nothing to let go of."""
