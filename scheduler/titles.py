"""Titles say a thing once: a report's own «báo cáo», a stream beside its item, the year of a period. Strings to strings."""

import re
from collections.abc import Sequence
from typing import Final

from scheduler.diagnostics import values
from scheduler.plans.vocabulary import words
from scheduler.text import capitalised, folded
from scheduler.words import say

_SAME_RUN: Final = 4
"""So many words in a row, found again, say what the work is a second time."""
_SAME_SHARE: Final = 0.6
"""So much of a place's words, found again, is that place."""
_WORD: Final = re.compile(r"\w+")
_PERIOD: Final = re.compile(r"(\D+ \S+?)/\d{4}(?: \([^()]*\))?")


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)


_BEFORE_REPORT: Final = _any_of((*words("reporting", "by_period"), *words("reporting", "gathering")))
_REPORT: Final = re.compile(rf"(?:(?:{_BEFORE_REPORT})(?:\s*,|\s+và)?\s+)*báo\s+cáo\s+(?P<rest>\S.*)", re.I | re.S)
_TO: Final = re.compile(rf"(?:{_any_of(words('reporting', 'to_whom'))})(?!\w)", re.I)
_PLACE: Final = re.compile(rf"(?:{_any_of(words('streams', 'places'))})\s", re.I)


def behind_report(title: str) -> str | None:
    """What follows a title's own «báo cáo», which what goes without saying may precede («định kỳ tổng hợp, báo cáo …»)."""
    found = _REPORT.fullmatch(title)
    return found["rest"] if found else None


def names_receiver(rest: str) -> bool:
    """Whether what follows «báo cáo» begins with whom it goes to."""
    return _TO.match(rest) is not None


def in_short(period: str) -> str:
    """A month, quarter or week as it is called where its day is seen: «tháng 5» of «tháng 5/2024», «tuần 9» without its dates."""
    found = _PERIOD.fullmatch(period)
    return found[1] if found else period


def without_item(title: str, item: str) -> str:
    """A title that begins with the noun that is counted before it («5 tin, bài tháng 5: Tin, bài trên …») without that."""
    rest = title[len(item) :].lstrip()
    begins = bool(item) and folded(title[: len(item)]) == folded(item) and title[len(item) :][:1].isspace()
    return capitalised(rest) if begins and rest else title


def of_stream(stream: str, title: str) -> str:
    """The title of one of an item's streams: what tells it from the others stands in front, and what both say stands there once."""
    named, _, own = stream.rpartition(": ")
    if named:
        whole = of_stream(own, named)
        return whole if _says_again(named, title) else _beside(whole, title)
    if _PLACE.match(stream):
        return f"{_without_place(stream, title)} {stream[:1].lower()}{stream[1:]}"
    return stream if _says_again(stream, title) else _beside(stream, title)


def _beside(stream: str, title: str) -> str:
    return say("planning", "label", "stream", values(stream=stream, title=title))


def _without_place(stream: str, title: str) -> str:
    """The title up to its own place where that names the stream's as well."""
    mine = set(_words(stream))
    for found in re.finditer(rf"\s+(?={_PLACE.pattern})", title, re.I):
        if len(mine.intersection(_words(title[found.end() :]))) >= _SAME_SHARE * len(mine):
            return title[: found.start()].rstrip(" ,;:–-")
    return title


def _says_again(stream: str, title: str) -> bool:
    told, there = _words(stream), f" {' '.join(_words(title))} "
    runs = (" ".join(told[n : n + _SAME_RUN]) for n in range(len(told) - _SAME_RUN + 1))
    return any(f" {run} " in there for run in runs)


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
