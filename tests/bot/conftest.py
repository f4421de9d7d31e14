"""The bot on an office of its own in memory and the stand-in Bot API over HTTP: people write, the real Application answers."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from notifiers.pacing import Pacer
from notifiers.telegram.listening import Listener
from notifiers.turns import Turns
from scheduler.app import App
from scheduler.bot.answers import answered
from scheduler.bot.conversation import Conversation
from scheduler.bot.desk import Desk
from scheduler.bot.linking import issue
from scheduler.bot.polling import Polling
from scheduler.bot.presses import pressed
from scheduler.commands.conversing import Loop
from scheduler.installation_secret import make_secret
from scheduler.store.memory import MemoryRepository
from scheduler.store.memory_chats import MemoryChats
from tests.support.bot_api import Arrived, BotApi
from tests.support.bot_world import World, bot_world, until_it_polls
from tests.support.faster import faster
from tests.support.in_memory import in_memory, moment
from tests.support.small import LINES

OFTEN = timedelta(seconds=0.05)
FAST = 50
"""Telegram's limits in a time so many times as fast."""


@dataclass
class Clock:
    """A clock that is set."""

    now: datetime = field(default_factory=lambda: moment("2024-05-13T09:00"))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how: float) -> None:
        self.now += timedelta(**how)


@dataclass
class Bot:
    """A bot that listens, and what the people in front of it see."""

    api: BotApi
    app: App
    clock: Clock
    stop: Callable[[], None]
    listens: Callable[[], bool]

    @property
    def repository(self) -> MemoryRepository:
        found = self.app.repository
        assert isinstance(found, MemoryRepository)
        return found

    def code(self, person: str) -> str:
        """A code as `nhacviec link` issues it."""
        return issue(self.app.chats, person, self.clock(), self.app.secret)

    def link(self, person: str, address: str) -> None:
        self.repository.link(person, "telegram", address)

    def told(self, chat: int, text: str, **who: int) -> Arrived:
        """What is answered to somebody who writes that."""
        before = len(self.api.messages)
        self.api.say(chat, text, **who)
        return self.api.wait(before + 1)[before]

    def silent(self, chat: int, text: str, **who: int) -> None:
        """Nothing is answered to that: a chat is answered in order, and what is asked after it is answered alone."""
        before = len(self.api.messages)
        self.api.say(chat, text, **who)
        for _ in range(2):
            self.told(chat, "/help", **who)
        assert len(self.api.messages) == before + 2

    def wait_until(self, ready: Callable[[], bool], seconds: float = 10.0) -> None:
        """Until something is so that nobody is told of."""
        end = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.005)


@pytest.fixture
def clock() -> Clock:
    """The bot's clock, which stands still: a Monday morning."""
    return Clock()


@pytest.fixture
def bot(tmp_path: Path, clock: Clock) -> Iterator[Bot]:
    """The small office's bot, listening; nobody is linked yet."""
    office = in_memory(LINES, "2024-05-02T08:00")
    make_secret(tmp_path)
    app = App(tmp_path / "config.toml", office.repository, clock, MemoryChats("so-mau"))
    with BotApi() as api, Loop() as loop:
        polling = loop.run(_polling(app, api))
        running = loop.start(polling.run())

        def stop() -> None:
            loop.run(_stopped(polling))
            running.result(10)

        try:
            yield Bot(api, app, clock, stop, lambda: polling.listening)
        finally:
            until_it_polls(api)
            stop()


async def _polling(app: App, api: BotApi) -> Polling:
    turns = Turns(Pacer(time.monotonic() - 60, faster(FAST)))
    desk = Desk(app, Listener(api.token, turns, api.url))
    return Polling(desk, Conversation(desk, pressed, answered).handle, OFTEN)


async def _stopped(polling: Polling) -> None:
    polling.stop()


Start = Callable[..., World]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A small office whose people are reached by Telegram, with these rows, and these people linked."""
    with ExitStack() as stack:
        yield lambda *lines, linked=("nv-1",), now="2024-05-06T08:00": stack.enter_context(
            bot_world(tmp_path, lines, now, linked)
        )
