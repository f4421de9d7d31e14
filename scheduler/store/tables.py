"""The tables: one SQLModel class each. Every row carries its office; payloads hold derived values that `apply` can make again."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    TEXT,
    BigInteger,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel


class Key(TypeDecorator[str]):
    """Text that rows are found and ordered by: in the order of code points on every engine, as Python sorts."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL orders by the server's locale unless told otherwise; SQLite compares bytes."""
        return dialect.type_descriptor(TEXT(collation="C") if dialect.name == "postgresql" else TEXT())


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and given back as UTC; a naive one is a slip of ours and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps the text without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives it back naive, PostgreSQL in the session's time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A running number; SQLite numbers rows by INTEGER alone."""


class Row(SQLModel):
    """What all tables share: one metadata with names for constraints, so that migrations can name them."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class OfficeRow(Row):
    """A row that its office and something more name."""

    office: str = Field(sa_type=Key, primary_key=True)


class StateRow(OfficeRow, table=True):
    """One row an office, locked by whoever writes for it: when its derived rows were made, and when it last woke up."""

    __tablename__ = "offices"
    derived_on: date | None = None
    derived_format: str | None = Field(default=None, sa_type=Text)
    woke_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    unpublished: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class RevisionRow(OfficeRow, table=True):
    """A revision that `apply` froze."""

    __tablename__ = "revisions"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    applied_at: datetime = Field(sa_type=Moment)
    content_hash: str = Field(sa_type=Text)
    config: str = Field(sa_type=Text)


class ContentRow(OfficeRow, table=True):
    """The bytes of a plan file, kept once however many revisions hold them."""

    __tablename__ = "contents"
    digest: str = Field(sa_type=Key, primary_key=True)
    content: bytes


class RevisionFileRow(OfficeRow, table=True):
    """Which contents a revision holds, by the name that config gives."""

    __tablename__ = "revision_files"
    __table_args__ = (
        ForeignKeyConstraint(["office", "revision"], ["revisions.office", "revisions.id"]),
        ForeignKeyConstraint(["office", "digest"], ["contents.office", "contents.digest"]),
    )
    revision: int = Field(primary_key=True)
    name: str = Field(sa_type=Key, primary_key=True)
    digest: str = Field(sa_type=Key)


class TaskKeyRow(OfficeRow, table=True):
    """The minted identity of a task; never deleted."""

    __tablename__ = "task_keys"
    key: str = Field(sa_type=Key, primary_key=True)
    plan: str = Field(sa_type=Text)
    no: str = Field(sa_type=Text)
    stream: str | None = Field(default=None, sa_type=Text)
    title: str = Field(sa_type=Text)
    first_applied: datetime = Field(sa_type=Moment)


class OccurrenceRow(OfficeRow, table=True):
    """A derived occurrence."""

    __tablename__ = "occurrences"
    uid: str = Field(sa_type=Key, primary_key=True)
    plan: str = Field(sa_type=Key)
    start: date
    payload: str = Field(sa_type=Text)


class InvolvedRow(OfficeRow, table=True):
    """Derived: a unit that leads, reports or coordinates an occurrence."""

    __tablename__ = "involved"
    __table_args__ = {"sqlite_with_rowid": False}
    unit: str = Field(sa_type=Key, primary_key=True)
    uid: str = Field(sa_type=Key, primary_key=True)


class WaitingRow(OfficeRow, table=True):
    """A derived task without a date; position counts from 0 in plan order."""

    __tablename__ = "waiting"
    position: int = Field(primary_key=True)
    payload: str = Field(sa_type=Text)


class TriggerRow(OfficeRow, table=True):
    """A derived trigger. Its key is the order in which a wake-up reads: a range of days of one office lies together."""

    __tablename__ = "triggers"
    __table_args__ = {"sqlite_with_rowid": False}
    day: date = Field(primary_key=True)
    uid: str = Field(sa_type=Key, primary_key=True)
    step: str = Field(sa_type=Key, primary_key=True)
    payload: str = Field(sa_type=Text)


class PublishedRow(OfficeRow, table=True):
    """What calendars were last told of an occurrence; `occurrence` is its payload, which later versions must go on reading."""

    __tablename__ = "published"
    uid: str = Field(sa_type=Key, primary_key=True)
    content_hash: str = Field(sa_type=Text)
    sequence: int
    modified: datetime = Field(sa_type=Moment)
    occurrence: str = Field(sa_type=Text)
    cancelled: datetime | None = Field(default=None, sa_type=Moment)
    moved_from: date | None = None
    of_series: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class FeedRow(OfficeRow, table=True):
    """The generation of a feed's address, once it was rotated."""

    __tablename__ = "feeds"
    slug: str = Field(sa_type=Key, primary_key=True)
    generation: int


class KeptFeedRow(OfficeRow, table=True):
    """A feed that was offered once, or made by hand."""

    __tablename__ = "kept_feeds"
    slug: str = Field(sa_type=Key, primary_key=True)
    scope: str = Field(sa_type=Text)
    ref: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    query: str = Field(sa_type=Text)
    own: bool
    revoked: datetime | None = Field(default=None, sa_type=Moment)


class FetchRow(OfficeRow, table=True):
    """How often one family of programs fetched a feed, and when last."""

    __tablename__ = "fetches"
    slug: str = Field(sa_type=Key, primary_key=True)
    client: str = Field(sa_type=Key, primary_key=True)
    count: int
    last: datetime = Field(sa_type=Moment)


class AddressRow(OfficeRow, table=True):
    """Where a person is reached on a channel (personal data: stays here, shown nowhere)."""

    __tablename__ = "addresses"
    person: str = Field(sa_type=Key, primary_key=True)
    channel: str = Field(sa_type=Key, primary_key=True)
    address: str = Field(sa_type=Text)


_CLAIMABLE, _SENT = text("claimable_from IS NOT NULL"), text("sent_at IS NOT NULL")


class DeliveryRow(Row, table=True):
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
    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    office: str = Field(sa_type=Key)
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


class AttemptRow(Row, table=True):
    """One try to send a message; only ever appended."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_office", "office", "id"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    office: str = Field(sa_type=Key)
    person: str = Field(sa_type=Key)
    channel: str = Field(sa_type=Key)
    at: datetime = Field(sa_type=Moment)
    outcome: str = Field(sa_type=Text)
    items: int
    cause: str | None = Field(default=None, sa_type=Text)
    detail: str | None = Field(default=None, sa_type=Text)
    again: datetime | None = Field(default=None, sa_type=Moment)
    reference: str | None = Field(default=None, sa_type=Text)


class DeadChannelRow(OfficeRow, table=True):
    """An address that takes no message any more."""

    __tablename__ = "dead_channels"
    person: str = Field(sa_type=Key, primary_key=True)
    channel: str = Field(sa_type=Key, primary_key=True)
    since: datetime = Field(sa_type=Moment)
    cause: str = Field(sa_type=Text)


class ProgressRow(Row, table=True):
    """An entry of the audit trail; only ever appended."""

    __tablename__ = "progress_entries"
    __table_args__ = (Index("ix_progress_entries_uid", "office", "uid", "id"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    office: str = Field(sa_type=Key)
    uid: str = Field(sa_type=Key)
    act: str = Field(sa_type=Key)
    reported_by: str = Field(sa_type=Text)
    reported_at: datetime = Field(sa_type=Moment)
    channel: str = Field(sa_type=Text)
    task: str | None = Field(default=None, sa_type=Key)
    pieces: int = Field(default=0)
    said: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)


class PauseRow(OfficeRow, table=True):
    """Until when a person's own messages are held back."""

    __tablename__ = "pauses"
    person: str = Field(sa_type=Key, primary_key=True)
    until: date


class LinkCodeRow(OfficeRow, table=True):
    """A code that links a chat, by its digest; the code itself is stored nowhere."""

    __tablename__ = "link_codes"
    digest: str = Field(sa_type=Key, primary_key=True)
    person: str = Field(sa_type=Key)
    channel: str = Field(sa_type=Key)
    expires: datetime = Field(sa_type=Moment)


class GuessRow(Row, table=True):
    """A wrong code that a chat has sent."""

    __tablename__ = "guesses"
    __table_args__ = (Index("ix_guesses_chat", "office", "chat", "at"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    office: str = Field(sa_type=Key)
    chat: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=Moment)


class QuestionRow(OfficeRow, table=True):
    """What somebody is to write next, by the chat and who is to write."""

    __tablename__ = "questions"
    place: str = Field(sa_type=Key, primary_key=True)
    ask: str = Field(sa_type=Key)
    person: str = Field(sa_type=Key)
    expires: datetime = Field(sa_type=Moment)
    uid: str = Field(sa_type=Key)
    task: str | None = Field(default=None, sa_type=Key)


class HoldRow(OfficeRow, table=True):
    """What one process alone may have, until when."""

    __tablename__ = "holds"
    name: str = Field(sa_type=Key, primary_key=True)
    holder: str = Field(sa_type=Key)
    until: datetime = Field(sa_type=Moment)


def table(model: type[Row]) -> Table:
    """The Core table of a class, for statements that never make objects of rows."""
    return Row.metadata.tables[str(model.__tablename__)]
