"""What became of work that people have in their messages, when it last went off or moved; reports in their order."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is known of what was published before."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("published", recreate=anew) as published:
        published.add_column(sa.Column("changed", sa.DateTime(timezone=True)))
    op.create_index("ix_published_changed", "published", ["office", "changed"])
    op.create_index("ix_progress_entries_office", "progress_entries", ["office", "id"])
    op.create_index("ix_progress_entries_at", "progress_entries", ["office", "reported_at"])
