"""What the stand-in for the Bot API knows: chats, messages as they arrived and as they read now, updates, files, answers."""

import itertools
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from tests.support.bot_faults import Chaos, Refusal, Script
from tests.support.bot_html import Entity
from tests.support.bot_limits import Flood

Params: TypeAlias = Mapping[str, str]
Rows: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(slots=True)
class Chat:
    """A chat that exists; `refusal`: what every call for it is answered with. topics: a group's message_thread_ids."""

    id: int
    refusal: Refusal | None = None
    topics: frozenset[int] = frozenset()
    last_sent: float = float("-inf")

    @property
    def public(self) -> dict[str, object]:
        if self.id > 0:
            return {"id": self.id, "type": "private", "first_name": f"Người {self.id}"}
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": "supergroup", "title": f"Nhóm {-self.id}", **forum}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as its receiver sees it: text without markup, its entities, rows of (label, data or address).

    params: as sent. at: seconds of the monotonic clock (one for all processes of a machine), wall: since 1970.
    """

    chat: int
    id: int
    text: str
    entities: tuple[Entity, ...]
    buttons: Rows
    params: Params
    topic: int | None = None
    at: float = 0.0
    wall: float = 0.0
    file: str | None = None

    def marked(self, kind: str) -> list[str]:
        """The stretches of the text that carry an entity of that type."""
        units = self.text.encode("utf-16-le")
        spans = [(e.offset * 2, (e.offset + e.length) * 2) for e in self.entities if e.type == kind]
        return [units[start:end].decode("utf-16-le") for start, end in spans]

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]

    def data(self, label: str) -> str:
        """What the button of that label carries."""
        return next(data for row in self.buttons for found, data in row if found == label)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a press was answered with."""

    query: str
    text: str
    alert: bool


@dataclass(slots=True)
class Limits:
    """What the server enforces. text: UTF-16 units after parsing; chat_gap: seconds between two messages to a chat.

    flood: the speed limits; None lets everything pass. query_life: seconds in which a press can be answered.
    round_trip: seconds that a sending is under way, half of them before it is carried out.
    """

    text: int = 4096
    caption: int = 1024
    callback_data: int = 64
    buttons: int = 100
    chat_gap: float = 0.0
    query_life: float = 900.0
    round_trip: float = 0.0
    flood: Flood | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request: method in lower case, the chat it named, when it came, the status it was answered with (0: not at all).

    ended: when its answer was handed to the connection, or the connection was gone.
    """

    method: str
    chat: int | None
    at: float
    status: int
    ended: float


@dataclass(slots=True)
class State:
    """All that a reset forgets."""

    chats: dict[int, Chat] = field(default_factory=dict)
    arrived: list[Arrived] = field(default_factory=list)
    edits: list[Arrived] = field(default_factory=list)
    shown: dict[tuple[int, int], Arrived] = field(default_factory=dict)
    theirs: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    log: list[Call] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    chaos: Chaos | None = None
    ids: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    limits: Limits = field(default_factory=Limits)
    updates: list[dict[str, Any]] = field(default_factory=list)
    queries: dict[str, float] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def keep(self, message: Arrived) -> Arrived:
        """A new message, under the chat's next id."""
        self.ids[message.chat] += 1
        kept = replace(message, id=self.ids[message.chat], at=time.monotonic(), wall=time.time())
        self.arrived.append(kept)
        self.shown[kept.chat, kept.id] = kept
        return kept

    def change(self, message: Arrived) -> Arrived:
        kept = replace(message, at=time.monotonic(), wall=time.time())
        self.edits.append(kept)
        self.shown[kept.chat, kept.id] = kept
        return kept

    def store_file(self, content: bytes) -> str:
        name = f"file{next(self.numbers)}"
        self.files[name] = content
        return name

    def public(self, message: Arrived, me: Mapping[str, object]) -> dict[str, Any]:
        """The message as the Bot API shows it."""
        found: dict[str, Any] = {
            "message_id": message.id,
            "date": int(message.wall),
            "chat": self.chats[message.chat].public,
            "from": me,
        }
        entities = [{"type": e.type, "offset": e.offset, "length": e.length} for e in message.entities]
        if message.topic is not None:
            found |= {"message_thread_id": message.topic, "is_topic_message": True}
        if message.buttons:
            found["reply_markup"] = {"inline_keyboard": [[_key(*key) for key in row] for row in message.buttons]}
        if message.file is None:
            return found | {"text": message.text} | ({"entities": entities} if entities else {})
        document = {"file_id": message.file, "file_unique_id": message.file, "file_name": message.file}
        return found | {"document": document} | ({"caption": message.text} if message.text else {})


def _key(label: str, data: str) -> dict[str, str]:
    return {"text": label, "url" if data.startswith(("http://", "https://")) else "callback_data": data}
