"""The Bot API's HTML, read as strictly as the Bot API reads it: the text and its entities, or the reason of a refusal."""

import re
from dataclasses import dataclass
from html import unescape

TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough"}
TAGS |= {"code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler"}
_MARKUP = re.compile(r"<(?P<slash>/?)(?P<name>[^<>\s]*)[^<>]*>|(?P<bare><)|&(?:lt|gt|amp|quot|#[0-9]+);")


class Unparsable(Exception):
    """Why the markup is refused, in the Bot API's words (places counted in bytes)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of a text; offset and length in UTF-16 units, as the Bot API counts."""

    type: str
    offset: int
    length: int


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The text and the entities of a message in the Bot API's HTML; raises Unparsable where it would refuse it."""
    text, start, opened, entities = "", 0, list[tuple[str, int]](), list[Entity]()
    for found in _MARKUP.finditer(source):
        place = f"at byte offset {len(source[: found.start()].encode())}"
        text, start = text + source[start : found.start()], found.end()
        name = (found["name"] or "").lower()
        if found["bare"]:
            raise Unparsable(f"Unclosed start tag {place}")
        if found["name"] is None:
            text += unescape(found[0])
        elif found["slash"]:
            entities.extend(_closed(name, opened, units(text), place))
        elif name not in TAGS:
            raise Unparsable(f'Unsupported start tag "{name}" {place}')
        else:
            opened.append((name, units(text)))
    if opened:
        raise Unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text + source[start:], tuple(entities)


def _closed(name: str, opened: list[tuple[str, int]], end: int, place: str) -> list[Entity]:
    """The entity that an end tag completes; none where it marks no text."""
    if not opened:
        raise Unparsable(f"Unexpected end tag {place}")
    expected, start = opened.pop()
    if name not in ("", expected):
        raise Unparsable(f'Unmatched end tag {place}, expected "</{expected}>", found "</{name}>"')
    return [Entity(TAGS[expected], start, end - start)] if end > start else []


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
