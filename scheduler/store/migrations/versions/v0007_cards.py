"""Messages of the bot that show work; the short names of occurrences by an index; whose hand reported in a shared chat."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The occurrences are derived rows: their table is made anew, and filled again by the next wake-up."""
    op.create_table(
        "cards",
        _key("office"),
        _key("chat"),
        _key("reference"),
        sa.Column("place", sa.Integer, nullable=False),
        _key("uid"),
        _key("view"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("more", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("office", "chat", "reference", "place", name="pk_cards"),
    )
    op.create_index("ix_cards_uid", "cards", ["office", "uid"])
    op.drop_table("occurrences")
    op.create_table(
        "occurrences",
        _key("office"),
        _key("uid"),
        _key("plan"),
        _key("handle"),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("office", "uid", name="pk_occurrences"),
    )
    op.create_index("ix_occurrences_handle", "occurrences", ["office", "handle"])
    op.execute("UPDATE offices SET derived_on = NULL, derived_format = NULL")
    _hands()


def _hands() -> None:
    """SQLite would put a new column behind the table's constraints; made anew, it numbers its entries as before."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    same = {"sqlite_autoincrement": True}
    with op.batch_alter_table("progress_entries", recreate=anew, table_kwargs=same) as entries:
        entries.add_column(sa.Column("hand", sa.Text))


def _key(name: str) -> "sa.Column[object]":
    return sa.Column(name, KEY, nullable=False)
