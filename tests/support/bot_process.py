"""The stand-in for the Bot API in a process of its own, so that a sender can be killed and what arrived still be counted.

with BotProcess(scale=10, chats=500) as api:
    …                                   # senders talk to api.url with api.token
    api.ask("chaos", seed=1, rates={"502": 0.02, "drop_after": 0.01})
    api.messages()                      # what arrived, as dictionaries: chat, id, text, at, wall …
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self
from urllib.request import ProxyHandler, Request, build_opener

from tests.support.bot_faults import Fault, to_json

ROOT = Path(__file__).parents[2]
_direct = build_opener(ProxyHandler({}))


class BotProcess:
    """Started by `with`, ended with it (or with us, should we be killed)."""

    def __init__(self, scale: float | None = None, chats: int = 0) -> None:
        limits = ["--scale", str(scale)] if scale is not None else []
        self._command = [sys.executable, "-m", "tests.support.bot_api", "--chats", str(chats), *limits]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        found = json.loads(self._process.stdout.readline())
        self.url, self.file_url, self.token, self._root = (
            found["url"],
            found["file_url"],
            found["token"],
            found["root"],
        )
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def ask(self, name: str, **arguments: object) -> Any:
        """What the remote control of that name answers (bot_api.CONTROL)."""
        body = json.dumps(arguments).encode()
        request = Request(f"{self._root}/control/{name}", body, {"content-type": "application/json"})
        with _direct.open(request, timeout=30) as answer:
            return json.load(answer)["result"]

    def fail(self, *faults: Fault | None, chat: int | None = None, method: str | None = None) -> None:
        """What becomes of the next calls, one each (of that chat, of that method)."""
        self.ask("fail", faults=[to_json(fault) for fault in faults], chat=chat, method=method)

    def messages(self, since: int = 0) -> list[dict[str, Any]]:
        """What arrived, oldest first, but for the first `since`."""
        found: list[dict[str, Any]] = self.ask("messages", since=since)
        return found

    def count(self) -> int:
        """How many messages arrived."""
        return int(self.ask("count"))
