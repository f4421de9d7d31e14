"""What nobody needs any more: records of messages, evidence of past years, and what was kept for a report that never came."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from scheduler.evidence import FOLDER
from scheduler.ports import Chats, Repository
from scheduler.whole_file import is_half

KEPT_YEARS: Final = 5
"""Whole years before the present one of which evidence is kept; the audit trail itself is kept for good."""

UNTOLD: Final = timedelta(days=30)
"""How long a file stays that no entry names: the report may be about to be written, or a newer backup be put back."""

KEPT_RECORDS: Final = timedelta(days=400)
"""How long it can be seen what was sent and tried: a year and a month, and far longer than anything is reminded of."""

HEARD: Final = timedelta(days=3)
"""How long the number of what somebody pressed is remembered; Telegram tells nothing that is older than a day."""

_STORES: Final = (".db", ".sqlite", ".sqlite3")


def tidy_evidence(repository: Repository, folder: Path, store: str, now: datetime) -> int:
    """Remove pictures that no entry since the kept years names; how many went. What cannot be removed stays for tomorrow.

    folder: where pictures lie; store: the address of the database. Where another database lies beside it, whose pictures
    may be in the same folder, nothing is removed.
    """
    if not folder.is_dir() or _others(folder.parent, store):
        return 0
    found = [file for file in folder.iterdir() if (file.suffix == ".jpg" or is_half(file)) and not file.is_symlink()]
    since = datetime(now.year - KEPT_YEARS, 1, 1, tzinfo=now.tzinfo).astimezone(UTC)
    named = repository.evidence_since(since)
    return sum(_removed(file, now - UNTOLD) for file in found if f"{FOLDER}/{file.name}" not in named)


def tidy_records(repository: Repository, chats: Chats, now: datetime) -> None:
    """Forget messages and tries of more than a year ago, and what expired in conversations; the audit trail stays for good."""
    moment = now.astimezone(UTC)
    repository.forget(moment - KEPT_RECORDS)
    chats.forget(moment, moment - HEARD)


def _others(folder: Path, store: str) -> bool:
    own = store.rpartition("/")[2]
    return any(file.suffix in _STORES and file.name != own for file in folder.iterdir())


def _removed(file: Path, before: datetime) -> bool:
    with suppress(OSError):
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) < before:
            file.unlink()
            return True
    return False
