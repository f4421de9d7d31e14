"""What a wake-up asks is answered from an index: the cost does not grow with what lies in the future or in the past."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.sql.expression import ClauseElement

from scheduler.store import outbox, trail

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
ASKED: dict[str, ClauseElement] = {
    "triggers": outbox.triggers_query("so-mau", date(2026, 3, 1), date(2026, 3, 2)),
    "claim-all": outbox.claim_statement("so-mau", NOW, NOW, "w", None),
    "claim-of-one": outbox.claim_statement("so-mau", NOW, NOW, "w", "vp-truc"),
    "reports": trail.after_query("so-mau", 100, 120, None),
    "reports-since": trail.after_query("so-mau", 0, 120, NOW),
}
INDEX = {
    "triggers": ("triggers USING PRIMARY KEY (office=? AND day>? AND day<?)", "pk_triggers"),
    "claim-all": (
        "USING COVERING INDEX ix_outbox_claimable (office=? AND claimable_from<?)",
        "ix_outbox_claimable",
    ),
    "claim-of-one": (
        "USING COVERING INDEX ix_outbox_claimable_of (office=? AND person=? AND claimable_from<?)",
        "ix_outbox_claimable_of",
    ),
    "reports": ("ix_progress_entries_office (office=? AND id>? AND id<?)", "progress_entries"),
    "reports-since": ("USING INDEX ix_progress_entries_at (office=? AND reported_at>?)", "ix_progress_entries_at"),
}


def sql(engine: Engine, statement: ClauseElement) -> str:
    options: dict[str, Any] = {"literal_binds": True}
    return str(statement.compile(engine, compile_kwargs=options)).replace(":", r"\:")


@pytest.mark.parametrize("name", ASKED)
def test_sqlite_reads_one_range_of_an_index_and_sorts_nothing(sqlite_engine: Engine, name: str) -> None:
    with sqlite_engine.connect() as connection:
        steps = [
            row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql(sqlite_engine, ASKED[name])}"))
        ]
    assert any(INDEX[name][0] in step for step in steps), steps
    assert not [step for step in steps if step.startswith(("SCAN triggers", "SCAN outbox")) or "TEMP B-TREE" in step], (
        steps
    )


@pytest.mark.parametrize("name", ASKED)
def test_postgresql_reads_one_range_of_an_index(postgres_engine: Engine, name: str) -> None:
    """Over 20,000 rows, of which a few are asked for."""
    with postgres_engine.begin() as connection:
        for statement in FILL:
            connection.execute(text(statement))
        plan = "\n".join(connection.scalars(text(f"EXPLAIN {sql(postgres_engine, ASKED[name])}")))
    assert INDEX[name][1] in plan, plan
    assert "Seq Scan" not in plan, plan


FILL = (
    "INSERT INTO triggers SELECT 'so-mau', DATE '2026-03-02' + n / 10, 'u' || n, 'T', '{}' FROM generate_series(0, 20000) n",
    "INSERT INTO outbox (office, uid, step, day, person, channel, state, attempts, claimable_from, facts)"
    " SELECT 'so-mau', 'u' || n, 'T', DATE '2026-03-02', 'p', 'c', 'sent', 1,"
    " CASE WHEN n % 1000 = 0 THEN TIMESTAMPTZ 'epoch' END, '[]'"
    " FROM generate_series(0, 20000) n",
    "INSERT INTO progress_entries (office, uid, act, reported_by, reported_at, channel, pieces)"
    " SELECT 'so-mau', 'u' || n, 'done', 'nv', TIMESTAMPTZ '2026-03-02 00:00Z' - INTERVAL '1 hour' * n, 'cli', 0"
    " FROM generate_series(0, 20000) n",
    "ANALYZE progress_entries",
    "ANALYZE triggers",
    "ANALYZE outbox",
)
