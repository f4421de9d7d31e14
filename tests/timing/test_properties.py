"""What holds for every phrase: never an exception, spelling does not matter, no meaning in silence, sentences read back."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from scheduler.diagnostics import Severity, worst
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import (
    Ambiguous,
    Anchor,
    Continuous,
    Deadline,
    DueDay,
    Freq,
    Minutes,
    MonthDay,
    NoTiming,
    Recurring,
    Relative,
    Season,
    Several,
    Timing,
    Triggered,
    Weekday,
    Window,
)

Sweep = Callable[[Callable[[dict[str, Any]], None]], None]
Calendar = Callable[[Timing | None], list[str]]
YEAR = 2026


def built(kind: Callable[..., Any], **facts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value with these facts and no others (`st.builds` makes up the rest of a named tuple)."""
    return st.fixed_dictionaries(facts).map(lambda made: kind(**made))


DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PIECES = st.sampled_from(
    [
        *"trước chậm_nhất ngày tháng quý năm hằng 15 15/6 15/6/2026 II 2026 ( ) , ; và hoặc đến từ sau cuối đầu tuần thứ 6 lần / "
        "02 kỳ báo_cáo định_kỳ "
        "thường_xuyên theo khi trong của tiếp_theo làm_việc 17h00 phút - 6 hoàn_thành không xã".replace("_", " ").split(
            " "
        ),
        "chậm nhất",
        "định kỳ",
        "thường xuyên",
        "báo cáo",
        "tháng cuối quý",
        "kể từ ngày",
        "hằng năm",
    ]
)


def _sure(timing: Timing | None) -> bool:
    parts = timing.items if isinstance(timing, Several) else (timing,)
    return timing is not None and not any(isinstance(part, Ambiguous | NoTiming) for part in parts)


@given(st.text(max_size=60), st.integers(1900, 2100))
def test_any_text_is_read_without_an_exception(text: str, year: int) -> None:
    reading = parse(text, year)
    assert reading.timing is not None or reading.diagnostics
    for one in reading.diagnostics:
        start, end = one.location.span or (0, 0)
        assert 0 <= start <= end <= len(text)


@given(st.lists(PIECES, min_size=1, max_size=9).map(" ".join))
def test_any_words_of_the_language_get_a_sure_meaning_or_a_finding(text: str) -> None:
    timing = parse(text, YEAR).timing
    if timing is None or not _sure(timing):
        assert worst(parse(text, YEAR).diagnostics) in (Severity.ERROR, Severity.QUESTION)
    else:
        assert parse(sentence(timing, YEAR), YEAR).timing == timing, sentence(timing, YEAR)


def _fold_events(timing: Timing | None) -> str:
    return unicodedata.normalize("NFC", repr(timing)).lower()


def _read_in_every_spelling(row: dict[str, Any]) -> None:
    phrase = row["phrase"]
    meant = _fold_events(parse(phrase, YEAR).timing)
    loud = (
        phrase if re.search(r"l\d|\dl|ll", phrase) else phrase.upper()
    )  # a small l stands for 1 or I, a capital L for nothing
    for other in (
        loud,
        phrase.capitalize(),
        unicodedata.normalize("NFD", phrase),
        f"  {phrase} ",
        phrase.replace(" ", "\u00a0"),
        f"{phrase}.",
    ):
        assert _fold_events(parse(other, YEAR).timing) == meant, other


def test_spelling_does_not_matter(sweep: Sweep) -> None:
    sweep(_read_in_every_spelling)


def _with_an_unknown_word(phrase: str) -> list[str]:
    words = phrase.split()
    return [" ".join([*words[:at], "qwx", *words[at:]]) for at in range(len(words) + 1)]


def test_an_unknown_word_never_makes_another_date_in_silence(sweep: Sweep, calendar: Calendar) -> None:
    def holds(row: dict[str, Any]) -> None:
        if row["expect"] is None:
            return
        meant = calendar(parse(row["phrase"], YEAR).timing)
        for phrase in _with_an_unknown_word(row["phrase"]):
            reading = parse(phrase, YEAR)
            assert calendar(reading.timing) in (meant, []) or reading.diagnostics, reading

    sweep(holds)


def test_an_unknown_word_is_found_wherever_it_leaves_no_timing(sweep: Sweep) -> None:
    """At one gap of each phrase, always the same: a finding looks at all that could stand there, a hundred times a reading."""

    def holds(row: dict[str, Any]) -> None:
        gaps = _with_an_unknown_word(row["phrase"])
        reading = parse(gaps[crc32(row["phrase"].encode()) % len(gaps)], YEAR)
        assert reading.timing is not None or worst(reading.diagnostics) is Severity.ERROR, reading

    sweep(holds)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(DAYS)
    return Window(start, start + timedelta(days=draw(st.integers(0, 900))))


NTHS = st.sampled_from([1, 2, 3, 4, -1])
PLAIN_DUES = st.one_of(
    built(DueDay, weekday=st.sampled_from(list(Weekday)), nth=NTHS),
    built(DueDay, from_monthday=st.integers(-20, -2), monthday=st.just(-1)),
    built(DueDay, monthday=st.integers(1, 28), strict=st.booleans()),
    built(DueDay, monthday=st.integers(1, 28), month_offset=st.just(1), strict=st.booleans()),
    built(DueDay, after_period_days=st.integers(1, 15), month_offset=st.just(-1), working_days=st.just(True)),
)
SECOND_MONTH = built(DueDay, monthday=st.integers(1, 28), month_offset=st.just(-1), strict=st.booleans())
LONG_DUES = st.one_of(
    built(DueDay, monthday=st.integers(1, 28), anchor=st.just(Anchor.LAST), strict=st.booleans()),
    built(DueDay, monthday=st.integers(1, 28), month_offset=st.just(1), strict=st.booleans()),
    built(DueDay, after_period_days=st.integers(1, 90), working_days=st.booleans()),
)
YEARLY_DUES = built(DueDay, month=st.integers(1, 12), weekday=st.sampled_from(list(Weekday)), nth=NTHS) | built(
    DueDay,
    month=st.integers(1, 12),
    monthday=st.integers(1, 27),
    strict=st.booleans(),
    year_offset=st.sampled_from([None, 1, -1]),
)
ITEMS = st.sampled_from(["lần", "tin, bài", "chuyên mục", "số"])


@st.composite
def rhythms(draw: st.DrawFn) -> Recurring:
    freq = draw(st.sampled_from(list(Freq)))
    facts: dict[str, Any] = {"freq": freq, "start": date(YEAR, 1, 1), "end": date(YEAR, 12, 31)}
    if draw(st.booleans()):
        facts |= {
            "item": draw(ITEMS),
            "count": draw(st.integers(1, 20)),
            "minutes": draw(
                st.none() | st.builds(lambda a, b: Minutes(a, a + b), st.integers(1, 60), st.integers(0, 30))
            ),
        }
        if freq is not Freq.YEARLY:
            facts["per_year_total"] = draw(st.none() | st.integers(1, 400))
        return Recurring(**facts)
    if freq is Freq.WEEKLY:
        facts |= {
            "due": DueDay(weekday=draw(st.sampled_from(list(Weekday)))),
            "at": draw(st.none() | st.times().map(lambda at: time(at.hour, at.minute))),
        }
    elif freq is Freq.MONTHLY:
        facts["due"] = draw(st.none() | PLAIN_DUES)
    elif freq in (Freq.QUARTERLY, Freq.HALF_YEARLY):
        facts["due"] = draw(st.none() | LONG_DUES | (SECOND_MONTH if freq is Freq.QUARTERLY else st.nothing()))
    elif freq is Freq.YEARLY:
        facts["due"] = draw(st.none() | YEARLY_DUES)
    return Recurring(**facts)


@st.composite
def seasons(draw: st.DrawFn) -> Recurring:
    first, last = sorted((draw(st.integers(1, 12)), draw(st.integers(1, 12))))
    end = MonthDay(last, draw(st.integers(15, 28)))
    return Recurring(
        Freq.YEARLY,
        date(YEAR, 1, 1),
        date(YEAR, 12, 31),
        due=DueDay(month=end.month, monthday=end.day),
        season=Season(MonthDay(first, draw(st.integers(1, 14))), end),
    )


TIMINGS = st.one_of(
    windows(),
    rhythms(),
    seasons(),
    DAYS.map(lambda day: Window(None, day)),
    built(Deadline, due=DAYS, strict=st.booleans()),
    built(Deadline, due=DAYS, at=st.times().map(lambda at: time(at.hour, at.minute))),
    st.builds(lambda a, n: Continuous(a, a + timedelta(days=n)), DAYS, st.integers(1, 900)),
    DAYS.map(lambda day: Continuous(day, None)),
    st.integers(2020, 2035).map(lambda year: Continuous(date(year, 1, 1), date(year, 12, 31), once=True)),
    built(
        Relative,
        after=st.sampled_from(["ngày nhận đủ hồ sơ", "nước rút", "ngày khai mạc"]),
        days=st.integers(-60, 90).filter(bool),
        working_days=st.booleans(),
    ),
    built(
        Relative,
        after=st.sampled_from(["ngày ban hành", "Luật có hiệu lực"]),
        days=st.just(0),
        months=st.integers(1, 24),
    ),
    st.sampled_from([Triggered("khi có yêu cầu"), Triggered("Theo kế hoạch kiểm tra"), Triggered("đột xuất")]),
)


@given(TIMINGS)
def test_a_sentence_reads_back_as_its_timing(timing: Timing) -> None:
    assert parse(sentence(timing, YEAR), YEAR).timing == timing, sentence(timing, YEAR)


@given(st.lists(TIMINGS.filter(lambda one: not isinstance(one, Window)), min_size=2, max_size=4, unique=True))
def test_several_read_back_together(items: list[Timing]) -> None:
    timing = Several(tuple(items))
    assert parse(sentence(timing, YEAR), YEAR).timing == timing, sentence(timing, YEAR)
