"""Who led a task and when it was due, kept with its key: what tells it again where its title does not."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("task_keys", recreate=anew) as task_keys:
        task_keys.add_column(sa.Column("signs", sa.Text))
