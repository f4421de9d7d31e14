"""Telegram: sending, the length limit, error mapping. The home of python-telegram-bot, and of httpx below it."""

import asyncio
import logging
import os
from collections.abc import Iterable
from datetime import timedelta
from html import escape
from typing import assert_never

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from notifiers.message import AnyButton, Button, LinkButton, Message, Recipient, rows
from notifiers.notifier import DeliveryError, Receipt
from notifiers.redaction import hide, redacted
from notifiers.text import SEPARATOR, Piece, clean, pieces, split

# The library's own switch for waits as timedelta; without it, it warns at each 429, which fails where warnings are errors.
os.environ.setdefault("PTB_TIMEDELTA", "true")

API_URL = "https://api.telegram.org/bot"
MAX_TEXT = 4096
"""Characters of one message after its entities are parsed (Bot API, sendMessage)."""

_PREVIEW_OFF = LinkPreviewOptions(is_disabled=True)
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_DEAD_ADDRESS = (
    "chat not found",
    "chat_id is empty",
    "user not found",
    "peer_id_invalid",
    "channel_private",
    "deactivated",
)
_LONGEST_REASON = 300


class TelegramNotifier:
    """Sends to chats by their id ("-100…" for groups) as HTML, the title bold, buttons one a row under the last part.

    api_url: the Bot API's address up to the token (None: Telegram's own). timeout: for each of connecting, writing and
    waiting for the answer. between_parts: the pause between the parts of a long message, as a chat takes one a second.
    Nothing is tried twice but after a group's move: when to try again is for the caller to decide.
    """

    channel = "telegram"

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        timeout: timedelta = timedelta(seconds=20),
        between_parts: timedelta = timedelta(seconds=1),
    ) -> None:
        hide(token)
        _quieten()
        self._between_parts = between_parts
        self._request = _request(timeout.total_seconds())
        # One request object for both of the bot's uses: this bot never polls, and each would hold a TLS context.
        self._bot = Bot(
            token, base_url=(api_url or API_URL).rstrip("/"), request=self._request, get_updates_request=self._request
        )

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Deliver the message in as many parts as it takes; the reference holds their message ids and commas."""
        parts = split(pieces(message), MAX_TEXT)
        await self._request.initialize()
        sending = _Sending(recipient.address)
        for part in parts:
            if sending.arrived:
                await asyncio.sleep(self._between_parts.total_seconds())
            keyboard = _keyboard(message.buttons) if part is parts[-1] else None
            await self._deliver(sending, _html(part), keyboard)
        return Receipt(sending.reference, sending.moved_to)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._request.shutdown()

    async def _deliver(self, sending: "_Sending", text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """One part; to the new id where the group has moved, once. Raises DeliveryError with what arrived before."""
        answer = await self._post(sending.chat, text, keyboard)
        if isinstance(answer, DeliveryError) and answer.moved_to:
            sending.moved_to = answer.moved_to
            answer = await self._post(sending.chat, text, keyboard)
        if isinstance(answer, DeliveryError):
            answer.moved_to = answer.moved_to or sending.moved_to
            answer.arrived = sending.reference
            raise answer
        sending.arrived.append(answer)

    async def _post(self, chat: str, text: str, keyboard: InlineKeyboardMarkup | None) -> str | DeliveryError:
        """The message id, or the failure as a value: raised later, it drags along no library exception (nor its URL)."""
        try:
            sent = await self._bot.send_message(
                chat, text, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=_PREVIEW_OFF
            )
            return str(sent.message_id)
        except Exception as error:  # an answer of an unknown shape fails inside the library in any way it likes
            return _failure(error)


class _Sending:
    """How far a message has come: which parts arrived, and where the chat has moved."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.moved_to: str | None = None
        self.arrived: list[str] = []

    @property
    def chat(self) -> str:
        return self.moved_to or self._address

    @property
    def reference(self) -> str:
        return ",".join(self.arrived)


def _request(seconds: float) -> HTTPXRequest:
    return HTTPXRequest(read_timeout=seconds, write_timeout=seconds, connect_timeout=seconds, pool_timeout=seconds)


def _quieten() -> None:
    """httpx tells the address of every request at INFO; who set a level of his own keeps it (and reads it redacted)."""
    for name in ("httpx", "httpcore", "telegram"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)


def _html(part: Iterable[Piece]) -> str:
    return SEPARATOR.join(_marked_up(piece) for piece in part)


def _marked_up(piece: Piece) -> str:
    text = escape(piece.text, quote=False)
    return text if piece.block else f"<b>{text}</b>"


def _keyboard(buttons: tuple[AnyButton, ...]) -> InlineKeyboardMarkup | None:
    keyboard = [[_key(button) for button in row] for row in rows(buttons)]
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def _key(button: AnyButton) -> InlineKeyboardButton:
    match button:
        case Button(label, data):
            return InlineKeyboardButton(clean(label), callback_data=data)
        case LinkButton(label, url):
            return InlineKeyboardButton(clean(label), url=url)
        case _:
            assert_never(button)


def _failure(error: Exception) -> DeliveryError:
    """What an exception of the library means for the message, and for the address."""
    reason = redacted(f"{type(error).__name__}: {error}")[:_LONGEST_REASON]
    match error:
        case RetryAfter():
            return DeliveryError(reason, retry_after=_wait(error))
        case ChatMigrated():
            return DeliveryError(reason, moved_to=str(error.new_chat_id))
        case Forbidden() | BadRequest() | InvalidToken() | Conflict() if _is_a_page(error):
            return DeliveryError(reason)
        case Forbidden():
            return DeliveryError(reason, permanent=True)
        case BadRequest():
            return _refusal(error, reason)
        case InvalidToken() | Conflict():
            # Ours to mend, not the address's: a wrong token must not mark every chat as dead.
            return DeliveryError(reason)
        case NetworkError() if isinstance(error.__cause__, _NEVER_LEFT):
            return DeliveryError(reason)
        case _:
            # Timeouts, broken connections, 5xx, unreadable answers: whether it was carried out, nobody has said.
            return DeliveryError(reason, unknown=True)


def _is_a_page(error: TelegramError) -> bool:
    """Whether it was no answer of the Bot API but some proxy's page (the library chains the failed parsing)."""
    return isinstance(error.__cause__, TelegramError)


def _refusal(error: BadRequest, reason: str) -> DeliveryError:
    """A bad request is the address's fault where it says so, else this message's.

    Missing rights in a group count as the message's: they come back without anybody telling us.
    """
    words = str(error).lower()
    if any(known in words for known in _DEAD_ADDRESS):
        return DeliveryError(reason, permanent=True)
    return DeliveryError(reason, refused=True)


def _wait(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
