"""Bytes of a text file → its text; in a code page of Windows or mangled by one, only where it is certain what was meant."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.decoding import clean, decode
from scheduler.documents.nameless_fonts import is_vietnamese, text_with_letters

_PAGE: Final = "windows-1258"
_WRITTEN_OVER: Final = re.compile(r"(?<=([^\W\d_]))\?+([^\W\d_])")
_FEWEST: Final = 10
"""Words that were written over; and kinds of words that tell a language."""
_SHARE: Final = 0.1
_LATIN: Final = {
    byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
}  # five codes that are none of that page stand for themselves, as browsers take them
_CODES: Final = {letter: byte for byte, letter in _LATIN.items()}


def text_of(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]] | Diagnostic:
    """The text, with text-recoded, text-mended or text-decoded where its letters had to be put right.

    Else a Diagnostic: file-empty, file-binary, file-not-utf8; text-letters-lost where «?» stands for letters with accents.
    """
    text = decode(data, name)
    if isinstance(text, Diagnostic):
        return (_of_page(data, name) or text) if text.code == "file-not-utf8" else text
    if (mended := _mended(data)) is not None:
        return mended, (_said("text-mended", name),)
    if _is_written_over(text):
        return Diagnostic("text-letters-lost", Severity.ERROR, Location(name))
    return text_with_letters(text, name)


def _of_page(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]] | Diagnostic | None:
    """The text in the code page for Vietnamese, or in that of fonts from before Unicode; None where nothing is certain."""
    if (text := _certain(data, _vietnamese_page)) is not None:
        return text, (_said("text-recoded", name, code=_PAGE),)
    found, said = text_with_letters("".join(_LATIN[byte] for byte in data), name)
    if said and _has_kinds(found):
        return clean(found), said
    return Diagnostic("text-letters-lost", Severity.ERROR, Location(name)) if _is_written_over(found) else None


def _mended(data: bytes) -> str | None:
    """The text of UTF-8 as it was before its bytes were read in the code page of Western Europe."""
    try:
        was = bytes(_CODES[letter] for letter in _utf8(data))
    except (KeyError, UnicodeDecodeError):  # a letter that only Vietnamese has, as any good text holds
        return None
    return next((found for how in (_utf8, _vietnamese_page) if (found := _certain(was, how)) is not None), None)


def _certain(data: bytes, how: Callable[[bytes], str]) -> str | None:
    try:
        text = clean(how(data))
    except UnicodeDecodeError:
        return None
    return text if is_vietnamese(text) and _has_kinds(text) else None


def _has_kinds(text: str) -> bool:
    """Whether its words differ: a few signs over and over are no language."""
    return len(set(text.split())) > _FEWEST


def _utf8(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _vietnamese_page(data: bytes) -> str:
    """Its tones are signs of their own, behind their vowels."""
    return unicodedata.normalize("NFC", data.decode("cp1258"))


def _is_written_over(text: str) -> bool:
    """Whether «?» stands inside of words: a question is not followed by a small letter, nor between capitals."""
    pairs = ((str(found[1]), str(found[2])) for found in _WRITTEN_OVER.finditer(text))
    lost = sum(after.islower() or before.isupper() for before, after in pairs)
    return lost >= _FEWEST and lost > _SHARE * len(text.split())


def _said(finding: str, name: str, **facts: str) -> Diagnostic:
    return Diagnostic(finding, Severity.WARNING, Location(name), values(**facts))
