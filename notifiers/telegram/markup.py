"""A message in Telegram's terms: parts of HTML within the length limit, and the keyboard under the last one."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import assert_never
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from notifiers.message import AnyButton, Button, LinkButton, Message, rows
from notifiers.text import SEPARATOR, Piece, one_line, pieces, split

MAX_TEXT = 4096
"""Characters of one message after its entities are parsed (Bot API, sendMessage)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message as Telegram takes it."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def parts_of(message: Message) -> tuple[Part, ...]:
    """The message in as many parts as it takes. Raises DeliveryError(refused) where there is nothing to read."""
    blocks = (*pieces(message), *_links_as_text(message.buttons))
    texts = [_html(part) for part in split(blocks, MAX_TEXT)]
    return (*(Part(text, None) for text in texts[:-1]), Part(texts[-1], keyboard(message.buttons)))


def keyboard(buttons: tuple[AnyButton, ...]) -> InlineKeyboardMarkup | None:
    """The buttons in their rows; None where there are none that Telegram takes."""
    shown = tuple(button for button in buttons if _is_taken(button))
    keys = [[_key(button) for button in row] for row in rows(shown)]
    return InlineKeyboardMarkup(keys) if keys else None


def _html(part: Iterable[Piece]) -> str:
    return SEPARATOR.join(_marked_up(piece) for piece in part)


def _marked_up(piece: Piece) -> str:
    text = escape(piece.text, quote=False)
    return f"<b>{text}</b>" if piece.bold else text


def _key(button: AnyButton) -> InlineKeyboardButton:
    label = one_line(button.label) or "…"
    match button:
        case Button():
            return InlineKeyboardButton(label, callback_data=button.data)
        case LinkButton():
            return InlineKeyboardButton(label, url=button.url)
        case _:
            assert_never(button)


def _is_taken(button: AnyButton) -> bool:
    """Telegram refuses the whole message for a link to a host without a dot, such as localhost ("Wrong HTTP URL")."""
    return isinstance(button, Button) or "." in (urlsplit(button.url).hostname or "")


def _links_as_text(buttons: Iterable[AnyButton]) -> Iterable[Piece]:
    """What cannot be a button is a line of text, so that nothing is lost."""
    for number, button in enumerate(buttons):
        if isinstance(button, LinkButton) and not _is_taken(button):
            yield Piece(-1 - number, f"{one_line(button.label)}: {button.url}")
