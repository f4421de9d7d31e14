"""A large office for the chaos tests: people with a chat each, one piece of work a day each, a clock that can be moved.

Heads, who do the work of a unit without staff: no digest of theirs names the late work of the days before, so each
mark is told once.
"""

import mmap
import struct
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from calendars.workdays import OfficeCalendar
from calendars.zone import ZONE
from scheduler.config.reading import parse_config
from scheduler.ports import Repository
from scheduler.reminders.ladders import triggers
from scheduler.schedule import Occurrence, Revision, TaskKey
from scheduler.terms import Kind

FIRST_DAY = date(2026, 3, 2)
CALENDAR = OfficeCalendar()
_CONFIG = """[office]
id = "so-mau"
name = "Văn phòng Mẫu"
level = "province"

[[plans]]
id = "kh"
file = "kh.md"

[ladders]
activity = ["T"]

[messages]
per_day = 50

[store]
url = "{store}"

[telegram]
api_url = "{api}"

[[people]]
id = "dau-moi"
role = "Đầu mối"
post = "coordinator"
units = ["*"]
channels = ["telegram"]
"""
_PERSON = """
[[units]]
id = "dv-{n}"
name = "Đơn vị {n}"

[[people]]
id = "nv-{n}"
role = "Lãnh đạo đơn vị {n}"
post = "head"
units = ["dv-{n}"]
channels = ["telegram"]
"""


def working_days(count: int) -> list[date]:
    """So many working days from the first on."""
    days = (FIRST_DAY + timedelta(days=n) for n in range(3 * count + 30))
    return [d for d in days if CALENDAR.is_working_day(d)][:count]


def chaos_config(people: int, store: str, api: str) -> str:
    """config.toml of an office with so many people, each with a unit."""
    return _CONFIG.format(store=store, api=api) + "".join(_PERSON.format(n=n) for n in range(1, people + 1))


def uid_of(person: int, day: int) -> str:
    """The piece of work of a person (from 1) at a moment (from 0)."""
    return f"kh.v-{person}-{day}-1@so-mau"


def mark_of(person: int, day: int) -> str:
    """What a message about it has in its text, and no other message."""
    return f"[{person:03}/{day:02}]"


def fill(repository: Repository, text: str, folder: Path, people: int, days: Sequence[date]) -> None:
    """Apply the office: one occurrence for each person on each day, with its one rung."""
    config = parse_config(text, folder).config
    assert config is not None
    before = datetime.combine(days[0] - timedelta(days=3), datetime.min.time(), ZONE)
    found = [_work(p, n, day) for n, day in enumerate(days) for p in range(1, people + 1)]
    revision = Revision(1, before, "chaos", text, {"kh.md": b""})
    keys = [TaskKey(f"kh.v-{p}", "kh", f"{p}", None, "Việc", before) for p in range(1, people + 1)]
    repository.apply(revision, keys, found, (), triggers(found, config.policy, CALENDAR), days[0])
    repository.enqueue((), before)


def _work(person: int, number: int, day: date) -> Occurrence:
    return Occurrence(
        uid_of(person, number),
        "kh",
        Kind.ACTIVITY,
        "1",
        f"Việc {mark_of(person, number)}",
        (f"kh.v-{person}",),
        day,
        day + timedelta(days=1),
        day,
        day,
        leads=(f"dv-{person}",),
    )


class MovableClock:
    """Local time that runs as the wall clock does, and can be moved on; shared by processes through a file."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), 8)

    @classmethod
    def starting(cls, file: Path, at: datetime) -> "MovableClock":
        """A clock that shows that moment now."""
        file.write_bytes(struct.pack("d", at.timestamp() - time.monotonic()))
        return cls(file)

    def now(self) -> datetime:
        """The moment; local."""
        (offset,) = struct.unpack("d", self._memory[:8])
        return datetime.fromtimestamp(time.monotonic() + offset, ZONE)

    def move_to(self, moment: datetime) -> None:
        """Let it show that moment now."""
        self._memory[:8] = struct.pack("d", moment.timestamp() - time.monotonic())
