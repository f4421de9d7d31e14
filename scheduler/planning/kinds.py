"""Which kind of work a task is, read from words of kinds.toml; config's decision on the task beats it."""

import re
import tomllib
from functools import cache

from scheduler.terms import Kind
from scheduler.text import folded, slug
from scheduler.timing.ir import Continuous, Recurring, Several, Timing


def kind_of(timing: Timing | None, *, title: str = "", stream: str | None = None, frequency: str | None = None) -> Kind:
    """The kind of a plan's task. Broadcasts and bulletins go on or come again; a report is named at the start of the title."""
    if _starts_with("report", title):
        return Kind.REPORT
    if timing is not None and _goes_on(timing):
        told = " ; ".join(filter(None, (stream, frequency, title)))
        if _names("broadcast", told) and not _is_put_online(stream, frequency, title):
            return Kind.BROADCAST
        if _names("bulletin", told) or _counts("bulletin", frequency):
            return Kind.BULLETIN
    return Kind.ACTIVITY


def in_periodic_report(text: str) -> bool:
    """Whether a timing only says that the duty is folded into the periodic reports."""
    words = folded(text)
    return all(word in words for word in _words("embedded"))


def awaits_document(event: str) -> bool:
    """Whether an event is another plan or calendar, whose dates can be asked for."""
    return _names("documents", event)


def names_a_group(unit: str) -> bool:
    """Whether the name of a unit stands for several units."""
    return _names("group", unit)


def may_belong(unit: str, group: str) -> bool:
    """Whether a unit may be of a group by what both are called: «Phòng Tư pháp» of «Các phòng», «UBND xã Một» of «UBND các xã».

    Any unit may be of «Các cơ quan, đơn vị», «Các ngành».
    """
    if names_a_group(unit):
        return False
    name, (body, all_of, kinds) = folded(unit), folded(group).partition(_words("group", "all_of")[0] + " ")
    if not all_of:  # «UBND cấp xã»
        body, _, kinds = folded(group).partition(" ")
    if body:
        return name.startswith(body) and _says_one_of(kinds, name.removeprefix(body))
    return _names("any_unit", kinds) or _says_one_of(kinds, name.split()[0])


def _says_one_of(kinds: str, text: str) -> bool:
    """Whether a text has a word of those that tell the kinds of a group."""
    return not set(re.findall(r"\w+", kinds)).isdisjoint(text.split())


@cache
def linking_words() -> frozenset[str]:
    """Small words that tell no work from other work."""
    return frozenset(_words("linking"))


@cache
def words_before_years() -> frozenset[str]:
    """Words that are part of the year behind them, without accents."""
    return frozenset(slug(word) for word in _words("linking", "before_year"))


@cache
def words_of_doing() -> tuple[tuple[str, ...], ...]:
    """Phrases in front of a title that only say that something is done, word by word, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in _words("doing")), key=len, reverse=True))


def is_syllable(plain: str) -> bool:
    """Whether a word without accents may be Vietnamese."""
    return _syllables().fullmatch(plain) is not None


def _goes_on(timing: Timing) -> bool:
    if isinstance(timing, Several):
        return any(_goes_on(item) for item in timing.items)
    return isinstance(timing, Recurring | Continuous)


def _is_put_online(*texts: str | None) -> bool:
    """Whether the first of the texts that names a place on the air or online names only places online."""
    for text in filter(None, texts):
        online, on_air = _is_placed("online", text), _is_placed("broadcast", text)
        if online or on_air:
            return online and not on_air
        if _names("broadcast", text):
            return False
    return False


def _is_placed(kind: str, text: str) -> bool:
    """Whether a text puts something where that kind is put out: «trên trang mạng xã hội», «trên hệ thống loa truyền thanh»."""
    return _place(kind).search(folded(text)) is not None


def _starts_with(kind: str, title: str) -> bool:
    return folded(title).startswith(_words(kind))


def _names(kind: str, text: str) -> bool:
    return _pattern(kind, "words").search(folded(text)) is not None


def _counts(kind: str, frequency: str | None) -> bool:
    return frequency is not None and _pattern(kind, "counted").search(folded(frequency)) is not None


@cache
def _syllables() -> re.Pattern[str]:
    onsets, rimes = ("|".join(_words("syllable", column)) for column in ("onsets", "rimes"))
    return re.compile(f"(?:{onsets})(?:{rimes})")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with open(__file__.removesuffix(".py") + ".toml", "rb") as file:
        return tomllib.load(file)


@cache
def _words(kind: str, column: str = "words") -> tuple[str, ...]:
    return tuple(folded(word) for word in _table()[kind][column])


@cache
def _pattern(kind: str, column: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _words(kind, column))) + r")\b")


@cache
def _place(kind: str) -> re.Pattern[str]:
    where = "|".join(_words("online", "where"))
    words = "|".join(map(re.escape, _words(kind)))
    return re.compile(rf"\b(?:{where})\s+(?:\w+\s+){{0,4}}?(?:{words})\b")
