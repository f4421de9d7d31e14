"""The store is full or held: nothing leaves that could not be recorded, and afterwards it leaves once."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from notifiers.message import Message, Recipient
from notifiers.notifier import Receipt
from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import apply, preview
from scheduler.deliveries import Delivery, DeliveryState
from scheduler.store.engine import migrate, open_store
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.repository import SqlRepository
from tests.support.in_memory import FOLDER, InMemory, moment
from tests.support.small import CONFIG, CONTEST, PLAN, plan_text
from tests.support.waking import BEFORE, ON_T5, steps, wake


def stored(folder: Path) -> tuple[Engine, InMemory]:
    """The office in a SQLite file, woken on the day before."""
    engine = open_store(f"sqlite:///{folder / 'store.db'}", folder)
    migrate(engine)
    repository = SqlRepository(engine, "so-mau")
    config = CONFIG.format(port=8640)
    found = preview(repository, config, {PLAN: plan_text([CONTEST]).encode()}, FOLDER, moment("2024-01-02T08:00"))
    apply(repository, found, FOLDER, moment("2024-01-02T08:00"))
    office = InMemory(repository, config)  # type: ignore[arg-type]
    wake(office, BEFORE, RecordingNotifier("console"))
    return engine, office


def test_on_a_full_disk_nothing_leaves_and_afterwards_it_does_once(tmp_path: Path, console: RecordingNotifier) -> None:
    engine, office = stored(tmp_path)

    def fill_up(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "connect", fill_up)
    engine.dispose()
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("VACUUM")  # no free page is left
    assert first_fault(lambda: fill_and_wake(office, console)) is StoreFault.FULL
    assert console.sent == []
    event.remove(engine, "connect", fill_up)
    engine.dispose()
    assert [s.recipient.id for s in wake(office, ON_T5, console)] == ["nv-1"]
    assert wake(office, "2024-05-07T08:00", console) == []
    engine.dispose()


def fill_and_wake(office: InMemory, console: RecordingNotifier) -> None:
    """Rows of no meaning take what is left of the last page; then a wake-up."""
    day = date(2031, 1, 1)
    rows = [Delivery(f"u{n}@x", "T", day, "nobody", "console", DeliveryState.DROPPED) for n in range(4000)]
    office.repository.enqueue(rows, moment(BEFORE))
    wake(office, ON_T5, console)


def first_fault(work: Callable[[], None]) -> StoreFault:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.kind


def test_a_locked_store_sends_nothing_and_afterwards_once(
    tmp_path: Path, console: RecordingNotifier, impatient: Callable[[Engine], None]
) -> None:
    engine, office = stored(tmp_path)
    impatient(engine)
    with sqlite3.connect(tmp_path / "store.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            wake(office, ON_T5, console)
        other.execute("ROLLBACK")
    assert caught.value.kind is StoreFault.LOCKED
    assert console.sent == []
    assert len(wake(office, ON_T5, console)) == 1
    engine.dispose()


class Locking(RecordingNotifier):
    """Sends, and leaves the store locked for a moment behind itself."""

    def __init__(self, file: Path) -> None:
        super().__init__("console")
        self._other = sqlite3.connect(file, isolation_level=None)

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        self._other.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.05, self._free)
        return await super().send(message, recipient)

    def _free(self) -> None:
        self._other.execute("ROLLBACK")
        self._other.close()


def test_what_was_sent_is_recorded_although_the_store_was_held(
    tmp_path: Path, impatient: Callable[[Engine], None]
) -> None:
    engine, office = stored(tmp_path)
    impatient(engine)
    notifier = Locking(tmp_path / "store.db")
    assert len(wake(office, ON_T5, notifier)) == 1
    assert steps(office)["nv-1", "T-5"][0] is DeliveryState.SENT
    engine.dispose()


@pytest.fixture
def impatient() -> Callable[[Engine], None]:
    """Lets an engine wait a millisecond for a lock, and no longer."""

    def make(engine: Engine) -> None:
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1").close())

    return make
