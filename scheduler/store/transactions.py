"""Transactions on an engine: reading, writing, and the two upserts that SQLite and PostgreSQL share."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from scheduler.store.faults import address, translated

WRITES: Final = "nhacviec_writes"
"""The execution option of a connection whose transaction will write: SQLite then takes its lock at once, not half-way."""

AT_ONCE: Final = 500
"""Values in one list of a query."""

Row: TypeAlias = Mapping[str, object]
Insert: TypeAlias = postgresql.Insert | sqlite.Insert


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads; errors of the world leave as StoreError."""
    with translated(address(engine.url)), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, all or nothing; errors of the world leave as StoreError."""
    with translated(address(engine.url)), engine.connect() as connection:
        connection.execution_options(**{WRITES: True})
        with connection.begin():
            yield connection


def insert(connection: Connection, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert many rows that are new."""
    if rows:
        connection.execute(insert(connection, table), rows)


def add_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    if rows:
        connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or overwrite the columns that they give where their primary key is there."""
    if not rows:
        return
    key = [column.name for column in table.primary_key]
    statement = insert(connection, table)
    given = {name: statement.excluded[name] for name in rows[0] if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=given), rows)


def in_parts(values: Collection[str]) -> Iterator[Sequence[str]]:
    """The values, each once and in their order, as many at a time as one query takes."""
    ordered = sorted(set(values))
    return (ordered[n : n + AT_ONCE] for n in range(0, len(ordered), AT_ONCE))
