"""How a printed sheet is filled: as many lines an entry as one page allows, day by day; then fewer entries of a day. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from textwrap import TextWrapper
from typing import Final

_MARK: Final = "  "
"""The sign before an entry and its blank, which take part of its first line."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a page holds, as the style sheet sets it, some of it kept free for wider fonts. All heights in millimetres.

    height: of all days one below the other; line, day: of a line of text, and what a day takes besides; least: of an empty day.
    width: characters in a line.
    """

    height: float
    line: float
    day: float
    least: float
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A day to be filled: the whole texts of its entries, and how many lines stand above them."""

    texts: tuple[str, ...]
    above: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How tightly a day is filled: lines of an entry, entries of the day."""

    lines: int
    entries: int

    def shown(self, cell: Cell) -> tuple[str, ...]:
        """The texts that stand in the day; one place goes to saying how many do not."""
        return cell.texts if len(cell.texts) <= self.entries else cell.texts[: self.entries - 1]


_STEPS: Final = (
    *(Limits(lines, 99) for lines in (8, 6, 5, 4, 3, 2, 1)),
    *(Limits(1, most) for most in (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)),
)
"""From the roomiest on."""


def filled(groups: Sequence[Sequence[Cell]], room: Room) -> list[list[Limits]]:
    """The limits of every cell. groups stand one below the other, each as high as its highest cell.

    All get as much as all can have; what is left goes to those who lack it, a step at a time. Then each cell takes what its
    neighbours leave it anyway.
    """
    heights = [[_height(group, step, room) for step in _STEPS] for group in groups]
    even = next((n for n in range(len(_STEPS)) if sum(row[n] for row in heights) <= room.height), len(_STEPS) - 1)
    steps = _loosened([even] * len(groups), heights, room.height)
    return [
        [_roomiest(cell, row[n], room) for cell in group] for group, row, n in zip(groups, heights, steps, strict=True)
    ]


def _loosened(steps: Sequence[int], heights: Sequence[Sequence[float]], most: float) -> list[int]:
    """The steps with what is left of the height given away, to the tightest first. heights: of each group at each step."""
    found, waiting = list(steps), set(range(len(steps)))
    left = most - sum(row[n] for row, n in zip(heights, steps, strict=True))
    while lacking := [n for n in waiting if found[n] and heights[n][0] > heights[n][found[n]]]:
        tightest = max(lacking, key=lambda n: (found[n], -n))
        needed = heights[tightest][found[tightest] - 1] - heights[tightest][found[tightest]]
        if needed <= left:
            found[tightest] -= 1
            left -= needed
        else:
            waiting.discard(tightest)
    return found


def cut(text: str, tails: Sequence[str], limits: Limits, room: Room, apart: int = 0) -> tuple[str, str]:
    """A text and its tail as far as their lines go: the text gives way, between words, to a tail of half the room at most.

    tails: what stands behind it, in ever shorter words. apart: how many words others begin with that would read the same: some of
    these give way to what tells it from them.
    """
    for tail in tails:
        if _lines_of(text + tail, room.width) <= limits.lines:
            return text, tail
    last = (tails[-1], "") if len(tails[-1]) * 2 <= room.width * limits.lines else ("",)
    whole = ((shorter, one) for one in last for shorter in _shorter(text.split(), apart))
    fitting = (found for found in whole if _lines_of("".join(found), room.width) <= limits.lines)
    return next(fitting, (ended(text.split()[0]), ""))


def ended(text: str) -> str:
    """What is left of a text, with one ellipsis; a bracket that was opened and not closed goes as a whole."""
    opened = text.rfind("(") if text.count("(") > text.count(")") else 0
    return (text[:opened] if opened > 0 else text).rstrip(" ,;:.-–—…(") + "…"


def shared_words(text: str, others: Iterable[str]) -> int:
    """With how many words a text begins as another one of them does, at most; as few as leave a word of its own."""
    own = text.split()
    found = [
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(own, o.split(), strict=False))) for o in others
    ]
    return min(max(found, default=0), len(own) - 1)


def _shorter(words: Sequence[str], apart: int) -> Iterator[str]:
    """Ever shorter forms; where its first words are shared, a few of them before what is its own."""
    if not apart:
        yield from (ended(" ".join(words[:count])) for count in range(len(words) - 1, 0, -1))
        return
    for count in range(len(words), apart, -1):
        rest = " ".join(words[apart:count])
        own = rest if count == len(words) else ended(rest)
        heads = range(apart - 1, 0, -1) if count == len(words) else range(min(3, apart - 1), 0, -1)
        yield from (f"{ended(' '.join(words[:head]))} {own}" for head in heads)
    yield ended(" ".join(words[apart:]))


def _roomiest(cell: Cell, height: float, room: Room) -> Limits:
    return next((step for step in _STEPS if _height((cell,), step, room) <= height), _STEPS[-1])


def _height(group: Sequence[Cell], limits: Limits, room: Room) -> float:
    return max(max(room.day + _lines(cell, limits, room) * room.line, room.least) for cell in group)


def _lines(cell: Cell, limits: Limits, room: Room) -> int:
    shown = limits.shown(cell)
    told = sum(min(_lines_of(text, room.width), limits.lines) for text in shown)
    return cell.above + told + int(len(shown) < len(cell.texts))


def _lines_of(text: str, width: int) -> int:
    """A word that is longer than a line takes several."""
    wrapped = TextWrapper(width, break_long_words=False, break_on_hyphens=False).wrap(_MARK + text)
    return sum(ceil(len(line) / width) for line in wrapped)
