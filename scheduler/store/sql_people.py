"""People in a database: where they are reached, what they reported, when they want peace."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete, select

from scheduler.deliveries import DeadChannel
from scheduler.schedule import Progress
from scheduler.store import outbox, trail, tries
from scheduler.store.sql_base import STATES, SqlPart
from scheduler.store.tables import AddressRow, PauseRow, table
from scheduler.store.transactions import in_parts, reading, upsert, writing

_ADDRESSES, _PAUSES = table(AddressRow), table(PauseRow)


class SqlPeople(SqlPart):
    """Addresses, dead channels, the audit trail, pauses."""

    def link(self, person: str, channel: str, address: str) -> None:
        """See the port."""
        row = {"office": self.office, "person": person, "channel": channel, "address": address}
        with writing(self.engine) as connection:
            connection.execute(outbox.forget_query(self.office, person, channel, address))
            upsert(connection, _ADDRESSES, [row])
            tries.revive(connection, self.office, person, channel)

    def bury(self, dead: DeadChannel) -> bool:
        """See the port."""
        with writing(self.engine) as connection:
            return tries.bury(connection, self.office, dead)

    def dead_channels(self) -> Mapping[tuple[str, str], DeadChannel]:
        """See the port."""
        with reading(self.engine) as connection:
            return tries.dead(connection, self.office)

    def addresses(self) -> Mapping[tuple[str, str], str]:
        """See the port."""
        query = select(_ADDRESSES.c.person, _ADDRESSES.c.channel, _ADDRESSES.c.address)
        with reading(self.engine) as connection:
            rows = connection.execute(query.where(_ADDRESSES.c.office == self.office))
            return {(person, channel): address for person, channel, address in rows}

    def report(self, progress: Progress, after: int | None = None) -> bool:
        """See the port."""
        with writing(self.engine) as connection:
            connection.execute(select(STATES.c.version).where(STATES.c.office == self.office).with_for_update())
            if after is not None and trail.length(connection, self.office, progress.uid) != after:
                return False
            trail.append(connection, self.office, progress)
            self._raise_version(connection, unpublished=True)
        return True

    def progress(self, uid: str | None = None) -> tuple[Progress, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return trail.entries(connection, self.office, uid)

    def progress_of(self, uids: Collection[str]) -> tuple[Progress, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return tuple(e for part in in_parts(uids) for e in trail.entries_of(connection, self.office, part))

    def reports_after(self, number: int, since: datetime | None = None) -> tuple[int, frozenset[str]]:
        """See the port."""
        with reading(self.engine) as connection:
            return trail.after(connection, self.office, number, since)

    def settled(self, before: datetime) -> frozenset[str]:
        """See the port."""
        with reading(self.engine) as connection:
            return trail.settled(connection, self.office, before)

    def evidence_since(self, moment: datetime) -> frozenset[str]:
        """See the port."""
        with reading(self.engine) as connection:
            return trail.evidence_since(connection, moment)

    def pause(self, person: str, until: date | None) -> None:
        """See the port."""
        p = _PAUSES.c
        with writing(self.engine) as connection:
            if until is None:
                connection.execute(delete(_PAUSES).where(p.office == self.office, p.person == person))
            else:
                upsert(connection, _PAUSES, [{"office": self.office, "person": person, "until": until}])

    def pauses(self) -> Mapping[str, date]:
        """See the port."""
        query = select(_PAUSES.c.person, _PAUSES.c.until).where(_PAUSES.c.office == self.office)
        with reading(self.engine) as connection:
            return {row.person: row.until for row in connection.execute(query)}
