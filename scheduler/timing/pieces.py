"""Pieces of a phrase: runs of letters, figures, signs; what a figure stands for, and slips of a scanner mended."""

import re
from functools import cache

from scheduler.timing.lexicon import Entry, Value, listed, sense

PIECES = re.compile(
    r"[^\W\d_]+"
    r"|\d(?:\d?\s?/\s?\d{1,2}\s?/\s?(?:(?:19|20)\d\d(?!\d)|[2-4]\d(?!\d|\s?/))"  # 15/12/2026, 15/12/26
    r"|\d?(?:\.\d{1,2}\.|-\d{1,2}-)(?:19|20)\d\d(?!\d)"  # 15.12.2026
    r"|(?<=2)4\s?/\s?(?:24|7(?!\d))(?:\s?(?:[gG][iI][\u1edd\u1edc]|[hH])\b)?"  # 24/24, 24/7
    r"|\d?(?:\s?/\s?|-)(?:19|20)\d\d(?!\d)"  # 12/2026
    r"|\d?\s?/\s?\d{1,2}(?!\d|\s?/\s?\d)"  # 15/12
    r"|\d{3}-(?:0\d|1[0-2])-[0-3]\d(?![\d-])"  # 2026-12-15
    r"|\d?\s?(?:[hHgG:]|[gG][iI][\u1edd\u1edcoO])\s?[0-5]\d(?!\d|\s?/\s?\d)"  # 17h30
    r"(?:\s?(?:[pP](?:[hH][\u00fa\u00dauU][tT])?\b|'))?(?:\s?[gG][iI][\u1edd\u1edc]\b)?"  # … phút, … giờ
    r"|\d?\s?[hH](?![^\W\d_])"  # 17h
    r"|\d*)"
    r"|\S"
)
"""The pieces of a phrase: runs of letters, figures with what joins them (dates, hours), single signs."""

_SHORT_QUARTER = sense("short_quarter")
_ROMAN = {word: int(key) for key, word in listed("numerals")}
"""Roman numerals, and what scanners make of them."""


def figure(text: str) -> Entry:
    """A piece that no lexicon entry takes: a figure, a roman numeral, an unknown word or a sign."""
    number = _ROMAN.get(text)
    if number is not None:
        return "ROMAN", number
    if text[0].isdecimal():
        return _figure(text)
    if text[0] in _SHORT_QUARTER and text[1:] in _ROMAN:
        return "QN", _ROMAN[text[1:]]  # "QII/2026"
    return ("WORD" if text[0].isalnum() else text), text


def _figure(raw: str) -> tuple[str, Value]:
    """A piece that begins with a figure, told by how many figures stand in it and what joins them."""
    if raw.isdecimal():
        number = int(raw[:9])
        return ("YEAR" if 1900 <= number <= 2100 and len(raw) == 4 else "NUM"), number
    digits = re.findall(r"\d+", raw)
    numbers = tuple(map(int, digits))
    if len(digits) == 3:
        numbers = numbers[::-1] if len(digits[0]) == 4 else numbers  # 2026-12-15, as programs write a day
        return "DMY", numbers if numbers[2] > 99 else (*numbers[:2], 2000 + numbers[2])
    if "/" not in raw and "-" not in raw:
        if numbers[0] <= 24:
            return "CLOCK", numbers
        return ("HOURS", numbers[0]) if len(numbers) == 1 and raw[-1] in "hH" else ("UNKNOWN", raw)
    if digits[0] == "24" and digits[1] in {"24", "7"}:
        return ("STEADY", raw) if digits[1] == "24" else ("24/7", numbers if raw.endswith("7") else ())
    return ("MY" if len(digits[1]) == 4 else "DM"), numbers


_SLIPS = frozenset("oOlI") | {"oo", "OO", "oO", "Oo"}


def pieces(text: str) -> tuple[str, list[str]]:
    """The pieces of a text, and the text as they stand in it: slips mended, figures that are said again made blank.

    A slip is a piece of its own ("2", "O", "26"): a text without such a piece is not looked at twice.
    """
    if "(" in text and re.search(r"\d\s?\(", text):
        text = _spelt().sub(lambda match: " " * len(match.group()), text)
    found = PIECES.findall(text)
    if _SLIPS.isdisjoint(found):
        return text, found
    text = _without_slips(text)
    return text, PIECES.findall(text)


def _without_slips(text: str) -> str:
    """O for 0, l or I for 1 where a figure is meant without doubt."""
    text = re.sub(r"(?<=\d)[oO](?![^\W\d_oO])|(?<![^\W\d_])[oO](?=\d)", "0", text)
    return re.sub(
        r"(?<![\w])[lI](?=\d(?!\w))|(?<=\b[0-3])l(?!\w)|(?<![\w])[lI](?=\d[/.\-]\d)|(?<=[/.\-])[lI](?=\d(?!\d{3}))|(?<=[/.\-]\d)[lI](?!\w)|(?<=\b\d)[lI](?=[/.\-]\d)",
        "1",
        text,
    )


@cache
def _spelt() -> re.Pattern[str]:
    """ "15 (fifteen)" in words, and a footnote's number glued to a year ("2026(1)"). (Compiled only where one may stand.)"""
    words = "|".join(sense("digits"))
    return re.compile(rf"(?<=\d)\s?\((?:(?:{words})\s?)+\)|(?<=\d{{4}})\(\d{{1,2}}\)", re.I)
