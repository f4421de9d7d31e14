"""Listener: hears by long polling what people write and press, and answers them (the home of PTB's Application)."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot, TypeHandler
from telegram.request import HTTPXRequest

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.redaction import hide, quieten
from notifiers.telegram.failures import failure
from notifiers.telegram.in_order import InOrder
from notifiers.telegram.inbox import Heard, Inbox
from notifiers.telegram.rate_limiter import ANSWER_FIRST, TurnsRateLimiter
from notifiers.telegram.sending import API_URL, TelegramNotifier
from notifiers.telegram.updates import KINDS, Did, Moved, Pressed, Written, did
from notifiers.turns import Turns

__all__ = ["Did", "FileTooLarge", "Listener", "Moved", "Pressed", "Written"]

AT_ONCE = 32
"""Chats that are answered at the same time; within one chat, one after the other in the order of what was done."""

LONGEST_ANSWER = 200
"""Characters of the answer to a press (Bot API, answerCallbackQuery)."""

_POLL = timedelta(seconds=25)
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
_log = logging.getLogger(__name__)

Handle = Callable[[Did], Awaitable[None]]


class FileTooLarge(Exception):
    """A file of more bytes than are wanted; it was not kept."""


class Listener:
    """One bot, in one event loop; of all processes with its token, one alone may `run`.

    api_url: as for TelegramNotifier. turns: the queue of all that sends with this token in this event loop. on_fault: is told
    when the polling fails, which goes on by itself after the pauses (in seconds), the last one for good.
    """

    def __init__(
        self,
        token: str,
        turns: Turns,
        api_url: str | None = None,
        *,
        pauses: Sequence[float] = _PAUSES,
        on_fault: Callable[[DeliveryError], None] = lambda error: None,
    ) -> None:
        hide(token)
        quieten("httpx", "httpcore", "telegram")
        quieten("telegram.request.BaseRequest", level=logging.CRITICAL)
        base = (api_url or API_URL).rstrip("/")
        self._bot = ExtBot(
            token,
            base_url=base,
            base_file_url=f"{base.removesuffix('/bot')}/file/bot",
            request=_request(),
            get_updates_request=_request(),
            rate_limiter=TurnsRateLimiter(turns),
        )
        self._sender = TelegramNotifier(token, api_url=api_url, turns=turns, rank=ANSWER_FIRST)
        self._id = int(token.partition(":")[0])
        self._pauses = pauses
        self._on_fault = on_fault
        self._unanswered: set[str] = set()
        self._stopped = asyncio.Event()

    @property
    def username(self) -> str:
        """The bot's name behind the @; known once `run` or `connect` has reached Telegram, "" before."""
        with suppress(RuntimeError):
            return self._bot.username
        return ""

    @property
    def bot(self) -> int:
        """The bot's id, which is no secret: the first half of its token."""
        return self._id

    async def run(self, handle: Handle, inbox: Inbox, ready: Callable[[], Awaitable[None]] | None = None) -> None:
        """Hear and have handled until `stop`; what was heard is handled to its end. ready: is called once Telegram answers.

        What is fetched is kept in the inbox before Telegram is told to forget it, and stays there until it was handled. So
        what a killed process had in hand is handled by whoever listens next, at its beginning: it may be handled again.
        """
        try:
            if await self._connected():
                await self._listen(handle, inbox, ready)
        finally:
            self._stopped.clear()
            await self.close()

    def stop(self) -> None:
        """Let `run` come to its end; called in its event loop."""
        self._stopped.set()

    async def connect(self) -> None:
        """Ask Telegram who the bot is. Raises DeliveryError."""
        async with _failures():
            await self._bot.initialize()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._bot.shutdown()
        await self._sender.close()

    async def answer(self, press: str, text: str = "", alert: bool = False) -> None:
        """Answer a press: nothing, a line that vanishes, or a box to close. One that is too late is of no consequence."""
        self._unanswered.discard(press)
        try:
            await self._bot.answer_callback_query(press, text[:LONGEST_ANSWER] or None, show_alert=alert)
        except TelegramError as error:
            _log.debug("a press was not answered: %s", failure(error).reason)

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """As TelegramNotifier.send, before the outbox."""
        return await self._sender.send(message, recipient)

    async def edit(self, message: Message, recipient: Recipient, reference: str) -> Receipt:
        """As TelegramNotifier.edit, before the outbox."""
        return await self._sender.edit(message, recipient, reference)

    async def fetch(self, file: str, most: int) -> bytes:
        """The bytes of a file that somebody sent. Raises FileTooLarge, DeliveryError."""
        async with _failures():
            found = await self._bot.get_file(file)
            if (found.file_size or 0) > most:
                raise FileTooLarge
            content = bytes(await found.download_as_bytearray())
        if len(content) > most:
            raise FileTooLarge
        return content

    async def set_commands(self, commands: Mapping[str, str]) -> None:
        """What Telegram offers where somebody types a slash: what each command does, in this order. Raises DeliveryError."""
        async with _failures():
            await self._bot.set_my_commands([BotCommand(name, does) for name, does in commands.items()])

    async def _connected(self) -> bool:
        """Keep trying until Telegram says who we are; False where `stop` came first."""
        tries = 0
        while not self._stopped.is_set():
            try:
                await self.connect()
            except DeliveryError as error:
                await self._after(error, tries)
                tries += 1
            else:
                return True
        return False

    async def _listen(self, handle: Handle, inbox: Inbox, ready: Callable[[], Awaitable[None]] | None) -> None:
        """The Application takes updates out of its queue; we put them in, to see ourselves what goes wrong with polling."""

        async def take(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
            await self._take(handle, inbox, update)

        builder = ApplicationBuilder().bot(self._bot).updater(None).job_queue(None)
        application = builder.concurrent_updates(InOrder(AT_ONCE)).build()
        application.add_handler(TypeHandler(Update, take))
        await application.initialize()
        await application.start()
        try:
            if ready is not None:
                await ready()
            await self._fetch_updates(application.update_queue, inbox)
        finally:
            await application.stop()

    async def _take(self, handle: Handle, inbox: Inbox, update: Update) -> None:
        """Handle it, and only then let it go; what fails in the handling is not mended by doing it again."""
        if not await self._begun(inbox, update.update_id):
            return
        try:
            if (found := did(update)) is not None:
                await self._handled(handle, found)
            elif update.callback_query is not None:  # without its message nobody can tell where it was
                await self.answer(update.callback_query.id)
        except Exception:
            await asyncio.to_thread(inbox.done, update.update_id)
            raise
        await asyncio.to_thread(inbox.done, update.update_id)

    async def _begun(self, inbox: Inbox, number: int) -> bool:
        """Whether it is ours to handle; a store that cannot say is waited for, in the chat's order."""
        tries = 0
        while True:
            try:
                return await asyncio.to_thread(inbox.begin, number)
            except Exception as error:
                _log.warning("what was heard cannot be begun now: %s", error)
            if self._stopped.is_set():
                return False  # whoever listens next will have it
            await self._rest(tries)
            tries += 1

    async def _fetch_updates(self, queue: "asyncio.Queue[object]", inbox: Inbox) -> None:
        offset, tries = None, 0
        await self._put(queue, await asyncio.to_thread(inbox.left))
        while not self._stopped.is_set():
            found = await self._updates(offset)
            if isinstance(found, DeliveryError):
                await self._after(found, tries)
                tries += 1
                continue
            try:
                await self._put(queue, await asyncio.to_thread(inbox.keep, [_heard(update) for update in found]))
            except Exception as error:  # the store's: they are not confirmed, so Telegram will tell them again
                _log.warning("what was heard cannot be kept now: %s", error)
                await self._rest(tries)
                tries += 1
                continue
            tries = 0
            offset = max((update.update_id + 1 for update in found), default=offset)
        if offset is not None:  # what was kept is not to be told to whoever listens next
            with suppress(TelegramError):
                await self._bot.get_updates(offset, timeout=0, limit=1, allowed_updates=KINDS)

    async def _put(self, queue: "asyncio.Queue[object]", updates: Sequence[Heard]) -> None:
        for heard in updates:
            await queue.put(Update.de_json(json.loads(heard.content), self._bot))

    async def _updates(self, offset: int | None) -> tuple[Update, ...] | DeliveryError:
        """The next updates; none as soon as `stop` comes."""
        asking = asyncio.ensure_future(self._bot.get_updates(offset, timeout=_POLL, allowed_updates=KINDS))
        stopping = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait((asking, stopping), return_when=asyncio.FIRST_COMPLETED)
            return await asking if asking.done() else ()
        except Exception as error:  # an answer of an unknown shape fails inside the library in any way it likes
            return failure(error)
        finally:
            asking.cancel()
            stopping.cancel()

    async def _after(self, error: DeliveryError, tries: int) -> None:
        """Say what went wrong, and wait a while, or as long as we were told to."""
        self._on_fault(error)
        await self._rest(tries, 0.0 if error.retry_after is None else error.retry_after.total_seconds())

    async def _rest(self, tries: int, least: float = 0.0) -> None:
        pause = max(least, self._pauses[min(tries, len(self._pauses) - 1)])
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), pause)

    async def _handled(self, handle: Handle, found: Did) -> None:
        """A press that nobody answered would turn in circles on its button for ever."""
        if isinstance(found, Pressed):
            self._unanswered.add(found.press)
        try:
            await handle(found)
        except Exception:
            _log.exception("what was heard could not be handled")
        if isinstance(found, Pressed) and found.press in self._unanswered:
            await self.answer(found.press)


def _heard(update: Update) -> Heard:
    return Heard(update.update_id, update.to_json())


@asynccontextmanager
async def _failures() -> AsyncIterator[None]:
    """The library's exceptions as ours, which drag none of them along: they may hold the token."""
    try:
        yield
        return
    except (TelegramError, RuntimeError) as error:
        found = failure(error)
    raise found


def _request() -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=AT_ONCE, read_timeout=20, write_timeout=20, connect_timeout=10, pool_timeout=20
    )
