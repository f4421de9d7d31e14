"""Desk: what every part of the conversation works with, and who it is that writes."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from notifiers.message import Message, Recipient
from notifiers.telegram.listening import Listener, Pressed, Written
from scheduler.actions.snapshot import NothingApplied, Snapshot, applied_config
from scheduler.app import App
from scheduler.bot.showing import Showing
from scheduler.chats import Chat
from scheduler.derivation import directory_of
from scheduler.model import Person
from scheduler.ports import Chats, Repository

CHANNEL = "telegram"


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

    @property
    def secret(self) -> bytes:
        """The installation's secret."""
        return self.app.secret

    def now(self) -> datetime:
        """Local time."""
        return self.app.now()

    def moment(self) -> datetime:
        """The same in UTC, as the stores want it."""
        return self.app.now().astimezone(UTC)

    def office(self) -> Snapshot:
        """The whole office as it was applied, at this moment. Raises NothingApplied."""
        return self.app.office()

    def people(self) -> tuple[Person, ...]:
        """The people of config as it was applied, without reading the schedule. Raises NothingApplied."""
        revision = self.repository.latest_revision()
        if revision is None:
            raise NothingApplied
        config = applied_config(revision, self.app.folder)
        opened = directory_of(config).opened
        return tuple(replace(p, units=opened(p.units)) for p in config.people)

    def linked(self, update: Written | Pressed) -> tuple[Person, ...]:
        """Whose chat it is: the people who are linked to the topic, else to the chat as a whole; nobody: strangers."""
        chat = chat_of(update)
        return self.at(chat) or (self.at(Chat(chat.id)) if chat.topic is not None else ())

    def sender(self, update: Written | Pressed) -> tuple[Person, ...]:
        """Who it is that writes or presses, wherever: the people whose private chat is linked; their id is that of the chat."""
        return self.at(Chat(int(update.sender)))

    def at(self, chat: Chat) -> tuple[Person, ...]:
        """The people who are linked to just that chat, or topic."""
        addresses = self.repository.addresses().items()
        ids = {person for (person, channel), a in addresses if channel == CHANNEL and Chat.of(a) == chat}
        return tuple(p for p in self.people() if p.id in ids) if ids else ()

    async def reply(self, update: Written | Pressed, message: Message) -> str:
        """Send it to where the update came from; the reference of what was sent. Raises DeliveryError."""
        return (await self.listener.send(message, recipient_of(update))).reference


def chat_of(update: Written | Pressed) -> Chat:
    """The chat, or the topic of it."""
    return Chat(int(update.chat), update.topic)


def recipient_of(update: Written | Pressed) -> Recipient:
    """Whoever reads what is sent to where the update came from."""
    return Recipient(update.chat, topic=update.topic)


def place_of(update: Written | Pressed) -> str:
    """The place of a question (Chats.ask): where it was asked, and who is to answer it."""
    return f"{chat_of(update).address}/{update.sender}"
