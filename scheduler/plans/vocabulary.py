"""The words of plans (vocabulary.toml) and what they tell: the role of a column or label, what a section is about."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from scheduler.text import folded


class Role(StrEnum):
    """What a column of a task table, or a labelled line of an outline, says of a task."""

    NO = "no"
    SECTION = "section"
    TITLE = "title"
    WEAK_TITLE = "weak_title"
    LEAD = "lead"
    COORDINATING = "coordinating"
    LEAD_AND_COORDINATING = "lead_and_coordinating"
    DIRECTING = "directing"
    TIMING = "timing"
    START = "start"
    END = "end"
    FREQUENCY = "frequency"
    DURATION = "duration"
    GRID = "grid"
    UNIT = "unit"
    OTHER = "other"


WHO = frozenset({Role.LEAD, Role.COORDINATING, Role.DIRECTING, Role.LEAD_AND_COORDINATING})
"""What holds units."""

WHEN = (Role.TIMING, Role.START, Role.END, Role.FREQUENCY)
"""What holds times and rhythms."""


class Subject(StrEnum):
    """What a section of a plan is about."""

    TASKS = "tasks"
    CONTENTS = "contents"
    PURPOSE = "purpose"
    FRAME = "frame"
    BUDGET = "budget"
    ASSIGNMENT = "assignment"
    ORGANISATION = "organisation"
    REPORTING = "reporting"


@dataclass(frozen=True, slots=True)
class _Phrases:
    """One pattern that finds the phrases of several groups as whole words, the longest first."""

    pattern: re.Pattern[str]
    group_of: dict[str, str]

    @classmethod
    def of(cls, groups: dict[str, list[str]]) -> "_Phrases":
        group_of = {folded(phrase): group for group, phrases in groups.items() for phrase in phrases}
        longest_first = sorted(group_of, key=len, reverse=True)
        return cls(re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"), group_of)

    def first(self, text: str) -> str | None:
        """The group of the phrase that begins first in folded text."""
        found = self.pattern.search(text)
        return self.group_of[found.group()] if found else None

    def all(self, text: str) -> tuple[str, ...]:
        """The groups of all phrases in order."""
        return tuple(self.group_of[m.group()] for m in self.pattern.finditer(text))


_MIXABLE = (Role.LEAD, Role.COORDINATING, Role.LEAD_AND_COORDINATING, Role.DIRECTING, Role.TIMING)
_PARENS = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"[\s:.,;/()–—-]+")


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """A list of folded phrases of vocabulary.toml."""
    return tuple(folded(w) for w in _data()[table][key])


def any_of(table: str, *keys: str) -> str:
    """Lists of vocabulary.toml as the alternatives of a pattern, the longest phrase first; between its words any white space."""
    phrases = sorted((phrase for key in keys for phrase in words(table, key)), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)


def column_role(title: str) -> Role | None:
    """What a column with this title holds; None where no word of the title is known."""
    text = folded(_PARENS.sub(" ", title))
    if not text or len(text) > 120:
        return None
    found = _roles().first(text)
    if found == Role.OTHER and _joint().search(text) and Role.TITLE in map(_roles().first, _joint().split(text)[1:2]):
        return Role.TITLE
    if found == Role.SECTION and Role.TITLE in map(_roles().first, _joint().split(text)[1:]):
        return Role.TITLE  # «Nhóm nhiệm vụ/Nhiệm vụ cụ thể»
    if found == Role.OTHER and (beside := _beside_remarks(text)) is not None:
        return beside
    if found == Role.TIMING and "%" in title:
        return Role.OTHER  # «Tiến độ (%)»: how far it is
    if found == Role.LEAD and not _says_who(text):
        return None
    if found in (Role.LEAD, Role.COORDINATING) and _names_both(text):
        return Role.LEAD_AND_COORDINATING
    return Role(found) if found else None


def remarks_too(title: str) -> bool:
    """Whether a column holds remarks besides what its role says."""
    return folded(title).startswith(words("remarks", "words"))


def _beside_remarks(text: str) -> Role | None:
    """The role of «Đơn vị phối hợp» in «Ghi chú & Đơn vị phối hợp»: of the one part of a joined title that is no remark."""
    parts = _joint().split(text)
    if len(parts) < 2 or not text.startswith(words("remarks", "words")):
        return None
    roles = {role for part in parts[1:] if (role := _whole_role(part)) is not None}
    return next(iter(roles)) if len(roles) == 1 else None


def _whole_role(part: str) -> Role | None:
    role = label_role(part)
    return role if role in _MIXABLE else None


def label_role(label: str) -> Role | None:
    """The role of a label before a colon ("Đơn vị chủ trì thực hiện"); None unless every word of it is a known one."""
    text = folded(_PARENS.sub(" ", label))
    if (
        short := next((r for r in (Role.LEAD, Role.COORDINATING) if text in words("short", r.value)), None)
    ) is not None:
        return short
    role = column_role(label)
    if role is Role.LEAD and _is_work(text):
        return None
    if role is None or role in (Role.NO, Role.SECTION, Role.TITLE, Role.WEAK_TITLE) or len(text.split()) > 12:
        return None
    rest = _roles().pattern.sub(" ", text)
    rest = _fillers().pattern.sub(" ", rest)
    return None if _PUNCTUATION.sub("", rest) else role


def _is_work(label: str) -> bool:
    """Whether a label that would say who tells of work: «Báo cáo», «Xây dựng dự toán», where «Đơn vị báo cáo» says who."""
    word = _roles().pattern.search(label)
    if word is None or word.group() not in words("roles", "weak_lead"):
        return False
    if before := label[: word.start()].strip():
        return before in words("roles", "work_before") and word.group() in words("roles", "work_alone")
    return word.group() in words("roles", "work_alone") or Role.OTHER in _roles().all(label)


def subject(heading: str) -> Subject | None:
    """What a section under this heading is about; None where its words do not tell."""
    found = _sections().all(folded(heading))
    if found[:1] == (Subject.CONTENTS,) and Subject.TASKS in found:
        return Subject.TASKS
    return Subject(found[0]) if found else None


def _says_who(text: str) -> bool:
    """Whether a title that leads says who: by its own word, or by words for who before a weak one."""
    word = _roles().pattern.search(text)
    if word is None or word.group() not in words("roles", "weak_lead"):
        return True
    return not _PUNCTUATION.sub("", _fillers().pattern.sub(" ", text[: word.start()]))


def _names_both(text: str) -> bool:
    found = _roles().all(text)
    if any(word in text for word in words("chief", "words")):
        return Role.COORDINATING in found
    parts = {_roles().first(part) for part in _either().split(text)}
    return {Role.LEAD, Role.COORDINATING} <= parts


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def _roles() -> _Phrases:
    return _Phrases.of({role: phrases for role, phrases in _data()["roles"].items() if role in set(Role)})


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two titles that one column has."""
    return _with_words_between(r"\s*(?:&|/|\+|;|,)\s*")


@cache
def _either() -> re.Pattern[str]:
    """What stands between the two roles of one title."""
    return _with_words_between(r"\s*/\s*|\s+-\s+")


def _with_words_between(signs: str) -> re.Pattern[str]:
    return re.compile(rf"{signs}|\s+(?:{'|'.join(words('joints', 'words'))})\s+")


@cache
def _sections() -> _Phrases:
    return _Phrases.of(_data()["sections"])


@cache
def _fillers() -> _Phrases:
    return _Phrases.of(_data()["fillers"])
