"""What the parts of the store in a database share: its engine, its office, and the number that readers watch."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from scheduler.store.tables import StateRow, table
from scheduler.store.transactions import insert

STATES = table(StateRow)


@dataclass(frozen=True)
class SqlPart:
    """Rows ↔ values of one office, by Core statements, each method one transaction."""

    engine: Engine
    office: str

    def _raise_version(self, connection: Connection, **more: object) -> None:
        first = insert(connection, STATES).values(office=self.office, version=1, **more)
        raised = {"version": STATES.c.version + 1, **more}
        connection.execute(first.on_conflict_do_update(index_elements=["office"], set_=raised))
