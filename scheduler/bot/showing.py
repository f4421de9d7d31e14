"""After a report or an `apply`, every message that holds the work reads as it stands now, for all who got it: in the background."""

import asyncio
import logging
from collections.abc import Collection, Coroutine, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, assert_never

from notifiers.message import Message
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Listener
from scheduler.actions.apply import publish
from scheduler.app import App
from scheduler.bot.shown import Sent, Shown, as_it_reads_now, found_at, holding
from scheduler.bot.whose import CHANNEL
from scheduler.chats import Card, Chat

_CATCH_UP: Final = timedelta(days=1)
_TRIES = 4
_MOST_REMEMBERED = 20_000
_LAST_SECONDS = 5.0
_PAUSE = timedelta(seconds=10)
_log = logging.getLogger(__name__)


class Showing:
    """Edits messages, those of a chat one after the other; a chat that has to wait holds up no other, and nobody who presses.

    Lives in the event loop in which it is first used.
    """

    def __init__(self, app: App, listener: Listener) -> None:
        self._app = app
        self._listener = listener
        self._queues: dict[str, dict[str, Shown]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: int | None = None
        self._changed: frozenset[tuple[str, datetime]] = frozenset()
        self._version: int | None = None
        self._reads: dict[tuple[str, str], int] = {}

    def reported(self, uids: Collection[str]) -> None:
        """Something was reported of these: let calendars and messages follow, in the background."""
        self._start(self._publish())
        self._start(self._refresh(frozenset(uids)))

    def look_again(self, chat: Chat, message: str) -> None:
        """A button of that message was out of date: let it read as things stand, in the background."""
        self._start(self._look_again(chat, message))

    async def watch(self, every: timedelta = timedelta(seconds=20)) -> None:
        """Follow for ever, from a day ago on, what is reported elsewhere (the page, the console, another process), and what
        `apply` calls off or moves."""
        while True:
            try:
                await self._refresh(await asyncio.to_thread(self._news))
            except Exception:  # the store's: it is asked again
                _log.exception("what was reported elsewhere could not be read")
            await asyncio.sleep(every.total_seconds())

    async def idle(self) -> None:
        """Wait until nothing is under way any more."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Leave what is not edited within a few seconds: whoever listens next follows what was reported of late."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_LAST_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._reads.clear()  # another process may listen next, and edit

    def follows(self, uids: Collection[str], chat: Chat, message: str) -> bool:
        """Whether that message follows by itself what is reported of these. Reads the store."""
        return any(s.chat == chat.address and s.is_in(message) for s in holding(self._app, uids))

    def _news(self) -> frozenset[str]:
        """What was reported since the last look, or is no longer planned as it was."""
        version = self._app.repository.version()
        if version == self._version:
            return frozenset()
        day_ago, seen = (self._app.now() - _CATCH_UP).astimezone(UTC), self._seen
        last, told = self._app.repository.reports_after(seen or 0, day_ago if seen is None else None)
        changed = frozenset(self._app.repository.changed_since(day_ago).items())
        new = frozenset(uid for uid, _ in changed - self._changed)
        self._seen, self._changed, self._version = last, changed, version
        return told | new

    async def _publish(self) -> None:
        """Where it fails, the next wake-up does it: the store knows that something is unpublished."""
        if await asyncio.to_thread(self._app.repository.unpublished):
            await asyncio.to_thread(publish, self._app.repository, self._app.folder, self._app.now())

    async def _refresh(self, uids: Collection[str]) -> None:
        if uids:
            self._queue(await asyncio.to_thread(holding, self._app, uids))

    async def _look_again(self, chat: Chat, message: str) -> None:
        shown = await asyncio.to_thread(found_at, self._app, chat, message)
        if shown is not None:
            self._queue((shown,))

    def _queue(self, found: Iterable[Shown]) -> None:
        for shown in found:
            queue = self._queues.get(shown.chat)
            if queue is None:
                self._queues[shown.chat] = {shown.reference: shown}
                self._start(self._edit_all(shown.chat))
            else:
                queue[shown.reference] = shown

    async def _edit_all(self, chat: str) -> None:
        """One chat's messages, the newest first, each as it stands when its turn has come."""
        queue = self._queues[chat]
        try:
            while queue:
                newest = max(queue, key=lambda key: queue[key].at)
                await self._edit(queue.pop(newest))
        finally:
            del self._queues[chat]

    async def _edit(self, shown: Shown) -> None:
        for attempt in range(1, _TRIES + 1):
            now = await asyncio.to_thread(as_it_reads_now, self._app, shown)
            if now is None or self._reads.get((shown.chat, shown.reference)) == hash(now[0]):
                return
            self._reads.pop((shown.chat, shown.reference), None)  # a long message may be changed in part, and then fail
            try:
                receipt = await self._listener.edit(*now, shown.reference)
            except DeliveryError as error:
                if error.refused or error.permanent:
                    await asyncio.to_thread(self._gone, shown)
                    return
                await asyncio.sleep((error.retry_after or _PAUSE * attempt).total_seconds())
            else:
                self._remember(shown.chat, receipt.reference, now[0])
                if receipt.reference != shown.reference:
                    await asyncio.to_thread(self._renamed, shown, receipt.reference)
                return

    def _remember(self, chat: str, reference: str, message: Message) -> None:
        """How it reads, so that a second press, and the news of what was reported here, edit nothing again."""
        if len(self._reads) >= _MOST_REMEMBERED:
            self._reads.clear()
        self._reads[chat, reference] = hash(message)

    def _gone(self, shown: Shown) -> None:
        """Deleted, or not ours any more: it is not tried at each report. The outbox keeps its own for the record."""
        if isinstance(shown, Card):
            self._app.chats.forget_card(shown.chat, shown.reference)

    def _renamed(self, shown: Shown, reference: str) -> None:
        match shown:
            case Sent():
                self._app.repository.rename_message(shown.person, CHANNEL, shown.reference, reference)
            case Card():
                self._app.chats.forget_card(shown.chat, shown.reference)
                self._app.chats.keep_card(replace(shown, reference=reference))
            case _:
                assert_never(shown)

    def _start(self, doing: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(_told(doing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _told(doing: Coroutine[None, None, None]) -> None:
    """What is done in the background fails without anybody to tell but the log."""
    try:
        await doing
    except Exception:
        _log.exception("messages could not be brought up to date")
