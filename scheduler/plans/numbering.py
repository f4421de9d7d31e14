"""Labels before items: numbers, romans, letters, bullets, "Nhiệm vụ 1"; what kind they are and how they are printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from scheduler.plans.patterns import CAPITAL, SMALL, pattern
from scheduler.plans.vocabulary import words

ANNEX, PART, CHAPTER = words("labels", "parts")
"""Styles of labels that name a part of the document."""


class Rank(IntEnum):
    """Which kinds of labels can stand inside which: a section ends every number, a number ends every bullet."""

    SECTION = 0
    NUMBER = 1
    BULLET = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its kind and style (items of one list share both), and its number as printed ("I", "01", "1.2", "a").

    depth: how many numbers a dotted one has, 1 for others. A bullet's number is empty.
    """

    rank: Rank
    style: str
    number: str = ""
    depth: int = 1


_PART = pattern("label", "part")
_NAMED = pattern("label", "named")
_ROMAN = re.compile(r"^\(?(?P<no>[IVXLC]+)\s?(?!/v\b)(?P<end>[.)/:–-]|$)\s*(?!\d)")
_ROMAN_DOTTED = re.compile(r"^(?P<no>[IVXLC]+(?:\.\d{1,3})+(?:\.(?:\d{1,3}|[a-zđ])){0,5})\s?[.)/:]?(?:\s+|$)")
_DOTTED = re.compile(r"^\(?(?P<no>\d{1,3}(?:\.\d{1,2}){1,6})(?!\d)(?:\s?[.)/:]|[-–](?=\s))?(?=\s|$|[^\W\d])\s*")
_ARABIC = re.compile(
    rf"^(?P<open>\()?(?P<no>\d{{1,3}})(?:\s?(?P<end>[.)/:])(?!\d|(?<=/)[{CAPITAL}]{{2}})\s*(?![\d/])|(?P<dash>[-–])\s+(?=[{CAPITAL}]))"
)
_LETTER_DOTTED = re.compile(r"^(?P<no>[A-ZĐ]\.\d{1,3}(?:\.\d{1,3}){0,5})\s?[.)/:]?(?:\s+|$)")
_UPPER_DASHED = re.compile(
    rf"^(?P<no>[A-ZĐ])\s?[-–]\s+(?=[{CAPITAL}][{SMALL}{CAPITAL}])"
)  # «A- Ban Thường vụ», below «II-»
_UPPER = re.compile(r"^\(?(?P<no>[A-ZĐ])\s?(?P<end>[.)/])\s*(?=\S\S|$)")
_LOWER = re.compile(r"^\(?(?P<no>[a-zđ]|[ivx]{2,4})\s?(?P<end>[.)/])\s*(?=\S|$)")
_LOWER_NUMBERED = re.compile(r"^(?P<no>[a-zđ]\.?\d{1,2})\s?[.)/]\s*(?=\S|$)")
_BULLET = re.compile(r"^(?P<no>[-–—−+*•●▪■□○◦‣·✓➢➤❖→])\s*(?=\S)")
_CODE = re.compile(r"^(?P<letters>[A-ZĐ]{1,4})[-. ]?\d{1,3}$")
_ROMAN_NUMBERS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
_ROMANS = dict(zip(_ROMAN_NUMBERS.split(), range(1, 21), strict=True))


def read_label(text: str, before: str | None = None) -> tuple[Label | None, str]:
    """The label at the beginning of a text and the rest; (None, text) where there is none.

    `before` is the number of the last section, which tells the letter C after B from the roman C, the roman I after none.
    """
    for kind, make in _PATTERNS:
        if (found := kind.match(text)) and (label := make(found, before)) is not None:
            return label, text[found.end() :].strip()
    return None, text


def bare_label(text: str, before: str | None = None) -> Label | None:
    """The label that a whole cell holds: "01", "1.2", "I", "a", "-", with or without a dot."""
    bare = text.strip().strip(".)(/: ")
    if not bare:
        return Label(Rank.BULLET, "-") if text.strip() else None
    if re.fullmatch(r"\d{1,3}|1[0-8]\d\d", bare):  # from 1900 on it is a year
        return Label(Rank.NUMBER, "1", bare)
    label, rest = read_label(bare if re.search(r"\d$", bare) else bare + ".", before)
    return label if not rest.strip(".") else None


def coded_label(text: str, before: str | None = None) -> Label | None:
    """The label of a cell in the column of numbers that holds a code: «A1», «NV-03»; «A1» in section A is but its first."""
    found = _CODE.match(text.strip())
    return Label(Rank.NUMBER, "A1", text.strip()) if found and found["letters"] != before else None


def names_section(number: str) -> bool:
    """Whether a number is that of a section, a roman or a capital, and of nothing inside it."""
    return roman_value(number) is not None or (len(number) == 1 and number.isupper())


def roman_value(number: str) -> int | None:
    """1..20 for a roman number, else None."""
    return _ROMANS.get(number)


def follows(last: str, number: str) -> bool:
    """Whether a section's number is the next one: «II» after «I», «C» after «B»."""
    before, own = roman_value(last), roman_value(number)
    if before is not None and own is not None:
        return own == before + 1
    return len(last) == len(number) == 1 and ord(number) == ord(last) + 1


def composed(numbers: Iterable[str]) -> str:
    """The numbers from the outside in as one; a number that repeats the ones before it ("II" > "1" > "1.2") is not doubled."""
    whole = ""
    for number in (n for n in numbers if n):
        whole = _joined(whole, number)
    return whole


def _joined(whole: str, number: str) -> str:
    """The longest tail of `whole` that the dotted `number` begins with is not said twice."""
    parts = whole.split(".") if whole else []
    own = number.split(".")
    for length in range(min(len(parts), len(own) - 1), 0, -1):
        if parts[-length:] == own[:length]:
            return ".".join([*parts[:-length], *own])
    return ".".join([*parts, *own])


def _part(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.SECTION, found["word"].casefold(), found["no"])


def _named(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.NUMBER, found["word"].casefold(), found["no"], 1)


def _roman(found: re.Match[str], before: str | None) -> Label | None:
    number = found["no"]
    if roman_value(number) is None or _follows_as_letter(number, before):
        return None
    return Label(Rank.SECTION, "I", number)


def _dotted(found: re.Match[str], before: str | None) -> Label:
    number = found["no"]
    return Label(Rank.NUMBER, "1.1", number, number.count(".") + 1)


def _arabic(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.NUMBER, f"{found['open'] or ''}1{found['end'] or found['dash']}", found["no"])


def _upper(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.SECTION, "A", found["no"])


def _upper_dashed(found: re.Match[str], before: str | None) -> Label | None:
    return None if before is None else Label(Rank.SECTION, "A-", found["no"])


def _lower(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.NUMBER, f"a{found['end']}", found["no"])


def _lower_numbered(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.NUMBER, "a.1", found["no"], 2)


def _bullet(found: re.Match[str], before: str | None) -> Label:
    return Label(Rank.BULLET, "-" if found["no"] in "-–—−" else found["no"])


def _follows_as_letter(number: str, before: str | None) -> bool:
    """Whether a one-letter roman is the next letter of a lettered list: C after B, D after C, I after H, M after L."""
    return (
        len(number) == 1
        and before is not None
        and len(before) == 1
        and ord(number) - ord(before) == 1
        and number != "I"
    )


_PATTERNS = (
    (_PART, _part),
    (_NAMED, _named),
    (_ROMAN_DOTTED, _dotted),
    (_LETTER_DOTTED, _dotted),
    (_ROMAN, _roman),
    (_DOTTED, _dotted),
    (_ARABIC, _arabic),
    (_UPPER, _upper),
    (_UPPER_DASHED, _upper_dashed),
    (_LOWER_NUMBERED, _lower_numbered),
    (_LOWER, _lower),
    (_BULLET, _bullet),
)
