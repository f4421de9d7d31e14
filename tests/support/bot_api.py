"""A strict stand-in for Telegram's Bot API: on loopback, over real HTTP, with every fault that a sender must survive.

    with BotApi() as api:
        api.add_chat(1001)
        api.fail(Silence.DROP_AFTER)        # the next call is carried out, and its answer lost
        api.enforce(scale=10)               # Telegram's speed limits, in a time ten times as fast
        api.say(1001, "/start")             # somebody writes to the bot, which fetches it with getUpdates
        …                                   # the sender talks to api.url with api.token
        api.messages                        # what arrived, oldest first

In a process of its own, which survives its sender: bot_process.py, or

    python -m tests.support.bot_api --port 8081 --scale 10 --chats 500

which prints its addresses as a line of JSON. The same remote control is at POST /control/<name> (see `CONTROL`), with
arguments and answers as JSON.
"""

import argparse
import dataclasses
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, TypeVar

if not __package__:  # run by its path
    sys.path.insert(0, str(Path(__file__).parents[2]))

import uvicorn

from tests.support import bot_people
from tests.support.bot_faults import (
    BLOCKED,
    DEACTIVATED,
    KICKED,
    MUTED,
    Chaos,
    Fault,
    Page,
    Refusal,
    Script,
    Silence,
    bad_request,
    from_json,
    too_many_requests,
)
from tests.support.bot_limits import Flood, Refused
from tests.support.bot_methods import carry_out
from tests.support.bot_server import BotServer, Connections
from tests.support.bot_state import Answer, Arrived, Call, Chat, Limits, Params, State

__all__ = [
    "BLOCKED",
    "DEACTIVATED",
    "KICKED",
    "MUTED",
    "TOKEN",
    "Answer",
    "Arrived",
    "BotApi",
    "Call",
    "Chaos",
    "Fault",
]
__all__ += ["Flood", "Limits", "Page", "Refusal", "Refused", "Silence", "bad_request", "too_many_requests"]

TOKEN = "123456789:stand-in_TOKEN-that-must_never-be-seen"
Found = TypeVar("Found")


class BotApi:
    """The server in a thread of its own, and the remote control for it."""

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        self.token = token
        self._socket = socket.create_server(("127.0.0.1", port), backlog=1024)
        self.root = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.url, self.file_url = f"{self.root}/bot", f"{self.root}/file/bot"
        self._app = BotServer(token, lambda name, arguments: CONTROL[name](self, **arguments))
        config = uvicorn.Config(self._app, http=Connections, ws="none", lifespan="off", log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._app.close()
        self._thread.join(10)
        self._socket.close()

    # ---- what there is, and what goes wrong

    def reset(self) -> None:
        """Forget chats, messages, faults and changed limits."""
        self._app.state = State()
        self._app.wake()

    def add_chat(self, chat: int, refusal: Refusal | None = None, topics: Sequence[int] = ()) -> None:
        """Let the chat exist (a group where the id is negative); with a refusal, it answers nothing else."""
        self._state.chats[chat] = Chat(chat, refusal, frozenset(topics))

    def migrate(self, chat: int, to: int) -> None:
        """Let the group be upgraded to a supergroup under a new id, which has to be added by itself."""
        moved = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)
        self._state.chats[chat] = Chat(chat, moved)

    def fail(self, *faults: Fault | None, chat: int | None = None, method: str | None = None) -> None:
        """What becomes of the next calls, one each (of that chat, of that method); None lets one pass."""
        named = method.lower() if method else None
        self._state.scripts.extend(Script(fault, chat, named) for fault in faults)

    def chaos(self, seed: int, rates: Mapping[str, float], methods: Sequence[str] = ("sendMessage",)) -> None:
        """Faults by chance: "502", "500", "429", "drop_before", "drop_after", "hang_before", "hang_after" → probability."""
        names = tuple(name.lower() for name in methods)
        wait = 1.0 / self.limits.flood.scale if self.limits.flood else 1.0
        self._state.chaos = Chaos(seed, rates, names, wait) if rates else None

    def enforce(self, scale: float = 1.0) -> Flood:
        """Keep Telegram's speed limits from now on; the object tells who was refused."""
        self.limits.flood = Flood(scale)
        return self.limits.flood

    @property
    def limits(self) -> Limits:
        return self._state.limits

    # ---- what happened

    @property
    def messages(self) -> list[Arrived]:
        """Every message that arrived, as it arrived, oldest first, also those whose answer was lost."""
        return list(self._state.arrived)

    @property
    def edits(self) -> list[Arrived]:
        """Each new form of a message, oldest first."""
        return list(self._state.edits)

    def shown(self, chat: int | None = None) -> list[Arrived]:
        """The bot's messages as they read now, the deleted ones left out."""
        return [m for m in list(self._state.shown.values()) if chat in (None, m.chat)]

    @property
    def answers(self) -> list[Answer]:
        """What presses were answered with, oldest first."""
        return list(self._state.answers)

    @property
    def commands(self) -> dict[str, list[dict[str, str]]]:
        """The commands set, by scope and language."""
        return dict(self._state.commands)

    @property
    def refused(self) -> list[Refused]:
        """Sendings that were too fast."""
        return list(self.limits.flood.refused) if self.limits.flood else []

    @property
    def calls(self) -> list[str]:
        """The method of every call, oldest first, whatever became of it."""
        return list(self._state.calls)

    @property
    def log(self) -> list[Call]:
        """Every call that was answered, or dropped, oldest first."""
        return list(self._state.log)

    # ---- what people do

    def say(
        self, chat: int, text: str, user: int | None = None, topic: int | None = None, reply_to: int | None = None
    ) -> int:
        """Somebody writes to the bot; the message id."""
        return self._told(bot_people.say(self._state, chat, text, user, topic, reply_to))

    def send_photo(self, chat: int, content: bytes, caption: str = "", user: int | None = None) -> int:
        return self._told(bot_people.send_photo(self._state, chat, content, caption, user))

    def send_document(self, chat: int, content: bytes, name: str, kind: str, user: int | None = None) -> int:
        return self._told(bot_people.send_document(self._state, chat, content, name, kind, user))

    def press(self, chat: int, message: int, data: str, user: int | None = None) -> str:
        """Press a button that is there, by its data or its label; the query's id. ValueError where there is none."""
        return self._told(bot_people.press(self._state, chat, message, data, user))

    def press_anyway(self, chat: int, message: int, data: str, user: int | None = None) -> str:
        """Press a button that may not be there (any more)."""
        return self._told(bot_people.press_anyway(self._state, chat, message, data, user))

    def put(self, update: dict[str, Any]) -> None:
        """Any update at all, under the next number."""
        bot_people.put(self._state, update)
        self._app.wake()

    def wait(self, count: int, seconds: float = 10.0) -> list[Arrived]:
        """The messages, as soon as there are so many; TimeoutError where they do not come."""
        end = time.monotonic() + seconds
        while len(self._state.arrived) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self._state.arrived)} of {count} messages after {seconds} s")
            time.sleep(0.005)
        return self.messages

    def call(self, method: str, params: Params) -> object:
        """Carry a method out, without HTTP and faults; raises Refusal."""
        return carry_out(self._state, method, params)

    @property
    def _state(self) -> State:
        return self._app.state

    def _told(self, found: Found) -> Found:
        self._app.wake()
        return found


def _fail(api: BotApi, faults: Sequence[Mapping[str, Any] | None], **which: Any) -> None:
    api.fail(*(from_json(fault) for fault in faults), **which)


def _add_chat(api: BotApi, chat: int, refusal: Mapping[str, Any] | None = None, topics: Sequence[int] = ()) -> None:
    found = from_json(refusal)
    api.add_chat(chat, found if isinstance(found, Refusal) else None, topics)


def _limit(api: BotApi, **limits: float) -> None:
    for name, value in limits.items():
        setattr(api.limits, name, value)


def _enforce(api: BotApi, scale: float = 1.0) -> None:
    api.enforce(scale)


def _rows(found: Sequence[Any], since: int) -> list[dict[str, Any]]:
    return [dataclasses.asdict(row) for row in found[since:]]


CONTROL: Mapping[str, Callable[..., Any]] = {
    "reset": BotApi.reset,
    "add_chat": _add_chat,
    "migrate": BotApi.migrate,
    "fail": _fail,
    "chaos": BotApi.chaos,
    "enforce": _enforce,
    "limit": _limit,
    "say": BotApi.say,
    "press": BotApi.press,
    "press_anyway": BotApi.press_anyway,
    "put": BotApi.put,
    "count": lambda api: len(api._state.arrived),
    "messages": lambda api, since=0: _rows(api.messages, since),
    "edits": lambda api, since=0: _rows(api.edits, since),
    "shown": lambda api, chat=None: _rows(api.shown(chat), 0),
    "answers": lambda api: _rows(api.answers, 0),
    "refused": lambda api: _rows(api.refused, 0),
    "log": lambda api, since=0: _rows(api.log, since),
}
"""What POST /control/<name> calls, with the arguments of its JSON body; `since`: leave out so many of the oldest."""


def main() -> None:
    """Serve until standard input ends, or a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--scale", type=float, help="keep Telegram's speed limits, in a time so many times as fast")
    parser.add_argument("--chats", type=int, default=0, help="let the private chats 1 to so many exist")
    arguments = parser.parse_args()
    with BotApi(arguments.token, arguments.port) as api:
        for chat in range(1, arguments.chats + 1):
            api.add_chat(chat)
        if arguments.scale:
            api.enforce(arguments.scale)
        addresses = {"url": api.url, "file_url": api.file_url, "root": api.root, "token": api.token}
        sys.stdout.write(json.dumps(addresses) + "\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            sys.stdin.read()


if __name__ == "__main__":
    main()
