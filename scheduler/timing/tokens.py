"""Tokens: a phrase cut into words and figures with a kind, a value and a span in the phrase as it came."""

import re
from typing import NamedTuple

from scheduler.timing.folding import clean, fold
from scheduler.timing.lexicon import Entry, Table, Value, bare_lexicon, lexicon

Span = tuple[int, int]

_PIECES = re.compile(
    r"(?P<WORD>[^\W\d_]+)"
    r"|(?P<ALWAYS>24\s?/\s?(?:24|7)(?:\s?(?:giờ|h)\b)?)"
    r"|(?P<DMY>\d{1,2}\s?/\s?\d{1,2}\s?/\s?(?:19|20)\d\d(?!\d)|\d{1,2}(?P<SEP>[.-])\d{1,2}(?P=SEP)(?:19|20)\d\d(?!\d))"
    r"|(?P<MY>\d{1,2}(?:\s?/\s?|-)(?:19|20)\d\d(?!\d))"
    r"|(?P<DM>\d{1,2}\s?/\s?\d{1,2}(?!\d|\s?/\s?\d))"
    r"|(?P<CLOCK>\d{1,2}\s?(?:h|g|:|giờ|gio)\s?[0-5]\d(?!\d)(?:\s?(?:phút\b|phut\b|p\b|'))?(?:\s?giờ\b)?|\d{1,2}\s?h(?![^\W\d_]))"
    r"|(?P<NUM>\d+)"
    r"|(?P<SIGN>\S)"
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
_SLIP = re.compile(r"\d[oOlI]|[oOlI]\d")
_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹*†‡]+|\[\d{1,2}\]")
_MARKED = re.compile(r"[À-ỹ]")
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
    """O for 0, l or I for 1 beside figures. (Compiled only where there is a slip.)"""
    text = re.sub(r"(?<=\d)[oO](?![^\W\d_oO])|(?<![^\W\d_])[oO](?=\d)", "0", text)
    return re.sub(
        r"(?<![\w])[lI](?=\d[/.\-]\d)|(?<=[/.\-])[lI](?=\d(?!\d{3}))|(?<=[/.\-]\d)[lI](?!\w)|(?<=\b\d)[lI](?=[/.\-]\d)",
        "1",
        text,
    )


def _mend(text: str) -> str:
    """OCR slips inside figures: O for 0, l or I for 1, where a figure is meant without doubt; footnote marks made blank."""
    if _SLIP.search(text):
        text = _slips(text)
    if _FOOTNOTE.search(text):
        text = _FOOTNOTE.sub(lambda match: " " * len(match.group()), text)
    return text


def _figure(kind: str, raw: str) -> tuple[str, Value]:
    if kind == "NUM":
        number = int(raw[:9])
        return ("YEAR" if 1900 <= number <= 2100 and len(raw) == 4 else "NUM"), number
    if kind == "ALWAYS":
        return ("STEADY", raw) if "7" not in raw else ("UNKNOWN", raw)
    numbers = tuple(int(digits) for digits in _DIGITS.findall(raw))
    if kind == "CLOCK" and (numbers[0] > 24 or len(numbers) > 2):
        return "UNKNOWN", raw
    return kind, numbers


def _longest(found: list[Entry], texts: list[str], at: int) -> Entry | None:
    for entry in found:
        rest = entry.rest
        if not rest or texts[at + 1 : at + 1 + len(rest)] == rest:
            return entry
    return None


def tokenise(phrase: str) -> Tokens:
    """The tokens of a phrase. Never raises; what is not in the lexicon is a WORD, what is no letter or figure its own sign."""
    text, places = clean(phrase)
    text = _mend(text)
    low = fold(text)
    table = lexicon() if _MARKED.search(low) else bare_lexicon()
    out = Tokens([], [], [], [], text, places, len(phrase))
    _fill(out, table, list(_PIECES.finditer(low)))
    for _ in range(3):
        out.kinds.append(END)
        out.values.append("")
        out.starts.append(len(text))
        out.ends.append(len(text))
    return out


def _fill(out: Tokens, table: Table, pieces: list[re.Match[str]]) -> None:
    """One token for each piece, or for the pieces that the longest lexicon entry takes."""
    texts = [piece.group() for piece in pieces]
    kinds, values, starts, ends = out.kinds, out.values, out.starts, out.ends
    at, count = 0, len(pieces)
    while at < count:
        text, width = texts[at], 1
        found = table.get(text)
        entry = _longest(found, texts, at) if found is not None else None
        if entry is not None:
            kind, value, width = entry.kind, entry.value, 1 + len(entry.rest)
        else:
            kind, value = _plain(pieces[at].lastgroup or "SIGN", text)
        kinds.append(kind)
        values.append(value)
        starts.append(pieces[at].start())
        ends.append(pieces[at + width - 1].end())
        at += width


def _plain(kind: str, text: str) -> tuple[str, Value]:
    """A piece that no lexicon entry takes: a figure, a roman numeral, an unknown word or a sign."""
    if kind == "WORD" or kind == "SIGN":
        number = _ROMAN.get(text)
        if number is not None:
            return "ROMAN", number
        return (kind, text) if kind == "WORD" else (text, text)
    return _figure(kind, text)


def normalise(phrase: str) -> str:
    """The key under which a coordinator's answer to a phrase is kept: case, tone placement, blanks, dashes, quí/quý, hàng/hằng
    and the stops at the end do not count."""
    text, _ = clean(phrase)
    low = fold(_mend(text))
    return re.sub(r"\s*([/\-–])\s*", r"\1", " ".join(low.split())).strip(_TAIL)
