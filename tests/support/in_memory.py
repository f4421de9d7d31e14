"""An office in memory, from generated or given plan rows to its feeds, without a file or a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from calendars.zone import ZONE
from scheduler.actions.agenda import Row, row_of, selected
from scheduler.actions.apply import apply, preview
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import ALWAYS
from scheduler.store.memory import MemoryRepository
from tests.support.small import CONFIG, PLAN, Line, plan_text

FOLDER = Path("/nowhere")  # nothing is read from it


@dataclass(frozen=True, slots=True)
class InMemory:
    """An applied office; `at` looks at it in a moment."""

    repository: MemoryRepository
    text: str

    def at(self, now: datetime) -> Snapshot:
        """The office as it is at that moment."""
        return snapshot(self.repository, FOLDER, now)


def moment(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def in_memory(
    lines: Sequence[Line], now: str = "2024-01-02T08:00", more: str = "", replaced: tuple[str, str] = ("", "")
) -> InMemory:
    """The small office with these rows, applied; `more` behind its config, in which one text is replaced by another."""
    repository, text = MemoryRepository("so-mau"), CONFIG.format(port=8640).replace(*replaced, 1) + more
    found = preview(repository, text, {PLAN: plan_text(lines).encode()}, FOLDER, moment(now))
    apply(repository, found, FOLDER, moment(now))
    return InMemory(repository, text)


def rows(office: Snapshot, spec: FeedSpec) -> list[Row]:
    """What `agenda --all --feed` lists."""
    return [row_of(office, o) for o in selected(office, spec, ALWAYS)]


def body(office: Snapshot, spec: FeedSpec) -> bytes:
    """What `export --all` writes."""
    return body_of(office, Asked(spec, ALWAYS))


def spec_of(office: Snapshot, slug: str) -> FeedSpec:
    """The feed of that slug."""
    return next(s for s in office.feeds if s.slug == slug)
