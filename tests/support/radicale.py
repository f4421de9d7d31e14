"""A real Radicale, the CalDAV server, on a free port of loopback for as long as a test needs it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def radicale(folder: Path, users: Mapping[str, str] | None = None) -> Iterator[str]:
    """The server's address; it lets in users by their passwords, else anybody, and keeps all in the folder.

    Ended by its own process id.
    """
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    options = (f"--server-hosts=127.0.0.1:{port}", *_auth(folder, users), f"--storage-filesystem-folder={folder}")
    most = "--reporting-max-expand-occurrence=100000"
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "radicale", "--config=", *options, most]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port, process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _auth(folder: Path, users: Mapping[str, str] | None) -> tuple[str, ...]:
    if users is None:
        return ("--auth-type=none",)
    file = folder / "users"
    file.write_text("".join(f"{name}:{password}\n" for name, password in users.items()))
    return (
        "--auth-type=htpasswd",
        f"--auth-htpasswd-filename={file}",
        "--auth-htpasswd-encryption=plain",
        "--auth-delay=0",
    )


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None and time.monotonic() < give_up, log.read_text()
            time.sleep(0.02)
        else:
            return
