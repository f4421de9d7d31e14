"""The store in a database: rows ↔ values of one office, by Core statements, each method one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, select, update

from scheduler.schedule import (
    Attempt,
    DeadChannel,
    Delivery,
    Occurrence,
    Progress,
    Published,
    Revision,
    TaskKey,
    Trigger,
    Waiting,
)
from scheduler.store import applying, codec, feed_rows, outbox, trail, tries
from scheduler.store.keys import distinct, occurrence_key, trigger_key
from scheduler.store.tables import (
    AddressRow,
    FeedRow,
    InvolvedRow,
    OccurrenceRow,
    PauseRow,
    PublishedRow,
    StateRow,
    TaskKeyRow,
    TriggerRow,
    WaitingRow,
    table,
)
from scheduler.store.transactions import Row as NewRow
from scheduler.store.transactions import insert, reading, upsert, writing
from scheduler.subscriptions import Fetched, KeptFeed

_STATES, _KEYS, _OCCURRENCES, _INVOLVED = table(StateRow), table(TaskKeyRow), table(OccurrenceRow), table(InvolvedRow)
_WAITING, _TRIGGERS, _PUBLISHED = table(WaitingRow), table(TriggerRow), table(PublishedRow)
_FEEDS, _ADDRESSES, _PAUSES = table(FeedRow), table(AddressRow), table(PauseRow)
_AT_ONCE = 500
"""Values in one list of a query."""


@dataclass(frozen=True)
class SqlRepository:
    """A Repository of one office in SQLite or PostgreSQL; threads may share it, each process opens an engine of its own."""

    engine: Engine
    office: str

    def version(self) -> int:
        """See the port."""
        with reading(self.engine) as connection:
            found: int | None = connection.scalar(select(_STATES.c.version).where(_STATES.c.office == self.office))
            return found or 0

    def latest_revision(self) -> Revision | None:
        """See the port."""
        with reading(self.engine) as connection:
            return applying.latest_revision(connection, self.office)

    def task_keys(self) -> tuple[TaskKey, ...]:
        """See the port."""
        k = _KEYS.c
        query = select(k.key, k.plan, k.no, k.stream, k.title, k.first_applied)
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
        query = select(_STATES.c.derived_on).where(
            _STATES.c.office == self.office, _STATES.c.derived_format == codec.FORMAT
        )
        with reading(self.engine) as connection:
            found: date | None = connection.scalar(query)
        return found

    def occurrences(
        self, *, plan: str | None = None, unit: str | None = None, uids: Collection[str] | None = None
    ) -> tuple[Occurrence, ...]:
        """See the port."""
        if uids is not None and len(uids) > _AT_ONCE:
            asked = sorted(uids)
            parts = (asked[n : n + _AT_ONCE] for n in range(0, len(asked), _AT_ONCE))
            found = (o for part in parts for o in self.occurrences(plan=plan, unit=unit, uids=part))
            return tuple(sorted(found, key=lambda o: (o.start, o.uid)))
        query = select(_OCCURRENCES.c.payload).where(_OCCURRENCES.c.office == self.office)
        if plan is not None:
            query = query.where(_OCCURRENCES.c.plan == plan)
        if unit is not None:
            theirs = select(_INVOLVED.c.uid).where(_INVOLVED.c.office == self.office, _INVOLVED.c.unit == unit)
            query = query.where(_OCCURRENCES.c.uid.in_(theirs))
        if uids is not None:
            query = query.where(_OCCURRENCES.c.uid.in_(uids))
        with reading(self.engine) as connection:
            payloads = connection.scalars(query.order_by(_OCCURRENCES.c.start, _OCCURRENCES.c.uid))
            return tuple(map(codec.occurrences.decode, payloads))

    def waiting(self) -> tuple[Waiting, ...]:
        """See the port."""
        query = select(_WAITING.c.payload).where(_WAITING.c.office == self.office).order_by(_WAITING.c.position)
        with reading(self.engine) as connection:
            return tuple(map(codec.waiting.decode, connection.scalars(query)))

    def published(self) -> Mapping[str, Published]:
        """See the port."""
        p = _PUBLISHED.c
        query = select(
            p.uid, p.content_hash, p.sequence, p.modified, p.occurrence, p.cancelled, p.moved_from, p.of_series
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query.where(p.office == self.office)).mappings()
            return {row["uid"]: _published(row) for row in rows}

    def publish(
        self,
        changes: Iterable[Published],
        forget: Iterable[str] = (),
        notices: Iterable[Delivery] = (),
        seen: int | None = None,
    ) -> bool:
        """See the port."""
        told = {change.uid: _published_row(self.office, change) for change in changes}
        gone, notified = list(forget), tuple(notices)
        with writing(self.engine) as connection:
            if not self._settle(connection, seen):
                return False
            outbox.enqueue(connection, self.office, notified)
            upsert(connection, _PUBLISHED, [told[uid] for uid in sorted(told)])
            for chunk in (gone[n : n + _AT_ONCE] for n in range(0, len(gone), _AT_ONCE)):
                connection.execute(
                    delete(_PUBLISHED).where(_PUBLISHED.c.office == self.office, _PUBLISHED.c.uid.in_(chunk))
                )
            if told or gone:
                self._raise_version(connection)
        return True

    def _settle(self, connection: Connection, seen: int | None) -> bool:
        """Nothing is left to publish; False where the store has moved on from what was seen."""
        mine = _STATES.c.office == self.office
        version = connection.scalar(select(_STATES.c.version).where(mine).with_for_update())
        if seen is not None and (version or 0) != seen:
            return False
        connection.execute(update(_STATES).where(mine, _STATES.c.unpublished).values(unpublished=False))
        return True

    def unpublished(self) -> bool:
        """See the port."""
        with reading(self.engine) as connection:
            query = select(_STATES.c.unpublished).where(_STATES.c.office == self.office)
            return bool(connection.scalar(query))

    def feed_generations(self) -> Mapping[str, int]:
        """See the port."""
        query = select(_FEEDS.c.slug, _FEEDS.c.generation).where(_FEEDS.c.office == self.office)
        with reading(self.engine) as connection:
            return {row.slug: row.generation for row in connection.execute(query)}

    def rotate_feed(self, slug: str) -> int:
        """See the port."""
        with writing(self.engine) as connection:
            statement = insert(connection, _FEEDS).values(office=self.office, slug=slug, generation=2)
            raised = statement.on_conflict_do_update(
                index_elements=["office", "slug"], set_={"generation": _FEEDS.c.generation + 1}
            )
            generation: int = connection.execute(raised.returning(_FEEDS.c.generation)).scalar_one()
            self._raise_version(connection)
        return generation

    def kept_feeds(self) -> Mapping[str, KeptFeed]:
        """See the port."""
        with reading(self.engine) as connection:
            return feed_rows.kept(connection, self.office)

    def keep_feeds(self, feeds: Iterable[KeptFeed]) -> None:
        """See the port."""
        given = {feed.slug: feed for feed in feeds}
        if not given:
            return
        with writing(self.engine) as connection:
            feed_rows.keep(connection, self.office, given.values())
            self._raise_version(connection)

    def record_fetches(self, fetched: Iterable[Fetched]) -> None:
        """See the port."""
        found = tuple(fetched)
        if found:
            with writing(self.engine) as connection:
                feed_rows.record(connection, self.office, found)

    def fetches(self) -> tuple[Fetched, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return feed_rows.fetches(connection, self.office)

    def triggers(self, first: date, last: date) -> tuple[Trigger, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            payloads = connection.scalars(outbox.triggers_query(self.office, first, last))
            return tuple(map(codec.triggers.decode, payloads))

    def last_wakeup(self) -> datetime | None:
        """See the port."""
        with reading(self.engine) as connection:
            woke_at: datetime | None = connection.scalar(
                select(_STATES.c.woke_at).where(_STATES.c.office == self.office)
            )
        return woke_at

    def enqueue(self, deliveries: Iterable[Delivery], woke_at: datetime) -> int:
        """See the port."""
        asked = tuple(deliveries)
        with writing(self.engine) as connection:
            upsert(connection, _STATES, [{"office": self.office, "woke_at": woke_at}])
            return outbox.enqueue(connection, self.office, asked)

    def claim(
        self, now: datetime, lease_until: datetime, worker: str, limit: int | None = None, person: str | None = None
    ) -> tuple[Delivery, ...]:
        """See the port."""
        statement = outbox.claim_statement(self.office, now, lease_until, worker, limit, person)
        with writing(self.engine) as connection:
            rows = connection.execute(statement).mappings()
            return outbox.values_of(sorted(rows, key=lambda row: int(row["id"])))

    def claimable(self, now: datetime) -> tuple[Delivery, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return outbox.values_of(connection.execute(outbox.claimable_query(self.office, now)).mappings().all())

    def record(self, results: Sequence[Delivery], worker: str, attempt: Attempt | None = None) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            outbox.record(connection, self.office, results, worker)
            if attempt is not None:
                tries.keep(connection, self.office, attempt)

    def attempts(self, *, person: str | None = None, limit: int = 100) -> tuple[Attempt, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return tries.last(connection, self.office, person, limit)

    def messages_since(self, moment: datetime) -> Mapping[str, int]:
        """See the port."""
        with reading(self.engine) as connection:
            return {row[0]: row[1] for row in connection.execute(outbox.messages_query(self.office, moment))}

    def deliveries(self, *, person: str | None = None, since: date | None = None) -> tuple[Delivery, ...]:
        """See the port."""
        query = outbox.history_query(self.office, person, since)
        with reading(self.engine) as connection:
            return outbox.values_of(connection.execute(query).mappings().all())

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
            connection.execute(select(_STATES.c.version).where(_STATES.c.office == self.office).with_for_update())
            if after is not None and trail.length(connection, self.office, progress.uid) != after:
                return False
            trail.append(connection, self.office, progress)
            self._raise_version(connection, unpublished=True)
        return True

    def progress(self, uid: str | None = None) -> tuple[Progress, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return trail.entries(connection, self.office, uid)

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

    def messages_with(self, uid: str, since: datetime) -> tuple[Delivery, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            rows = connection.execute(outbox.companions_query(self.office, uid, since)).mappings()
            return outbox.values_of(rows.all())

    def rename_message(self, person: str, channel: str, reference: str, now: str) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            connection.execute(outbox.rename_query(self.office, person, channel, reference, now))

    def remind_again(self, delivery: Delivery) -> bool:
        """See the port."""
        with writing(self.engine) as connection:
            return outbox.enqueue(connection, self.office, [delivery]) > 0

    def _raise_version(self, connection: Connection, **more: object) -> None:
        first = insert(connection, _STATES).values(office=self.office, version=1, **more)
        raised = {"version": _STATES.c.version + 1, **more}
        connection.execute(first.on_conflict_do_update(index_elements=["office"], set_=raised))


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
        "of_series": p.of_series,
    }
