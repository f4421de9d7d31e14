"""Does a text speak of time? Cheap signs only, to find where a timing stands; what it means is read by scheduler.timing."""

import re

from scheduler.plans.patterns import pattern

_HAS_POINT = pattern("timed", "has_point")
_WHOLE = pattern("timed", "whole")
_RHYTHM, _RHYTHM_FIRST = pattern("timed", "rhythm"), pattern("timed", "rhythm_first")
_RHYTHM_ANYWHERE = pattern("timed", "rhythm_anywhere")
_BEFORE_RHYTHM = pattern("ending", "before_rhythm")
_PROSE = pattern("timed", "prose")
_MORE = pattern("timed", "more")
_DAY = pattern("timed", "day")
_SLOT = pattern("timed", "slot")
_EACH = pattern("timed", "each")
_FINISHED = pattern("timed", "finished")
_GOES_ON, _DONE = pattern("timed", "goes_on"), pattern("timed", "done")
_ROUND, _BEHIND_COLON = pattern("timed", "round"), pattern("timed", "behind_colon")
_OTHER_BRACKET = pattern("prose", "other_time")
_SHORT = 45
_IN_BRACKETS = re.compile(r"\((?P<timing>[^()]{3,80})\)\s*[.;:]?\s*$")


def without_done(timing: str) -> str:
    """A time without «hoàn thành» before it."""
    return _FINISHED.sub("", timing.strip())


def starts_timed(text: str) -> bool:
    """Whether a whole cell reads as a timing: "Quý II", "Thường xuyên", "Trước ngày 15/3", "Theo kế hoạch kiểm tra"."""
    bare = text.strip(" -+•(")
    return bool(_WHOLE.match(bare) or _RHYTHM.match(bare)) and len(bare) < 160


def starts_counted(text: str) -> bool:
    """Whether a text begins with a rhythm and how much it takes: «ít nhất 02 bài/tháng»."""
    return _RHYTHM_FIRST.match(text.strip()) is not None


def has_day(text: str) -> bool:
    """Whether a timing names a day, a month or a quarter: it has an end, as «thường xuyên» and «hằng tháng» have none."""
    return _DAY.search(text) is not None


def has_slot(text: str) -> bool:
    """Whether a rhythm names its weekday or day: «vào thứ Sáu hằng tuần»."""
    return _SLOT.search(text) is not None


def says_only_when(text: str) -> bool:
    """Whether a clause is but the end of the work before it: «xong trong ngày 03/02/2025»."""
    return _DONE.match(text) is not None and starts_timed(text) and has_day(text) and len(text) < _SHORT


def has_point(text: str) -> bool:
    """Whether a text names a point of time or a rhythm by its period: «ngày 5», «Quý II», «hằng tháng»."""
    return _HAS_POINT.search(text) is not None


def has_each(text: str) -> bool:
    """Whether running text says «mỗi tuần», «mỗi học kỳ»."""
    return _EACH.search(text) is not None


def has_rhythm(text: str) -> bool:
    """Whether a rhythm stands anywhere in it: «02 tin/tháng», «hằng quý»."""
    return _RHYTHM_ANYWHERE.search(text) is not None


def rhythm_start(text: str) -> int | None:
    """Where the rhythm in it begins, with the weekday or the day before it: «vào thứ Bảy hằng tuần»."""
    found = _RHYTHM.search(text)
    if found is None:
        return None
    slot = _BEFORE_RHYTHM.search(text, max(0, found.start() - _SHORT), found.start())
    return slot.start() if slot and has_slot(text[slot.start() : found.end() + 1]) else found.start()


def is_round(text: str) -> bool:
    """Whether a line gives one of several turns its time: «Đợt 1: từ 01/5 đến 31/5»."""
    return _ROUND.match(text) is not None and has_day(text)


def time_behind_colon(text: str) -> tuple[str, str] | None:
    """The work and the counts or times behind it: «Phát hành tập san: 02 số (số 1 trong tháng 5; số 2 trong tháng 11)»."""
    found = _BEHIND_COLON.match(text)
    if found is None or not has_day(found["timing"]) or found["work"].count("(") > found["work"].count(")"):
        return None
    return found["work"], found["timing"]


def goes_on(text: str) -> str | None:
    """«thường xuyên», «hằng tháng» where running text says it."""
    found = _GOES_ON.search(text)
    return found.group() if found else None


def timing_in_prose(text: str) -> tuple[str, str] | None:
    """A timing that running text gives ("…; hoàn thành trước ngày 30/6", "… (Quý II)"), with the text before it; else None.

    Two or more make None: which of them holds is not for us to choose.
    """
    if (found := _IN_BRACKETS.search(text)) and starts_timed(found["timing"]):
        if _OTHER_BRACKET.search(text[: found.start()]):
            return None
        return _DONE.sub("", found["timing"].strip()), text[: found.start()]
    told = (
        (_MORE.split(m["timing"].strip(), maxsplit=1)[0].strip(" ,"), text[: m.start()]) for m in _PROSE.finditer(text)
    )
    several = [(timing, before) for timing, before in told if _HAS_POINT.search(timing)]
    return several[0] if len(several) == 1 else None
