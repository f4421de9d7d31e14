"""Tokens: a phrase cut into words and figures with a kind, a value and a span in the phrase as it came."""

import re
from typing import NamedTuple

from scheduler.timing.folding import clean, fold
from scheduler.timing.lexicon import Entry, Node, Table, Value, bare_lexicon, lexicon

Span = tuple[int, int]

_PIECES = re.compile(
    r"[^\W\d_]+"
    r"|\d(?:\d?\s?/\s?\d{1,2}\s?/\s?(?:19|20)\d\d(?!\d)|\d?(?:\.\d{1,2}\.|-\d{1,2}-)(?:19|20)\d\d(?!\d)"  # 15/12/2026, 15.12.2026
    r"|(?<=2)4\s?/\s?(?:24|7(?!\d))(?:\s?(?:giờ|h)\b)?"  # 24/24, 24/7
    r"|\d?(?:\s?/\s?|-)(?:19|20)\d\d(?!\d)"  # 12/2026
    r"|\d?\s?/\s?\d{1,2}(?!\d|\s?/\s?\d)"  # 15/12
    r"|\d?\s?(?:h|g|:|giờ|gio)\s?[0-5]\d(?!\d)(?:\s?(?:phút\b|phut\b|p\b|'))?(?:\s?giờ\b)?|\d?\s?h(?![^\W\d_])"  # 17h30, 17h
    r"|\d*)"
    r"|\S"
)
_DIGITS = re.compile(r"\d+")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
    "l": 1,
    "ll": 2,
    "lll": 3,
    "lv": 4,
    "|": 1,
    "||": 2,
    "|||": 3,
    "ı": 1,
    "lí": 2,
    "il": 2,
    "ill": 3,
}
_SLIP = re.compile(r"[oOlI\d](?:(?<=\d)[oOlI]|(?<=[oOlI])\d)")  # begins with a set, over which `re` skips fast
_MARKED = re.compile(r"[À-ỹ]")
_SPELT = (
    r"(?<=\d)\s?\((?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|linh|lẻ)\s?)+\)"
    r"|(?<=\d{4})\(\d{1,2}\)"
)
_TAIL = " .;,:"

END = "END"


class Tokens(NamedTuple):
    """Parallel lists of one phrase's tokens, closed by three END tokens, so that a rule may look ahead.

    text: the phrase cleaned (its case kept); starts, ends: places in text; places: text place → phrase place where they differ.
    """

    kinds: list[str]
    values: list[Value]
    starts: list[int]
    ends: list[int]
    text: str
    places: list[int] | None
    length: int

    def span(self, start: int, end: int) -> Span:
        """The span in the original phrase of the tokens start..end (end exclusive)."""
        if start >= len(self.kinds) - 3:
            return (self.length, self.length)
        a, b = self.starts[start], self.ends[max(start, end - 1)]
        if self.places is None:
            return (a, b)
        return (self.places[a], self.places[b] if b < len(self.places) else self.length)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens start..end (end exclusive), blanks folded, case kept."""
        if start >= end:
            return ""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())


def _slips(text: str) -> str:
    """O for 0, l or I for 1 where a figure is meant without doubt. (Compiled only where there is a slip.)"""
    text = re.sub(r"(?<=\d)[oO](?![^\W\d_oO])|(?<![^\W\d_])[oO](?=\d)", "0", text)
    return re.sub(
        r"(?<![\w])[lI](?=\d[/.\-]\d)|(?<=[/.\-])[lI](?=\d(?!\d{3}))|(?<=[/.\-]\d)[lI](?!\w)|(?<=\b\d)[lI](?=[/.\-]\d)",
        "1",
        text,
    )


def _figure(raw: str) -> tuple[str, Value]:
    """A piece that begins with a figure, told by how many figures stand in it and what joins them."""
    if raw.isdecimal():
        number = int(raw[:9])
        return ("YEAR" if 1900 <= number <= 2100 and len(raw) == 4 else "NUM"), number
    digits = _DIGITS.findall(raw)
    numbers = tuple(map(int, digits))
    if len(digits) == 3:
        return "DMY", numbers
    if "/" not in raw and "-" not in raw:
        return ("CLOCK", numbers) if numbers[0] <= 24 else ("UNKNOWN", raw)
    if digits[0] == "24" and digits[1] in ("24", "7"):
        return ("STEADY", raw) if digits[1] == "24" else ("24/7", numbers if raw.endswith("7") else ())
    return ("MY" if len(digits[1]) == 4 else "DM"), numbers


def tokenise(phrase: str) -> Tokens:
    """The tokens of a phrase. Never raises; what is not in the lexicon is a WORD, what is no letter or figure its own sign."""
    text, places = _mended(phrase)
    low = fold(text)
    out = Tokens([], [], [], [], text, places, len(phrase))
    _fill(out, lexicon() if _MARKED.search(low) else bare_lexicon(), low)
    if "24/7" in out.kinds:
        _settle(out.kinds, out.values)
    _close(out, len(text))
    return out


_DATED = frozenset({"DAY", "BEFORE", "BY", "UNTIL", "FROM", "AFTER"})


def _settle(kinds: list[str], values: list[Value]) -> None:
    """24/7 is a day of July where the word before it or a year behind it says so; else it may be round the clock, and is asked."""
    for at in range(len(kinds)):
        if kinds[at] == "24/7":
            dated = (at and kinds[at - 1] in _DATED) or kinds[at + 1 : at + 3] == ["YEARW", "YEAR"]
            kinds[at] = "DM" if dated and values[at] else "UNKNOWN"


def _mended(phrase: str) -> tuple[str, list[int] | None]:
    text, places = clean(phrase)
    if "(" in text:
        text = _without_repeats(text)
    return (_slips(text) if _SLIP.search(text) else text), places


def _without_repeats(text: str) -> str:
    """The figure said again in words ("15 (mười lăm)") and a footnote's number glued to a year ("2026(1)") made blank."""
    return re.sub(_SPELT, lambda match: " " * len(match.group()), text, flags=re.I)


def _close(out: Tokens, length: int) -> None:
    out.kinds.extend((END, END, END))
    out.values.extend(("", "", ""))
    out.starts.extend((length, length, length))
    out.ends.extend((length, length, length))


def _fill(out: Tokens, table: Table, low: str) -> None:
    """One token for each piece, or for the pieces that the longest lexicon entry takes."""
    kinds, values, starts, ends, *_ = out
    pieces = _PIECES.findall(low)
    pieces.append(END)
    at = place = 0
    while (text := pieces[at]) != END:
        at += 1
        place = low.index(text, place)  # only blanks lie between two pieces
        starts.append(place)
        place += len(text)
        entry, node = None, table.get(text)
        if node is not None:
            entry, ahead = _longest(node, pieces, at) if node.longer else (node.entry, at)
            for piece in pieces[at:ahead]:
                place = low.index(piece, place) + len(piece)
            at = ahead
        kind, value = entry or _plain(text)
        kinds.append(kind)
        values.append(value)
        ends.append(place)


def _longest(node: Node, pieces: list[str], at: int) -> tuple[Entry | None, int]:
    """The longest entry that goes on with the pieces from `at`, and where it ends."""
    entry, end = node.entry, at
    while (deeper := node.longer.get(pieces[at])) is not None:
        node, at = deeper, at + 1
        if node.entry is not None:
            entry, end = node.entry, at
    return entry, end


def _plain(text: str) -> Entry:
    """A piece that no lexicon entry takes: a figure, a roman numeral, an unknown word or a sign."""
    number = _ROMAN.get(text)
    if number is not None:
        return "ROMAN", number
    if text[0].isdecimal():
        return _figure(text)
    return ("WORD" if text[0].isalnum() else text), text


def normalise(phrase: str) -> str:
    """The key under which a coordinator's answer to a phrase is kept: case, tone placement, blanks, dashes, quí/quý, hàng/hằng
    and the stops at the end do not count."""
    text, _ = _mended(phrase)
    low = fold(text)
    return re.sub(r"\s*([/\-–])\s*", r"\1", " ".join(low.split())).strip(_TAIL)
