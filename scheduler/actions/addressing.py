"""A stored address as its channel takes it."""

from notifiers.message import Recipient
from scheduler.chats import Chat


def recipient_of(channel: str, person: str, address: str) -> Recipient:
    """A Telegram address names a chat, and may name a topic of it."""
    chat = Chat.of(address) if channel == "telegram" else None
    return Recipient(address, person) if chat is None else Recipient(str(chat.id), person, chat.topic)
