"""What a person is told has one row, whatever the channel; besides the log of tries, dead channels, what is left to publish."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
CLAIMABLE, SENT = sa.text("claimable_from IS NOT NULL"), sa.text("sent_at IS NOT NULL")

_COLUMNS = """id, office, uid, step, day, person, channel, state, attempts, next_attempt, sent_at, reference, note,
claimable_from, attempted_at, worker"""
_TAKEN_OVER = f"""
INSERT INTO outbox ({_COLUMNS}, facts)
SELECT {_COLUMNS}, '[]' FROM deliveries d WHERE d.id = (
  SELECT s.id FROM deliveries s
  WHERE s.office = d.office AND s.uid = d.uid AND s.step = d.step AND s.day = d.day AND s.person = d.person
  ORDER BY CASE s.state WHEN 'sent' THEN 0 WHEN 'claimed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END, s.id DESC LIMIT 1
)
"""
"""Of several channels the one that the person got it by, else the one that it is still to go by."""


def upgrade() -> None:
    """A table of a new name takes the deliveries over; SQLite cannot change a key."""
    _outbox()
    op.execute(_TAKEN_OVER)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('outbox', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM outbox), false)"
        )
    op.drop_table("deliveries")
    _indexes()
    _tries()
    _unpublished()


def _unpublished() -> None:
    """SQLite would put a new column behind the table's constraints."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("offices", recreate=anew) as offices:
        offices.add_column(sa.Column("unpublished", sa.Boolean, nullable=False, server_default=sa.text("false")))


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, KEY, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        *(_key(name) for name in ("office", "uid", "step")),
        sa.Column("day", sa.Date, nullable=False),
        *(_key(name) for name in ("person", "channel", "state")),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("reference", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("claimable_from", MOMENT),
        sa.Column("attempted_at", MOMENT),
        sa.Column("worker", KEY),
        _text("facts"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("office", "uid", "step", "day", "person", name="uq_outbox"),
        sqlite_autoincrement=True,
    )


def _indexes() -> None:
    for name, columns in (("claimable", ["claimable_from", "id"]), ("claimable_of", ["person", "claimable_from"])):
        op.create_index(
            f"ix_outbox_{name}", "outbox", ["office", *columns], sqlite_where=CLAIMABLE, postgresql_where=CLAIMABLE
        )
    op.create_index("ix_outbox_sent", "outbox", ["office", "sent_at"], sqlite_where=SENT, postgresql_where=SENT)


def _tries() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", NUMBER, nullable=False),
        *(_key(name) for name in ("office", "person", "channel")),
        sa.Column("at", MOMENT, nullable=False),
        _text("outcome"),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("cause", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("again", MOMENT),
        sa.Column("reference", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempts_office", "attempts", ["office", "id"])
    op.create_table(
        "dead_channels",
        *(_key(name) for name in ("office", "person", "channel")),
        sa.Column("since", MOMENT, nullable=False),
        _text("cause"),
        sa.PrimaryKeyConstraint("office", "person", "channel", name="pk_dead_channels"),
    )
