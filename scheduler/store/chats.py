"""The conversation's rows in a database: codes, wrong codes, questions, who polls; each method one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, select

from scheduler.chats import GUESS_SPAN, Ask, Card, LinkCode, Question
from scheduler.store import card_rows, heard
from scheduler.store.tables import GuessRow, HoldRow, LinkCodeRow, MovedChatRow, QuestionRow, table
from scheduler.store.transactions import add, insert, reading, upsert, writing

_CODES, _GUESSES, _QUESTIONS, _HOLDS = table(LinkCodeRow), table(GuessRow), table(QuestionRow), table(HoldRow)
_MOVED = table(MovedChatRow)


@dataclass(frozen=True)
class SqlChats:
    """The Chats of one office in SQLite or PostgreSQL; threads may share it."""

    engine: Engine
    office: str

    def offer(self, code: LinkCode) -> None:
        """See the port."""
        c = _CODES.c
        theirs = (c.office == self.office, c.person == code.person, c.channel == code.channel)
        with writing(self.engine) as connection:
            connection.execute(delete(_CODES).where(*theirs))
            upsert(connection, _CODES, [{"office": self.office, **asdict(code)}])

    def redeem(self, digest: str, now: datetime) -> LinkCode | None:
        """See the port."""
        c = _CODES.c
        used = delete(_CODES).where(c.office == self.office, c.digest == digest)
        with writing(self.engine) as connection:
            row = connection.execute(used.returning(c.digest, c.person, c.channel, c.expires)).one_or_none()
        found = None if row is None else LinkCode(*row)
        return found if found is not None and now < found.expires else None

    def note_guess(self, chat: int, at: datetime) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            old = (_GUESSES.c.office == self.office, _GUESSES.c.at < at - 2 * GUESS_SPAN)
            connection.execute(delete(_GUESSES).where(*old))
            add(connection, _GUESSES, [{"office": self.office, "chat": chat, "at": at}])

    def guesses(self, chat: int, since: datetime) -> int:
        """See the port."""
        g = _GUESSES.c
        query = select(func.count()).select_from(_GUESSES).where(g.office == self.office, g.chat == chat, g.at >= since)
        with reading(self.engine) as connection:
            return connection.scalar(query) or 0

    def ask(self, place: str, question: Question) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            upsert(connection, _QUESTIONS, [{"office": self.office, "place": place, **asdict(question)}])

    def asked(self, place: str, now: datetime) -> Question | None:
        """See the port."""
        q = _QUESTIONS.c
        query = select(q.ask, q.person, q.expires, q.uid, q.task).where(q.office == self.office, q.place == place)
        with reading(self.engine) as connection:
            row = connection.execute(query.where(q.expires > now)).one_or_none()
        return None if row is None else Question(Ask(row.ask), row.person, row.expires, row.uid, row.task)

    def answered(self, place: str) -> bool:
        """See the port."""
        q = _QUESTIONS.c
        with writing(self.engine) as connection:
            gone = connection.execute(delete(_QUESTIONS).where(q.office == self.office, q.place == place))
            return gone.rowcount > 0

    def keep_card(self, card: Card) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            card_rows.keep(connection, self.office, card)

    def cards_with(self, uids: Collection[str]) -> tuple[Card, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return card_rows.with_any(connection, self.office, uids)

    def cards_in(self, chat: str) -> tuple[Card, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return card_rows.in_chat(connection, self.office, chat)

    def forget_card(self, chat: str, reference: str) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            card_rows.forget(connection, self.office, chat, reference)

    def note_moved(self, chat: int, became: int) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            upsert(connection, _MOVED, [{"office": self.office, "chat": chat, "became": became}])

    def became(self, chat: int) -> int:
        """See the port."""
        query = select(_MOVED.c.became).where(_MOVED.c.office == self.office, _MOVED.c.chat == chat)
        with reading(self.engine) as connection:
            return connection.scalar(query) or chat

    def keep_heard(self, bot: int, holder: str, updates: Mapping[int, str], at: datetime) -> tuple[int, ...]:
        """See the port."""
        if not updates:
            return ()
        with writing(self.engine) as connection:
            return heard.keep(connection, self.office, bot, holder, updates, at)

    def heard(self, bot: int, holder: str) -> Mapping[int, str]:
        """See the port."""
        with writing(self.engine) as connection:
            return heard.take_over(connection, self.office, bot, holder)

    def begin_heard(self, bot: int, holder: str, number: int) -> bool:
        """See the port."""
        with writing(self.engine) as connection:
            return heard.begin(connection, self.office, bot, holder, number)

    def end_heard(self, bot: int, number: int) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            heard.end(connection, self.office, bot, number)

    def forget(self, now: datetime, heard_before: datetime) -> None:
        """See the port."""
        with writing(self.engine) as connection:
            for expiring in (_CODES, _QUESTIONS):
                mine = (expiring.c.office == self.office, expiring.c.expires <= now)
                connection.execute(delete(expiring).where(*mine))
            heard.forget(connection, self.office, heard_before)

    def hold(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """See the port."""
        h = _HOLDS.c
        with writing(self.engine) as connection:
            taken = insert(connection, _HOLDS).values(office=self.office, name=name, holder=holder, until=until)
            free = (h.holder == holder) | (h.until <= now) | (h.until > until + (until - now))
            given = {"holder": taken.excluded.holder, "until": taken.excluded.until}
            held = taken.on_conflict_do_update(index_elements=["office", "name"], set_=given, where=free)
            return connection.execute(held.returning(h.holder)).one_or_none() is not None

    def let_go(self, name: str, holder: str) -> None:
        """See the port."""
        h = _HOLDS.c
        with writing(self.engine) as connection:
            connection.execute(delete(_HOLDS).where(h.office == self.office, h.name == name, h.holder == holder))
