"""Folding of Vietnamese text for comparison, and ASCII slugs for ids and addresses."""

import re
import unicodedata
from typing import Final

_FIGURES: Final = re.compile(r"([0-9]+)")


def folded(text: str) -> str:
    """NFC, lower case, white space as single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens ("Văn phòng UBND" → "van-phong-ubnd"); "x" where nothing is left."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "x"


def shortened(text: str, most: int) -> str:
    """The text cut at a word's end to at most `most` characters, an ellipsis in place of the rest."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def ended_once(text: str) -> str:
    """The sentence without the full stop that follows an ellipsis."""
    return text.replace("….", "…")


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key by which 2 comes before 10: figures by their number, all else letter by letter."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(text) if part)
