"""`history`: the audit trail as people read it: who said what of which work, when, by which channel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.actions.snapshot import Snapshot
from scheduler.diagnostics import values
from scheduler.ports import Repository
from scheduler.schedule import Occurrence, Progress
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, its moment local; title: of the occurrence as it is now (or was published last), its uid where it is gone."""

    at: str
    uid: str
    title: str
    task: str | None
    units: tuple[str, ...]
    act: str
    said: str
    by: str
    channel: str
    count: int
    text: str | None
    evidence: str | None
    hand: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a task by number or key, a unit by id, days (inclusive); None: any."""

    task: str | None = None
    unit: str | None = None
    first: date | None = None
    last: date | None = None


def history(repository: Repository, office: Snapshot, asked: Asked) -> tuple[Told, ...]:
    """The entries that were asked for, oldest first."""
    return tuple(_told(office, entry) for entry in _found(repository.progress(), office, asked))


def channel_name(channel: str) -> str:
    """The way by which somebody reported, in words; one that has none as it is kept."""
    known = ("cli", "web", "telegram", "email")
    return say("web", "channel", channel) if channel in known else channel


def _found(trail: Sequence[Progress], office: Snapshot, asked: Asked) -> Iterator[Progress]:
    for entry in trail:
        day = entry.at.astimezone(office.now.tzinfo).date()
        within = (asked.first is None or asked.first <= day) and (asked.last is None or day <= asked.last)
        if within and _is_of_unit(office, entry, asked.unit) and _is_of_task(office, entry, asked.task):
            yield entry


def _is_of_unit(office: Snapshot, entry: Progress, unit: str | None) -> bool:
    return unit is None or unit in _units(_occurrence(office, entry.uid))


def _is_of_task(office: Snapshot, entry: Progress, task: str | None) -> bool:
    if task is None:
        return True
    occurrence = _occurrence(office, entry.uid)
    keys = (entry.task,) if entry.task is not None else occurrence.tasks if occurrence is not None else ()
    return any(task == key or (key in office.book.tasks and office.book.tasks[key].no == task) for key in keys)


def _occurrence(office: Snapshot, uid: str) -> Occurrence | None:
    published = office.published.get(uid)
    return office.by_uid.get(uid) or (published.occurrence if published is not None else None)


def _units(occurrence: Occurrence | None) -> tuple[str, ...]:
    if occurrence is None:
        return ()
    return (occurrence.unit,) if occurrence.unit is not None else occurrence.leads


def _told(office: Snapshot, entry: Progress) -> Told:
    occurrence = _occurrence(office, entry.uid)
    task = office.book.tasks.get(entry.task) if entry.task is not None else None
    title = (occurrence.title if occurrence is not None else entry.uid) if task is None else task.title
    return Told(
        at=entry.at.astimezone(office.now.tzinfo).isoformat(timespec="seconds"),
        uid=entry.uid,
        title=title,
        task=entry.task,
        units=tuple(office.book.directory.name(u) for u in _units(occurrence)),
        act=entry.act.value,
        said=say("progress", "act", entry.act.value, values(count=f"{entry.count:+d}")),
        by=entry.by,
        channel=entry.channel,
        count=entry.count,
        text=entry.text,
        evidence=entry.evidence,
        hand=entry.hand,
    )
