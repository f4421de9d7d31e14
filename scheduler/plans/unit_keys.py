"""The key under which spellings of one unit meet (unit_key)."""

import re
import unicodedata
from functools import cache

from scheduler.plans.patterns import pattern
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_VOWELS = frozenset("aeiouyăâêôơư")
_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_QUOTES = re.compile(r"[\"'“”„‘’«»]")
_EDGES = " \t\n.;,:/"
_LISTED = pattern("units", "listed")


def unit_key(name: str) -> str:
    """The folded name under which spellings of one unit meet.

    NFC, case, white space, the place of the tone mark (hòa/hoà), kinds of dashes and quotes, final dots, and the order of a
    list ("UBND huyện, thị xã, thành phố") make no difference. It is a key, not for people to read.
    """
    bare = _DASH.sub(" - ", _QUOTES.sub(" ", folded(unicodedata.normalize("NFC", name)))).strip(_EDGES + "-")
    return _sorted_list(" ".join(_tone_at_end(word) for word in bare.split()))


def _tone_at_end(word: str) -> str:
    """The word with its tone on the last vowel, so that «hòa» and «hoà» are one."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in parts if c in _TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    last = max((at for at, c in enumerate(bare) if c in _VOWELS), default=-1)
    return unicodedata.normalize("NFC", bare[: last + 1] + tone + bare[last + 1 :]) if tone else bare


def _sorted_list(name: str) -> str:
    """«ubnd huyện, thị xã và thành phố» with its members in alphabetical order; other names as they are."""
    if "," not in name:
        return name
    head = next((h for h in _heads_longest_first() if name.startswith(h + " ")), "")
    members = filter(None, _LISTED.split(name[len(head) :].strip()))
    return " ".join(filter(None, [head, ", ".join(sorted(members))]))


@cache
def _heads_longest_first() -> tuple[str, ...]:
    """Words that begin a name, alone and before «các», with their tones as keys have them."""
    heads = [" ".join(map(_tone_at_end, head.split())) for head in words("units", "heads")]
    (all_of,) = words("units", "all_of")
    return tuple(sorted([*heads, *(f"{h} {all_of}" for h in heads), all_of], key=len, reverse=True))
