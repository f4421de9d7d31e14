"""Linking: a one-time code makes the chat that shows it the chat of a person; wrong codes count, a taken chat stays whose it is."""

from dataclasses import dataclass
from datetime import datetime

from notifiers.message import Message
from notifiers.telegram.listening import Written
from scheduler.bot.desk import Desk
from scheduler.bot.whose import CHANNEL, chat_of, people, people_at
from scheduler.chats import CODE_LIFE, GUESS_SPAN, MOST_GUESSES, Chat, LinkCode, bare, digest_of, new_code
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.ports import Chats
from scheduler.words import say

_DEEP_LINK = "https://t.me/{bot}?start={code}"
_LONGEST = 64  # what /start carries at most; a longer text is no code, and is not digested


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered; moved_from: the chat that was the person's before, which is told as well."""

    message: Message
    moved_from: Chat | None = None
    farewell: Message | None = None


def issue(chats: Chats, person: str, now: datetime, secret: bytes) -> str:
    """A new code for a person's Telegram chat, as it is typed; the person's earlier ones end. now: UTC."""
    code = new_code()
    chats.offer(LinkCode(digest_of(code, secret), person, CHANNEL, now + CODE_LIFE))
    return code


def deep_link(bot: str, code: str) -> str:
    """The address that opens the bot and hands it the code; where it gets lost (Telegram Desktop), the code is typed."""
    return _DEEP_LINK.format(bot=bot, code=bare(code))


def redeem(desk: Desk, update: Written, code: str) -> Told:
    """Link the chat to the person for whom the code was made, or say why not. Every wrong code counts against the chat."""
    now, chat = desk.moment(), chat_of(update)
    if not code:
        return Told(_said("no-code"))
    if desk.chats.guesses(chat.id, now - GUESS_SPAN) >= MOST_GUESSES:
        return Told(_said("too-many", most=MOST_GUESSES))
    found = desk.chats.redeem(digest_of(code, desk.app.secret), now) if len(code) <= _LONGEST else None
    person = None if found is None else next((p for p in people(desk.app) if p.id == found.person), None)
    if found is None or person is None:
        desk.chats.note_guess(chat.id, now)
        theirs = people_at(desk.app, chat)
        return Told(_said("wrong-linked", roles=", ".join(p.role for p in theirs)) if theirs else _said("wrong"))
    return _linked(desk, update, found, person)


def _linked(desk: Desk, update: Written, code: LinkCode, person: Person) -> Told:
    chat = chat_of(update)
    before = people_at(desk.app, chat)
    if person in before:
        return Told(_said("linked-already", role=person.role))
    if before:
        desk.chats.offer(code)  # it was not used: whoever it is for can still use it
        return Told(_taken(before, person, chat))
    old = desk.repository.addresses().get((person.id, CHANNEL))
    desk.repository.link(person.id, CHANNEL, chat.address)
    moved_from = Chat.of(old) if old is not None and old != chat.address else None
    facts = {"role": person.role, "hour": f"{person.digest:%H:%M}"}
    told = _said("linked", **facts) if chat.private else _said("linked-group", **facts, bot=desk.listener.username)
    return Told(told, moved_from, _said("moved-away", role=person.role))


def _taken(before: tuple[Person, ...], person: Person, chat: Chat) -> Message:
    roles = ", ".join(p.role for p in before)
    return _said("taken", roles=roles, role=person.role, person=person.id, address=chat.address)


def _said(code: str, **facts: str | int) -> Message:
    return Message(say("bot", "link", code, values(**facts)))
