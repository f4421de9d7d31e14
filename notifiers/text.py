"""Text that a channel can carry: made clean, measured, and cut into parts of limited length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from notifiers.message import Heading, LinkButton, Message
from notifiers.notifier import Cause, DeliveryError

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_HALF_SURROGATES = re.compile("[\ud800-\udfff]")
_AFTER_LINE, _AFTER_SENTENCE, _AFTER_WORD = re.compile(r"\n+"), re.compile(r"(?<=[.!?;…])\s+"), re.compile(r"\s+")
_JOINERS = "\u200d\ufe0e\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one block, whole or cut: `block` is its place in the message, 0 the title, 1 the first paragraph.

    bold: it is the title, or a heading.
    """

    block: int
    text: str
    bold: bool = False


def clean(text: str) -> str:
    """The text in NFC, lines ended by LF, without white space around it and without what is not seen but acts.

    That is: control characters (a terminal obeys them), marks that turn the direction of writing, zero-width spaces.
    Half surrogates, which no encoding takes, become U+FFFD.
    """
    text = _HALF_SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _NOT_SHOWN.sub("", text)).strip()


def pieces(message: Message) -> tuple[Piece, ...]:
    """Title and paragraphs, clean, the blank ones left out. DeliveryError(refused) where there is nothing to read."""
    blocks = (Heading(message.title), *message.paragraphs)
    found = tuple(
        Piece(number, text, isinstance(block, Heading)) for number, block in enumerate(blocks) if (text := clean(block))
    )
    if not found:
        raise DeliveryError("there is nothing to read in the message", refused=True, cause=Cause.EMPTY)
    return found


def links_of(message: Message, block: int) -> tuple[LinkButton, ...]:
    """The links that are about that block, 0: about no paragraph. What is about one that is not there is about none."""
    links = (button for button in message.buttons if isinstance(button, LinkButton))
    return tuple(link for link in links if (link.near if link.near <= len(message.paragraphs) else 0) == block)


def short_of(link: LinkButton) -> str:
    """What it is called beside what it is about."""
    return one_line(link.short) or one_line(link.label)


def subject_of(message: Message) -> str:
    """What it holds, in one line."""
    return one_line(message.subject) or one_line(message.title)


def one_line(text: str) -> str:
    """The text clean and in one line, as a label or a header takes it."""
    return " ".join(clean(text).split())


def size(text: str) -> int:
    """Length in UTF-16 units: the stricter of the two ways in which Telegram's limits are told to be counted."""
    return len(text.encode("utf-16-le")) // 2


def split(blocks: Iterable[Piece], limit: int) -> tuple[tuple[Piece, ...], ...]:
    """Parts of at most `limit` (2 or more) UTF-16 units with SEPARATOR between pieces; nothing is lost but white space.

    A block stays whole where it fits into a part; one that does not begins in the room that the part before has left.
    """
    parts: list[list[Piece]] = [[]]
    for block in blocks:
        room = _room(parts[-1], limit)
        if size(block.text) > room and size(block.text) <= limit:
            parts.append([])
            room = limit
        for number, text in enumerate(_cut(block.text, room, limit)):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(block, text=text))
    return tuple(tuple(part) for part in parts if part)


def _room(part: Iterable[Piece], limit: int) -> int:
    return limit - sum(size(piece.text) + len(SEPARATOR) for piece in part)


def _cut(text: str, room: int, limit: int) -> Iterator[str]:
    """The text in lengths of `room`, then of `limit` each; the first is "" where the room takes no whole word of it."""
    while size(text) > room:
        head = _prefix(text, room)
        place = _readable_place(text, head) or (0 if room < limit else _unbroken_place(text, head))
        yield text[:place].rstrip()
        text, room = text[place:].lstrip(), limit
    yield text


def _readable_place(text: str, head: int) -> int:
    """Where to cut within `head` characters: after a line or sentence in their second half, else after a word; or 0."""
    for places, least in ((_AFTER_LINE, head // 2), (_AFTER_SENTENCE, head // 2), (_AFTER_WORD, 0)):
        found = [match.start() for match in places.finditer(text, 0, head + 1) if match.start() > least]
        if found:
            return found[-1]
    return 0


def _prefix(text: str, room: int) -> int:
    """How many characters of the text fit into `room` UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > room:
            return index
    return len(text)


def _unbroken_place(text: str, place: int) -> int:
    """The last place up to `place` that does not part a letter from its marks, or the pieces of an emoji."""
    for index in range(place, 0, -1):
        if not _clings(text[index]) and text[index - 1] != "\u200d":
            return index
    return place


def _clings(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character in _JOINERS or ord(character) in _SKIN_TONES
