"""The conversation: pauses, codes that link chats, wrong codes, questions, who polls; the messages that hold an occurrence."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _table("pauses", "person", sa.Column("until", sa.Date, nullable=False))
    _table("link_codes", "digest", _key("person"), _key("channel"), _moment("expires"))
    _table("questions", "place", _key("ask"), _key("person"), _moment("expires"), _key("uid"), sa.Column("task", KEY))
    _table("holds", "name", _key("holder"), _moment("until"))
    op.create_table(
        "guesses",
        sa.Column("id", NUMBER, nullable=False),
        _key("office"),
        sa.Column("chat", sa.BigInteger, nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_guesses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_guesses_chat", "guesses", ["office", "chat", "at"])
    op.create_index("ix_outbox_reference", "outbox", ["office", "person", "channel", "reference"])


def _table(name: str, key: str, *columns: "sa.Column[object]") -> None:
    primary = sa.PrimaryKeyConstraint("office", key, name=f"pk_{name}")
    op.create_table(name, _key("office"), _key(key), *columns, primary)


def _key(name: str) -> "sa.Column[object]":
    return sa.Column(name, KEY, nullable=False)


def _moment(name: str) -> "sa.Column[object]":
    return sa.Column(name, MOMENT, nullable=False)
