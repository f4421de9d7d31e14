"""From which hour a piece was moved, beside the day: another hour on the same day is a move, too."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("published", recreate=anew) as published:
        published.add_column(sa.Column("moved_from_at", sa.Time))
