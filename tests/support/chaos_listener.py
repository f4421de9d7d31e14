"""Listening processes that can be killed: the conversation as `serve` and `bot` run it, on the store, with a clock to move."""

import asyncio
import gc
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from notifiers.pacing import Pacer
from notifiers.telegram.listening import Listener
from notifiers.turns import Turns
from scheduler.app import App
from scheduler.bot.answers import answered
from scheduler.bot.conversation import Conversation
from scheduler.bot.desk import Desk
from scheduler.bot.polling import Polling
from scheduler.bot.presses import pressed
from scheduler.store.chats import SqlChats
from scheduler.store.engine import open_store
from scheduler.store.repository import SqlRepository
from tests.support.chaos_office import MovableClock
from tests.support.chaos_sender import serve_lines
from tests.support.faster import faster


async def listen(folder: Path, store: str, api: str, token: str, scale: float) -> None:
    """Listen until killed."""
    engine = open_store(store, folder)
    clock = MovableClock(folder / "clock")
    app = App(folder / "config.toml", SqlRepository(engine, "so-mau"), clock.now, SqlChats(engine, "so-mau"))
    turns = Turns(Pacer(time.monotonic(), faster(scale)))
    desk = Desk(app, Listener(token, turns, api, pauses=[0.1]))
    await Polling(desk, Conversation(desk, pressed, answered).handle, timedelta(seconds=0.5)).run()


def main() -> None:
    """folder, address of the store, address of the Bot API, token, scale of the limits."""
    folder, store, api, token, scale = sys.argv[1:]
    gc.freeze()
    serve_lines(lambda: asyncio.run(listen(Path(folder), store, api, token, float(scale))))


if __name__ == "__main__":
    main()
    os._exit(0)
