"""TelegramNotifier: sends messages to chats and topics, edits what was sent, follows groups that move."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import zip_longest

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.request import HTTPXRequest

from notifiers.message import AnyButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.redaction import hide, quieten
from notifiers.telegram.failures import failure, is_unchanged
from notifiers.telegram.markup import Part, keyboard, parts_of
from notifiers.turns import TooLong, Turns

API_URL = "https://api.telegram.org/bot"
CONNECTIONS = 64
"""At most so many requests at once: 30 a second at a round trip of two seconds."""

_PREVIEW_OFF = LinkPreviewOptions(is_disabled=True)
_GENERAL_TOPIC = 1  # the topic that every forum has; sending names it by leaving it out
_NOTHING_LEFT = "…"


class TelegramNotifier:
    """Sends to chats by their id ("-100…" for groups) as HTML, title and headings bold, buttons under the last part.

    api_url: the Bot API's address up to the token (None: Telegram's own). timeout: for each of connecting, writing and
    waiting for the answer. turns: the queue that keeps to Telegram's limits, shared by all that send with this token;
    without it, between_parts is the pause between the parts of a long message, as a chat takes one a second.
    rank: in that queue, as Turns has it.
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
        turns: Turns | None = None,
        rank: int = 0,
    ) -> None:
        hide(token)
        quieten("httpx", "httpcore", "telegram")
        quieten(
            "telegram.request.BaseRequest", level=logging.CRITICAL
        )  # a traceback for each page of a proxy: we tell it
        self._between_parts = between_parts
        self._turns = turns
        self._rank = rank
        self._request = _request(timeout.total_seconds())
        # One request object for both of the bot's uses: this bot never polls, and each would hold a TLS context.
        self._bot = Bot(
            token, base_url=(api_url or API_URL).rstrip("/"), request=self._request, get_updates_request=self._request
        )

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Deliver the message in as many parts as it takes; the reference holds their message ids and commas."""
        parts = parts_of(message)
        await self._request.initialize()
        sending = _Sending(recipient)
        for part in parts:
            await self._deliver(sending, part)
        return Receipt(sending.reference, sending.moved_to)

    async def edit(self, message: Message, recipient: Recipient, reference: str) -> Receipt:
        """Change what was sent, part by part; further parts are sent, parts too many are deleted (or emptied)."""
        parts, ids = parts_of(message), _ids(reference)
        await self._request.initialize()
        sending = _Sending(recipient)
        for number, part in zip_longest(ids, parts):
            if number is None:
                await self._deliver(sending, part)
            elif part is None:
                await self._take_away(recipient.address, number)
            else:
                await self._change(sending, number, part)
        return Receipt(sending.reference, sending.moved_to)

    async def edit_buttons(self, buttons: tuple[AnyButton, ...], recipient: Recipient, reference: str) -> None:
        """Change the buttons under the last part of what was sent."""
        chat, number, keys = recipient.address, _ids(reference)[-1], keyboard(buttons)
        await self._request.initialize()
        _raise(await self._post(chat, lambda: self._bot.edit_message_reply_markup(chat, number, reply_markup=keys)))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._request.shutdown()

    async def _deliver(self, sending: "_Sending", part: Part) -> None:
        """One part; to the new id where the group has moved, once. Raises DeliveryError with what arrived before."""
        if sending.arrived and self._turns is None:
            await asyncio.sleep(self._between_parts.total_seconds())
        answer = await self._send(sending, part)
        if isinstance(answer, DeliveryError) and answer.moved_to:
            self._follow(sending, answer.moved_to)
            answer = await self._send(sending, part)
        sending.note(answer)

    async def _send(self, sending: "_Sending", part: Part) -> int | DeliveryError:
        """The message id, or the failure."""
        chat, topic = sending.chat, sending.topic

        async def call() -> int:
            sent = await self._bot.send_message(
                chat,
                part.html,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                link_preview_options=_PREVIEW_OFF,
                message_thread_id=topic,
            )
            return sent.message_id

        return await self._post(chat, call)

    async def _change(self, sending: "_Sending", number: int, part: Part) -> None:
        answer = await self._post(sending.chat, lambda: self._rewrite(sending.chat, number, part))
        sending.note(_gone_with(answer) if isinstance(answer, DeliveryError) else number)

    async def _take_away(self, chat: str, number: int) -> None:
        """Delete a part that is too many; one that may not be deleted any more (after 48 hours) is emptied."""
        answer = await self._post(chat, lambda: self._bot.delete_message(chat, number))
        if isinstance(answer, DeliveryError) and answer.refused:
            answer = await self._post(chat, lambda: self._rewrite(chat, number, Part(_NOTHING_LEFT, None)))
        if not (isinstance(answer, DeliveryError) and answer.cause is Cause.MESSAGE_GONE):
            _raise(answer)

    async def _rewrite(self, chat: str, number: int, part: Part) -> int:
        await self._bot.edit_message_text(
            part.html,
            chat,
            number,
            parse_mode=ParseMode.HTML,
            reply_markup=part.keyboard,
            link_preview_options=_PREVIEW_OFF,
        )
        return number

    async def _post(self, chat: str, call: Callable[[], Awaitable[object]]) -> int | DeliveryError:
        """What the call returns (0: no number), or the failure as a value: raised later, it drags along no other exception."""
        try:
            async with self._turn(chat):
                return await self._carry_out(chat, call)
        except TooLong as error:
            return DeliveryError(str(error), retry_after=error.wait, cause=Cause.RATE_LIMITED)

    async def _carry_out(self, chat: str, call: Callable[[], Awaitable[object]]) -> int | DeliveryError:
        try:
            answer = await call()
        except Exception as error:  # an answer of an unknown shape fails inside the library in any way it likes
            found = failure(error)
            if is_unchanged(error):
                return 0
            if found.retry_after is not None and self._turns is not None:
                self._turns.halt(chat, found.retry_after)
            return found
        return answer if isinstance(answer, int) else 0

    @asynccontextmanager
    async def _turn(self, chat: str) -> AsyncIterator[None]:
        if self._turns is None:
            yield
        else:
            async with self._turns.turn(chat, self._rank):
                yield

    def _follow(self, sending: "_Sending", moved_to: str) -> None:
        if self._turns is not None:
            self._turns.moved(sending.chat, moved_to)
        sending.moved_to = moved_to


class _Sending:
    """How far a message has come: which parts arrived, and where the chat has moved."""

    def __init__(self, recipient: Recipient) -> None:
        self._address = recipient.address
        self.topic = None if recipient.topic == _GENERAL_TOPIC else recipient.topic
        self.moved_to: str | None = None
        self.arrived: list[str] = []

    @property
    def chat(self) -> str:
        return self.moved_to or self._address

    @property
    def reference(self) -> str:
        return ",".join(self.arrived)

    def note(self, answer: int | DeliveryError) -> None:
        """Keep the message id, or raise the failure with all that is known of the message so far."""
        if isinstance(answer, DeliveryError):
            answer.moved_to = answer.moved_to or self.moved_to
            answer.arrived = self.reference
            raise answer
        self.arrived.append(str(answer))


def _raise(answer: int | DeliveryError) -> None:
    if isinstance(answer, DeliveryError):
        raise _gone_with(answer)


def _gone_with(error: DeliveryError) -> DeliveryError:
    """The failure of an edit: what a group had before it moved cannot be edited under its new id."""
    if error.moved_to is None:
        return error
    return DeliveryError(
        error.reason, refused=True, moved_to=error.moved_to, cause=Cause.MESSAGE_GONE, status=error.status
    )


def _ids(reference: str) -> tuple[int, ...]:
    parts = reference.split(",")
    if not all(part.isdecimal() for part in parts):
        raise DeliveryError(f"no message ids: {reference!r}", refused=True, cause=Cause.MESSAGE_GONE)
    return tuple(int(part) for part in parts)


def _request(seconds: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        read_timeout=seconds,
        write_timeout=seconds,
        connect_timeout=seconds,
        pool_timeout=seconds,
    )
