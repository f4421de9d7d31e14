"""What is told to a person: Message, Button, Recipient as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; `data` comes back when it is pressed (at most 64 bytes in UTF-8, Telegram's limit)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: the channel's own address (a chat id, an e-mail address); `name` is a role, for display only."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a title and paragraphs of plain text (no markup: each channel escapes for itself).

    Splitting over a channel's length limit happens between paragraphs where that is possible.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
