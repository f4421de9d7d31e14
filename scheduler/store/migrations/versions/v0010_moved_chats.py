"""Which chat a group became: buttons of the messages from before come from the old one."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "moved_chats",
        sa.Column("office", KEY, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("became", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("office", "chat", name="pk_moved_chats"),
    )
