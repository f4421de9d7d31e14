"""Desk: what every part of the conversation works with, and how it answers: a reply, or a message that follows the work."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime

from notifiers.message import Message, Recipient
from notifiers.telegram.listening import Listener, Pressed, Written
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.bot.showing import Showing
from scheduler.bot.whose import chat_of, own_chat, people_at, people_before
from scheduler.chats import Card, View
from scheduler.model import Person
from scheduler.ports import Chats, Repository
from scheduler.store.errors import StoreError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Display:
    """A message that shows work: how it is made again (view), of what (uids, as they stand there); more, earlier: as of Card."""

    message: Message
    view: View
    uids: tuple[str, ...]
    more: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """app: the installation (its stores, folder, clock, secret); listener: the way to answer; showing: what follows a report."""

    app: App
    listener: Listener
    showing: Showing = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "showing", Showing(self.app, self.listener))

    @property
    def chats(self) -> Chats:
        """The conversation's own store."""
        return self.app.chats

    @property
    def repository(self) -> Repository:
        """The office's store."""
        return self.app.repository

    def now(self) -> datetime:
        """Local time."""
        return self.app.now()

    def moment(self) -> datetime:
        """The same in UTC, as the stores want it."""
        return self.app.now().astimezone(UTC)

    def office(self) -> Snapshot:
        """The whole office as it was applied, at this moment. Raises NothingApplied."""
        return self.app.office()

    def linked(self, update: Written | Pressed) -> tuple[Person, ...]:
        """Whose chat it is; nobody: strangers."""
        return people_before(self.app, chat_of(update))

    def sender(self, update: Written | Pressed) -> tuple[Person, ...]:
        """Who it is that writes or presses, wherever: the people whose private chat is linked."""
        return people_at(self.app, own_chat(update))

    async def reply(self, update: Written | Pressed, message: Message) -> str:
        """Send it to where the update came from; the reference of what was sent. Raises DeliveryError."""
        return (await self.listener.send(message, recipient_of(update))).reference

    async def show(self, update: Written | Pressed, display: Display) -> None:
        """Send a message that will follow what becomes of the work. Raises DeliveryError."""
        made = self.moment()
        await self.keep(update, display, await self.reply(update, display.message), made)

    async def keep(self, update: Written | Pressed, display: Display, reference: str, made: datetime) -> None:
        """Remember what a message shows since it was made; where the store cannot, it stays as it is until somebody presses."""
        card = Card(chat_of(update).address, reference, display.view, display.uids, made, display.more, display.earlier)
        try:
            if display.uids:
                await asyncio.to_thread(self.chats.keep_card, card)
        except StoreError as error:
            _log.warning("a message will not follow its work: %s", error.kind.value)


def recipient_of(update: Written | Pressed) -> Recipient:
    """Whoever reads what is sent to where the update came from."""
    return Recipient(update.chat, topic=update.topic)


def place_of(update: Written | Pressed) -> str:
    """The place of a question (Chats.ask): where it was asked, and who is to answer it."""
    return f"{chat_of(update).address}/{update.sender}"
