"""A copy of the database as it is at one moment, while others go on writing: SQLite's by us, PostgreSQL's by its own programs."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shlex import quote

from sqlalchemy import make_url

from scheduler.store.engine import open_store
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.faults import translated
from scheduler.whereabouts import database_file


def copy_database(url: str, folder: Path, target: Path) -> None:
    """Copy a SQLite store into a new file, what still lies in its WAL included (sqlite.org/backup.html).

    Readers and writers go on meanwhile. Raises StoreError; where it is FULL, its path is the target's.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with translated(str(database_file(url, folder))), closing(sqlite3.connect(target)) as copy:
            _copy(url, folder, copy)
    except StoreError as error:
        if error.kind is StoreFault.FULL:
            raise StoreError(error.kind, str(target), error.detail) from error
        raise


def _copy(url: str, folder: Path, copy: sqlite3.Connection) -> None:
    engine = open_store(url, folder)
    source = engine.raw_connection()
    try:
        connection = source.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # so that it is one file
    finally:
        source.close()
        engine.dispose()


def dump_command(url: str, file: str) -> str:
    """What copies the database of a server into a file."""
    return f"pg_dump --format=custom --file={quote(file)} {quote(_server(url))}"


def load_command(url: str, file: str) -> str:
    """What puts such a file back."""
    return f"pg_restore --clean --if-exists --no-owner --dbname={quote(_server(url))} {quote(file)}"


def _server(url: str) -> str:
    """The address as PostgreSQL's programs take it; they ask for the password, or find it as psycopg does."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=True)
