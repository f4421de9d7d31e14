"""What was applied and what follows from it: revisions, task keys, the derived rows, what calendars were told."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKeyConstraint, Index, Text, false, text
from sqlmodel import Field

from scheduler.store.tables.columns import Key, Moment, OfficeRow


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
    signs: str | None = Field(default=None, sa_type=Text)


class OccurrenceRow(OfficeRow, table=True):
    """A derived occurrence. handle: the short name that a button carries."""

    __tablename__ = "occurrences"
    __table_args__ = (Index("ix_occurrences_handle", "office", "handle"),)
    uid: str = Field(sa_type=Key, primary_key=True)
    plan: str = Field(sa_type=Key)
    handle: str = Field(sa_type=Key)
    start: date
    payload: str = Field(sa_type=Text)


class InvolvedRow(OfficeRow, table=True):
    """Derived: a unit that leads, reports or coordinates an occurrence."""

    __tablename__ = "involved"
    __table_args__ = ({"sqlite_with_rowid": False},)
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
    __table_args__ = ({"sqlite_with_rowid": False},)
    day: date = Field(primary_key=True)
    uid: str = Field(sa_type=Key, primary_key=True)
    step: str = Field(sa_type=Key, primary_key=True)
    payload: str = Field(sa_type=Text)


class PublishedRow(OfficeRow, table=True):
    """What calendars were last told of an occurrence; `occurrence` is its payload, which later versions must go on reading."""

    __tablename__ = "published"
    __table_args__ = (Index("ix_published_changed", "office", "changed"),)
    uid: str = Field(sa_type=Key, primary_key=True)
    content_hash: str = Field(sa_type=Text)
    sequence: int
    modified: datetime = Field(sa_type=Moment)
    occurrence: str = Field(sa_type=Text)
    cancelled: datetime | None = Field(default=None, sa_type=Moment)
    moved_from: date | None = None
    moved_from_at: time | None = None
    of_series: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    changed: datetime | None = Field(default=None, sa_type=Moment)
