"""What is shown for a phrase that is not understood."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.commands.explain import rule_name
from scheduler.timing import errors
from scheduler.timing.errors import advise, caret
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous
from scheduler.words import say

Sweep = Callable[[Callable[[dict[str, Any]], None]], None]
WORDS = Path(errors.__file__).parent.parent / "words" / "timing.toml"


def test_the_caret_stands_under_the_word() -> None:
    phrase = "Trước ngày 15/12 lùng tùng"
    span = parse(phrase, 2026).diagnostics[0].location.span
    assert span is not None
    assert caret(phrase, span).splitlines() == [phrase, " " * phrase.index("lùng") + "^" * 4]


def test_the_caret_stands_right_under_decomposed_letters() -> None:
    phrase = unicodedata.normalize("NFD", "quý II lùng")
    span = parse(phrase, 2026).diagnostics[0].location.span
    assert span is not None and phrase[span[0] : span[1]] == unicodedata.normalize("NFD", "lùng")
    assert caret(phrase, span).splitlines()[1] == " " * 7 + "^" * 4


def test_help_names_what_was_understood_and_what_is_near() -> None:
    phrase = "trước ngày 15 của tháng cuối cùng lùng"
    shown = advise(parse(phrase, 2026))
    assert shown is not None
    assert [phrase[slice(*piece.span)] for piece in shown.understood] == ["trước ngày 15 của tháng"]
    assert shown.pending == "cuối cùng"
    assert shown.nearest == "trước ngày 15 của tháng cuối quý"


def test_no_help_where_nothing_is_asked() -> None:
    assert advise(parse("Thường xuyên", 2026)) is None


@pytest.mark.parametrize("line", (Path(errors.__file__).with_name("known.txt")).read_text("utf-8").splitlines())
def test_every_known_phrase_is_understood(line: str) -> None:
    timing = parse(line, 2026).timing
    assert timing is not None and not isinstance(timing, Ambiguous)


def _rules_have_names(row: dict[str, Any]) -> None:
    for piece in parse(row["phrase"], 2026).pieces:
        assert rule_name(piece.rule)


def test_every_rule_has_its_name(sweep: Sweep) -> None:
    sweep(_rules_have_names)


def _findings_have_sentences(row: dict[str, Any]) -> None:
    for one in parse(row["phrase"], 2026).diagnostics:
        assert say("timing", "diagnostic", one.code, one.values)


def test_every_finding_has_its_sentence(sweep: Sweep) -> None:
    sweep(_findings_have_sentences)


@pytest.mark.parametrize(
    ("phrase", "culprit"),
    [("Quý V/2026", "V"), ("trước ngày 35", "35"), ("Tháng 13/2026", "13/2026"), ("Hoàn thành trong quý 5", "5")],
)
def test_the_caret_stands_on_what_the_calendar_lacks(phrase: str, culprit: str) -> None:
    (found,) = parse(phrase, 2026).diagnostics
    assert found.code == "no-such-part" and found.location.span is not None
    assert phrase[slice(*found.location.span)] == culprit


@pytest.mark.parametrize(
    ("phrase", "last"), [("Trước ngày 31/02", 28), ("ngày 30/02/2028", 29), ("31 tháng 11 hằng năm", 30)]
)
def test_a_day_that_a_month_lacks_is_told_with_its_last(phrase: str, last: int) -> None:
    (found,) = parse(phrase, 2026).diagnostics
    assert found.code == "no-such-day-of-month" and dict(found.values)["last"] == last
