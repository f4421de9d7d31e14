"""The store in a database: a Repository of one office in SQLite or PostgreSQL, put together of its parts."""

from scheduler.store.sql_feeds import SqlFeeds
from scheduler.store.sql_office import SqlOffice
from scheduler.store.sql_outbox import SqlOutbox
from scheduler.store.sql_people import SqlPeople


class SqlRepository(SqlOffice, SqlFeeds, SqlOutbox, SqlPeople):
    """Threads may share it, each process opens an engine of its own."""
