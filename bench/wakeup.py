"""What a wake-up costs with nothing due, over 1,000 and over 1,000,000 stored future triggers: it is to be the same."""

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bench.measure import of_call, report
from calendars.zone import ZONE
from scheduler.actions.apply import refresh
from scheduler.actions.remind import wake_up
from scheduler.schedule import Revision
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository
from tests.support.chaos_office import FIRST_DAY, chaos_config

FEW, MANY = 1_000, 1_000_000
CALLS = 200
NOW = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 9, tzinfo=ZONE)
_FILL = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
INSERT INTO triggers (office, day, uid, step, payload)
SELECT 'so-mau', DATE('2026-03-03', '+' || (i % 300) || ' days'), 'kh.v-' || i || '-1@so-mau', 'T', :payload FROM n
"""
_SENT = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
INSERT INTO outbox (office, uid, step, day, person, channel, state, attempts, sent_at, facts)
SELECT 'so-mau', 'kh.v-' || i || '-1@so-mau', 'T', '2025-03-03', 'nv-1', 'telegram', 'sent', 1, '2025-03-03 00:30:00', '[]' FROM n
"""
_PAYLOAD = (
    '{"uid":"kh.v-1-1@so-mau","step":"T","audience":"staff","day":"2026-03-03","expires":"2026-04-02","moment":null}'
)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_cost(Path(folder), count) for count in (FEW, MANY))
    report(
        "A wake-up with nothing due (processor time; as many messages were sent before as there are triggers)",
        [
            (f"over {FEW:,} future triggers", f"{few * 1000:.2f} ms"),
            (f"over {MANY:,} future triggers", f"{many * 1000:.2f} ms"),
            ("ratio", f"{many / few:.2f}"),
        ],
    )


def _cost(folder: Path, count: int) -> float:
    engine = open_store(f"sqlite:///{folder / f'{count}.db'}", folder)
    migrate(engine)
    repository = SqlRepository(engine, "so-mau")
    revision = Revision(1, NOW - timedelta(days=3), "x", chaos_config(10, "sqlite:///x.db", "http://x.invalid/bot"), {})
    repository.apply(revision, (), (), (), (), NOW.date())
    repository.publish(())
    with engine.begin() as connection:
        connection.execute(text(_FILL), {"count": count, "payload": _PAYLOAD})
        connection.execute(text(_SENT), {"count": count})
        connection.execute(text("ANALYZE"))
    repository.enqueue((), NOW)
    found = of_call(lambda: _wake_often(repository, folder)) / CALLS
    engine.dispose()
    return found


def _wake_often(repository: SqlRepository, folder: Path) -> None:
    """As `serve` does each minute."""
    for _ in range(CALLS):
        refresh(repository, folder, NOW)
        assert asyncio.run(wake_up(repository, folder, {}, lambda: NOW)) == ()


if __name__ == "__main__":
    main()
