"""What is kept of chats: where one is, the codes that link it to a person, the question that it was asked, who polls. Values."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, Self

CODE_LIFE: Final = timedelta(hours=48)
"""How long a code can be used."""

MOST_GUESSES: Final = 5
GUESS_SPAN: Final = timedelta(hours=1)
"""A chat that sent so many wrong codes within the span is not listened to until it is over."""

MOST_TRIES: Final = 10
"""What somebody did is begun so many times: were it what ends the process, it would otherwise do so for ever."""

QUESTION_LIFE: Final = timedelta(minutes=30)
"""So long the bot waits for what it asked for."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without those that are read for one another: 0 O, 1 I L
_LENGTH = 10
_ADDRESS = re.compile(r"(?P<chat>-?[0-9]{1,19})(?:\.(?P<topic>[0-9]{1,10}))?")


@dataclass(frozen=True, slots=True)
class Chat:
    """A Telegram chat, or one topic of a group; its address is "-1001234" or "-1001234.15": to a command line, a number."""

    id: int
    topic: int | None = None

    @classmethod
    def of(cls, address: str) -> Self | None:
        """The chat that an address names; None for what is no chat id."""
        found = _ADDRESS.fullmatch(address.strip())
        return None if found is None else cls(int(found["chat"]), int(found["topic"]) if found["topic"] else None)

    @property
    def address(self) -> str:
        """As it is stored."""
        return str(self.id) if self.topic is None else f"{self.id}.{self.topic}"

    @property
    def private(self) -> bool:
        """Whether it is the chat with one person: groups have negative ids."""
        return self.id > 0


@dataclass(frozen=True, slots=True)
class LinkCode:
    """An offer to link whatever chat shows the code first: kept by its digest alone, good until it expires (UTC), used once."""

    digest: str
    person: str
    channel: str
    expires: datetime


class Ask(StrEnum):
    """What the bot waits for in a chat."""

    REASON = "reason"
    SNOOZE = "snooze"
    EVIDENCE = "evidence"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is to write next: about which occurrence (and task), in whose name, until when (UTC)."""

    ask: Ask
    person: str
    expires: datetime
    uid: str = ""
    task: str | None = None


CARD_LIFE: Final = timedelta(days=45)
"""So long a message follows what becomes of the work that it shows: longer than work is reminded of after its day."""


class View(StrEnum):
    """What a message of the bot's shows: a list by the command that asked for it, one piece of work, the tasks of a check-in."""

    TODAY = "homnay"
    WEEK = "tuannay"
    OVERDUE = "quahan"
    OPEN = "xong"
    REPORTED = "hoantac"
    WORK = "work"
    CHECK_IN = "check-in"


@dataclass(frozen=True, slots=True)
class Card:
    """A message that the bot answered with, which shows work and is to go on showing how that stands.

    chat: its address. reference: the channel's id of it, "12" or "12,13". uids: of the work, in the order in which it stands
    there, at least one. at: when it was made (UTC). more: lines that a list had no room for; earlier: those that stand on the
    lists before this one.
    """

    chat: str
    reference: str
    view: View
    uids: tuple[str, ...]
    at: datetime
    more: int = 0
    earlier: int = 0

    def is_in(self, message: str) -> bool:
        """Whether that message is it, or a part of it."""
        return message in self.reference.split(",")


def new_code() -> str:
    """A code to type or to follow: ten letters and digits, 49 bits, as A2B3C-D4E5F."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return f"{drawn[:5]}-{drawn[5:]}"


def looks_like_code(text: str) -> bool:
    """Whether somebody may have meant it as a code."""
    return re.fullmatch(f"[A-Z0-9]{{{_LENGTH}}}", bare(text)) is not None


def bare(code: str) -> str:
    """The code as it is digested, however it was typed: without case, spaces and hyphens."""
    return re.sub(r"[\s‐-―-]", "", code).upper()


def digest_of(code: str, secret: bytes) -> str:
    """What is stored of a code; who reads the database finds no code in it without the installation's secret."""
    return hmac.new(secret, b"link\n" + bare(code).encode(), sha256).hexdigest()
