"""The first tables: revisions, task keys, derived rows, what was published, the outbox, addresses, progress."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
CLAIMABLE = sa.text("claimable_from IS NOT NULL")


def upgrade() -> None:
    """Make everything."""
    _kept()
    _derived()
    _told()
    _outbox()


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, KEY, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _kept() -> None:
    op.create_table(
        "offices",
        _key("office"),
        sa.Column("derived_on", sa.Date),
        sa.Column("derived_format", sa.Text),
        sa.Column("woke_at", MOMENT),
        sa.Column("version", sa.Integer, nullable=False, server_default="0"),
        _primary("offices", "office"),
    )
    op.create_table(
        "revisions",
        _key("office"),
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("applied_at", MOMENT, nullable=False),
        _text("content_hash"),
        _text("config"),
        _primary("revisions", "office", "id"),
    )
    op.create_table(
        "contents",
        _key("office"),
        _key("digest"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _primary("contents", "office", "digest"),
    )
    op.create_table(
        "revision_files",
        _key("office"),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        _key("name"),
        _key("digest"),
        _primary("revision_files", "office", "revision", "name"),
        sa.ForeignKeyConstraint(
            ["office", "revision"], ["revisions.office", "revisions.id"], name="fk_revision_files_revisions"
        ),
        sa.ForeignKeyConstraint(
            ["office", "digest"], ["contents.office", "contents.digest"], name="fk_revision_files_contents"
        ),
    )
    op.create_table(
        "task_keys",
        _key("office"),
        _key("key"),
        _text("plan"),
        _text("no"),
        sa.Column("stream", sa.Text),
        _text("title"),
        sa.Column("first_applied", MOMENT, nullable=False),
        _primary("task_keys", "office", "key"),
    )


def _derived() -> None:
    op.create_table(
        "occurrences",
        _key("office"),
        _key("uid"),
        _key("plan"),
        sa.Column("start", sa.Date, nullable=False),
        _text("payload"),
        _primary("occurrences", "office", "uid"),
    )
    op.create_table(
        "involved",
        _key("office"),
        _key("unit"),
        _key("uid"),
        _primary("involved", "office", "unit", "uid"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting",
        _key("office"),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        _text("payload"),
        _primary("waiting", "office", "position"),
    )
    op.create_table(
        "triggers",
        _key("office"),
        sa.Column("day", sa.Date, nullable=False),
        _key("uid"),
        _key("step"),
        _text("payload"),
        _primary("triggers", "office", "day", "uid", "step"),
        sqlite_with_rowid=False,
    )


def _told() -> None:
    op.create_table(
        "published",
        _key("office"),
        _key("uid"),
        _text("content_hash"),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("modified", MOMENT, nullable=False),
        _text("occurrence"),
        sa.Column("cancelled", MOMENT),
        _primary("published", "office", "uid"),
    )
    op.create_table(
        "feeds",
        _key("office"),
        _key("slug"),
        sa.Column("generation", sa.Integer, nullable=False),
        _primary("feeds", "office", "slug"),
    )
    op.create_table(
        "addresses",
        _key("office"),
        _key("person"),
        _key("channel"),
        _text("address"),
        _primary("addresses", "office", "person", "channel"),
    )
    op.create_table(
        "progress",
        sa.Column("id", NUMBER, nullable=False),
        _key("office"),
        _key("uid"),
        sa.Column("done", sa.Boolean, nullable=False),
        _text("reported_by"),
        sa.Column("reported_at", MOMENT, nullable=False),
        _text("channel"),
        _primary("progress", "id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_progress_uid", "progress", ["office", "uid", "id"])


def _outbox() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        _key("office"),
        _key("uid"),
        _key("step"),
        sa.Column("day", sa.Date, nullable=False),
        _key("person"),
        _key("channel"),
        _key("state"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("reference", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("claimable_from", MOMENT),
        sa.Column("attempted_at", MOMENT),
        sa.Column("worker", KEY),
        _primary("deliveries", "id"),
        sa.UniqueConstraint("office", "uid", "step", "day", "person", "channel", name="uq_deliveries"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_claimable",
        "deliveries",
        ["office", "claimable_from", "id"],
        sqlite_where=CLAIMABLE,
        postgresql_where=CLAIMABLE,
    )
