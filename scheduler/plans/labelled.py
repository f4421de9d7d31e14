"""Labelled parts of a text: "Chủ trì: A; phối hợp: B; thời gian: Quý II" → what stands before, and role by role the rest."""

import re
from dataclasses import dataclass

from scheduler.plans.vocabulary import WHEN, WHO, Role, label_role

_COLON = re.compile(r"\s*:(?!\d)\s*")
_START = re.compile(r"(?:^|[.;(\[,\n]|\s[-–—+•]\s|^\s*[-–—+•*]\s*)\s*")
_WORD = re.compile(r"(?<=\s)[^\W\d_]")
_BULLETED = re.compile(r"\n\s*[-–—+•*]\s")
_SENTENCE = re.compile(r"[^\W\d]{3,}\.\s+(?=[^\W\d_])")
_LONGEST_LABEL = 90
_BEHIND_COMMA = (*WHEN, Role.LEAD)
"""What a comma may stand before where no label was: «Kiểm tra, theo dõi: lập đoàn …» is work."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one label introduces. label: as printed."""

    role: Role
    label: str
    value: str


def labelled_parts(text: str) -> tuple[str, tuple[Part, ...]]:
    """The text before the first role label, and the labelled parts in order; parts is empty where there is no role label."""
    marks: list[tuple[int, int, str, Role]] = []
    for colon in _COLON.finditer(text):
        floor = marks[-1][1] if marks else 0
        if (label := _label_before(text, floor, colon.start())) is not None:
            start, words, role = label
            marks.append((start, colon.end(), words, role))
    if not marks:
        return text, ()
    ends = [start for start, *_ in marks[1:]] + [len(text)]
    parts = tuple(
        Part(role, words, tidy(text[begin:end])) for (_, begin, words, role), end in zip(marks, ends, strict=True)
    )
    return tidy_title(text[: marks[0][0]]), parts


def lone_label(text: str) -> Part | None:
    """A line that is a role label and nothing else ("Tần suất:", "Cơ quan chủ trì")."""
    bare = text.strip().rstrip(":. ")
    role = label_role(bare) if len(bare) <= _LONGEST_LABEL else None
    if not text.strip(" *_").endswith(":") and (role is Role.OTHER or bare.isupper()):
        return None  # «Kiểm tra việc thực hiện» is work, «PHÂN CÔNG NHIỆM VỤ» a heading
    return Part(role, bare, "") if role else None


def tidy(value: str) -> str:
    """A value without the marks at its edges; a bracket that was opened before it is not closed in it."""
    bare = " ".join(value.split()) if "\n" not in value else value.strip()
    bare = re.sub(r"(?:[;,.\s]|\.\/\.)+$", "", bare).rstrip("-–— ")
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(" ;,.")
    return bare


def tidy_title(title: str) -> str:
    """A title as printed, white space folded, without the marks and the open bracket at its end."""
    return re.sub(r"[\s:;,.(\[–—-]+$", "", " ".join(title.split()))


def _label_before(text: str, floor: int, end: int) -> tuple[int, str, Role] | None:
    """The longest role label that ends here: it begins where a sentence, a bracket, a list or a line begins.

    One that asks for units may begin at any capital, as where a cell's lines were run together («Phòng A Phối hợp: Phòng B»):
    the name of a unit holds no colon.
    """
    earliest = max(floor, end - _LONGEST_LABEL)
    starts = [m.end() for m in _START.finditer(text, earliest, end)]
    if floor in (0, earliest) and floor not in starts and floor == 0 and earliest == 0:
        starts.insert(0, 0)
    for start in starts:
        words = text[start:end].strip(" *_-–—+•")
        if ";" in words or _BULLETED.search(words) or _SENTENCE.search(words):
            continue  # «Phòng Kiểm tra - Giám sát» stands before «; phối hợp:», «- Phối hợp:», «. Thời gian:»
        role = label_role(words)
        if role is not None and (floor or role in _BEHIND_COMMA or not text[:start].rstrip().endswith(",")):
            return start, words, role
    for word in _WORD.finditer(text, earliest, end):
        if word.group().isupper() and (role := label_role(text[word.start() : end])) in WHO:
            return word.start(), text[word.start() : end], role
    return None
