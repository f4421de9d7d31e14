"""The office in a database: its revision, what was derived of it, and what calendars were told."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, Select, func, select, update

from scheduler.deliveries import Delivery
from scheduler.schedule import Occurrence, Published, Revision, TaskKey, Trigger, Waiting
from scheduler.store import applying, codec, outbox
from scheduler.store.keys import distinct, occurrence_key, trigger_key
from scheduler.store.sql_base import STATES, SqlPart
from scheduler.store.tables import InvolvedRow, OccurrenceRow, PublishedRow, TaskKeyRow, WaitingRow, table
from scheduler.store.transactions import AT_ONCE, in_parts, reading, upsert, writing
from scheduler.store.transactions import Row as NewRow

_KEYS, _OCCURRENCES, _INVOLVED = table(TaskKeyRow), table(OccurrenceRow), table(InvolvedRow)
_WAITING, _PUBLISHED = table(WaitingRow), table(PublishedRow)


class SqlOffice(SqlPart):
    """What `apply` freezes and `publish` tells."""

    def version(self) -> int:
        """See the port."""
        with reading(self.engine) as connection:
            found: int | None = connection.scalar(select(STATES.c.version).where(STATES.c.office == self.office))
            return found or 0

    def latest_revision(self) -> Revision | None:
        """See the port."""
        with reading(self.engine) as connection:
            return applying.latest_revision(connection, self.office)

    def config_before(self) -> str | None:
        """See the port."""
        with reading(self.engine) as connection:
            return applying.config_before(connection, self.office)

    def revision_naming(self, text: str, before: int | None = None) -> Revision | None:
        """See the port."""
        with reading(self.engine) as connection:
            return applying.revision_naming(connection, self.office, text, before)

    def task_keys(self) -> tuple[TaskKey, ...]:
        """See the port."""
        k = _KEYS.c
        query = select(k.key, k.plan, k.no, k.stream, k.title, k.first_applied, func.coalesce(k.signs, ""))
        with reading(self.engine) as connection:
            return tuple(
                TaskKey(*row) for row in connection.execute(query.where(k.office == self.office).order_by(k.key))
            )

    def apply(
        self,
        revision: Revision,
        keys: Iterable[TaskKey],
        occurrences: Iterable[Occurrence],
        waiting: Iterable[Waiting],
        triggers: Iterable[Trigger],
        derived_on: date,
    ) -> None:
        """See the port."""
        minted = tuple({key.key: key for key in keys}.values())
        derived = applying.Derived(
            derived_on, distinct(occurrences, occurrence_key), tuple(waiting), distinct(triggers, trigger_key)
        )
        with writing(self.engine) as connection:
            applying.lock(connection, self.office)
            applying.freeze(connection, self.office, revision)
            applying.keep_keys(connection, self.office, minted)
            applying.replace_derived(connection, self.office, derived)
            self._raise_version(connection, unpublished=True)

    def derived_on(self) -> date | None:
        """See the port."""
        query = select(STATES.c.derived_on).where(
            STATES.c.office == self.office, STATES.c.derived_format == codec.FORMAT
        )
        with reading(self.engine) as connection:
            found: date | None = connection.scalar(query)
        return found

    def occurrences(self, *, unit: str | None = None, uids: Collection[str] | None = None) -> tuple[Occurrence, ...]:
        """See the port."""
        if uids is not None and len(uids) > AT_ONCE:
            found = (o for part in in_parts(uids) for o in self.occurrences(unit=unit, uids=part))
            return tuple(sorted(found, key=lambda o: (o.start, o.uid)))
        query = select(_OCCURRENCES.c.payload).where(_OCCURRENCES.c.office == self.office)
        if unit is not None:
            theirs = select(_INVOLVED.c.uid).where(_INVOLVED.c.office == self.office, _INVOLVED.c.unit == unit)
            query = query.where(_OCCURRENCES.c.uid.in_(theirs))
        if uids is not None:
            query = query.where(_OCCURRENCES.c.uid.in_(uids))
        return self._decoded(query)

    def occurrence_of(self, handle: str) -> Occurrence | None:
        """See the port."""
        o = _OCCURRENCES.c
        found = self._decoded(select(o.payload).where(o.office == self.office, o.handle == handle).limit(1))
        return next(iter(found), None)

    def _decoded(self, query: Select[str]) -> tuple[Occurrence, ...]:
        with reading(self.engine) as connection:
            payloads = connection.scalars(query.order_by(_OCCURRENCES.c.start, _OCCURRENCES.c.uid))
            return tuple(map(codec.occurrences.decode, payloads))

    def waiting(self) -> tuple[Waiting, ...]:
        """See the port."""
        query = select(_WAITING.c.payload).where(_WAITING.c.office == self.office).order_by(_WAITING.c.position)
        with reading(self.engine) as connection:
            return tuple(map(codec.waiting.decode, connection.scalars(query)))

    def published(self, uids: Collection[str] | None = None) -> Mapping[str, Published]:
        """See the port."""
        if uids is not None and len(uids) > AT_ONCE:
            asked = sorted(uids)
            parts = (asked[n : n + AT_ONCE] for n in range(0, len(asked), AT_ONCE))
            return {uid: told for part in parts for uid, told in self.published(part).items()}
        p = _PUBLISHED.c
        query = select(
            p.uid,
            p.content_hash,
            p.sequence,
            p.modified,
            p.occurrence,
            p.cancelled,
            p.moved_from,
            p.moved_from_at,
            p.of_series,
            p.changed,
        )
        if uids is not None:
            query = query.where(p.uid.in_(uids))
        with reading(self.engine) as connection:
            rows = connection.execute(query.where(p.office == self.office)).mappings()
            return {row["uid"]: _published(row) for row in rows}

    def changed_since(self, moment: datetime) -> Mapping[str, datetime]:
        """See the port."""
        p = _PUBLISHED.c
        query = select(p.uid, p.changed).where(p.office == self.office, p.changed >= moment)
        with reading(self.engine) as connection:
            return {row.uid: row.changed for row in connection.execute(query)}

    def publish(self, changes: Iterable[Published], notices: Iterable[Delivery] = (), seen: int | None = None) -> bool:
        """See the port."""
        told = {change.uid: _published_row(self.office, change) for change in changes}
        notified = tuple(notices)
        with writing(self.engine) as connection:
            if not self._settle(connection, seen):
                return False
            outbox.enqueue(connection, self.office, notified)
            upsert(connection, _PUBLISHED, [told[uid] for uid in sorted(told)])
            if told:
                self._raise_version(connection)
        return True

    def _settle(self, connection: Connection, seen: int | None) -> bool:
        """Nothing is left to publish; False where the store has moved on from what was seen."""
        mine = STATES.c.office == self.office
        version = connection.scalar(select(STATES.c.version).where(mine).with_for_update())
        if seen is not None and (version or 0) != seen:
            return False
        connection.execute(update(STATES).where(mine, STATES.c.unpublished).values(unpublished=False))
        return True

    def unpublished(self) -> bool:
        """See the port."""
        with reading(self.engine) as connection:
            query = select(STATES.c.unpublished).where(STATES.c.office == self.office)
            return bool(connection.scalar(query))


def _published(row: RowMapping) -> Published:
    return Published(**{**row, "occurrence": codec.occurrences.decode(row["occurrence"])})


def _published_row(office: str, p: Published) -> NewRow:
    return {
        "office": office,
        "uid": p.uid,
        "content_hash": p.content_hash,
        "sequence": p.sequence,
        "modified": p.modified,
        "occurrence": codec.occurrences.encode(p.occurrence),
        "cancelled": p.cancelled,
        "moved_from": p.moved_from,
        "moved_from_at": p.moved_from_at,
        "of_series": p.of_series,
        "changed": p.changed,
    }
