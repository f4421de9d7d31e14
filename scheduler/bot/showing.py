"""After a report, every message that holds the work reads as it stands now, for all who got it: edited in the background."""

import asyncio
import logging
from collections.abc import Collection, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Listener
from scheduler.actions.apply import publish
from scheduler.actions.snapshot import snapshot
from scheduler.app import App
from scheduler.chats import Chat
from scheduler.messages import digests
from scheduler.reminders.steps import FREE, notice_of
from scheduler.schedule import Delivery

CHANNEL: Final = "telegram"
BACK: Final = timedelta(days=45)
"""Messages older than that are left as they are: longer than work is reminded of after its day."""

_CATCH_UP = timedelta(days=1)
_TRIES = 4
_LAST_SECONDS = 5.0
_PAUSE = timedelta(seconds=10)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it was sent: to whom, under which reference, what it told."""

    person: str
    reference: str
    held: tuple[Delivery, ...]

    @property
    def at(self) -> datetime:
        """When (UTC)."""
        return min(d.sent_at for d in self.held if d.sent_at is not None)


class Showing:
    """Edits messages, those of a chat one after the other; a chat that has to wait holds up no other, and nobody who presses.

    Lives in the event loop in which it is first used.
    """

    def __init__(self, app: App, listener: Listener) -> None:
        self._app = app
        self._listener = listener
        self._queues: dict[str, dict[tuple[str, str], Sent]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: int | None = None
        self._version: int | None = None

    def reported(self, uids: Collection[str]) -> None:
        """Something was reported of these: let calendars and messages follow, in the background."""
        self._start(self._publish())
        self._start(self._refresh(frozenset(uids)))

    async def watch(self, every: timedelta = timedelta(seconds=20)) -> None:
        """Follow what is reported elsewhere (the page, the console, another process) for ever, from a day ago on."""
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

    def is_kept(self, uid: str, chat: str, message: str) -> bool:
        """Whether that message is one of the outbox, which follows by itself. Reads the store."""
        found = _messages(self._app.repository.messages_with(uid, self._since()))
        addresses = self._app.repository.addresses()
        theirs = (s for s in found if _chat_id(addresses.get((s.person, CHANNEL), "")) == chat)
        return any(message in s.reference.split(",") for s in theirs)

    def _since(self) -> datetime:
        return self._app.now() - BACK

    def _news(self) -> frozenset[str]:
        """What was reported since the last look."""
        version = self._app.repository.version()
        if version == self._version:
            return frozenset()
        trail = self._app.repository.progress()
        day_ago, seen = self._app.now() - _CATCH_UP, self._seen
        new = [e for e in trail if e.at >= day_ago] if seen is None else trail[seen:]
        self._seen, self._version = len(trail), version
        return frozenset(e.uid for e in new)

    async def _publish(self) -> None:
        """Where it fails, the next wake-up does it: the store knows that something is unpublished."""
        if await asyncio.to_thread(self._app.repository.unpublished):
            await asyncio.to_thread(publish, self._app.repository, self._app.folder, self._app.now())

    async def _refresh(self, uids: Collection[str]) -> None:
        for sent in await asyncio.to_thread(self._holding, uids):
            chat = sent.person
            queue = self._queues.get(chat)
            if queue is None:
                self._queues[chat] = {(sent.person, sent.reference): sent}
                self._start(self._edit_all(chat))
            else:
                queue[sent.person, sent.reference] = sent

    def _holding(self, uids: Iterable[str]) -> tuple[Sent, ...]:
        since = self._since()
        found = (s for uid in uids for s in _messages(self._app.repository.messages_with(uid, since)))
        return tuple({(s.person, s.reference): s for s in found}.values())

    async def _edit_all(self, chat: str) -> None:
        """One chat's messages, the newest first, each as it stands when its turn has come."""
        queue = self._queues[chat]
        try:
            while queue:
                newest = max(queue, key=lambda key: queue[key].at)
                await self._edit(queue.pop(newest))
        finally:
            del self._queues[chat]

    async def _edit(self, sent: Sent) -> None:
        for attempt in range(1, _TRIES + 1):
            shown = await asyncio.to_thread(self._shown, sent)
            if shown is None:
                return
            message, recipient = shown
            try:
                receipt = await self._listener.edit(message, recipient, sent.reference)
            except DeliveryError as error:
                if error.refused or error.permanent:
                    return  # gone, or not ours any more
                await asyncio.sleep((error.retry_after or _PAUSE * attempt).total_seconds())
            else:
                if receipt.reference != sent.reference:
                    await asyncio.to_thread(self._renamed, sent, receipt.reference)
                return

    def _renamed(self, sent: Sent, reference: str) -> None:
        self._app.repository.rename_message(sent.person, CHANNEL, sent.reference, reference)

    def _shown(self, sent: Sent) -> tuple[Message, Recipient] | None:
        """How it reads now; None where nobody is to see it any more. What left the plans is left out of it."""
        uids = {d.uid for d in sent.held if notice_of(d.step) not in FREE}
        office = snapshot(self._app.repository, self._app.folder, self._app.now(), uids)
        office = office.at(sent.at.astimezone(self._app.now().tzinfo))
        chat = Chat.of(self._app.repository.addresses().get((sent.person, CHANNEL), ""))
        held = [d for d in sent.held if notice_of(d.step) in FREE or d.uid in office.by_uid]
        if chat is None or not held:
            return None
        people, away = office.people, office.config.absences
        (digest,) = digests(held, office.by_uid, office.book, office.calendar, people, away)
        return digest.message, Recipient(str(chat.id), sent.person, chat.topic)

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


def _messages(held: Iterable[Delivery]) -> tuple[Sent, ...]:
    by_message: dict[tuple[str, str], list[Delivery]] = {}
    for d in held:
        if d.channel == CHANNEL and d.reference and d.sent_at is not None:
            by_message.setdefault((d.person, d.reference), []).append(d)
    return tuple(Sent(person, reference, tuple(those)) for (person, reference), those in by_message.items())


def _chat_id(address: str) -> str:
    chat = Chat.of(address)
    return "" if chat is None else str(chat.id)
