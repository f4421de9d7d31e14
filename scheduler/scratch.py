"""A hidden folder for what is not whole yet: gone at its end; what a killed process has left of one is cleared by the next."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final

_PREFIX: Final = ".nhacviec-"
_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def scratch_folder(within: Path) -> Iterator[Path]:
    """Readable by its owner alone, locked for as long as its process lives. Raises OSError.

    A process that is asked to end meanwhile (SIGTERM, SIGHUP) deletes it first, unless it has its own way with these.
    """
    while True:
        with (
            _ending_in_order(),
            TemporaryDirectory(dir=within, prefix=_PREFIX, ignore_cleanup_errors=True) as name,
            _open(Path(name)) as held,
        ):
            if held is not None and Path(name).exists():  # else somebody just took it for one that was left
                yield Path(name)
                return


def clear_left(within: Path) -> int:
    """Delete those that no living process holds; how many."""
    cleared = 0
    for folder in within.glob(f"{_PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        with _open(folder) as held:
            if held is not None:
                rmtree(folder, ignore_errors=True)
                cleared += not folder.exists()
    return cleared


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Within this, those signals raise SystemExit where they would end the process on the spot."""
    taken = [one for one in _ENDINGS if _is_ours(one)]
    for one in taken:
        signal.signal(one, _leave)
    try:
        yield
    finally:
        for one in taken:
            signal.signal(one, signal.SIG_DFL)


def _is_ours(number: signal.Signals) -> bool:
    return threading.current_thread() is threading.main_thread() and signal.getsignal(number) is signal.SIG_DFL


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


@contextmanager
def _open(folder: Path) -> Iterator[int | None]:
    """The folder held with a lock that ends with the process; None where another holds it, or it cannot be opened."""
    try:
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield None
        return
    try:
        yield number if _locked(number) else None
    finally:
        os.close(number)


def _locked(number: int) -> bool:
    try:
        flock(number, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True
