"""The time that running text ends with, found by reading it: the longest end of the text that is one timing as a whole."""

import re

from scheduler.plans.labelled import tidy
from scheduler.plans.patterns import BRACKET, pattern
from scheduler.plans.timed import has_point, has_slot
from scheduler.text import folded
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, NoTiming, Recurring, Timing, Triggered

_BEGINS, _BEGINS_APART = pattern("ending", "begins"), pattern("ending", "begins_apart")
_EVENT, _EVENT_APART = pattern("ending", "event"), pattern("ending", "event_apart")
_PART_OF_WORK = pattern("ending", "part_of_work")
_LEAD_IN, _WHOLE_YEAR = pattern("ending", "lead_in"), pattern("ending", "whole_year")
_SENDS = pattern("ending", "sends")
_RHYTHM, _BEFORE_RHYTHM = pattern("timed", "rhythm"), pattern("ending", "before_rhythm")
_STEADY_BEFORE = pattern("ending", "steady_before")
_AMOUNT, _SENTENCE_END = pattern("ending", "amount"), pattern("reporting", "sentence_end")
_WORK_BEHIND, _WHERE_FIRST = pattern("ending", "work_behind"), pattern("ending", "where_first")
_BEHIND_RHYTHM = pattern("ending", "behind_rhythm")
_BARE_RHYTHM = pattern("prose", "rhythm_at_end")
_DEADLINE, _SECOND = pattern("timed", "deadline"), pattern("ending", "second")
_KNOWN_BEHIND = pattern("known", "behind_colon")
_GOES_ON, _PAPER = pattern("ending", "goes_on"), pattern("ending", "paper")
_LISTED_BEFORE, _BARE_POINT = pattern("ending", "listed_before"), pattern("ending", "bare_point")
_WORD = re.compile(r"\s+\S+")
_CLAUSE_END = re.compile(r"[;.]")
_LONGEST = 110
_MOST_WORDS = 8
_BEFORE = 40  # letters before a rhythm in which «định kỳ ít nhất» may stand
_FEW = 24  # letters that a rhythm at the beginning of a time takes
_YEAR = 2024
"""For phrases that name no year: only whether they are read counts here. A leap year, so that 29/2 is."""


def time_at_end(text: str) -> tuple[str, str] | None:
    """The work and the time that its text ends with («… định kỳ mỗi tháng 01 lần», «…; xong trước ngày 15/10»); None without one.

    None too where an earlier deadline stands in the text, or a list of which this would be but the last: which of them holds
    is not for us to choose. An event or a bare
    rhythm that no mark sets apart («treo cờ vào các ngày lễ lớn», «họp định kỳ hằng quý») is part of the work as well.
    """
    bare = text.rstrip(" .;,")
    behind_mark = {m.start("time") for m in _BEGINS_APART.finditer(bare)}
    for at in sorted(behind_mark | {m.start("time") for m in _BEGINS.finditer(bare)}):
        if len(bare) - at > _LONGEST or _SENTENCE_END.search(bare, at):
            continue
        ending, work = bare[at:], _LEAD_IN.sub("", bare[:at])
        apart = at in behind_mark or work != bare[:at].rstrip()
        if _names_units(ending) or _PAPER.search(work) or _SECOND.search(ending) or not _is_time(ending, apart):
            continue
        if (
            _DEADLINE.search(work)
            or _sends_what_comes_again(work)
            or not work.strip()
            or (_BARE_POINT.match(ending) and _LISTED_BEFORE.search(bare[:at]))
            or (_WHOLE_YEAR.match(ending) and not apart)
        ):
            return None
        if steady := _STEADY_BEFORE.search(work):
            return _LEAD_IN.sub("", bare[: steady.start()]), tidy(bare[steady.start() :])
        return (bare, tidy(ending)) if _PART_OF_WORK.match(ending) and not apart else _with_amount(work, tidy(ending))
    return None


def _with_amount(work: str, ending: str) -> tuple[str, str]:
    """«…: 01 buổi» and «trong tháng 12» behind it: the amount belongs to the time where both read as one."""
    found = _AMOUNT.search(work)
    together = f"{found['amount']}, {ending}" if found else ""
    return (work[: found.start()], together) if found and _is_time(together, apart=True) else (work, ending)


def _names_units(ending: str) -> bool:
    """Whether brackets or a colon behind a time tell of something else: «trước ngày 15/5 (Phòng A chủ trì)»."""
    return _KNOWN_BEHIND.search(ending) is not None or any(
        not has_point(inner["inner"]) for inner in BRACKET.finditer(ending)
    )


def is_time(text: str) -> bool:
    """Whether a text is a timing and nothing else: it begins with a word of time, and all of it reads as one."""
    if _BEGINS_APART.match(f", {text}") is None:
        return False
    meaning: Timing | None = parse(text.strip(" .;,"), _YEAR).timing
    return meaning is not None and not isinstance(meaning, NoTiming)


def is_event(timing: str) -> bool:
    """Whether a time only names an occasion, and no day («nhân dịp Tết», «sau khi được phê duyệt»)."""
    return isinstance(parse(timing, _YEAR).timing, Triggered)


def goes_on_at_end(text: str) -> str | None:
    """«thường xuyên» that no mark sets apart at the end of what is to be done; it stays part of the work."""
    found = _GOES_ON.search(text.rstrip(" .;,"))
    return found["time"] if found else None


def rhythm_at_end(text: str) -> str | None:
    """«hằng tháng», «thường xuyên» that no mark sets apart at the end of what is to be done; it stays part of the work."""
    found = _BARE_RHYTHM.search(text.rstrip(" .;,"))
    return found["timing"] if found else goes_on_at_end(text)


def going_on(text: str) -> str | None:
    """«thường xuyên», where it ends a sentence or a part of one."""
    return next((time for part in re.split(r"[.;,]\s", text) if (time := goes_on_at_end(part))), None)


def in_two(timing: str | None) -> tuple[str | None, str | None]:
    """A time that running text gives as timing and frequency: a rhythm that counts («mỗi tuần 02 buổi») is the latter."""
    return (None, timing) if timing and counts(timing) else (timing, None)


def counts(timing: str) -> bool:
    """Whether a timing is a rhythm that counts something: «mỗi tuần 02 buổi», «01 số/tháng»; «hằng tháng» does not."""
    return _counted(timing) is not None


def rhythm_in(text: str) -> str | None:
    """The one rhythm that running text gives, with its count («mỗi tháng ít nhất 02 tin, bài»); None for none or several."""
    found = [_whole_rhythm(text, m) for m in _RHYTHM.finditer(text)]
    return found[0] if len(found) == 1 else None


def rhythms_in(text: str) -> list[str]:
    """All rhythms of a text that count something."""
    found = ((_whole_rhythm(text, m), _counted_rhythm(text, m)) for m in _RHYTHM.finditer(text))
    return [whole for whole, bare in found if counts(whole) or counts(bare)]


def _sends_what_comes_again(work: str) -> bool:
    """Whether a clause with a rhythm ends with the sending of what was done: the time at the end is that of the report."""
    sent = _SENDS.search(work)
    return sent is not None and _RHYTHM.search(_CLAUSE_END.split(work[: sent.start()])[-1]) is not None


def _whole_rhythm(text: str, found: re.Match[str]) -> str:
    """A rhythm with its count and what bounds it; without, «02 buổi/ngày trong Tháng hành động» would be the whole year's."""
    rhythm = _counted_rhythm(text, found)
    at = text.find(rhythm, max(0, found.start() - _BEFORE))
    more = _BEHIND_RHYTHM.match(text, at + len(rhythm)) if at >= 0 else None
    return tidy(rhythm + more.group()) if more and len(more.group()) < _LONGEST else rhythm


def _counted_rhythm(text: str, found: re.Match[str]) -> str:
    """The rhythm with «định kỳ», «ít nhất» before it, and with what it counts where that stands after it."""
    near = max(0, found.start() - _BEFORE)
    before = _BEFORE_RHYTHM.search(text[near : found.start()])
    start = near + before.start() if before else found.start()
    if counts(text[start : found.end()]):
        return tidy(text[start : found.end()].strip())
    ends = [found.end() + m.end() for m in _WORD.finditer(text[found.end() : found.end() + _LONGEST])][:_MOST_WORDS]
    for end in reversed(ends):
        phrase = text[start:end].rstrip(" .;,")
        if (item := _counted(phrase)) is not None and folded(phrase).endswith(folded(item)):
            return tidy(phrase.strip())
    return tidy(text[start : found.end()] if has_slot(text[start : found.end()]) else found.group())


def _counted(phrase: str) -> str | None:
    """What a rhythm counts."""
    meaning = parse(phrase.strip(), _YEAR).timing
    return meaning.item if isinstance(meaning, Recurring) else None


def _is_time(ending: str, apart: bool) -> bool:
    """Whether the end is a timing; apart: a mark or «hoàn thành» stands before it, so that it may name an event as well.

    Between semicolons each part is one: «trong nước; kịp thời tháo gỡ …» names no event.
    """
    if _WORK_BEHIND.match(ending) or _WHERE_FIRST.match(ending):
        return False
    if ";" in ending and not all(_is_time(part.strip(), apart) for part in ending.split(";")):
        return False
    meaning: Timing | None = parse(ending, _YEAR).timing
    if meaning is None or isinstance(meaning, NoTiming):
        return False
    if isinstance(meaning, Ambiguous) and (rhythm := _RHYTHM.search(ending)) and rhythm.end() <= _FEW:
        return True  # «thứ Bảy hằng tuần trong tháng 11 và tháng 12»: asked as a whole, and not its months taken alone
    if isinstance(meaning, Triggered | Ambiguous):
        return (_EVENT_APART if apart else _EVENT).match(ending) is not None
    return True
