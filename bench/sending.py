"""How fast a backlog of 1,000 messages leaves by Telegram, against the shortest time that its limits allow; urgent first."""

import asyncio
import math
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bench.measure import report
from calendars.zone import ZONE
from notifiers.pacing import TELEGRAM, Pacer
from notifiers.telegram import TelegramNotifier
from notifiers.turns import Turns
from scheduler.actions.remind import wake_up
from scheduler.deliveries import Delivery
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository
from tests.support.bot_process import BotProcess
from tests.support.chaos_office import chaos_config, fill, uid_of, working_days

BACKLOG = 1_000
DAYS = 3
"""Of the people, the first third has work of yesterday, the second of today, the last of tomorrow."""


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, BotProcess(scale=1.0, chats=BACKLOG) as api:
        seconds = _send(Path(folder), api)
        arrived, refused = api.messages(), api.ask("refused")
    shortest = (math.ceil(BACKLOG / TELEGRAM.overall.count) - 1) * TELEGRAM.overall.window
    ranks = [_rank(m["text"]) for m in sorted(arrived, key=lambda m: m["at"])]
    late = max(abs(place - want) for place, want in enumerate(_wanted(ranks)))
    report(
        f"A backlog of {BACKLOG:,} messages by Telegram, alone (wall time)",
        [
            ("shortest time that 30 a second allow", f"{shortest:.1f} s"),
            ("first to last message", f"{max(m['at'] for m in arrived) - min(m['at'] for m in arrived):.1f} s"),
            ("the whole wake-up", f"{seconds:.1f} s"),
            ("ratio (whole / shortest)", f"{seconds / shortest:.2f}"),
            ("messages arrived", f"{len(arrived):,}"),
            ("refused with 429", f"{len(refused)}"),
            ("farthest from its place by urgency", f"{late} places"),
        ],
    )


def _send(folder: Path, api: BotProcess) -> float:
    store = f"sqlite:///{folder / 'store.db'}"
    engine = open_store(store, folder)
    migrate(engine)
    repository, days = SqlRepository(engine, "so-mau"), working_days(DAYS)
    fill(repository, chaos_config(BACKLOG, store, api.url), folder, BACKLOG, days)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM triggers"))  # the backlog is all that there is
    now = datetime.combine(days[1], datetime.min.time(), ZONE) + timedelta(hours=8)
    for person in range(1, BACKLOG + 1):
        repository.link(f"nv-{person}", "telegram", str(person))
    repository.enqueue(map(_held, reversed(range(1, BACKLOG + 1))), now + timedelta(days=1))  # the least urgent first
    repository.enqueue((), now + timedelta(seconds=1))
    notifier = TelegramNotifier(api.token, api_url=api.url, turns=Turns(Pacer(time.monotonic() - 1)))
    begun = time.monotonic()

    async def run() -> None:
        await wake_up(
            repository, folder, {"telegram": notifier}, lambda: now + timedelta(seconds=time.monotonic() - begun)
        )
        await notifier.close()

    asyncio.run(run())
    engine.dispose()
    return time.monotonic() - begun


def _held(person: int) -> Delivery:
    day = _day(person)
    return Delivery(uid_of(person, day), "T", working_days(DAYS)[day], f"nv-{person}", "telegram")


def _day(person: int) -> int:
    return (person - 1) * DAYS // BACKLOG


def _rank(said: str) -> int:
    """0 for overdue, 1 for today, 2 for soon: by the mark in the text."""
    return int(said.partition("[")[2].partition("]")[0].partition("/")[2])


def _wanted(ranks: list[int]) -> list[int]:
    """The place that each message would have had, were the order by urgency kept to the letter."""
    order = sorted(range(len(ranks)), key=lambda n: (ranks[n], n))
    return [order.index(n) for n in range(len(ranks))]


if __name__ == "__main__":
    main()
