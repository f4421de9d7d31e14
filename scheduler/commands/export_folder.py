"""A folder of exported calendars: which files in it are ours, of which office, and whether calendars read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from glob import escape as escaped
from os.path import lexists
from pathlib import Path
from time import time
from typing import Final

from scheduler.whole_file import is_half, whole_file

INDEX: Final = "index.html"
_MARK: Final = ".nhacviec-feeds"
_OFFICE: Final = "office:"
_USE: Final = "use:"
"""What stands in the mark before the names of files: no name holds a colon."""

_HALF_FOR: Final = 3600
"""Seconds after which a half-written file is nobody's any more, be it of another export that runs beside this one."""


class Use(StrEnum):
    """What an export was for: calendars read the files, or somebody looked at a moment (--now)."""

    LIVE = "live"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the last export left word of in the folder: the names of its files, for which office it wrote, and what for.

    An export of an earlier version told neither: office "" and use None.
    """

    names: frozenset[str]
    office: str
    use: Use | None

    @classmethod
    def of(cls, folder: Path) -> "Mark | None":
        """None where nothing was exported to. Raises OSError."""
        path = folder / _MARK
        if not path.is_file():
            return None
        told = path.read_text(encoding="utf-8").split()
        office, use = (next((w.removeprefix(key) for w in told if w.startswith(key)), "") for key in (_OFFICE, _USE))
        names = frozenset(word for word in told if ":" not in word)
        return cls(names | {INDEX}, office, next((one for one in Use if one == use), None))

    def write(self, folder: Path) -> None:
        """Leave it in the folder."""
        facts = (f"{_OFFICE}{self.office}", f"{_USE}{self.use or Use.LIVE}")
        written(folder / _MARK, "\n".join([*facts, *sorted(self.names)]).encode())


def foreign(folder: Path, bodies: Mapping[str, bytes], before: Mark | None) -> tuple[str, ...]:
    """The names under which somebody else has put something into the folder that these files would write over."""
    ours = before.names if before is not None else frozenset()
    there = (name for name in bodies if name not in ours and lexists(folder / name))
    return tuple(name for name in there if not _holds(folder / name, bodies[name]))


def falls(path: Path, body: bytes) -> bool:
    """Whether an event would go back to an earlier SEQUENCE than a file shows that calendars have read: the store is older."""
    if not path.is_file() or (there := path.read_bytes()) == body:
        return False
    before, now = _sequences(there), _sequences(body)
    return any(now[uid] < sequence for uid, sequence in before.items() if uid in now)


def written(path: Path, body: bytes) -> bool:
    """Put a file in place in one step; whether it changed."""
    if _holds(path, body):
        return False
    with whole_file(path) as file:
        file.write(body)
    return True


def clear(folder: Path, gone: Collection[str], names: Collection[str]) -> None:
    """Delete what an earlier export wrote and this one did not, also what broke off half."""
    for name in gone:
        if "/" not in name and name.endswith(".ics"):
            (folder / name).unlink(missing_ok=True)
    for name in (*names, *gone, _MARK):
        for half in folder.glob(f".{escaped(name)}.*"):
            if is_half(half) and time() - half.stat().st_mtime > _HALF_FOR:
                half.unlink(missing_ok=True)


def _holds(path: Path, body: bytes) -> bool:
    return path.is_file() and path.read_bytes() == body


def _sequences(body: bytes) -> dict[bytes, int]:
    """SEQUENCE by UID, and by RECURRENCE-ID where an event is an exception of a series."""
    found: dict[bytes, int] = {}
    for entry in body.replace(b"\r\n ", b"").split(b"\r\nBEGIN:V")[1:]:
        lines = entry.split(b"\r\n")
        name = b"".join(line for line in lines if line.startswith((b"UID:", b"RECURRENCE-ID")))
        told = next((line for line in lines if line.startswith(b"SEQUENCE:")), b"")
        if name and told:
            found[name] = int(told.removeprefix(b"SEQUENCE:"))
    return found
