"""Messages kept in memory instead of sent: for previews, dry runs and tests, which share it."""

from collections import defaultdict, deque
from dataclasses import dataclass, replace

from notifiers.message import AnyButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.text import pieces


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent, to whom (the address after a move), under which reference."""

    message: Message
    recipient: Recipient
    reference: str


class RecordingNotifier:
    """Stands in for the channel that it is named after. `sent` holds what went out, `edited` each edit, oldest first."""

    def __init__(self, channel: str = "recording") -> None:
        self.channel = channel
        self.sent: list[Sent] = []
        self.edited: list[Sent] = []
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
        self.sent.append(Sent(message, replace(recipient, address=moved_to or recipient.address), reference))
        return Receipt(reference, moved_to)

    async def edit(self, message: Message, recipient: Recipient, reference: str) -> Receipt:
        """Keep the new form in `edited`, if another channel would take it."""
        pieces(message)
        before = self._found(reference)
        self.edited.append(Sent(message, before.recipient, reference))
        return Receipt(reference)

    async def edit_buttons(self, buttons: tuple[AnyButton, ...], recipient: Recipient, reference: str) -> None:
        """Keep the message with its new buttons in `edited`."""
        before = self._found(reference)
        self.edited.append(replace(before, message=replace(before.message, buttons=buttons)))

    @property
    def shown(self) -> list[Sent]:
        """What the receivers see now: each message in its last form, oldest first."""
        return [self._found(sent.reference) for sent in self.sent]

    def _found(self, reference: str) -> Sent:
        for entry in (*reversed(self.edited), *self.sent):
            if entry.reference == reference:
                return entry
        raise DeliveryError(f"nothing was sent as {reference!r}", refused=True, cause=Cause.MESSAGE_GONE)

    async def close(self) -> None:
        """Nothing to let go of."""
