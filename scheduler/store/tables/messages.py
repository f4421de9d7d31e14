"""Who is reached where, what they are to be told, and what was tried."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from scheduler.store.tables.columns import ChannelRow, Key, Moment, NumberedRow, PersonRow


class AddressRow(ChannelRow, table=True):
    """Where a person is reached on a channel (personal data: stays here, shown nowhere)."""

    __tablename__ = "addresses"
    address: str = Field(sa_type=Text)


_CLAIMABLE, _SENT = text("claimable_from IS NOT NULL"), text("sent_at IS NOT NULL")


class DeliveryRow(NumberedRow, table=True):
    """What one person is to be told once. id is what a button carries, and the order in which deliveries were enqueued.

    claimable_from: from when a worker may take it (a pending row: its next attempt; a claimed one: the end of its lease; None:
    never again). So a claim is one range of one index, however many messages were ever sent.
    attempted_at: when it was last claimed. facts: JSON, pairs of name and value.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("office", "uid", "step", "day", "person"),
        Index(
            "ix_outbox_claimable",
            "office",
            "claimable_from",
            "id",
            sqlite_where=_CLAIMABLE,
            postgresql_where=_CLAIMABLE,
        ),
        Index("ix_outbox_reference", "office", "person", "channel", "reference"),
        Index(
            "ix_outbox_claimable_of",
            "office",
            "person",
            "claimable_from",
            sqlite_where=_CLAIMABLE,
            postgresql_where=_CLAIMABLE,
        ),
        Index("ix_outbox_sent", "office", "sent_at", sqlite_where=_SENT, postgresql_where=_SENT),
        {"sqlite_autoincrement": True},
    )
    uid: str = Field(sa_type=Key)
    step: str = Field(sa_type=Key)
    day: date
    person: str = Field(sa_type=Key)
    channel: str = Field(sa_type=Key)
    state: str = Field(sa_type=Key)
    attempts: int
    next_attempt: datetime | None = Field(default=None, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    reference: str | None = Field(default=None, sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    claimable_from: datetime | None = Field(default=None, sa_type=Moment)
    attempted_at: datetime | None = Field(default=None, sa_type=Moment)
    worker: str | None = Field(default=None, sa_type=Key)
    facts: str = Field(default="[]", sa_type=Text)


class AttemptRow(NumberedRow, table=True):
    """One try to send a message; only ever appended."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_office", "office", "id"), {"sqlite_autoincrement": True})
    person: str = Field(sa_type=Key)
    channel: str = Field(sa_type=Key)
    at: datetime = Field(sa_type=Moment)
    outcome: str = Field(sa_type=Text)
    items: int
    cause: str | None = Field(default=None, sa_type=Text)
    detail: str | None = Field(default=None, sa_type=Text)
    again: datetime | None = Field(default=None, sa_type=Moment)
    reference: str | None = Field(default=None, sa_type=Text)


class DeadChannelRow(ChannelRow, table=True):
    """An address that takes no message any more."""

    __tablename__ = "dead_channels"
    since: datetime = Field(sa_type=Moment)
    cause: str = Field(sa_type=Text)


class PauseRow(PersonRow, table=True):
    """Until when a person's own messages are held back."""

    __tablename__ = "pauses"
    until: date
