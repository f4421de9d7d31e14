"""A press that may be carried out, and the ways to answer it: a line that vanishes, a message, the message pressed made anew."""

import asyncio
from dataclasses import dataclass

from notifiers.message import Message
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Pressed
from scheduler import keyboards
from scheduler.actions.report import Reported, Result, record
from scheduler.bot import cards
from scheduler.bot.desk import Desk, Display, place_of, recipient_of
from scheduler.bot.whose import CHANNEL, chat_of, hand_of
from scheduler.bot.work import Asked, Work, coordinators, takers_back, work_of
from scheduler.chats import QUESTION_LIFE, Ask, Question, View
from scheduler.diagnostics import values
from scheduler.keyboards import Press
from scheduler.model import Person
from scheduler.schedule import Act, Progress
from scheduler.terms import Kind
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class Pressing:
    """persons: whose chat it is. reporters: who of those in front of it may report, never empty."""

    desk: Desk
    update: Pressed
    press: Press
    work: Work
    persons: tuple[Person, ...]
    reporters: tuple[Person, ...]

    @property
    def by(self) -> Person:
        """In whose name it is written."""
        return self.reporters[0]

    @property
    def hand(self) -> str | None:
        """Whose hand it was, where it is written in the name of a chat that several share."""
        return hand_of(self.update) if self.by in self.persons else None

    @property
    def coordinators(self) -> tuple[Person, ...]:
        """Those in front of it who may take back whatever was done."""
        return coordinators(self.work, self.reporters)

    @property
    def is_check_in(self) -> bool:
        """Whether it is about a check-in."""
        return self.work.occurrence.kind is Kind.CHECK_IN

    @property
    def task(self) -> tuple[int, Asked] | None:
        """The task that the button is about, with its number on the card."""
        numbered = enumerate(self.work.asked, start=1)
        return next(((n, a) for n, a in numbered if keyboards.task_handle(a.key) == self.press.rest), None)

    @property
    def title(self) -> str:
        """What it is about, in a few words."""
        task = self.task
        found = None if task is None else self.work.office.book.tasks.get(task[1].key)
        return cards.title_of(self.work) if found is None else found.title

    async def toast(self, text: str, alert: bool = False) -> None:
        """Answer the press by a line that vanishes, or a box to close."""
        await self.desk.listener.answer(self.update.press, text, alert)

    async def say(self, message: Message) -> None:
        """Answer by a message."""
        await self.desk.reply(self.update, message)

    async def display(self, display: Display) -> None:
        """Answer by a message that follows the work."""
        await self.desk.show(self.update, display)

    async def edit(self, message: Message) -> bool:
        """Change the message that was pressed; False where it cannot be changed any more and stays as it is."""
        try:
            await self.desk.listener.edit(message, recipient_of(self.update), self.update.message)
        except DeliveryError as error:
            if not error.refused:
                raise
            return False
        return True

    async def ask(self, ask: Ask) -> None:
        """Wait for what whoever pressed writes next, in the name of whose chat it is."""
        uid = self.work.occurrence.uid if self.task is None else self.task[1].check_in.uid
        key = None if self.task is None else self.task[1].key
        person = cards.receiver_of(self.persons, self.reporters) or self.persons[0]
        question = Question(ask, person.id, self.desk.moment() + QUESTION_LIFE, uid, key)
        await asyncio.to_thread(self.desk.chats.ask, place_of(self.update), question)

    async def report_on(
        self, uid: str, act: Act, *, task: str | None = None, count: int = 0, seen: int | None = None
    ) -> Reported:
        """Write what was pressed, where it is allowed and new."""
        told = Progress(uid, act, self.by.id, self.desk.moment(), CHANNEL, task, count, hand=self.hand)
        return await asyncio.to_thread(record, self.desk.repository, self.work.office, told, seen)

    async def refuse(self, reported: Reported) -> None:
        """Said where it was pressed; and what was pressed is shown as it stands, as somebody else was faster."""
        await self.toast(say("bot", "result", reported.result.value))
        if reported.result in (Result.NOTHING_NEW, Result.OUTDATED):
            await self.follow()

    async def follow(self) -> None:
        """Let all messages that hold it follow; the pressed one too, where nobody remembers that it holds it."""
        uids, message = self.work.uids, self.update.message
        self.desk.showing.reported(uids)
        chat = chat_of(self.update)
        if self.press.listed or await asyncio.to_thread(self.desk.showing.follows, uids, chat, message):
            return
        work = await asyncio.to_thread(work_of, self.desk.app, self.press.work)
        if work is not None:
            display = self.display_of(work)
            if await self.edit(display.message):
                await self.desk.keep(self.update, display, message, self.desk.moment())

    def display_of(self, work: Work) -> Display:
        """The card of that work; a check-in's stays one when all is answered."""
        of_tasks = work.occurrence.kind is Kind.CHECK_IN and (bool(self.press.rest) or not work.standing.done)
        view = View.CHECK_IN if of_tasks else View.WORK
        now, readers = self.desk.moment(), self.reporters
        undoers = takers_back(work, readers, now)
        message = cards.check_in_card(work, readers, now) if of_tasks else cards.card(work, undoers)
        return Display(message, view, work.uids)


def question(title: str, code: str) -> Message:
    """What is asked about a piece of work, to be answered in words."""
    return Message(say("bot", "ask", f"{code}-title", values(title=title)), (say("bot", "ask", code),))
