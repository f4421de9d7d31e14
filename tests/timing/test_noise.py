"""Noise never makes another date in silence, and no figure or unit is passed over: what is changed is seen, or asked about."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduler.timing.folding import fold, strip_marks
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Deadline, Several, Timing
from scheduler.timing.lexicon import PLACE, words
from scheduler.timing.pieces import figure
from scheduler.timing.tokens import tokenise

YEAR = 2026
Sweep = Callable[[Callable[[dict[str, Any]], None]], None]
Calendar = Callable[[Timing | None], list[str]]
WORD = re.compile(r"[^\W\d_]{3,}")
with open(PLACE, encoding="utf-8") as _file:
    VOCABULARY = {piece for _, _, word in words(_file.read()) for piece in re.findall(r"[^\W\d_]+", fold(word))}
BARE = {strip_marks(word) for word in VOCABULARY}
SLIPS = str.maketrans({"l": "I", "o": "0", "e": "c", "n": "u", "h": "b", "t": "f", "m": "rn"})
UNITS = ("ngày", "tuần", "tháng", "quý", "năm")


def _is_word(word: str) -> bool:
    """Whether the changed word is one that the language knows (so that the phrase says something else, rightly)."""
    low = fold(word)
    return low in VOCABULARY or (low.isascii() and low in BARE) or figure(low)[0] == "QN"


def _changed(word: str) -> Iterator[str]:
    """The word with one letter lost, doubled, swapped with the next or misread by a scanner; without its marks."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at].translate(SLIPS) + word[at + 1 :]
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    yield strip_marks(word)


def test_a_damaged_word_never_makes_another_date_in_silence(sweep: Sweep, calendar: Calendar) -> None:
    def holds(row: dict[str, Any]) -> None:
        phrase = row["phrase"]
        if row["expect"] is None:
            return
        meant = calendar(parse(phrase, YEAR).timing)
        for match in WORD.finditer(phrase):
            for word in _changed(match.group()):
                if _is_word(word):
                    continue
                damaged = phrase[: match.start()] + word + phrase[match.end() :]
                reading = parse(damaged, YEAR)
                assert calendar(reading.timing) in (meant, []) or reading.diagnostics, reading

    sweep(holds)


FIGURES = {"NUM", "ROMAN", "DM", "DMY", "MY", "CLOCK"}
COUNTED_ONCE = {0, 1}


def _without_figures(phrase: str, several: int) -> Iterator[str]:
    """The phrase with one of its figures dropped, where that figure says what nothing else in the phrase says.

    Left alone: the number of the parts listed ("02 lần vào tháng 4 và tháng 10"), a single piece ("01 lần/quý" is once
    a quarter, so is "mỗi quý"), the plan's own year behind a month.
    """
    tokens = tokenise(phrase)
    for at, kind in enumerate(tokens.kinds):
        value = tokens.values[at]
        of_this_year = kind == "MY" and isinstance(value, tuple) and value[1] == YEAR
        if kind not in FIGURES or value in COUNTED_ONCE or value == several or of_this_year:
            continue
        start, end = tokens.span(at, at + 1)
        yield phrase[:start] + phrase[end:]


def _passed_over(phrase: str) -> bool:
    """Whether a rule that takes up free words, a label or a remark is in the reading: its figures are no part of the time."""
    rules = {piece.rule for piece in parse(phrase, YEAR).pieces}
    plain = (
        "calendar",
        "cyclic",
        "count",
        "rhythm",
        "period-name",
        "continuous",
        "within",
        "from",
        "time-of",
        "periodic",
        "term",
    )
    return not all(rule.startswith(plain) for rule in rules)


def _told_whole(row: dict[str, Any]) -> Reading | None:
    """The reading of a phrase of which each word tells of the time, and nothing is left to ask; None of any other."""
    reading = parse(row["phrase"], YEAR)
    asked = row["expect"] is None or reading.diagnostics or _passed_over(row["phrase"])
    return None if asked else reading


def test_no_figure_is_passed_over(sweep: Sweep, calendar: Calendar) -> None:
    def holds(row: dict[str, Any]) -> None:
        if (reading := _told_whole(row)) is None:
            return
        meant = calendar(reading.timing)
        several = len(reading.timing.items) if isinstance(reading.timing, Several) else 0
        for shorter in _without_figures(row["phrase"], several):
            other = parse(shorter, YEAR)
            assert calendar(other.timing) != meant or other.diagnostics, (shorter, other)

    sweep(holds)


def test_no_unit_is_passed_over(sweep: Sweep, calendar: Calendar) -> None:
    """Another unit in the place of one: another meaning, or a finding. («ngày» before a date says nothing more than the date.)"""

    def holds(row: dict[str, Any]) -> None:
        if (reading := _told_whole(row)) is None:
            return
        phrase, meant = row["phrase"], calendar(reading.timing)
        for match in re.finditer(
            r"\b(tuần|tháng|quý|năm)\b(?! 0?1\b| I\b)", phrase
        ):  # the first month and quarter begin alike
            for unit in UNITS:
                if unit != match.group(1):
                    other = parse(phrase[: match.start()] + unit + phrase[match.end() :], YEAR)
                    assert calendar(other.timing) != meant or other.diagnostics, other

    sweep(holds)


@given(st.lists(st.sampled_from(sorted(VOCABULARY)) | st.text(min_size=1, max_size=4), max_size=12).map(" ".join))
def test_words_among_any_signs_are_read_without_an_exception(text: str) -> None:
    reading = parse(text, YEAR)
    assert reading.timing is not None or reading.diagnostics
    for piece in reading.pieces:
        assert 0 <= piece.span[0] <= piece.span[1] <= len(text)


@given(st.integers(1, 28), st.integers(1, 12), st.sampled_from(["trước", "chậm nhất", "đến hết"]))
def test_a_bound_is_never_lost(day: int, month: int, bound: str) -> None:
    """Without its bound the same day is another meaning: only «trước» moves it, and every bound is told from none by its rule."""
    timing = parse(f"{bound} ngày {day}/{month}/{YEAR}", YEAR).timing
    assert isinstance(timing, Deadline) and timing.strict is (bound == "trước")
