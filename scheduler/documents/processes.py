"""Programs that are run for us: to their end, or to the end of the time they are given, with all that they started."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scheduler.documents.faults import Fault

_WITHIN = (
    "import os, resource, sys; most = int(sys.argv[1]); "
    "resource.setrlimit(resource.RLIMIT_AS, (most, most)); os.execvp(sys.argv[2], sys.argv[2:])"
)


def run_to_its_end(
    command: Sequence[str],
    data: bytes,
    environment: Mapping[str, str],
    seconds: int,
    folder: Path | None = None,
) -> tuple[int, bytes]:
    """The exit status of a program and what it wrote, given `data` to read. Raises Fault took-too-long."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        written, _ = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Fault("took-too-long", minutes=max(seconds // 60, 1)) from error
    finally:
        _end(process)
    return process.returncode, written


def within(memory: int, command: Sequence[str]) -> list[str]:
    """The command so that it and all that it starts may take so many bytes of address space each, where the system knows how."""
    held = list(command)
    return held if sys.platform == "win32" else [sys.executable, "-I", "-S", "-c", _WITHIN, str(memory), *held]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program that still runs and those that it started: some leave the work to another one."""
    if process.poll() is not None:
        return
    if sys.platform != "win32":
        import os
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
