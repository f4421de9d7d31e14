"""What the parts of the store in memory share: all that it remembers, under one lock."""

from dataclasses import dataclass, field
from datetime import date, datetime
from threading import RLock

from scheduler.deliveries import Attempt, DeadChannel, Delivery
from scheduler.schedule import Occurrence, Progress, Published, Revision, TaskKey, Trigger, Waiting
from scheduler.store.keys import DeliveryKey
from scheduler.subscriptions import Client, Fetched, KeptFeed


@dataclass(slots=True)
class Kept:
    """A delivery with what only its claim knows."""

    value: Delivery
    worker: str | None = None
    leased_until: datetime | None = None
    attempted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """What `apply` replaces at one stroke."""

    on: date | None = None
    occurrences: tuple[Occurrence, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass
class MemoryPart:
    """Values of one office that live in this process."""

    office: str
    _revisions: dict[int, Revision] = field(default_factory=dict)
    _keys: dict[str, TaskKey] = field(default_factory=dict)
    _derived: Derived = Derived()
    _published: dict[str, Published] = field(default_factory=dict)
    _generations: dict[str, int] = field(default_factory=dict)
    _feeds: dict[str, KeptFeed] = field(default_factory=dict)
    _fetches: dict[tuple[str, Client], Fetched] = field(default_factory=dict)
    _deliveries: dict[DeliveryKey, Kept] = field(default_factory=dict)
    _woke_at: datetime | None = None
    _version: int = 0
    _unpublished: bool = False
    _attempts: list[Attempt] = field(default_factory=list)
    _dead: dict[tuple[str, str], DeadChannel] = field(default_factory=dict)
    _addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    _progress: list[Progress] = field(default_factory=list)
    _pauses: dict[str, date] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)
