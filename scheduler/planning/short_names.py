"""Names of units written short: «VP UBND», «Sở VH,TT&DL», «Hội LHPN» for the names that they stand for."""

import re
import unicodedata
from collections.abc import Sequence

from scheduler.plans.vocabulary import words
from scheduler.text import folded

(_AND,) = words("units", "and_word")
_MOST_LEFT = 4
"""Words of the long name that the short one may leave away: «huyện», «Việt Nam», «HĐND»."""
_SHORTEST = 3
_LEVELS = words("units", "levels")
_KINDS_SHORT = [[kind] for kind in words("units", "short_kinds")]
"""Kinds in initials, which say enough for their one office: «VP»."""


def left_away(one: str, other: str) -> int | None:
    """How many words the shorter of two names leaves away, its others said as they are or by initials.

    None where it is no short form of the longer one.
    """
    short, long = sorted((_words(one), _words(other)), key=lambda words: len("".join(words)))
    if short == long or (len("".join(short)) < _SHORTEST and short not in _KINDS_SHORT):
        return None
    if "".join(short) == "".join(long):  # «VH-XH», «VHXH»; «Ytế»
        return 0
    found = _fewest(short, long, _MOST_LEFT)
    if found is None and short[-1] in _LEVELS and long[-1] not in _LEVELS:
        found = _fewest(short[:-1], long, _MOST_LEFT - 1)  # «Phòng VHXH xã»: the long one does not say whose it is
        return None if found is None or len(short) == 1 else found + 1
    return found


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", folded(name)) if word != _AND]


def _fewest(short: Sequence[str], long: Sequence[str], may: int) -> int | None:
    """The fewest words of `long` to pass over, at most `may`, so that the words of `short` tell all others in order."""
    if not short:
        return len(long) if len(long) <= may else None
    found = [_fewest(short[1:], long[took:], may) for took in _taken(short[0], long)]
    if may and long:
        passed = _fewest(short, long[1:], may - 1)
        found.append(None if passed is None else passed + 1)
    return min((n for n in found if n is not None), default=None)


def _taken(word: str, long: Sequence[str]) -> list[int]:
    """How many of the first words of `long` this one may stand for: itself, or those whose initials it is made of."""
    whole = [1] if long[:1] == [word] else []
    return whole + ([len(word)] if _plain("".join(w[0] for w in long[: len(word)])) == _plain(word) else [])


def _plain(letters: str) -> str:
    """Letters without their marks: «HU» is «Huyện ủy»; đ stays."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in letters)
