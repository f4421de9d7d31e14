"""What people do in front of the bot, as values: Written, Pressed, Moved; and how they are read from Telegram's updates."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from telegram import CallbackQuery, Message, Update, User

KINDS: Final = ("message", "callback_query")
"""The updates that are asked for; all others stay with Telegram."""


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody wrote something. Ids are texts; topic: of a group with topics; private: the chat with one person.

    text: as it was written, a picture's caption included, "" where there is none. reply_to: id of the message that it answers.
    photo: the file id of a picture in its largest size, sent as photo or as file; size: its bytes, as far as Telegram tells.
    name: of the sender, as Telegram shows it. other: whether it brings what we cannot take: a file, a voice, a place.
    """

    chat: str
    topic: int | None
    private: bool
    sender: str
    message: str
    text: str
    reply_to: str | None = None
    photo: str | None = None
    size: int | None = None
    name: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody (name: as Telegram shows it) pressed a button of message: data is what it carries, press what is to be answered."""

    chat: str
    topic: int | None
    private: bool
    sender: str
    message: str
    data: str
    press: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A group has a new id from now on."""

    chat: str
    to: str


Did: TypeAlias = Written | Pressed | Moved


def did(update: Update) -> Did | None:
    """What somebody did; None for what no person did, or nobody can see: other bots, service messages, inline queries."""
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    return None if update.message is None else _written(update.message)


def _pressed(query: CallbackQuery) -> Pressed | None:
    """The message may be too old to be shown (InaccessibleMessage): chat and id are told all the same."""
    found = query.message
    if found is None or query.data is None:
        return None
    topic = _topic(found) if isinstance(found, Message) else None
    private = found.chat.type == "private"
    sender, number = str(query.from_user.id), str(found.message_id)
    return Pressed(str(found.chat.id), topic, private, sender, number, query.data, query.id, _name(query.from_user))


def _written(message: Message) -> Written | Moved | None:
    chat = str(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return Moved(chat, str(message.migrate_to_chat_id))
    text, (photo, size) = message.text or message.caption or "", _picture(message)
    other = photo is None and message.effective_attachment is not None
    if not _by_a_person(message) or not (text or photo or other):
        return None
    answered, topic = message.reply_to_message, _topic(message)
    # In a topic, each message that answers none "answers" the one that opened it.
    reply = None if answered is None or answered.message_id == topic else str(answered.message_id)
    private = message.chat.type == "private"
    sender = str(message.from_user.id if message.from_user is not None else message.chat.id)
    name = _name(message.from_user)
    return Written(chat, topic, private, sender, str(message.message_id), text, reply, photo, size, name, other)


def _name(user: User | None) -> str:
    return "" if user is None else user.full_name


def _topic(message: Message) -> int | None:
    """A group without topics gives its threads of answers a number, too: they are no topics."""
    return message.message_thread_id if message.is_topic_message else None


def _by_a_person(message: Message) -> bool:
    """An administrator who hides behind the group's name is one; a linked channel, and another bot, is none."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


def _picture(message: Message) -> tuple[str | None, int | None]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return largest.file_id, largest.file_size
    document = message.document
    if document is not None and (document.mime_type or "").startswith("image/"):
        return document.file_id, document.file_size
    return None, None
