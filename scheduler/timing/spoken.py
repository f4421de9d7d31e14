"""Dates as people type them, made plain: one spelling for each word and figure, the hour and the part of the day set apart."""

import re
import tomllib
import unicodedata
from datetime import time
from functools import cache
from pathlib import Path

from scheduler.timing.folding import strip_marks
from scheduler.timing.records import NamedTuple


@cache
def _words() -> dict[str, dict[str, str | int | list[str]]]:
    return tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of dates.toml."""
    return re.compile(str(_words()["pattern"][name]))


def means(name: str, word: str) -> bool:
    """Whether the word stands in that list of dates.toml."""
    listed = _words()["list"][name]
    return isinstance(listed, list) and word in listed


def days_ahead(said: str) -> int | None:
    """How many days from today on a word such as "mai" names; None for no such word."""
    count = _words()["days"].get(said)
    return count if isinstance(count, int) else None


@cache
def _plain_words() -> tuple[dict[str, str], dict[str, str]]:
    """Spelling → plain word, for text with diacritics and for text typed wholly without."""
    marked = {word: str(plain) for word, plain in _words()["plain"].items()}
    return marked, {**{strip_marks(word): plain for word, plain in marked.items()}, **marked}


def plain(text: str) -> str:
    """Lower case, one blank between words, figures for numerals, "thứ 2" for "t2", diacritics where none was typed.

    "năm" is the numeral five behind "thứ" and before a unit of time alone, else the year.
    """
    marked, bare = _plain_words()
    low = _as_here(unicodedata.normalize("NFC", text).lower()).split()
    known = bare if low and all(word.isascii() for word in low) else marked
    out: list[str] = []
    for at, word in enumerate(low):
        after = low[at + 1] if at + 1 < len(low) else ""
        stem = word.rstrip(",.;")
        found = _doubtful(stem, out, after) or known.get(stem, stem)
        out.append((stem if _is_year(found, out, after) else found) + word[len(stem) :])
    return " ".join(out).rstrip(".,; ")


def _as_here(text: str) -> str:
    """ "9am" and "next monday" in the order of Vietnamese: the hour before its part of the day, "next" behind what it is said of.

    12 pm is noon; 12 am is of neither day for sure, and stays unread.
    """
    text = pattern("clock").sub(_clock, text)
    return pattern("which_first").sub(r"\2 \1", text)


def _clock(match: re.Match[str]) -> str:
    half, hour, parts = f"{match[3]}m", int(match[1]), _words()["clock"]
    return f"{hour}:{match[2] or '00'} {parts[f'12 {half}' if hour == 12 else half]}"


def _doubtful(word: str, before: list[str], after: str) -> str:
    """Two words without diacritics that look alike: told apart by where they stand."""
    listed = _words()["list"]["doubtful"]
    late, early = listed if isinstance(listed, list) else ("", "")
    if word != strip_marks(late):
        return ""
    return late if before and not after else early


def _is_year(found: str, before: list[str], after: str) -> bool:
    """The numeral five and the year are one word."""
    return found == "5" and not (before and means("weekday", before[-1])) and not means("units", after)


class BeforeDue(NamedTuple):
    """So many working days before the day to act by, at that hour where one was typed."""

    days: int
    at: time | None


class Spoken(NamedTuple):
    """What was typed: the words of the day, and the hour (`sure`: typed as such, else what its part of the day stands for)."""

    day: str
    at: time | None
    sure: bool


def parted(said: str) -> Spoken | None:
    """The plain text without its hour and its part of the day; None where they do not go together ("15h sáng")."""
    said = pattern("lead").sub("", pattern("tail").sub("", said))
    hour = pattern("hour").search(said)
    rest = said if hour is None else _without(said, hour)
    part = pattern("part").search(rest)
    rest = rest if part is None else _without(rest, part)
    rest = pattern("lead").sub("", rest)
    word = part[1] if part is not None else ""
    if hour is None:
        return Spoken(rest, _usual(word), False)
    at = _hour(int(hour[1]), 30 if hour[3] else int(hour[2] or 0), word)
    return None if at is None else Spoken(rest, at, True)


def _without(said: str, match: re.Match[str]) -> str:
    return " ".join((said[: match.start()] + " " + said[match.end() :]).split()).strip(" ,")


def _usual(part: str) -> time | None:
    usual = _words()["hours"].get(part)
    return time.fromisoformat(usual) if isinstance(usual, str) else None


def _hour(hour: int, minute: int, part: str) -> time | None:
    """The hour by its part of the day: 3 chiều is 15, 12 trưa 12; 15 sáng is none, nor is 12 đêm, which may be of either day."""
    if means("late", part):
        if hour == 12:
            return None
        return time(hour + 12 if hour < 12 else hour, minute)
    if means("noon", part):
        return time(hour + 12 if hour < 4 else hour, minute)
    return None if part and hour > 12 else time(hour, minute)


def free_before(text: str) -> BeforeDue | None:
    """How long before its day to act by somebody wants to hear of a piece of work again; None where it names no such thing."""
    spoken = parted(plain(text))
    if spoken is None:
        return None
    at = spoken.at if spoken.sure else None
    if pattern("on_due").match(spoken.day):
        return BeforeDue(0, at)
    found = pattern("before_due").match(spoken.day)
    if found is None or (found[2] and not found[4]):
        return None
    return BeforeDue(int(found[1] or found[2]) * (5 if means("weeks", found[3]) else 1), at)
