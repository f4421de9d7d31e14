"""What is told to a person: Message, Button, Recipient as plain values."""

from dataclasses import dataclass

MAX_BUTTON_DATA = 64
"""Bytes of UTF-8 that a button may carry (Bot API, InlineKeyboardButton): the narrowest of our channels."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; `data` comes back when it is pressed: 1 to 64 bytes in UTF-8, Telegram's limit.

    Raises ValueError for a blank label or data out of bounds: a slip of ours, to be seen where the button is made.
    """

    label: str
    data: str

    def __post_init__(self) -> None:
        size = len(self.data.encode())
        if not self.label.strip():
            raise ValueError("a button needs a label")
        if not 1 <= size <= MAX_BUTTON_DATA:
            raise ValueError(f"button data is {size} bytes long, allowed are 1 to {MAX_BUTTON_DATA}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: the channel's own address (a chat id, an e-mail address); `name` is a role, for display."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a title and paragraphs of plain text (no markup: each channel escapes for itself).

    Text may hold anything: channels drop control characters and half surrogates before it is shown. Splitting over a
    channel's length limit happens between paragraphs where that is possible.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
