"""What the tables are made of: columns that every engine keeps alike, and the shapes that rows share."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import TEXT, BigInteger, Dialect, Integer, MetaData, Table, Text
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


class PersonRow(OfficeRow):
    """A row that a person of the office names, and it may be something more."""

    person: str = Field(sa_type=Key, primary_key=True)


class ChannelRow(PersonRow):
    """A row for one person on one channel."""

    channel: str = Field(sa_type=Key, primary_key=True)


class NumberedRow(Row):
    """A row of a growing list: numbers rise in the order of coming."""

    id: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    office: str = Field(sa_type=Key)


def table(model: type[Row]) -> Table:
    """The Core table of a class, for statements that never make objects of rows."""
    return Row.metadata.tables[str(model.__tablename__)]
