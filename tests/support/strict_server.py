"""The strict Bot API server of the corpus (strict_bot_api.py), as a process of its own, and its control interface."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

TOKEN = "123456:TEST-TOKEN-of-the-strict-server"
PACE = 0.05
"""Seconds between two messages to a chat, as the server is told to ask for."""
_direct = build_opener(ProxyHandler({}))


class StrictServer:
    """The server's address for the library, and its control interface."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self.url = f"{self._root}/bot"

    def renew(self) -> None:
        """The server as new: length counted in UTF-16, a message a chat each PACE seconds."""
        limits = {"length_unit": "utf16", "chat_per_s": 1 / PACE, "overall_per_s": 1000, "group_per_min": 1000}
        self.tell("reset", limits=limits)

    def tell(self, what: str, **facts: object) -> None:
        """Post one command."""
        body = Request(f"{self._root}/control/{what}", json.dumps(facts).encode(), {"Content-Type": "application/json"})
        _direct.open(body, timeout=10).close()

    def ask(self, what: str) -> list[dict]:
        """Get one list."""
        with _direct.open(f"{self._root}/control/{what}", timeout=15) as answer:
            return json.load(answer)

    def texts(self, count: int) -> list[str]:
        """The texts that arrived, once there are that many (10 seconds at most)."""
        return [m["text"] for m in self.ask(f"wait?count={count}&timeout=10")]


@contextmanager
def strict_server() -> Iterator[StrictServer]:
    """Start the server, or skip with what it needs; it ends with the block."""
    corpus = os.environ.get("NHACVIEC_CORPUS")
    if not corpus:
        pytest.skip("NHACVIEC_CORPUS is not set: the strict Bot API server is not at hand")
    tools = Path(corpus) / "tools" / "telegram"
    home = Path(os.environ.get("HARNESS_HOME") or Path.home() / ".cache" / "harness")
    python = home / "telegram" / "venv" / "bin" / "python"
    if not python.exists():
        pytest.skip(f"the strict Bot API server is not set up: run {tools / 'setup.sh'} once")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [str(python), "-B", "-u", str(tools / "strict_bot_api.py"), "--port", str(port), "--token", TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "the strict Bot API server did not start"
            yield StrictServer(port)
        finally:
            process.terminate()
