"""Alembic's entry: runs the migrations on the connection that scheduler.store.engine hands over, inside its transaction."""

from alembic import context

from scheduler.store.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
