"""A whole installation in a temporary folder, driven through the command line as its users drive it."""

import contextlib
import io
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from scheduler.cli import main

ROOT = Path(__file__).parents[2]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said: exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Its standard output as JSON."""
        return json.loads(self.out)


@dataclass(slots=True)
class Served:
    """A running `serve`: what it has said so far, and where it listens."""

    process: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)

    @property
    def out(self) -> str:
        """Everything that it printed."""
        return "".join(self.said)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it and give its exit status."""
        self.process.send_signal(how)
        return self.process.wait(20)


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """A folder with config.toml and plans/, and the program run in it."""

    folder: Path

    def run(self, *arguments: object, stdin: str | None = None, **environment: str) -> Answer:
        """Run one command as a process to its end; no answer within a minute is a failure."""
        done = subprocess.run(
            _command(arguments),
            cwd=self.folder,
            env=_environment(environment),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def run_into(self, out: IO[str], *arguments: object) -> int:
        """Run one command as a process with its output there; its exit status."""
        return subprocess.run(
            _command(arguments), cwd=self.folder, env=_environment({}), stdout=out, timeout=60
        ).returncode

    def call(self, *arguments: object) -> Answer:
        """Run one command in this process, which is many times faster; a traceback fails the test."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main([str(a) for a in arguments])
            except SystemExit as stopped:  # argparse
                status = int(stopped.code or 0)
        return Answer(status, out.getvalue(), err.getvalue())

    def done(self, *arguments: object) -> Answer:
        """Run one command in this process; it has to go well."""
        answer = self.call(*arguments)
        assert answer.status == 0, answer.out + answer.err
        return answer

    def rows(self, *arguments: object) -> Rows:
        """What `agenda --json` lists."""
        found: Rows = self.done("agenda", "--json", *arguments).json()
        return found

    @contextlib.contextmanager
    def serving(self, *arguments: object, **environment: str) -> Iterator[Served]:
        """Run `serve` until the block is left; entered when it has printed its address."""
        process = subprocess.Popen(
            _command(("serve", *arguments)),
            cwd=self.folder,
            env=_environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        served = Served(process, "")
        ready: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_listen, args=(served, ready))
        reader.start()
        try:
            served.address = ready.get(timeout=60)
            assert served.address, served.out
            yield served
        finally:
            process.kill()
            process.wait()
            reader.join()
            if process.stdout is not None:
                process.stdout.close()

    def write(self, name: str, text: str | bytes) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that must be there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _command(arguments: tuple[object, ...]) -> list[str]:
    return [sys.executable, "-m", "scheduler.cli", *(str(a) for a in arguments)]


def _environment(more: dict[str, str]) -> dict[str, str]:
    ours = {
        name: value for name, value in os.environ.items() if name != "JOURNAL_STREAM"
    }  # set where a service runs us
    return {**ours, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200", **more}


def _listen(served: Served, ready: "queue.Queue[str]") -> None:
    """Keep what it says; its address is the word that begins with http:// on the line that says how to stop it."""
    assert served.process.stdout is not None
    for line in served.process.stdout:
        served.said.append(line)
        if "Ctrl+C" in line:
            ready.put(next(word for word in line.split() if word.startswith("http://")))
    ready.put("")  # it has ended; nobody waits for this where it was ready before
