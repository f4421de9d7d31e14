"""PDF files read by forks of one process that has loaded the libraries: each still a process of its own, but sooner.

Run as a program it is that process: a line of JSON a file on the standard input, its process id and its exit status as lines back.
"""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import TypeAlias

from scheduler.documents.faults import Fault

Run: TypeAlias = Callable[[Sequence[str], bytes, Mapping[str, str], int], tuple[int, bytes]]

_ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class ReadByForks:
    """Stands for running `scheduler.documents.pdf_process`; the process that is forked begins with the first file."""

    loaded: subprocess.Popen[bytes] | None = None

    def __call__(
        self, command: Sequence[str], data: bytes, environment: Mapping[str, str], seconds: int
    ) -> tuple[int, bytes]:
        """The exit status and what was written, given `data` to read. Raises Fault took-too-long."""
        if self.loaded is None:
            self.loaded = subprocess.Popen(
                [sys.executable, "-m", "tests.support.forked"],
                bufsize=0,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        with tempfile.TemporaryDirectory() as folder:
            given, written = Path(folder, "given"), Path(folder, "written")
            given.write_bytes(data)
            written.touch()
            asked = {"arguments": command[3:], "environment": dict(environment), "files": [str(given), str(written)]}
            status = _status(self.loaded, json.dumps(asked).encode() + b"\n", seconds)
            return status, written.read_bytes()

    def end(self) -> None:
        """Let the process end that was forked."""
        if self.loaded is not None:
            self.loaded.communicate()


def _status(loaded: subprocess.Popen[bytes], asked: bytes, seconds: int) -> int:
    assert loaded.stdin is not None and loaded.stdout is not None
    loaded.stdin.write(asked)
    process = int(loaded.stdout.readline())
    if not select.select([loaded.stdout], [], [], seconds)[0]:
        with suppress(ProcessLookupError):
            os.killpg(process, SIGKILL)
        loaded.stdout.readline()
        raise Fault("took-too-long", minutes=max(seconds // 60, 1))
    return int(loaded.stdout.readline())


def _serve() -> None:
    from scheduler.documents import pdf  # noqa: F401, for what is forked
    from scheduler.documents.scans import pages, pasted, shown, stamps  # noqa: F401

    asked, answers = os.fdopen(os.dup(0), "rb"), os.dup(1)
    for line in asked:
        process = os.fork()
        if not process:
            _read(**json.loads(line))
        os.write(answers, f"{process}\n".encode())
        _, status = os.waitpid(process, 0)
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _read(arguments: list[str], environment: dict[str, str], files: list[str]) -> None:
    """Reads one file and ends, as the program would that was started for it."""
    from scheduler.documents.pdf_process import main

    os.setsid()
    os.dup2(os.open(files[0], os.O_RDONLY), 0)
    os.dup2(os.open(files[1], os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.environ.clear()
    os.environ.update(environment)
    status = 1
    with suppress(BaseException):
        main(*arguments)
        sys.stdout.flush()
        status = 0
    os._exit(status)


if __name__ == "__main__":
    _serve()
