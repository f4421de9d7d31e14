"""Messages written to a text stream, one readable block each: for a first try, and where no other channel is set up."""

from typing import TextIO

from notifiers.message import AnyButton, LinkButton, Message, Recipient, rows
from notifiers.notifier import DeliveryError, Receipt
from notifiers.text import SEPARATOR, Piece, clean, one_line, pieces


class ConsoleNotifier:
    """Writes to the stream that it is given and never closes it."""

    channel = "console"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._written = 0

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Write the block in one go. The reference counts from 1. A stream that fails is a passing failure."""
        self._write(_block(pieces(message), message, recipient))
        self._written += 1
        return Receipt(str(self._written))

    async def close(self) -> None:
        """Nothing to let go of: the stream belongs to the caller."""

    def _write(self, block: str) -> None:
        try:
            self._stream.write(_encodable(block, self._stream.encoding))
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            raise DeliveryError(f"the console takes no text: {error}") from error


def _block(shown: tuple[Piece, ...], message: Message, recipient: Recipient) -> str:
    text = SEPARATOR.join(piece.text for piece in shown)
    buttons = "\n".join("  ".join(_button(button) for button in row) for row in rows(message.buttons))
    lines = (text + (SEPARATOR + buttons if buttons else "")).split("\n")
    return "\n".join((f"┌─ {_named(recipient)}", *(f"│ {line}".rstrip() for line in lines), "└─", ""))


def _button(button: AnyButton) -> str:
    label = f"[ {one_line(button.label)} ]"
    return f"{label} {button.url}" if isinstance(button, LinkButton) else label


def _named(recipient: Recipient) -> str:
    name, address = clean(recipient.name), clean(recipient.address)
    return f"{name} <{address}>" if name else address


def _encodable(text: str, encoding: str | None) -> str:
    """The text with what the stream's encoding lacks replaced by "?"; a stream in memory has none and takes all."""
    return text if encoding is None else text.encode(encoding, "replace").decode(encoding)
