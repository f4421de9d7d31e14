"""What is told to a person: Message, its buttons and headings, Recipient as plain values."""

import re
from dataclasses import dataclass
from typing import TypeAlias

MAX_BUTTON_DATA = 64
"""Bytes of UTF-8 that a button may carry (Bot API, InlineKeyboardButton): the narrowest of our channels."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/\"<>]+\S*")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; `data` comes back when it is pressed: 1 to 64 bytes in UTF-8, Telegram's limit.

    beside: stands in the row of the button before it, where the channel has rows. Channels on which nothing can be
    pressed (e-mail, Apprise) leave it out. Raises ValueError for a blank label or data out of bounds: a slip of ours, to
    be seen where the button is made.
    """

    label: str
    data: str
    beside: bool = False

    def __post_init__(self) -> None:
        _check_label(self.label)
        size = len(self.data.encode())
        if not 1 <= size <= MAX_BUTTON_DATA:
            raise ValueError(f"button data is {size} bytes long, allowed are 1 to {MAX_BUTTON_DATA}")


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens a web address (http or https); every channel shows it, one without buttons as a link.

    near: the paragraph that it is about, 1 the first, 0 none: a channel of text shows it behind that one, by its `short` label.
    Raises ValueError for a blank label or anything but a web address.
    """

    label: str
    url: str
    beside: bool = False
    near: int = 0
    short: str = ""

    def __post_init__(self) -> None:
        _check_label(self.label)
        if not _WEB_ADDRESS.fullmatch(self.url) or _CONTROL.search(self.url):
            raise ValueError("a link button needs an address that begins with http:// or https://")


AnyButton: TypeAlias = Button | LinkButton


class Heading(str):
    """A paragraph that opens a group of others: bold where the channel can."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes; `name` is a role, for display; `id` names who it is for to a program.

    address: the channel's own (a chat id, an e-mail address, a web address, an Apprise URL). topic: Telegram's
    message_thread_id in a group with topics; other channels do not look at it.
    """

    address: str
    name: str = ""
    topic: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a title and paragraphs of plain text (no markup: each channel escapes for itself).

    Text may hold anything: channels drop control characters and half surrogates before it is shown. Splitting over a
    channel's length limit happens between paragraphs where that is possible. key: names this delivery, the same at each
    try; e-mail makes its Message-ID of it, the webhook tells it, so that a double can be known ("": there is none). subject:
    what it holds in one line, for channels that show one in a list of messages ("": the title).
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    buttons: tuple[AnyButton, ...] = ()
    key: str = ""
    subject: str = ""


def rows(buttons: tuple[AnyButton, ...]) -> tuple[tuple[AnyButton, ...], ...]:
    """The buttons as they stand under a message: one a row, but for those that stand beside the one before."""
    found: list[list[AnyButton]] = []
    for button in buttons:
        if button.beside and found:
            found[-1].append(button)
        else:
            found.append([button])
    return tuple(tuple(row) for row in found)


def _check_label(label: str) -> None:
    if not label.strip():
        raise ValueError("a button needs a label")
