"""Conversation: what somebody did in front of the bot → who it is, what is meant, and the answer. Strangers learn how to link."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeAlias, assert_never

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Did, Moved, Pressed, Written
from scheduler.actions.snapshot import NothingApplied
from scheduler.bot import linking
from scheduler.bot.commands import Asked, Command, carried_out, is_evidence, paused, spoken
from scheduler.bot.desk import Desk, Display, place_of
from scheduler.bot.flow import Flow
from scheduler.bot.whose import CHANNEL, people_at
from scheduler.chats import Ask, Chat, Question, looks_like_code
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.store.errors import StoreError
from scheduler.words import say

MOST_A_MINUTE, MOST_OF_STRANGERS = 60, 6
"""Updates of one chat that are answered within a minute; further ones are passed over."""

_log = logging.getLogger(__name__)

OnPress: TypeAlias = Callable[[Desk, Pressed, Sequence[Person]], Awaitable[None]]
OnAnswer: TypeAlias = Callable[[Desk, Written, Question, Person], Awaitable[None]]


class Conversation:
    """One for each bot. pressed, answered: what presses, and answers to questions about work, are handled by."""

    def __init__(self, desk: Desk, pressed: OnPress, answered: OnAnswer) -> None:
        self._desk = desk
        self._pressed = pressed
        self._answered = answered
        self._flow = Flow(desk.now)

    async def handle(self, update: Did) -> None:
        """Answer what somebody did. What the store cannot do now is said; what cannot be sent is given up."""
        if isinstance(update, Moved):
            await asyncio.to_thread(self._follow, update)
            return
        try:
            await self._handle(update)
        except DeliveryError as error:
            _log.info("an answer could not be sent: %s", error.reason)
        except Exception as error:
            with suppress(DeliveryError):
                await self._say(update, Message(say("bot", "fault", "store")))
            if not isinstance(error, StoreError | NothingApplied):
                raise

    async def _handle(self, update: Written | Pressed) -> None:
        asked = Asked.of(update.text) if isinstance(update, Written) else None
        if asked is not None and asked.to not in ("", self._desk.listener.username.lower()):
            return  # for another bot of the group
        people = await asyncio.to_thread(self._desk.linked, update)
        most = MOST_A_MINUTE if people else MOST_OF_STRANGERS
        talk = isinstance(update, Written) and asked is None and not update.private  # what a group says to one another
        if not talk and not self._flow.admits(update.chat, most):
            if isinstance(update, Pressed):
                await self._desk.listener.answer(update.press, say("bot", "fault", "busy"))
            return
        match update:
            case Pressed():
                await self._on_press(update, people)
            case Written():
                await asyncio.to_thread(self._revive, people)
                await self._on_text(update, people, asked)
            case _:
                assert_never(update)

    async def _on_press(self, update: Pressed, people: Sequence[Person]) -> None:
        if not people:
            await self._desk.listener.answer(update.press, say("bot", "link", "stranger-press"), alert=True)
            return
        await self._pressed(self._desk, update, people)

    async def _on_text(self, update: Written, people: Sequence[Person], asked: Asked | None) -> None:
        """A command, else the answer to a question, else a code; in a group what is none of these is not for the bot."""
        if asked is not None and asked.command is Command.LINK and (asked.rest or not people):
            await self._on_code(update, people, asked.rest)
        elif asked is not None and people:
            await asyncio.to_thread(self._end_question, update)
            await self._carry_out(update, people, asked)
        elif people and update.other:
            if update.private or update.reply_to is not None:
                await self._say(update, Message(say("bot", "answer", "what-can-be-sent")))
        elif people and (question := await asyncio.to_thread(self._question, update)) is not None:
            await self._on_answer(update, people, question)
        elif update.private and looks_like_code(update.text) and not (people and spoken(update.text)):
            await self._on_code(update, people, update.text)
        elif people and update.private and update.photo is not None:
            await self._say(update, Message(say("bot", "answer", "picture-of-what")))
        elif people and update.private:
            await self._carry_out(update, people, Asked(spoken(update.text), ""))
        elif update.private or asked is not None:
            await self._say(update, self._how_to_link(update))

    async def _carry_out(self, update: Written, people: Sequence[Person], asked: Asked) -> None:
        answer = await asyncio.to_thread(carried_out, self._desk, update, people, asked)
        match answer:
            case Message():
                await self._say(update, answer)
            case Display():
                await self._desk.show(update, answer)
            case _:
                assert_never(answer)

    async def _on_code(self, update: Written, people: Sequence[Person], code: str) -> None:
        if not code and not people and not _names_linking(update):
            await self._say(update, self._how_to_link(update))
            return
        told = await asyncio.to_thread(linking.redeem, self._desk, update, code)
        await self._say(update, told.message)
        if told.moved_from is not None and told.farewell is not None:
            old = Recipient(str(told.moved_from.id), topic=told.moved_from.topic)
            await self._desk.listener.send(told.farewell, old)

    def _question(self, update: Written) -> Question | None:
        """What is to be answered by that: what belongs to Done is waited for without a question, so not all is meant so."""
        found = self._desk.chats.asked(place_of(update), self._desk.moment())
        meant = found is None or found.ask is not Ask.EVIDENCE or update.photo is not None or is_evidence(update.text)
        return found if meant else None

    def _end_question(self, update: Written) -> None:
        """A command ends what was asked before; what belongs to Done may come all the same."""
        found = self._desk.chats.asked(place_of(update), self._desk.moment())
        if found is not None and found.ask is not Ask.EVIDENCE:
            self._desk.chats.answered(place_of(update))

    async def _on_answer(self, update: Written, people: Sequence[Person], question: Question) -> None:
        """The one who was asked is of the chat, or is known by the own private chat."""
        if question.ask is Ask.PAUSE:
            await self._say(update, await asyncio.to_thread(paused, self._desk, update, people, update.text))
            return
        known = (*people, *await asyncio.to_thread(self._desk.sender, update))
        if (person := next((p for p in known if p.id == question.person), None)) is not None:
            await self._answered(self._desk, update, question, person)

    def _revive(self, people: Iterable[Person]) -> None:
        """Who writes to the bot can be written to again: the block is over, or the bot is back in the group."""
        dead = self._desk.repository.dead_channels()
        for person in people:
            if (person.id, CHANNEL) in dead:
                address = self._desk.repository.addresses()[person.id, CHANNEL]
                self._desk.repository.link(person.id, CHANNEL, address)

    def _how_to_link(self, update: Written) -> Message:
        code = "stranger" if update.private else "stranger-group"
        return Message(say("bot", "link", code, values(bot=self._desk.listener.username)))

    def _follow(self, update: Moved) -> None:
        """Whoever is linked to a group, or to a topic of it, stays so under its new id."""
        for (person, channel), address in self._desk.repository.addresses().items():
            chat = Chat.of(address) if channel == CHANNEL else None
            if chat is not None and chat.id == int(update.chat):
                self._desk.repository.link(person, CHANNEL, Chat(int(update.to), chat.topic).address)
        if people_at(self._desk.app, Chat(int(update.to))):
            self._desk.chats.note_moved(int(update.chat), int(update.to))

    async def _say(self, update: Written | Pressed, message: Message) -> None:
        if isinstance(update, Pressed):
            await self._desk.listener.answer(update.press, message.title, alert=True)
        else:
            await self._desk.reply(update, message)


def _names_linking(update: Written) -> bool:
    return not update.text.lower().startswith("/start")
