"""Periods as words name them ("tháng", "6 tháng", "nửa năm"), and how many pieces in one ("02 lần/năm"): tokens → Beat."""

from scheduler.timing.counted import FIGURES, HEDGES, counted_noun, figure_at, hedged, upper_figure
from scheduler.timing.ir import Freq, new
from scheduler.timing.lexicon import sense
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Tokens

_HALF, _ROUNDS = sense("half"), sense("round")


class Beat(NamedTuple):
    """A rhythm as said. bare: a period's name alone ("quý" in "quý, 06 tháng và năm"); nine: the report over nine months.

    most: the upper figure of "2 - 3 lần"; about: "khoảng"; item: the counted noun in the phrase's words.
    """

    freq: Freq
    number: int = 1
    every: int = 1
    item: str | None = None
    bare: bool = False
    nine: bool = False
    most: int | None = None
    about: bool = False
    counted: bool = False
    school: bool = False


FREQS = {
    "DAY": Freq.DAILY,
    "WEEK": Freq.WEEKLY,
    "MONTH": Freq.MONTHLY,
    "QUARTER": Freq.QUARTERLY,
    "YEARW": Freq.YEARLY,
    "YEARKIND": Freq.YEARLY,
    "SCHOOL": Freq.YEARLY,
}

PLAIN = {kind: Beat(freq, school=kind == "SCHOOL") for kind, freq in FREQS.items()}

_OF_MONTHS = {
    number: Beat(freq)
    for number, freq in ((1, Freq.MONTHLY), (3, Freq.QUARTERLY), (6, Freq.HALF_YEARLY), (12, Freq.YEARLY))
}

_MONTHLY = Freq.MONTHLY


def _every(freq: Freq, number: int) -> Beat | None:
    """n months (weeks, years …) as a period: 3 months are a quarter, 6 half a year, 12 a year."""
    if number < 1:
        return None
    if freq is _MONTHLY:
        return _OF_MONTHS.get(number) or Beat(_MONTHLY, every=number)
    if freq is Freq.QUARTERLY and number in (2, 4):
        return Beat(Freq.HALF_YEARLY if number == 2 else Freq.YEARLY)
    return Beat(freq, every=number)


def period(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """A length of time as a period: tháng, quý, 6 tháng, 2 tuần, nửa năm, năm học."""
    kinds = t.kinds
    kind = kinds[i]
    plain = PLAIN.get(kind)
    if plain is not None:
        return plain, i + 1
    if kind == "HALFW":
        half = kinds[i + 1] == "YEARW"
        return (
            (Beat(Freq.HALF_YEARLY), i + 2)
            if half
            else (Beat(Freq.HALF_YEARLY), i + 1)
            if t.values[i] not in _HALF
            else None
        )
    if kind in FIGURES and kinds[i + 1] in FREQS:
        beat = _every(FREQS[kinds[i + 1]], figure_at(t, i))
        return (beat, i + 2) if beat else None
    return None


def quota(t: Tokens, i: int) -> tuple[Beat, int] | None:
    """[ít nhất] n [- m] item / period: 01 số/tháng, 02 lần mỗi năm, 05 tin, bài/tháng, 2 lần trong năm, 01 bài/quý/đơn vị."""
    kinds = t.kinds
    j = hedged(t, i) if kinds[i] in HEDGES else i
    about = j > i and "ABOUT" in kinds[i:j]
    if kinds[j] == "FROM" and kinds[j + 1] in FIGURES:
        j += 1
    if kinds[j] not in FIGURES:
        return None
    count = figure_at(t, j)
    upper, at = upper_figure(t, j + 1)
    noun = counted_noun(t, at)
    if noun == at or count < 1:
        return None
    per = _per(t, noun)
    listed = kinds[noun] == "(" and kinds[noun + 1] in _PLACED
    if per is None and noun == at + 1 and (listed or (t.values[at] in _ROUNDS and kinds[noun] in {"(", ":"})):
        return Beat(Freq.YEARLY, count, item=t.words(at, noun), most=upper, about=about, counted=True), noun
    if per is None:
        return _shared_period(t, at, noun, count)
    if kinds[noun] == "WITHIN" and kinds[per : per + 2] == ["YEARW", "YEAR"]:
        return Beat(Freq.YEARLY, count, item=t.words(at, noun), most=upper, about=about, counted=True), noun
    named = period(t, per)
    if (
        named is None
        or kinds[named[1]] in {"YEAR", "ROMAN", "MY"}
        or (kinds[noun] == "WITHIN" and kinds[named[1]] in _PART_OF)
    ):
        return None
    found, end = named
    if kinds[end] == "/" and kinds[end + 1] in FREQS:
        return None  # "01 lần/quý/tháng": in which of the two?
    item = t.words(at, noun)
    freq, _, every, _, bare, nine, *_, school = found
    done = new(Beat, (freq, count, every, item, bare, nine, upper, about, True, school))
    return done, _per_unit(t, end)


_PART_OF = frozenset({"NUM", "FIRST", "LASTW"})
"""Behind "trong 6 tháng", "trong tháng": one part of the calendar, and no period."""

_PLACED = frozenset({"MONTH", "QUARTER", "QN", "PLANNED"})
"""In brackets behind a count: where in the year each of them falls ("02 cuộc (tháng 5, tháng 9)")."""


def _shared_period(t: Tokens, at: int, noun: int, count: int) -> tuple[Beat, int] | None:
    """ "02 bài, 03 tin/tháng": the period of the count behind is that of this one too."""
    if (
        t.kinds[noun - 1] not in {"ITEM", "WORD"}
        or t.kinds[noun] not in {",", "AND", "+"}
        or t.kinds[noun + 1] != "NUM"
    ):
        return None
    after = quota(t, noun + 1)
    if after is None or after[0].item is None:
        return None
    beat = after[0]
    return Beat(beat.freq, count, beat.every, t.words(at, noun), counted=True), noun


def _per(t: Tokens, i: int) -> int | None:
    """Past "/", "mỗi", "trong", "trong mỗi", "một": where the period stands."""
    kinds = t.kinds
    if kinds[i] == "/":
        return i + 2 if kinds[i + 1] == "EACH" else i + 1
    if kinds[i] in {"EACH", "PER"}:
        return i + 1
    if kinds[i] == "WITHIN":
        if kinds[i + 1] == "EACH" or (kinds[i + 1] == "NUMW" and t.values[i + 1] == 1):
            return i + 2
        return i + 1
    if kinds[i] == "NUMW" and t.values[i] == 1:
        return i + 1
    return None


def _per_unit(t: Tokens, i: int) -> int:
    """Behind the period: "/đơn vị", "/xã", "trở lên": who each makes so many; no part of the time."""
    kinds = t.kinds
    j = i
    while kinds[j] == "/" and kinds[j + 1] in {"ITEM", "WORD"}:
        j += 2
        while kinds[j] in {"WORD", "ITEM"} and j < i + 5:
            j += 1
    if kinds[j] == "ORMORE":
        j += 1
    return j


_TURNS = {Freq.WEEKLY: 52, Freq.MONTHLY: 12, Freq.QUARTERLY: 4, Freq.HALF_YEARLY: 2, Freq.YEARLY: 1}


def turns(freq: Freq) -> int:
    """How often a rhythm turns in a year; 0 for the daily one."""
    return _TURNS.get(freq, 0)
