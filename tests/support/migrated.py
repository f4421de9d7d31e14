"""The tables of a new SQLite store: made by the migrations once in a process, then by the statements that these came to.

The migrations take a twentieth of a second, and hundreds of tests begin with a new store.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection

Upgrade: TypeAlias = Callable[[Connection, tuple[str, ...]], None]

_OURS = "FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


@dataclass(slots=True)
class MadeAtOnce:
    """Stands for the upgrade of a store: of an empty SQLite file it remembers how, all else goes the real way."""

    upgrade: Upgrade
    statements: list[str] = field(default_factory=list)

    def __call__(self, connection: Connection, found: tuple[str, ...]) -> None:
        """Bring the tables to this version; found: the migrations that the store is at."""
        if found or connection.dialect.name != "sqlite":
            self.upgrade(connection, found)
        elif self.statements:
            for statement in self.statements:
                connection.exec_driver_sql(statement)
        else:
            self.upgrade(connection, found)
            self.statements = _statements(connection)


def _statements(connection: Connection) -> list[str]:
    """What makes the tables as they stand, and says which migration they are of: the only rows that a new store holds."""
    tables = connection.exec_driver_sql(f"SELECT name {_OURS} AND type = 'table'").scalars().all()
    filled = [name for name in tables if connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first()]
    assert filled == ["alembic_version"], filled
    versions = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
    definitions = connection.exec_driver_sql(f"SELECT sql {_OURS} ORDER BY rowid").scalars()
    return [*definitions, *(f"INSERT INTO alembic_version VALUES ('{version}')" for version in versions)]
