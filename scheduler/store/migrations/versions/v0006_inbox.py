"""What was fetched from Telegram and is not handled yet."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "heard",
        sa.Column("office", KEY, nullable=False),
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder", KEY, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("content", sa.Text),
        sa.PrimaryKeyConstraint("office", "bot", "number", name="pk_heard"),
    )
