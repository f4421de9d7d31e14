"""Files that are put in place in one step: whole or not at all, also where the disk is full or the process ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final

OWNER_ALONE: Final = 0o600
_ANYBODY: Final = 0o666


@contextmanager
def whole_file(path: Path, mode: int = _ANYBODY) -> Iterator[IO[bytes]]:
    """What is written in the block, beside its place and moved there at the end; nothing of it stays where the block fails.

    mode: its permissions, less the umask. Raises OSError.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(half, "wb", opener=partial(os.open, mode=mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def is_half(path: Path) -> bool:
    """Whether it is what a process that was killed has left of such a file."""
    return path.name.startswith(".") and path.suffix[1:].isdigit()
