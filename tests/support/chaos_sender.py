"""Sending processes that can be killed: a parent that has imported everything forks one for each line that it reads.

Lines of the answer: "started PID", "ended PID STATUS" (negative: the signal). A sender wakes up again and again, and moves the
clock on to the next moment at which something is due, until nothing is left.
"""

import asyncio
import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from calendars.zone import ZONE
from notifiers.pacing import Pacer
from notifiers.turns import Turns
from scheduler.actions.remind import wake_up
from scheduler.store.engine import open_store
from scheduler.store.repository import SqlRepository
from scheduler.store.tables import DeliveryRow, TriggerRow, table
from tests.support.chaos_flight import Journal, WatchedNotifier, WatchedRepository
from tests.support.chaos_office import CALENDAR, MovableClock
from tests.support.faster import faster

_DIGEST = timedelta(hours=7, minutes=30)
_OUTBOX, _TRIGGERS = table(DeliveryRow), table(TriggerRow)


async def send_all(folder: Path, store: str, api: str, token: str, scale: float) -> None:
    """Wake up until nothing is left to send."""
    journal = Journal(folder / "journal")
    repository = WatchedRepository(open_store(store, folder), "so-mau", journal)
    clock = MovableClock(folder / "clock")
    turns = Turns(Pacer(time.monotonic(), faster(scale)))
    notifier = WatchedNotifier(token, api_url=api, timeout=timedelta(seconds=2), turns=turns)
    notifier.journal = journal
    coming: datetime | None = clock.now()
    while coming is not None:
        if coming > clock.now():
            clock.move_to(coming)
        await wake_up(repository, folder, {"telegram": notifier}, clock.now)
        coming = next_moment(repository, clock.now())
    await notifier.close()


def next_moment(repository: SqlRepository, now: datetime) -> datetime | None:
    """When something is to be done next: a try, the end of a lease, a digest; None where everything is done."""
    waiting, day = _OUTBOX.c.claimable_from, _TRIGGERS.c.day
    with repository.engine.connect() as connection:
        held = connection.scalar(select(func.min(waiting)).where(waiting.is_not(None)))
        days = connection.scalars(select(day).where(day > now.date()).distinct().order_by(day).limit(1)).first()
    moments = [] if held is None else [_sendable(max(held.astimezone(ZONE), now))]
    moments += [] if days is None else [datetime.combine(days, datetime.min.time(), ZONE) + _DIGEST]
    return min(moments, default=None)


def _sendable(moment: datetime) -> datetime:
    """The moment, or the next morning on which messages go out."""
    day = moment.date()
    if CALENDAR.is_working_day(day) and timedelta(hours=6, minutes=30) <= moment - _midnight(day) < timedelta(hours=20):
        return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)  # as `serve` wakes
    if moment - _midnight(day) >= timedelta(hours=20) or not CALENDAR.is_working_day(day):
        day = CALENDAR.add_working_days(day, 1)
    return _midnight(day) + _DIGEST


def _midnight(day: object) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZONE)


def main() -> None:
    """folder, address of the store, address of the Bot API, token, scale of the limits."""
    folder, store, api, token, scale = sys.argv[1:]
    gc.freeze()
    serve_lines(lambda: asyncio.run(send_all(Path(folder), store, api, token, float(scale))))


def serve_lines(work: Callable[[], None]) -> None:
    """For each line of standard input, do the work in a child, and say when it began and how it ended."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            work()
            os._exit(0)
        _say(f"started {child}")
        _, status = os.waitpid(child, 0)
        _say(f"ended {child} {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
