"""The outbox in a database: what comes due, claims, outcomes, the log of tries, what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from scheduler.deliveries import Attempt, Delivery
from scheduler.schedule import Trigger
from scheduler.store import codec, outbox, tries
from scheduler.store.sql_base import STATES, SqlPart
from scheduler.store.transactions import reading, upsert, writing


class SqlOutbox(SqlPart):
    """Claim → send → record."""

    def triggers(self, first: date, last: date) -> tuple[Trigger, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            payloads = connection.scalars(outbox.triggers_query(self.office, first, last))
            return tuple(map(codec.triggers.decode, payloads))

    def last_wakeup(self) -> datetime | None:
        """See the port."""
        with reading(self.engine) as connection:
            woke_at: datetime | None = connection.scalar(select(STATES.c.woke_at).where(STATES.c.office == self.office))
        return woke_at

    def enqueue(self, deliveries: Iterable[Delivery], woke_at: datetime) -> int:
        """See the port."""
        asked = tuple(deliveries)
        with writing(self.engine) as connection:
            upsert(connection, STATES, [{"office": self.office, "woke_at": woke_at}])
            return outbox.enqueue(connection, self.office, asked)

    def claim(
        self, now: datetime, lease_until: datetime, worker: str, person: str | None = None
    ) -> tuple[Delivery, ...]:
        """See the port."""
        statement = outbox.claim_statement(self.office, now, lease_until, worker, person)
        with writing(self.engine) as connection:
            rows = connection.execute(statement).mappings()
            return outbox.values_of(sorted(rows, key=lambda row: int(row["id"])))

    def prolong(self, worker: str, lease_until: datetime) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            connection.execute(outbox.prolong_query(self.office, worker, lease_until))

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

    def turn_back(self, now: datetime, today: date, dropped: str, lease_until: datetime) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            connection.execute(outbox.too_early_query(self.office, now, today))
            connection.execute(outbox.shorten_query(self.office, lease_until))
            connection.execute(outbox.turn_back_query(self.office, now, dropped))

    def forget(self, before: datetime) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            connection.execute(outbox.forget_old_query(self.office, before.date()))
            tries.forget(connection, self.office, before)

    def messages_between(self, first: datetime, last: datetime) -> Mapping[str, int]:
        """See the port."""
        with reading(self.engine) as connection:
            return {row[0]: row[1] for row in connection.execute(outbox.messages_query(self.office, first, last))}

    def deliveries(self, *, person: str | None = None, since: date | None = None) -> tuple[Delivery, ...]:
        """See the port."""
        query = outbox.history_query(self.office, person, since)
        with reading(self.engine) as connection:
            return outbox.values_of(connection.execute(query).mappings().all())

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
            if outbox.enqueue(connection, self.office, [delivery]) == 0:
                return False
            connection.execute(outbox.no_more_query(self.office, delivery.uid, delivery.person, delivery.key))
            return True

    def remind_no_more(self, uid: str, person: str) -> bool:
        """See the port."""
        with writing(self.engine) as connection:
            return connection.execute(outbox.no_more_query(self.office, uid, person)).rowcount > 0
