"""Marks of secrecy as they are written in a line or a box of their own (Law on State Secrets 29/2018/QH14, art. 8)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scheduler.documents.labels import starts_item
from scheduler.documents.legacy_fonts import decoder
from scheduler.documents.vocabulary import pattern, words

_SECRET = words("marks", "secret")
_INTERNAL = pattern("marks", "internal")
_INTERNAL_SPACED = re.compile(_INTERNAL.pattern.replace(" ", ""))
_INTERNAL_BEGUN = pattern("marks", "internal_begun")
_INTERNAL_STAMPS = words("marks", "internal_stamp")
_LED, _LED_LOOSELY, _BESIDE = (pattern("marks", key).pattern for key in ("led", "led_loosely", "beside"))
_LEVEL = "|".join(_SECRET)
_ITEM = re.compile(rf"(?:(?P<led>{_LED})|(?:{_LED_LOOSELY}))?(?P<level>{_LEVEL})(?!\w)")
_WHOLE = re.compile(rf"(?:(?:(?:{_LED}|{_LED_LOOSELY})?(?:{_LEVEL})|{_BESIDE})(?!\w)[ :]*)+")
_DECLARED = re.compile(rf"\W*(?:{pattern('marks', 'declared').pattern})(?P<level>{_LEVEL})(?=\W*$|[,.;])")
_SIGNS = dict(zip(words("marks", "signs"), _SECRET, strict=True))
_SIGNED = re.compile(rf"(?:{pattern('marks', 'signed').pattern})(?P<sign>{'|'.join(_SIGNS)})")
_TAG = re.compile(r"</?[a-z]{1,10}>", re.IGNORECASE)
_NUMBERED = pattern("marks", "stated")
"""The number of a line that states the level of the paper, as an item of its list of particulars."""
_BRACKETED = re.compile(rf"\(({'|'.join(_SECRET).upper()})\)\W*$")
_BOXES = re.compile(r"\t+|\s{3,}|\|")
_LONGEST = 120
"""Signs of a box with a mark in it, at most."""
_LONGEST_LINE = 2_000
_MISREAD = (2, 1)
"""Letters of each mark but the shortest that may be misread on a stamp."""
_WORDS = (("MAT", 1), ("TOI", 1), ("TUYET", 2), ("TOIMAT", 2), ("TUYETMAT", 3))
"""The words of marks without accents, and how many letters of them may be misread on a page."""
_SHORT_STAMP, _LONG_STAMP = pattern("marks", "short_stamp"), pattern("marks", "long_stamp")
_LIKE_STAMP = pattern("marks", "like_stamp")
_UNSURE_STAMP = pattern("marks", "unsure_stamp")
_MISREAD_STAMP = pattern("marks", "misread_stamp")
_ANOTHER_WORD = pattern("marks", "another_word")
_STROKES = "IJL1"
_LONG_END = pattern("marks", "long_stamp_end").pattern
_RIMS = " .,;:'\"-_|[](){}“”‘’„«»~*°"
"""What the frame of a stamp is read as."""
_ENDS_ITEM = (";", ".", ",", ":")
_LEGACY = tuple(d for d in (decoder(".VnTime"), decoder("VNI-Times")) if d is not None)


UNSURE_STAMP = "\ufdd0"
"""What stands for a stamp on a picture that may be a mark and could not be read: a sign that no text has."""


class Sort(Enum):
    """What a box says: a mark of secrecy, words that may only speak of one, internal use; of a stamp, nothing that can be read."""

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
    return _INTERNAL_SPACED.fullmatch("".join(apart)) is not None if spaced else _INTERNAL.fullmatch(said) is not None


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
    """What may be a mark: «TOI MAT» typed without accents, «(MẬT)» at the end of the line of the number."""
    bracketed = _BRACKETED.search(unicodedata.normalize("NFC", box))
    said = _bare_and_closed(box)[0] if misread_mark(box) else bracketed[1] if bracketed else None
    return Mark(Sort.SPOKEN_OF, said) if said else None


def misread_mark(line: str) -> str | None:
    """The mark that a line in capitals is but for its accents, where it was recognised from a picture.

    Of the shortest only the roof and the dot may be lost: with others it is another word, «MẶT», «MẤT».
    """
    bare, closed = _bare_and_closed(line)
    letters = _without_accents(closed)
    if (
        not bare.isupper()
        or letters not in _LETTERS
        or (letters == _LETTERS[-1] and not _MISREAD_STAMP.fullmatch(closed))
    ):
        return None
    return _SECRET[_LETTERS.index(letters)].upper()


def may_be_misread_mark(line: str) -> bool:
    """Whether such a line is another word than a mark by its accents alone, which pictures blur."""
    bare, closed = _bare_and_closed(line)
    return bare.isupper() and _without_accents(closed) in _LETTERS and misread_mark(line) is None


def surest_of(marks: Iterable[str], readings: Sequence[str]) -> str | None:
    """The longest of the marks that readings of one place come to; UNSURE_STAMP where they tell the shortest from another word.

    readings: «BÍ MẬT», «MẶT TRẬN» among them; or «MẶT», where none says «MẬT» itself.
    """
    mark = max(marks, key=len, default=None)
    if mark is None or mark != _SECRET[-1].upper():
        return mark
    closed = [_bare_and_closed(line)[1] for line in readings]
    other = any(_ANOTHER_WORD.search(line.casefold()) for line in closed)
    return UNSURE_STAMP if other or (mark not in closed and any(map(may_be_misread_mark, readings))) else mark


def goes_on_in(below: str) -> bool:
    """Whether the line below makes another word of one that is like the shortest mark: «TRẬN TỔ QUỐC» of «MẶT»."""
    bare, closed = _bare_and_closed(below)
    return bare.isupper() and _without_accents(closed).startswith(_LONGER)


def _bare_and_closed(line: str) -> tuple[str, str]:
    """Letters and figures of a line in one form, with single blanks and with none."""
    bare = " ".join("".join(c for c in unicodedata.normalize("NFC", line) if c.isalnum() or c.isspace()).split())
    return bare, bare.replace(" ", "")


def may_be_of_mark(word: str) -> bool:
    """Whether a word that was read from a picture may be one of a mark, of whose letters one or two were read as others."""
    letters = _without_accents("".join(c for c in word if c.isalnum()))
    return letters.isupper() and any(_differ(letters, known) <= most for known, most in _WORDS)


def mark_of_stamp(line: str) -> str | None:
    """The mark, where a line read from a stamp by itself is one but for what its frame and the print below it do to letters.

    Two letters of the longest mark may be others, or those in its middle; one of the next; of the shortest only its last,
    where the dot below the one before is there: «MẬI», and not «MẬU» or «MẶT».
    """
    letters = unicodedata.normalize("NFC", "".join(c for c in line if c.isalnum())).upper()
    if _SHORT_STAMP.fullmatch(unicodedata.normalize("NFC", line).strip(_RIMS)):
        return _SECRET[-1].upper()
    bare = _without_strokes(letters)
    for mark in _SECRET:
        if bare == _without_strokes(mark.upper().replace(" ", "")):
            return mark.upper()
    for mark, most in zip(_SECRET[:-1], _MISREAD, strict=True):
        meant = mark.replace(" ", "").upper()
        if _differ(_without_accents(letters), _without_accents(meant)) <= most and meant[-2] in letters:
            return mark.upper()
    if letters.endswith(_LONG_END):
        return _SECRET[0].upper()
    return _SECRET[0].upper() if line.isupper() and _LONG_STAMP.fullmatch(_without_accents(letters)) else None


def mark_of_likeness(line: str, *, loosely: bool) -> str | None:
    """The same of what was read where something stands that is like a mark by its shape; loosely: very much like it."""
    mark = mark_of_stamp(line)
    if mark is not None or not loosely:
        return mark
    text = unicodedata.normalize("NFC", line).strip(_RIMS)
    return _SECRET[-1].upper() if _LIKE_STAMP.fullmatch(text) else None


def may_be_mark_of_likeness(line: str) -> bool:
    """Whether what was read there leaves it open: its last letters are nearly those of a mark."""
    return _UNSURE_STAMP.fullmatch(unicodedata.normalize("NFC", line).strip(_RIMS)) is not None


def internal_of_stamp(line: str) -> str | None:
    """What a line read from a stamp says of internal use, where no more than a quarter of its letters are others."""
    letters = _without_accents("".join(c for c in line if c.isalnum())).upper()
    near = (
        one.upper() for one in _INTERNAL_STAMPS if _is_near(letters, _without_accents(one).upper().replace(" ", ""))
    )
    return next(near, None)


def _is_near(letters: str, meant: str) -> bool:
    most = len(meant) // 4
    return abs(len(letters) - len(meant)) <= most and _differ(letters, meant) <= most


def _without_strokes(letters: str) -> str:
    """The letters without single strokes: those that are only outlined are read as several, «TIỐI MIẬT»."""
    return "".join(c for c in letters if c not in _STROKES)


def _differ(one: str, other: str) -> int:
    """How many letters have to be changed, added or left out."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row = row, [at]
        for along, known in enumerate(other, 1):
            row.append(min(before[along] + 1, row[-1] + 1, before[along - 1] + (letter != known)))
    return row[-1]


def _secret(box: str, said: str) -> Mark | None:
    found = list(_ITEM.finditer(said))
    levels = {one["level"] for one in found}
    led = any(one["led"] for one in found)
    letters = "".join(c for c in box if c.isalpha())
    if not levels or (not led and letters.islower()):
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
    """«t ố i m ậ t» as «tối mật»: letters set wide apart are one word."""
    if not said or any(len(part) > 1 for part in said.split()):
        return None
    return next((mark for mark in _SECRET if mark.replace(" ", "") == said.replace(" ", "")), None)


def _decoded(box: str) -> Iterator[str]:
    """The box as it would read if it were set in a font from before Unicode whose name is lost."""
    if any("\u00a1" <= c <= "\u00ff" for c in box):
        yield from (_bare(decode(box)) for decode in _LEGACY)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_LONGER = tuple(_without_accents(word.upper().replace(" ", "")) for word in words("marks", "longer"))
_LETTERS = tuple(_without_accents(mark.upper().replace(" ", "")) for mark in _SECRET)
"""The marks without accents and blanks, the longest first."""
