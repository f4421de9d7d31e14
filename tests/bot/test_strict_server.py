"""The conversation once more against the strict Bot API server of the corpus, which is not of our writing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
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
from scheduler.store.memory_chats import MemoryChats
from tests.support.faster import faster
from tests.support.in_memory import in_memory, moment
from tests.support.small import LINES
from tests.support.strict_server import PACE, TOKEN, StrictServer, strict_server

ANNA, GROUP = 1001, -2001


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[StrictServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with strict_server() as started:
        yield started


@pytest.fixture
def app(server: StrictServer, tmp_path: Path) -> Iterator[App]:
    """The small office, listening at that server."""
    server.renew()
    server.tell("chat", id=ANNA, type="private")
    server.tell("chat", id=GROUP, type="supergroup")
    repository = in_memory(LINES, "2024-05-02T08:00").repository
    make_secret(tmp_path)
    app = App(tmp_path / "config.toml", repository, lambda: moment("2024-05-13T09:00"), MemoryChats("so-mau"))
    with Loop() as loop:
        polling = loop.run(_polling(app, server))
        running = loop.start(polling.run())
        yield app
        loop.run(_stop(polling))
        running.result(10)


async def _polling(app: App, server: StrictServer) -> Polling:
    turns = Turns(Pacer(time.monotonic() - 60, faster(1 / PACE)))
    desk = Desk(app, Listener(TOKEN, turns, server.url))
    return Polling(desk, Conversation(desk, pressed, answered).handle)


async def _stop(polling: Polling) -> None:
    polling.stop()


def test_one_links_asks_and_presses(server: StrictServer, app: App) -> None:
    server.tell("message", chat_id=ANNA, text="/homnay")
    assert "Xin đầu mối" in server.texts(1)[0]
    code = issue(app.chats, "nv-1", app.now().astimezone(UTC), app.secret)
    server.tell("message", chat_id=ANNA, text=f"/start {code}")
    assert "Đã gắn" in server.texts(2)[1]
    server.tell("message", chat_id=ANNA, text="/tuannay")
    assert "hội thi" in server.texts(3)[2]
    server.tell("message", chat_id=GROUP, text="/lienket " + issue(app.chats, "nv-2", datetime.now(UTC), app.secret))
    assert "Chuyên viên Sở Hai" in server.texts(4)[3]
    server.tell("press", chat_id=ANNA, message_id=6)
    end = time.monotonic() + 10
    while not any(q["answers"] for q in server.ask("answers").values()):  # type: ignore[attr-defined]
        assert time.monotonic() < end
        time.sleep(0.01)
    assert server.ask("commands")
    assert {call.get("status", 200) for call in server.ask("log")} == {200}  # one getUpdates waits still
