"""A stored address as its channel takes it."""

from notifiers.message import Recipient
from scheduler.chats import Chat
from scheduler.model import Person


def recipient_of(channel: str, person: Person, address: str) -> Recipient:
    """A Telegram address names a chat, and may name a topic of it."""
    chat = Chat.of(address) if channel == "telegram" else None
    if chat is None:
        return Recipient(address, person.role, id=person.id)
    return Recipient(str(chat.id), person.role, chat.topic, person.id)
