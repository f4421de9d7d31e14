"""Whose chat it is, and who somebody is in front of the bot: the people of config by the chats that are linked to them."""

from typing import Final

from notifiers.telegram.listening import Pressed, Written
from scheduler.actions.snapshot import NothingApplied, applied_config
from scheduler.app import App
from scheduler.chats import Chat
from scheduler.derivation import directory_of, people_of
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.words import say

CHANNEL: Final = "telegram"


def people(app: App) -> tuple[Person, ...]:
    """The people of config as it was applied, without reading the schedule. Raises NothingApplied."""
    revision = app.repository.latest_revision()
    if revision is None:
        raise NothingApplied
    config = applied_config(revision, app.folder)
    return people_of(config, directory_of(config))


def people_at(app: App, chat: Chat) -> tuple[Person, ...]:
    """The people who are linked to just that chat, or topic."""
    addresses = app.repository.addresses().items()
    ids = {person for (person, channel), a in addresses if channel == CHANNEL and Chat.of(a) == chat}
    return tuple(p for p in people(app) if p.id in ids) if ids else ()


def people_before(app: App, chat: Chat) -> tuple[Person, ...]:
    """Whoever reads what stands there: those of the topic, else those of the chat as a whole; nobody: strangers."""
    here = people_at(app, chat) or (people_at(app, Chat(chat.id)) if chat.topic is not None else ())
    if here or chat.private or (became := app.chats.became(chat.id)) == chat.id:
        return here
    return people_before(app, Chat(became, chat.topic))  # a button of a message from before the group had another id


def chat_of(update: Written | Pressed) -> Chat:
    """The chat, or the topic of it."""
    return Chat(int(update.chat), update.topic)


def own_chat(update: Written | Pressed) -> Chat:
    """The private chat of whoever writes or presses, wherever: its id is theirs."""
    return Chat(int(update.sender))


def hand_of(update: Written | Pressed) -> str | None:
    """Whose hand it is in a chat that several share, as the audit trail keeps it; in a private chat its person is known."""
    if update.private:
        return None
    return say("bot", "hand", "shared" if update.name else "nameless", values(name=update.name, number=update.sender))
