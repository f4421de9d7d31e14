"""Derived values ↔ JSON payloads of rows, checked on the way back; and the mark of the form that payloads have."""

from dataclasses import fields
from hashlib import sha256
from typing import Final, Generic, TypeVar

from pydantic import TypeAdapter

from scheduler.mention import Mention
from scheduler.schedule import Occurrence, Trigger, Waiting
from scheduler.terms import Audience, Kind
from scheduler.trace import Assumption, Reason

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Turns values of one frozen dataclass into compact JSON and back; decode(encode(v)) == v, and no type is coerced."""

    def __init__(self, kind: type[Value]) -> None:
        self._adapter = TypeAdapter(kind)

    def encode(self, value: Value) -> str:
        """The value as JSON, in UTF-8 text without line breaks."""
        return self._adapter.dump_json(value).decode()

    def decode(self, payload: str) -> Value:
        """The value; raises pydantic's ValidationError on a payload of another form (see FORMAT)."""
        return self._adapter.validate_json(payload, strict=True)


occurrences: Final = Codec(Occurrence)
waiting: Final = Codec(Waiting)
triggers: Final = Codec(Trigger)


def _format() -> str:
    """Derived rows made by a version with other fields or words are made anew instead of being read wrong."""
    shapes = [f"{kind.__name__}.{f.name}:{f.type}" for kind in _STORED for f in fields(kind)]
    words = [f"{kind.__name__}={member.value}" for kind in _WORDS for member in kind]
    return sha256("\n".join(shapes + words).encode()).hexdigest()[:16]


_STORED: Final = (Occurrence, Mention, Waiting, Trigger, Reason, Assumption)
_WORDS: Final = (Kind, Audience)
FORMAT: Final = _format()
"""The form of the payloads that this version writes."""
