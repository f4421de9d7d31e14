"""Opening a store: the address from config → an engine, and its tables brought to this version."""

import os
import sqlite3
from pathlib import Path
from time import sleep
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from scheduler.store.errors import StoreError, StoreFault, StoreTooNew
from scheduler.store.faults import address
from scheduler.store.transactions import WRITES, reading, writing

HEAD: Final = "0012"
"""The newest migration. A test holds it against the folder, so that a store that is up to date opens without Alembic."""

MIGRATIONS_FOLDER: Final = str(Path(__file__).parent / "migrations").replace("%", "%%")
"""As Alembic's options take it."""

_PATIENCE_MS: Final = 5000
_PRAGMAS: Final = (f"busy_timeout = {_PATIENCE_MS}", "synchronous = NORMAL", "foreign_keys = ON")
_PAUSE_MS: Final = 20
_MIGRATION_LOCK: Final = 0x6E6861632D766965
"""The key of PostgreSQL's advisory lock: «nhac-vie» in ASCII."""


def open_store(url: str, folder: Path) -> Engine:
    """An engine for `sqlite:///FILE` (relative to `folder`; its folder is made) or `postgresql+psycopg://…`.

    Nothing is connected yet, apart from making the file of a SQLite store, readable by its owner alone. Raises StoreError.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, folder)
    return _open_postgres(parsed)


def migrate(engine: Engine) -> None:
    """Bring the tables to this version, in one transaction under a lock: two processes at once are fine.

    Raises StoreTooNew where a newer version of the program made them, StoreError for all else that goes wrong.
    """
    with reading(engine) as connection:
        if _found(connection) == (HEAD,):
            return
    with writing(engine) as connection:
        lock_tables(connection)
        found = _found(connection)
        if found != (HEAD,):
            _upgrade(connection, found)


def only_office(engine: Engine) -> str | None:
    """The id of the one office whose rows the store holds; None where it holds none, or several."""
    with reading(engine) as connection:
        found = connection.execute(text("SELECT DISTINCT office FROM revisions LIMIT 2")).scalars().all()
    return found[0] if len(found) == 1 else None


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(StoreFault.UNSUPPORTED, "", "not an address of a database") from None
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(StoreFault.UNSUPPORTED, address(parsed))


def _open_sqlite(url: URL, folder: Path) -> Engine:
    file = folder / str(url.database)
    _make_file(file)
    engine = create_engine(url.set(database=str(file)))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_file(file: Path) -> None:
    """SQLite would make it readable by all; it holds people's addresses."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(StoreFault.CANNOT_OPEN, str(file), str(error)) from error


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Settings that SQLite keeps by connection; and transactions begin when we say so (see _begin_sqlite)."""
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _turn_to_wal(connection)
    except sqlite3.Error:
        connection.close()
        raise


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """The first connection turns the file to WAL; while it does, SQLite refuses others at once instead of letting them wait."""
    for _ in range(_PATIENCE_MS // _PAUSE_MS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(_PAUSE_MS / 1000)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write locks at its beginning: one that turned to writing half-way would fail without waiting."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgres(url: URL) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    """As long as with SQLite, and no longer, do we wait for a lock."""
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")


def _found(connection: Connection) -> tuple[str, ...]:
    """The migrations that the database is at, () before the first."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ()
    return tuple(connection.scalars(text("SELECT version_num FROM alembic_version ORDER BY version_num")))


def lock_tables(connection: Connection) -> None:
    """Keep others from migrating until this transaction ends; SQLite's writer holds the only lock already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})


def _upgrade(connection: Connection, found: tuple[str, ...]) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", MIGRATIONS_FOLDER)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(found):
        raise StoreTooNew(address(connection.engine.url), found, HEAD)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
