"""What may go wrong between a sender and the Bot API: refusals, pages of servers in between, silence; as values and as JSON."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias, assert_never


class Refusal(Exception):
    """An answer with ok = false; `facts` are the Bot API's ResponseParameters (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, **facts: float) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.facts = facts


def bad_request(description: str, **facts: float) -> Refusal:
    return Refusal(400, f"Bad Request: {description}", **facts)


def too_many_requests(seconds: float) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Refusal(403, "Forbidden: user is deactivated")
KICKED = Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
MUTED = bad_request("not enough rights to send text messages to the chat")


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that is not the Bot API's: the HTML page of some server in between."""

    status: int
    text: str = "<html><head><title>Sorry</title></head><body>nginx</body></html>"


class Silence(Enum):
    """No answer at all: the connection dropped, or held open until the caller goes; before or after carrying the call out."""

    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    HANG_BEFORE = "hang before"
    HANG_AFTER = "hang after"

    @property
    def carried_out(self) -> bool:
        return self in (Silence.DROP_AFTER, Silence.HANG_AFTER)

    @property
    def drops(self) -> bool:
        return self in (Silence.DROP_BEFORE, Silence.DROP_AFTER)


Fault: TypeAlias = Refusal | Page | Silence


def to_json(fault: Fault | None) -> dict[str, Any] | None:
    match fault:
        case None:
            return None
        case Refusal():
            return {"refusal": fault.code, "description": fault.description, "facts": fault.facts}
        case Page(status, text):
            return {"page": status, "text": text}
        case Silence():
            return {"silence": fault.value}
        case _:
            assert_never(fault)


def from_json(found: Mapping[str, Any] | None) -> Fault | None:
    match found:
        case None:
            return None
        case {"refusal": code, "description": description, "facts": facts}:
            return Refusal(code, description, **facts)
        case {"page": status, "text": text}:
            return Page(status, text)
        case {"silence": silence}:
            return Silence(silence)
        case _:
            raise ValueError(f"no fault: {found}")


@dataclass(frozen=True, slots=True)
class Script:
    """What becomes of one call; chat and method: of which (None: any but getUpdates)."""

    fault: Fault | None
    chat: int | None = None
    method: str | None = None

    def is_for(self, chat: int | None, method: str) -> bool:
        if self.method is None and method == "getupdates":
            return False
        return self.chat in (None, chat) and self.method in (None, method)


@dataclass(slots=True)
class Chaos:
    """Faults by chance, repeatable by the seed. rates: fault by name ("502", "drop_after", "429" …) → probability."""

    seed: int
    rates: Mapping[str, float]
    methods: tuple[str, ...] = ("sendmessage",)
    retry_after: float = 1.0
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        for name in self.rates:
            self._fault(name)

    def pick(self, method: str) -> Fault | None:
        if method not in self.methods:
            return None
        drawn = self._random.random()
        for name, probability in self.rates.items():
            drawn -= probability
            if drawn < 0:
                return self._fault(name)
        return None

    def _fault(self, name: str) -> Fault:
        if name == "429":
            return too_many_requests(self.retry_after)
        if name == "500":
            return Refusal(500, "Internal Server Error")
        if name.isdecimal():
            return Page(int(name))
        return Silence[name.upper()]
