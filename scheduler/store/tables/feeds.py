"""The feeds: their generations, which there are, who fetched them."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from scheduler.store.tables.columns import Key, Moment, OfficeRow


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
