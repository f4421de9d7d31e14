"""Text set in fonts from before Unicode (TCVN3 «.Vn…», «VNI-…») → Unicode; the name of the font tells which."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from scheduler.documents.decoding import BEYOND
from scheduler.documents.syllables import is_written_syllable, marked_words

Decode = Callable[[str], str]
_FEWEST = 20
_SIGN_IN_WORD = re.compile("[A-Za-z][\u00a1-\u00bf]|[\u00a1-\u00bf][A-Za-z]")
_SYMBOLS = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Fonts marked as symbol fonts have their codes in the private area."""


@dataclass(frozen=True, slots=True)
class _Fonts:
    tcvn3: re.Pattern[str]
    vni: re.Pattern[str]
    capitals: re.Pattern[str]
    tcvn3_letters: dict[int, str]
    vni_letters: dict[str, str]
    vni_vowels: frozenset[str]
    vni_marks: dict[str, str]


def decoder(font: str | None) -> Decode | None:
    """How text in this font is read; None for a font of Unicode."""
    name, fonts = (font or "").strip(), _fonts()
    if fonts.vni.match(name):
        return _from_vni
    if fonts.tcvn3.match(name):
        return _from_tcvn3_capitals if fonts.capitals.match(name) else _from_tcvn3
    return None


def decoded(pieces: Iterable[tuple[str, Decode | None]]) -> str:
    """Pieces of one paragraph, each with its decoder, as text; a letter and its mark may stand in two pieces."""
    return "".join(
        _read(whole, decode) if decode else whole
        for decode, run in groupby(pieces, key=lambda piece: piece[1])
        for whole in ["".join(text for text, _ in run)]
    )


def _read(text: str, decode: Decode) -> str:
    """Text of a font from before Unicode as it is meant: with a letter of Unicode in it, as makes syllables of all its words."""
    if not BEYOND.search(text):
        return decode(text)
    read = decode(text)
    return read if not _is_written(text) and _is_written(read) else text


def _is_written(text: str) -> bool:
    """Whether every word with a mark is a syllable of Vietnamese, no sign stands amid a word and no mark alone."""
    words = marked_words(text)
    whole = not _SIGN_IN_WORD.search(text) and not any(map(unicodedata.combining, unicodedata.normalize("NFC", text)))
    return whole and all(map(is_written_syllable, words))


def seems_undecoded(text: str) -> bool:
    """Whether text was set in a font from before Unicode whose name is lost: accents, but never one that only Vietnamese has."""
    accents = sum("\u00a1" <= c <= "\u00ff" for c in text)
    return accents > _FEWEST and accents * 20 > len(text) and not BEYOND.search(text)


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_SYMBOLS).translate(_fonts().tcvn3_letters))


def _from_tcvn3_capitals(text: str) -> str:
    """The fonts whose names end in H show small letters as capitals."""
    return _from_tcvn3(text).upper()


def _from_vni(text: str) -> str:
    fonts, found = _fonts(), list[str]()
    vowel = False
    for letter in text.translate(_SYMBOLS):
        mark = fonts.vni_marks.get(letter.lower()) if vowel else None
        found.append(mark or fonts.vni_letters.get(letter, letter))
        vowel = mark is None and letter in fonts.vni_vowels
    return unicodedata.normalize("NFC", "".join(found))


@cache
def _fonts() -> _Fonts:
    data = tomllib.loads((Path(__file__).parent / "legacy_fonts.toml").read_text(encoding="utf-8"))
    names = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in data["fonts"].items()}
    return _Fonts(
        names["tcvn3"],
        names["vni"],
        names["capitals"],
        dict(enumerate(data["tcvn3"]["letters"], 0xA1)),
        data["vni"]["letters"],
        frozenset(data["vni"]["vowels"]),
        data["vni"]["marks"],
    )
