"""What people report, and what the conversation with them remembers."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from scheduler.store.tables.columns import Key, Moment, NumberedRow, OfficeRow


class ProgressRow(NumberedRow, table=True):
    """An entry of the audit trail; only ever appended."""

    __tablename__ = "progress_entries"
    __table_args__ = (
        Index("ix_progress_entries_uid", "office", "uid", "id"),
        Index("ix_progress_entries_office", "office", "id"),
        Index("ix_progress_entries_at", "office", "reported_at"),
        {"sqlite_autoincrement": True},
    )
    uid: str = Field(sa_type=Key)
    act: str = Field(sa_type=Key)
    reported_by: str = Field(sa_type=Text)
    reported_at: datetime = Field(sa_type=Moment)
    channel: str = Field(sa_type=Text)
    task: str | None = Field(default=None, sa_type=Key)
    pieces: int = Field(default=0)
    said: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)
    hand: str | None = Field(default=None, sa_type=Text)


class LinkCodeRow(OfficeRow, table=True):
    """A code that links a chat, by its digest; the code itself is stored nowhere."""

    __tablename__ = "link_codes"
    digest: str = Field(sa_type=Key, primary_key=True)
    person: str = Field(sa_type=Key)
    channel: str = Field(sa_type=Key)
    expires: datetime = Field(sa_type=Moment)


class GuessRow(NumberedRow, table=True):
    """A wrong code that a chat has sent."""

    __tablename__ = "guesses"
    __table_args__ = (Index("ix_guesses_chat", "office", "chat", "at"), {"sqlite_autoincrement": True})
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


class CardRow(OfficeRow, table=True):
    """A message that the bot answered with, which shows work; place: of a piece of work among those that it shows."""

    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_uid", "office", "uid"),)
    chat: str = Field(sa_type=Key, primary_key=True)
    reference: str = Field(sa_type=Key, primary_key=True)
    place: int = Field(primary_key=True)
    uid: str = Field(sa_type=Key)
    view: str = Field(sa_type=Key)
    at: datetime = Field(sa_type=Moment)
    more: int
    earlier: int


class MovedChatRow(OfficeRow, table=True):
    """A group that became another chat."""

    __tablename__ = "moved_chats"
    chat: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    became: int = Field(sa_type=BigInteger)


class HoldRow(OfficeRow, table=True):
    """What one process alone may have, until when."""

    __tablename__ = "holds"
    name: str = Field(sa_type=Key, primary_key=True)
    holder: str = Field(sa_type=Key)
    until: datetime = Field(sa_type=Moment)


class HeardRow(OfficeRow, table=True):
    """An update that was fetched from Telegram; content: None once it was handled, so that its number alone is remembered."""

    __tablename__ = "heard"
    bot: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
    holder: str = Field(sa_type=Key)
    tries: int
    content: str | None = Field(default=None, sa_type=Text)
