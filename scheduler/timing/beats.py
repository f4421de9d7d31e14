"""Rules for rhythms ("hằng quý", "02 lần/năm", "6 tháng một lần"): tokens → Beat."""

from functools import lru_cache

from scheduler.timing.counted import FIGURES, HEDGES, counted_noun, figure_at, hedged, upper_figure
from scheduler.timing.ir import Freq
from scheduler.timing.lexicon import sense
from scheduler.timing.periods import FREQS, PLAIN, Beat, period, quota
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Tokens


class Ceiling(NamedTuple):
    """How often at most ("không quá 02 lần/năm"), which asks for nothing."""

    beat: "Beat"


_ONCE, _PEAK = sense("once"), sense("peak")

EACHES = frozenset({"EACH", "PER", "PERIODIC"})

PERIODS = EACHES | FIGURES | PLAIN.keys() | {"HALFW"}
"""Behind "hằng", "theo": what a period begins with."""

_COUNTS = FIGURES | HEDGES | {"FROM"}

_NAMING = frozenset({"MY", "ROMAN", "YEAR", "DM", "DMY"})
"""Behind the word for a period: which one of the calendar it is, so that it is no rhythm."""

_PLACES = frozenset({"FIRST", "LASTW", "MID", "NEXT", "AFTER", "NOW", "PREV", "FROM", "TERMOF", "MUNG", "CLOCK", "-"})
_NOT_BARE = (
    FIGURES
    | _NAMING
    | _PLACES
    | {"WORD", "ORDW", "WEEKDAY", "REPORT", "THIS", "ITEM", "FIRSTMOON", "LASTMOON", "PARITY", "DIP"}
)


def beat(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """A rhythm at token i: by its period, or by a count in a period."""
    kinds = t.kinds
    if kinds[i + 2] == "WITHIN" and t.values[i] in _ALL_OF_YEAR and (every := _all_in_year(t, i)) is not None:
        return every
    if kinds[i] in _COUNTS:
        if kinds[i] == "FROM" and kinds[i + 1] not in FIGURES:
            return None
        if kinds[i + 1] not in FREQS and (found := quota(t, i)) is not None:  # ("06 tháng" counts nothing)
            return found
        if kinds[i] == "FROM":
            return None
        at = hedged(t, i)
        if kinds[at + 1] == "DAY" and kinds[at + 2] in _EACH_OF and (found := _days_in(t, at)) is not None:
            return found
    return _each(t, i)


_EACH_OF = frozenset({"/", "EACH"})


def _days_in(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """02 ngày/tháng, 01 ngày mỗi tuần: so many days in each."""
    named = period(t, i + 3)
    if named is None or figure_at(t, i) < 1 or t.kinds[named[1]] in _NAMED_ONE or t.kinds[named[1]] == "/":
        return None
    return named[0]._replace(number=figure_at(t, i), counted=True), named[1]


_ALL_OF_YEAR = {4: "QUARTER", 12: "MONTH"}


def _all_in_year(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """4 quý trong năm, 12 tháng trong năm: each of them."""
    unit = _ALL_OF_YEAR[figure_at(t, i)]
    plain = t.kinds[i + 1] == unit and t.kinds[i + 3] == "YEARW" and t.kinds[i + 4] not in {"YEAR", "NEXT", "SCHOOL"}
    return (Beat(FREQS[unit]), i + 4) if plain else None


def all_of(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """các quý trong năm, tất cả các tháng trong năm, các ngày trong tuần: each of them."""
    if t.kinds[i + 1 : i + 4] == ["DAY", "WITHIN", "WEEK"]:
        return (Beat(Freq.DAILY), i + 4) if t.kinds[i + 4] in _CLOSING or t.kinds[i + 4] in {",", "."} else None
    if t.kinds[i + 1] in {"WEEK", "MONTH", "QUARTER"} and t.kinds[i + 2] == "WITHIN" and t.kinds[i + 3] == "YEARW":
        if t.kinds[i + 4] == "YEAR":
            return Beat(FREQS[t.kinds[i + 1]]), i + 2  # "các quý trong năm 2026": the year is its span
        return (Beat(FREQS[t.kinds[i + 1]]), i + 4) if t.kinds[i + 4] not in {"NEXT", "SCHOOL"} else None
    return None


def _each(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """[ít nhất] hằng | mỗi | theo + period, or a bare period, and how many in it."""
    kinds = t.kinds
    if kinds[i + 1] in _NAMING and kinds[i] in PLAIN and not _day_of_year(t, i + 1):
        return None
    j = start = hedged(t, i) if kinds[i] in HEDGES else i
    while kinds[j] in EACHES and j < start + 3:
        j += 1
    named = period(t, j)
    if named is None:
        return None
    found, end = named
    bare = j == start
    if not bare and kinds[end] in _CLOSING:
        return found if kinds[j] not in FIGURES else _nine(t, j, found), end
    if kinds[j] in FIGURES:
        if _is_span(t, end):
            return None
        found = _nine(t, j, found)
    counted = _count_behind(t, end, found)
    if counted is not None:
        return counted
    if bare and kinds[j] in FIGURES and kinds[j + 1] not in {"MONTH", "YEARW"} and kinds[i - 1] != "PERIODIC":
        return None
    if not bare:
        return None if kinds[end] in _NAMED_ONE else (found, end)
    if kinds[end] in _NOT_BARE or t.values[end] in _PEAK:
        set_off = _set_off(t, end) or _last_of_list(t, i, end) or _day_of_year(t, end)
        return (_bare(found), end) if set_off else None
    return _bare(found), end


_NAMED_ONE = frozenset({"WORD", "ROMAN", "YEAR", "MY", "NUM"})


@lru_cache(maxsize=64)
def _bare(period: Beat) -> Beat:
    return period._replace(bare=True)


def _last_of_list(t: Tokens, i: int, end: int) -> bool:
    """6 tháng, năm báo cáo kết quả về …: the last of a list of periods, and the work behind it."""
    return t.kinds[end] == "REPORT" and t.kinds[i - 1] in {",", "AND"} and t.kinds[i - 2] in PLAIN


def _day_of_year(t: Tokens, i: int) -> bool:
    """The day of a yearly report right behind it, which can be no year: "báo cáo năm 15/11"."""
    return t.kinds[i - 2 : i + 1] == ["REPORT", "YEARW", "DM"]


def _set_off(t: Tokens, i: int) -> bool:
    """A dash and then a bound: "báo cáo quý - trước ngày 15 tháng cuối quý"."""
    return t.kinds[i] == "-" and t.kinds[i + 1] in {"BEFORE", "BY", "AT", "DONE", "DAY", "DM", "ACT"}


_CLOSING = frozenset({"END", ";", ")", "AND"})
"""Behind a rhythm: nothing that counts in it can follow."""


def _is_span(t: Tokens, i: int) -> bool:
    """Behind "6 tháng": "đầu năm" makes it a span, "kể từ" or "sau khi" a length of time."""
    return t.kinds[i] in {"FIRST", "LASTW", "MID", "FROM", "KHI", "YEARW", "AFTER", "NEXT", "BEFORE"} and not (
        t.kinds[i] == "BEFORE" and t.kinds[i + 1] in {"DAY", "DM", "DMY"}
    )


def _nine(t: Tokens, i: int, found: Beat) -> Beat:
    if t.kinds[i] in FIGURES and figure_at(t, i) == 9 and t.kinds[i + 1] == "MONTH":
        return Beat(Freq.YEARLY, nine=True)
    return found


def _count_behind(t: Tokens, i: int, found: Beat) -> tuple[Beat, int] | None:
    """… một lần, /lần, ít nhất 02 lần, 01 chương trình, một ngày."""
    kinds = t.kinds
    if kinds[i] not in _COUNTING or (kinds[i] == "," and kinds[i + 1] not in _COUNTING):
        return None
    j = i + 1 if kinds[i] in {"/", ",", ":"} else i
    while kinds[j] == "ACT":
        j += 1  # "mỗi quý tổ chức 01 hội nghị"
    if kinds[j] in HEDGES:
        j = hedged(t, j)
    if kinds[j] == "FROM" and kinds[j + 1] in FIGURES and kinds[j + 2] in {"-", "UNTIL"}:
        j += 1
    if kinds[i] == "ACT" and kinds[j] not in FIGURES:
        return None
    if kinds[j] == "ITEM" and t.values[j] in _ONCE:
        return _turning(found), j + 1
    if kinds[j] not in FIGURES:
        return None
    count = figure_at(t, j)
    upper, at = upper_figure(t, j + 1)
    length = kinds[i - 2] in FIGURES and kinds[i - 3] != "EACH"  # "9 tháng 10 ngày" is a length of time
    if kinds[at] == "DAY" and kinds[at + 1] not in {"LASTW", "FIRST", "NUM"} and not length:
        return found._replace(number=count, counted=True), at + 1
    noun = counted_noun(t, at)
    if count == 1 and kinds[i - 2] in FIGURES and t.values[at] in _ONCE and noun == at + 1:
        return _turning(found), noun
    if noun == at or count < 1 or (kinds[j - 1] == "," and j == i + 1 and kinds[noun] == "/"):
        return None
    return found._replace(number=count, most=upper, item=t.words(at, noun), counted=True, nine=False), noun


_COUNTING = FIGURES | HEDGES | {"/", ",", ":", "ACT", "ITEM", "FROM"}
GOES_ON = _COUNTING | {"WORD", "ROMAN", "YEAR", "MY"}
"""Behind a rhythm: it may be counted, or be a part of the calendar."""


def _turning(found: Beat) -> Beat:
    """ "9 tháng/lần" comes round every nine months; only "9 tháng" by itself names a report of the year."""
    return Beat(Freq.MONTHLY, every=9) if found.nine else found
