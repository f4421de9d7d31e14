"""Lists that go on in another message: how many lines stand before those of a card."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was kept begins with its first line; a default is needed for those rows alone."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("cards", recreate=anew) as cards:
        cards.add_column(sa.Column("earlier", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("cards", recreate=anew) as cards:
        cards.alter_column("earlier", server_default=None)
