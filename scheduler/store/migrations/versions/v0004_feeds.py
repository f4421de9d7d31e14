"""Feeds that were offered or made by hand, who fetched them, and from which day an event was moved."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Two tables, and two columns of what was published."""
    op.create_table(
        "kept_feeds",
        sa.Column("office", KEY, nullable=False),
        sa.Column("slug", KEY, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("revoked", MOMENT),
        sa.PrimaryKeyConstraint("office", "slug", name="pk_kept_feeds"),
    )
    op.create_table(
        "fetches",
        sa.Column("office", KEY, nullable=False),
        sa.Column("slug", KEY, nullable=False),
        sa.Column("client", KEY, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("office", "slug", "client", name="pk_fetches"),
    )
    # SQLite would put new columns behind the constraints in one line, unlike a table that is made anew.
    recreate: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("published", recreate=recreate) as published:
        published.add_column(sa.Column("moved_from", sa.Date))
        published.add_column(sa.Column("of_series", sa.Boolean, nullable=False, server_default=sa.false()))
