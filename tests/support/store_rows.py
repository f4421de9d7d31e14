"""Rows that tests of stores keep: a revision, a key, occurrences and triggers around one day."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from scheduler.ports import Repository
from scheduler.schedule import (
    Occurrence,
    Revision,
    TaskKey,
    Trigger,
)
from scheduler.terms import Audience, Kind

NOW = datetime(2026, 3, 2, 0, 30, 15, 250000, tzinfo=UTC)
TODAY = date(2026, 3, 2)
REVISION = Revision(1, NOW, "a1", "[office]\nid = 'so-mau'\n", {"plans/a.md": b"\x00\xff a", "plans/b.md": b"b"})
KEY = TaskKey("t1", "cchc", "III.2", None, "Báo cáo tháng", NOW)

READS: list[Callable[[Repository], Iterable[object]]] = [
    lambda r: r.task_keys(),
    lambda r: r.occurrences(),
    lambda r: r.occurrences(unit="vp"),
    lambda r: r.waiting(),
    lambda r: r.triggers(date.min, date.max),
    lambda r: r.published().items(),
    lambda r: r.feed_generations().items(),
    lambda r: r.deliveries(),
    lambda r: r.addresses().items(),
    lambda r: r.progress(),
]


def occurrence(uid: str, start: date = TODAY, plan: str = "cchc", **more: object) -> Occurrence:
    last = start + timedelta(days=1)
    facts = {"kind": Kind.REPORT, "period_key": "2026-03", "title": "Báo cáo tháng", "tasks": ("t1",)}
    return Occurrence(uid=uid, plan=plan, start=start, end=last, due=start, act_by=start, **facts | more)  # type: ignore[arg-type]


def trigger(uid: str, day: date, step: str = "T") -> Trigger:
    return Trigger(uid, step, Audience.STAFF, day, day)
