"""One process alone listens for a bot: it holds a mark in the store, prolongs it, and stops listening when it is lost."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Did
from scheduler.bot.commands import offered
from scheduler.bot.desk import Desk
from scheduler.bot.inbox import StoredInbox
from scheduler.store.errors import StoreError

HOLD: Final = "telegram-poll"
LIFE: Final = timedelta(seconds=60)
EVERY: Final = timedelta(seconds=20)
"""How long the mark lasts, and how often it is prolonged: who takes over from a process that was killed waits so long."""

_log = logging.getLogger(__name__)


class Polling:
    """Listens whenever no other process does, until `stop`. every: as EVERY, shorter in tests."""

    def __init__(self, desk: Desk, handle: Callable[[Did], Awaitable[None]], every: timedelta = EVERY) -> None:
        self._desk = desk
        self._handle = handle
        self._every = every.total_seconds()
        self._holder = secrets.token_hex(8)
        self._held_until = float("-inf")
        self._stopping = asyncio.Event()
        self.listening = False

    def stop(self) -> None:
        """Let `run` come to its end; called in its event loop."""
        self._stopping.set()

    async def run(self) -> None:
        """Listen for as long as the mark is ours, else look again now and then whether it is free."""
        try:
            while not self._stopping.is_set():
                if await self._holds():
                    await self._listen()
                await self._rest()
        finally:
            await asyncio.to_thread(self._let_go)

    async def _listen(self) -> None:
        """Until the mark is lost, `stop` comes, or the listening fails, which is not to end it for good."""
        self.listening = True
        inbox = StoredInbox(self._desk.chats, self._desk.listener.bot, self._holder, self._desk.moment)
        running = asyncio.create_task(self._desk.listener.run(self._handle, inbox, self._offer_commands))
        following = asyncio.create_task(self._desk.showing.watch())
        try:
            while not self._stopping.is_set() and not running.done() and await self._holds():
                await self._rest()
        finally:
            following.cancel()
            await self._desk.showing.close()
            if not running.done():
                self._desk.listener.stop()
            try:
                await running
            except Exception:
                _log.exception("the bot stopped listening")
            await self._desk.showing.close()  # what was reported while it came to its end
            await self._desk.listener.close()
            self.listening = False

    async def _rest(self) -> None:
        """Until it is time to prolong, or `stop` comes."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._every)

    async def _holds(self) -> bool:
        """Whether the mark is ours, prolonged just now; a store that cannot tell does not take it away before its time."""
        try:
            held = await asyncio.to_thread(self._prolong)
        except StoreError:
            return time.monotonic() + self._every < self._held_until
        if held:
            self._held_until = time.monotonic() + LIFE.total_seconds()
        return held

    def _prolong(self) -> bool:
        now = self._desk.moment()
        return self._desk.chats.hold(HOLD, self._holder, now, now + LIFE)

    def _let_go(self) -> None:
        try:
            self._desk.chats.let_go(HOLD, self._holder)
        except StoreError as error:
            _log.info("the mark of who listens ends by itself: %s", error.kind.value)

    async def _offer_commands(self) -> None:
        try:
            await self._desk.listener.set_commands(offered())
        except DeliveryError as error:
            _log.info("the commands could not be offered: %s", error.reason)
