"""Progress becomes an audit trail: an act instead of done or not, with its task, count, words and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_TAKEN_OVER = """
INSERT INTO progress_entries (office, uid, act, reported_by, reported_at, channel, pieces)
SELECT office, uid, CASE WHEN done THEN 'done' ELSE 'reopened' END, reported_by, reported_at, channel, 0
FROM progress ORDER BY id
"""


def upgrade() -> None:
    """A table of its own name, filled with the reports of before in their order."""
    op.create_table(
        "progress_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("office", KEY, nullable=False),
        sa.Column("uid", KEY, nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("reported_by", sa.Text, nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("task", KEY),
        sa.Column("pieces", sa.Integer, nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("evidence", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_progress_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_progress_entries_uid", "progress_entries", ["office", "uid", "id"])
    op.execute(_TAKEN_OVER)
    op.drop_table("progress")
