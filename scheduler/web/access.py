"""The access log: a line a request, secret parts of addresses left out, written in batches."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

_SECRET = re.compile(r"[A-Za-z0-9_.\-]{24,}")
_TOKEN = re.compile(r"[A-Za-z0-9_\-]{40,}")
_MOST_WAITING = 50_000


class AccessLog:
    """Keeps requests until they are written; without a file it keeps nothing."""

    def __init__(self, file: Path | None, now: Callable[[], datetime]) -> None:
        """file: None for no log at all; its folder is made."""
        self._file, self._now = file, now
        self._waiting: list[tuple[datetime, str, str, str, int, str]] = []

    @property
    def kept(self) -> bool:
        """Whether requests are noted at all."""
        return self._file is not None

    def note(self, client: str, method: str, path: str, status: int, user_agent: str) -> None:
        """One request; where the disk cannot follow, the newest are dropped."""
        if self._file is not None and len(self._waiting) < _MOST_WAITING:
            self._waiting.append((self._now(), client, method, path, status, user_agent))

    def flush(self) -> None:
        """Append what has come together; a disk that refuses costs the lines, not the service."""
        waiting = self._waiting[:]
        del self._waiting[: len(waiting)]  # what comes in meanwhile stays for the next time
        if self._file is None or not waiting:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.writelines(map(_line, waiting))
        except OSError:
            return


def without_secrets(path: str) -> str:
    """A path in which tokens and signatures are left out; names of feeds stay behind their tokens, and what is short."""
    return "/".join(_masked(place, part) for place, part in enumerate(path.split("/")))


def _masked(place: int, part: str) -> str:
    if place == 3 and part.endswith(".ics") and not _TOKEN.fullmatch(part.removesuffix(".ics")):
        return part  # the name of a feed, behind its token
    stem, dot, _ = part.partition(".ics")
    secret = place == 2 or _SECRET.fullmatch(part)
    return f"…{dot if stem and place != 2 else ''}" if secret and part else part


def _line(request: tuple[datetime, str, str, str, int, str]) -> str:
    moment, client, method, path, status, user_agent = request
    shown = "".join(c for c in user_agent[:200] if c.isprintable() and c != '"')
    plain = "".join(c for c in without_secrets(path)[:300] if c.isprintable())
    return f'{moment.isoformat(timespec="seconds")} {client} {method} {plain} {status} "{shown}"\n'
