"""Bytes of a text file → NFC text, or the fault that stands in the way; no guessing of 8-bit code pages."""

import codecs
import re
import unicodedata

from scheduler.diagnostics import Diagnostic, Location, Severity

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"))
_INVISIBLE_OF_OLD = {code: by for code, by in _INVISIBLE.items() if code != 0xAD}
"""In the fonts from before Unicode a soft hyphen is «ư»."""
_OLD_LETTERS = re.compile("[\u00a8-\u00b9\u00bb-\u00ff]")
BEYOND = re.compile("[\u0100-\u1fff]")
"""Letters that no font from before Unicode has a code for: the text is Unicode whatever its font is called."""
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000\x0b\u2028\u2029\x85"), " ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> str | Diagnostic:
    """Text of UTF-8 (with or without BOM) or UTF-16 bytes; else a Diagnostic: file-empty, file-binary, file-not-utf8."""
    if not data.strip():
        return _fault("file-empty", name)
    text = _as_text(data)
    if text is None:
        return _fault("file-binary" if _looks_binary(data) else "file-not-utf8", name, _first_bad_line(data))
    if _CONTROLS.search(text):
        return _fault("file-binary", name)
    cleaned = clean(text)
    return cleaned if cleaned.strip() else _fault("file-empty", name)


def clean(text: str) -> str:
    """NFC with one kind of line end, without invisible characters and with one kind of blank; a form feed is an empty line."""
    one_end = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "")
    unseen = _INVISIBLE_OF_OLD if _OLD_LETTERS.search(one_end) and not BEYOND.search(one_end) else _INVISIBLE
    return unicodedata.normalize("NFC", one_end.translate(unseen).translate(_BLANKS))


def _as_text(data: bytes) -> str | None:
    for encoding in _candidates(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(_UTF16):
        return ("utf-16",)
    if b"\0" in data[:400]:
        return _utf16_without_bom(data)
    return ("utf-8-sig",)


def _utf16_without_bom(data: bytes) -> tuple[str, ...]:
    """Line ends and blanks of UTF-16 text have a zero byte on one side only; zeros on both sides are binary data."""
    even, odd = data[0:400:2].count(0), data[1:400:2].count(0)
    if odd > 20 * even:
        return ("utf-16-le",)
    return ("utf-16-be",) if even > 20 * odd else ()


def _looks_binary(data: bytes) -> bool:
    sample = data[:4000]
    return b"\0" in sample or sum(b < 9 or 13 < b < 32 for b in sample) > len(sample) // 50


def _first_bad_line(data: bytes) -> int | None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return None


def _fault(code: str, name: str, line: int | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, Location(name, line))
