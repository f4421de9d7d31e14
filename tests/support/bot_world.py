"""A small office whose people are reached by Telegram: the outbox sends to the stand-in Bot API, the real Application answers."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from notifiers.pacing import Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.telegram.inbox import MemoryInbox
from notifiers.telegram.listening import Did, Listener
from notifiers.turns import Turns
from scheduler.actions.apply import apply, preview, refresh
from scheduler.actions.remind import wake_up
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.bot.answers import answered
from scheduler.bot.conversation import Conversation
from scheduler.bot.desk import Desk
from scheduler.bot.presses import pressed
from scheduler.commands.conversing import Loop
from scheduler.installation_secret import make_secret
from scheduler.store.memory import MemoryRepository
from scheduler.store.memory_chats import MemoryChats
from tests.support.bot_api import Arrived, BotApi
from tests.support.faster import faster
from tests.support.in_memory import moment
from tests.support.small import CONFIG, PLAN, Line, person, plan_text

STAFF, OTHER, HEAD, GROUP, COORDINATOR, STRANGER = 1001, 1002, 1003, -2001, 1004, 1009
MORE = person("lanh-dao-1", "Lãnh đạo Sở Một", "so-1", post="head", channel="telegram") + person(
    "nhom-1", "Nhóm Sở Một", "so-1", channel="telegram"
)
LINKED = {"nv-1": STAFF, "nv-2": OTHER, "lanh-dao-1": HEAD, "nhom-1": GROUP, "dau-moi": COORDINATOR}
FAST = 50
"""Telegram's limits in a time so many times as fast."""


@dataclass
class World:
    """The office, its clock, and what people see and do."""

    api: BotApi
    app: App
    desk: Desk
    loop: Loop
    now: datetime
    handling: int = 0

    @property
    def office(self) -> Snapshot:
        return self.app.office()

    def at(self, when: str) -> None:
        self.now = moment(when)

    def wake(self, when: str | None = None) -> list[Arrived]:
        """One wake-up of the outbox, and what it sent."""
        if when is not None:
            self.at(when)
        refresh(self.app.repository, self.app.folder, self.now)
        before = len(self.api.messages)
        asyncio.run(self._wake())
        return self.api.messages[before:]

    async def _wake(self) -> None:
        telegram = TelegramNotifier(self.api.token, api_url=self.api.url, turns=turns())
        try:
            await wake_up(self.app.repository, self.app.folder, {"telegram": telegram}, lambda: self.now)
        finally:
            await telegram.close()

    def press(self, message: Arrived, button: str, user: int | None = None, *, anyway: bool = False) -> str:
        """Press a button of a message as it reads now, and wait for the answer; what it says."""
        act = self.api.press_anyway if anyway else self.api.press
        query = act(message.chat, message.id, button, user)
        self.until(lambda: any(a.query == query for a in self.api.answers))
        return next(a for a in self.api.answers if a.query == query).text

    def told(self, act: Callable[[], object]) -> Arrived:
        """The message that comes of it."""
        before = len(self.api.messages)
        act()
        return self.api.wait(before + 1)[before]

    def say(self, chat: int, text: str, user: int | None = None) -> Arrived:
        return self.told(lambda: self.api.say(chat, text, user))

    def settled(self) -> None:
        """What goes on in the background is done, and what was heard is answered."""
        self.until(lambda: self.handling == 0)
        self.loop.run(self.desk.showing.idle())

    def reads(self, message: Arrived) -> Arrived:
        """The message as it is shown now."""
        return next(m for m in self.api.shown(message.chat) if m.id == message.id)

    def until(self, ready: Callable[[], bool], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.005)


def turns() -> Turns:
    return Turns(Pacer(time.monotonic() - 60, faster(FAST)))


def apply_plan(repository: MemoryRepository, lines: Sequence[Line], now: datetime, folder: Path) -> None:
    text = CONFIG.format(port=8640).replace('["console"]', '["telegram"]') + MORE
    found = preview(repository, text, {PLAN: plan_text(lines).encode()}, folder, now)
    make_secret(folder)
    apply(repository, found, folder, now)


@contextmanager
def bot_world(folder: Path, lines: Sequence[Line], now: str, linked: Sequence[str]) -> Iterator[World]:
    """The office with these rows, applied at that moment, and a bot that listens; so many people are linked."""
    repository = MemoryRepository("so-mau")
    with BotApi() as api, Loop() as loop:
        for chat in (*LINKED.values(), STRANGER):
            api.add_chat(chat)
        for person in linked:
            repository.link(person, "telegram", str(LINKED[person]))
        world = World.__new__(World)
        world.now = moment(now)
        app = App(folder / "config.toml", repository, lambda: world.now, MemoryChats("so-mau"))
        apply_plan(repository, lines, world.now, folder)
        desk = loop.run(_desk(app, api))
        world.__init__(api, app, desk, loop, world.now)  # type: ignore[misc]
        conversation = Conversation(desk, pressed, answered)

        async def handle(update: Did) -> None:
            world.handling += 1
            try:
                await conversation.handle(update)
            finally:
                world.handling -= 1

        running = loop.start(desk.listener.run(handle, MemoryInbox()))
        try:
            yield world
        finally:
            until_it_polls(api)
            loop.run(desk.showing.close())
            loop.run(_stop(desk))
            running.result(10)
            loop.run(_closed(desk))


def until_it_polls(api: BotApi) -> None:
    """Before a bot is stopped: amid its connecting it would leave a socket to the collector, and another test would fail for it."""
    end = time.monotonic() + 1.0
    while "getupdates" not in api.calls and time.monotonic() < end:
        time.sleep(0.005)


async def _desk(app: App, api: BotApi) -> Desk:
    return Desk(app, Listener(api.token, turns(), api.url))


async def _stop(desk: Desk) -> None:
    desk.listener.stop()


async def _closed(desk: Desk) -> None:
    await desk.showing.close()
    await desk.listener.close()
    for _ in range(5):  # connections end in the turns of the loop after that
        await asyncio.sleep(0)
