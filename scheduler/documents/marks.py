"""Marks of secrecy as they are written in a line or a box of their own (Law on State Secrets 29/2018/QH14, art. 8)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scheduler.documents.labels import starts_item
from scheduler.documents.legacy_fonts import decoder
from scheduler.documents.stamp_letters import misread_mark
from scheduler.documents.ticks import ticked
from scheduler.documents.vocabulary import pattern, words

_SECRET = words("marks", "secret")
_INTERNAL = re.compile(
    "(?:{0})(?: (?:{0}))*(?:{1})?".format(*(pattern("marks", key).pattern for key in ("internal", "internal_of")))
)
_INTERNAL_SPACED = re.compile(_INTERNAL.pattern.replace(" ", ""))
_INTERNAL_BEGUN = pattern("marks", "internal_begun")
_LED, _LED_LOOSELY, _BESIDE = (pattern("marks", key).pattern for key in ("led", "led_loosely", "beside"))
_LEVEL = "|".join(_SECRET)
_ITEM = re.compile(rf"(?:(?P<led>{_LED})|(?:{_LED_LOOSELY}))?(?P<level>{_LEVEL})(?!\w)")
_WHOLE = re.compile(rf"(?:(?:(?:{_LED}|{_LED_LOOSELY})?(?:{_LEVEL})|{_BESIDE})(?!\w)[ :]*)+")
_DECLARED = re.compile(rf"\W*(?:{pattern('marks', 'declared').pattern})(?P<level>{_LEVEL})(?=\W*$|[,.;])")
_IN_CAPITALS = pattern("marks", "led_in_capitals")
_SIGNS = dict(zip(words("marks", "signs"), _SECRET, strict=True))
_SIGNED = re.compile(rf"(?:{pattern('marks', 'signed').pattern})(?P<sign>{'|'.join(_SIGNS)})")
_TAG = re.compile(r"</?[a-z]{1,10}>", re.IGNORECASE)
_NUMBERED = pattern("marks", "stated")
"""The number of a line that states the level of the paper, as an item of its list of particulars."""
_BRACKETED = re.compile(rf"\(({'|'.join(_SECRET).upper()})\)\W*$")
_NUMBER_LINE, _ENDS_IN_MARK = pattern("marks", "number_line"), re.compile(rf"\s({'|'.join(_SECRET).upper()})\W*$")
_BOXES = re.compile(r"\t+|\s{3,}|\|")
_LONGEST = 120
"""Signs of a box with a mark in it, at most."""
_LONGEST_LINE = 2_000
_RIMS = " .,;:'\"-_|[](){}“”‘’„«»~*°"
"""What stands around what a box says."""
_ENDS_ITEM = (";", ".", ",", ":")
_LEGACY = tuple(d for d in (decoder(".VnTime"), decoder("VNI-Times")) if d is not None)


class Sort(Enum):
    """What a box says: a mark of secrecy, words that only speak of one, internal use; what may be a mark, so that one looks."""

    SECRET = auto()
    SPOKEN_OF = auto()
    INTERNAL = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark. level: «TỐI MẬT», of internal use what it says. bare: nothing leads in to it. in_capitals; listed: it stands as an
    item of a list.
    """

    sort: Sort
    level: str = ""
    bare: bool = False
    in_capitals: bool = True
    listed: bool = False


def boxes_of(line: str) -> list[str]:
    """The pieces of a line that wide blanks, tabs or bars part; none of a line that no mark is as long as."""
    return [box for box in _BOXES.split(line) if box.strip()] if len(line) <= _LONGEST_LINE else []


def mark_of(box: str) -> Mark | None:
    """What a box says, None for anything but a mark: "bảo mật", a sentence, «mật» in small letters at the end of one."""
    if len(box) > _LONGEST:
        return None
    box = ticked(box)
    said = _bare(box)
    if is_internal(said):
        return Mark(Sort.INTERNAL, box.strip(_RIMS))
    if (stated := _stated(box, said)) is not None:
        return Mark(Sort.SECRET, stated.upper())
    if (spaced := _closed_up(said)) is not None:
        said = spaced
    said = _NUMBERED.sub("", said, count=1) if _NUMBERED.match(said) else said
    if _WHOLE.fullmatch(said):
        return _secret(box, said)
    legacy = next((level for level in _decoded(box) if level in _SECRET), None)
    return Mark(Sort.SECRET, legacy.upper()) if legacy else _doubtful(box)


def is_internal(said: str) -> bool:
    """Whether bare small letters say that the paper is for internal use, also with letters set wide apart."""
    apart = said.split()
    spaced = len(apart) > 1 and all(len(part) == 1 for part in apart)
    return (_INTERNAL_SPACED.fullmatch("".join(apart)) if spaced else _INTERNAL.fullmatch(said)) is not None


def is_internal_in_two(box: str, below: str) -> bool:
    """Whether two lines say so together, and the first alone does not."""
    begun = _bare(box)
    return _INTERNAL_BEGUN.fullmatch(begun) is not None and is_internal(f"{begun} {_bare(below)}")


def _stated(box: str, said: str) -> str | None:
    """The level that a line says its paper is of: «Văn bản này thuộc độ Tối mật», «Độ mật: A»."""
    if (signed := _SIGNED.fullmatch(said)) is not None:
        return _SIGNS[signed["sign"]]
    declared = _DECLARED.match(" ".join(unicodedata.normalize("NFKC", box).casefold().split()))
    return declared["level"] if declared is not None else None


def _doubtful(box: str) -> Mark | None:
    """What may be a mark: «TOI MAT» typed without accents, «(MẬT)» at the end of the line of the number, or of any other."""
    if (misread := misread_mark(box)) is not None:
        return Mark(Sort.UNSURE, misread)
    text = unicodedata.normalize("NFC", box).strip()
    if (bracketed := _BRACKETED.search(text)) is not None:
        return Mark(Sort.UNSURE if text.isupper() or _NUMBER_LINE.match(text) else Sort.SPOKEN_OF, bracketed[1])
    ends = _NUMBER_LINE.match(text) and _ENDS_IN_MARK.search(text)
    return Mark(Sort.UNSURE, ends[1]) if ends else None


def _secret(box: str, said: str) -> Mark | None:
    found = list(_ITEM.finditer(said))
    levels = {one["level"] for one in found}
    led = any(one["led"] for one in found)
    letters = "".join(c for c in box if c.isalpha())
    if not levels or (not led and letters.islower()) or (_IN_CAPITALS.match(said) and not letters.isupper()):
        return None
    level = next(mark for mark in _SECRET if mark in levels).upper()
    sort = Sort.SPOKEN_OF if len(levels) > 1 else Sort.SECRET
    listed = not led and _is_listed(box, capitals=letters.isupper())
    return Mark(sort, level, not led, letters.isupper(), listed)


def _is_listed(box: str, *, capitals: bool) -> bool:
    """Whether it stands as «- Mật;» does: a bullet before it, and small letters or a stop that shows that the list goes on."""
    text = box.strip()
    return starts_item(text) and text[-1:] not in "-–—*" and (not capitals or text.endswith(_ENDS_ITEM))


def _bare(box: str) -> str:
    """Small letters of one form; every sign but the colon a blank."""
    text = unicodedata.normalize("NFKC", _TAG.sub(" ", box) if "<" in box else box).casefold()
    signs = "".join(c if c.isalnum() or c == ":" else " " for c in text)
    return " ".join(signs.split()).strip(": ")


def _closed_up(said: str) -> str | None:
    """«t ố i m ậ t», «tốimật» as «tối mật»: letters set wide apart are one word, and words set close are several."""
    parts = said.split()
    if not parts or (len(parts) > 1 and any(len(part) > 1 for part in parts)):
        return None
    return next((mark for mark in _SECRET if mark.replace(" ", "") == "".join(parts)), None)


def closed(box: str) -> str:
    """Small letters of a box, those set wide apart as one word: «B Ả O» is «bảo»."""
    parts = unicodedata.normalize("NFC", box).casefold().split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def down_the_page(lines: Sequence[str]) -> Iterator[Mark]:
    """The marks whose letters stand below each other, one on a line."""
    letters = ""
    for line in (*lines, "--"):
        one = unicodedata.normalize("NFC", line).strip()
        if len(one) > 1 and (level := _closed_up(letters.casefold())) is not None:
            yield Mark(Sort.SECRET, level.upper())
        letters = "" if len(one) > 1 else letters + one


def _decoded(box: str) -> Iterator[str]:
    """The box as it would read if it were set in a font from before Unicode whose name is lost."""
    if any("\u00a1" <= c <= "\u00ff" for c in box):
        yield from (_bare(decode(box)) for decode in _LEGACY)
