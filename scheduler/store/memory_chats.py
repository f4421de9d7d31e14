"""The conversation's rows in memory: the twin of those in a database, for tests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from scheduler.chats import CARD_LIFE, MOST_TRIES, Card, LinkCode, Question


@dataclass(slots=True)
class _Heard:
    """An update; content: None once it was handled."""

    holder: str
    at: datetime
    content: str | None
    tries: int = 0


@dataclass
class MemoryChats:
    """The Chats of one office that live in this process; threads may share them."""

    office: str
    _codes: dict[str, LinkCode] = field(default_factory=dict)
    _guesses: list[tuple[int, datetime]] = field(default_factory=list)
    _questions: dict[str, Question] = field(default_factory=dict)
    _holds: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    _moved: dict[int, int] = field(default_factory=dict)
    _cards: dict[tuple[str, str], Card] = field(default_factory=dict)
    _heard: dict[tuple[int, int], _Heard] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def offer(self, code: LinkCode) -> None:
        """See the port."""
        with self._lock:
            others = {d: c for d, c in self._codes.items() if (c.person, c.channel) != (code.person, code.channel)}
            self._codes = {**others, code.digest: code}

    def redeem(self, digest: str, now: datetime) -> LinkCode | None:
        """See the port."""
        with self._lock:
            found = self._codes.pop(digest, None)
        return found if found is not None and now < found.expires else None

    def note_guess(self, chat: int, at: datetime) -> None:
        """See the port."""
        with self._lock:
            self._guesses.append((chat, at))

    def guesses(self, chat: int, since: datetime) -> int:
        """See the port."""
        with self._lock:
            return sum(of == chat and at >= since for of, at in self._guesses)

    def ask(self, place: str, question: Question) -> None:
        """See the port."""
        with self._lock:
            self._questions[place] = question

    def asked(self, place: str, now: datetime) -> Question | None:
        """See the port."""
        with self._lock:
            found = self._questions.get(place)
        return found if found is not None and now < found.expires else None

    def answered(self, place: str) -> bool:
        """See the port."""
        with self._lock:
            return self._questions.pop(place, None) is not None

    def keep_card(self, card: Card) -> None:
        """See the port."""
        with self._lock:
            others = {k: c for k, c in self._cards.items() if c.at >= card.at - CARD_LIFE}
            self._cards = {**others, (card.chat, card.reference): card}

    def cards_with(self, uids: Collection[str]) -> tuple[Card, ...]:
        """See the port."""
        return tuple(c for c in self._by_age() if not set(uids).isdisjoint(c.uids))

    def cards_in(self, chat: str) -> tuple[Card, ...]:
        """See the port."""
        return tuple(c for c in self._by_age() if c.chat == chat)

    def forget_card(self, chat: str, reference: str) -> None:
        """See the port."""
        with self._lock:
            self._cards.pop((chat, reference), None)

    def _by_age(self) -> list[Card]:
        with self._lock:
            return sorted(self._cards.values(), key=lambda c: (c.at, c.chat, c.reference))

    def note_moved(self, chat: int, became: int) -> None:
        """See the port."""
        with self._lock:
            self._moved[chat] = became

    def became(self, chat: int) -> int:
        """See the port."""
        return self._moved.get(chat, chat)

    def keep_heard(self, bot: int, holder: str, updates: Mapping[int, str], at: datetime) -> tuple[int, ...]:
        """See the port."""
        with self._lock:
            new = {n: content for n, content in sorted(updates.items()) if (bot, n) not in self._heard}
            self._heard |= {(bot, n): _Heard(holder, at, content) for n, content in new.items()}
            return tuple(new)

    def heard(self, bot: int, holder: str) -> Mapping[int, str]:
        """See the port."""
        with self._lock:
            found = dict[int, str]()
            for (of, number), kept in sorted(self._heard.items(), key=lambda item: item[0]):
                if of != bot or kept.content is None:
                    continue
                if kept.tries >= MOST_TRIES:
                    kept.content = None
                    continue
                kept.holder = holder
                found[number] = kept.content
            return found

    def begin_heard(self, bot: int, holder: str, number: int) -> bool:
        """See the port."""
        with self._lock:
            kept = self._heard.get((bot, number))
            if kept is None or kept.content is None or kept.holder != holder:
                return False
            kept.tries += 1
            return True

    def end_heard(self, bot: int, number: int) -> None:
        """See the port."""
        with self._lock:
            if (kept := self._heard.get((bot, number))) is not None:
                kept.content = None

    def forget(self, now: datetime, heard_before: datetime) -> None:
        """See the port."""
        with self._lock:
            self._codes = {d: c for d, c in self._codes.items() if c.expires > now}
            self._questions = {p: q for p, q in self._questions.items() if q.expires > now}
            self._heard = {k: h for k, h in self._heard.items() if h.content is not None or h.at >= heard_before}

    def hold(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """See the port."""
        with self._lock:
            other, ends = self._holds.get(name, (holder, until))
            if other != holder and now < ends <= until + (until - now):
                return False
            self._holds[name] = holder, until
            return True

    def let_go(self, name: str, holder: str) -> None:
        """See the port."""
        with self._lock:
            if self._holds.get(name, ("", None))[0] == holder:
                del self._holds[name]
