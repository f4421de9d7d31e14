"""A broken phrase is told where it breaks off, what could stand there, and what it may have been meant to be."""

import json
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.diagnostics import Severity
from scheduler.timing import errors
from scheduler.timing.continuing import expected_behind, joined
from scheduler.timing.errors import Help, advise, caret
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule
from scheduler.timing.slips import mended

Sweep = Callable[[Callable[[dict[str, Any]], None]], None]
BROKEN = [
    json.loads(line) for line in (Path(__file__).parent / "broken" / "places.jsonl").read_text("utf-8").splitlines()
]
WORDS = tomllib.loads((Path(errors.__file__).parent.parent / "words" / "timing.toml").read_text("utf-8"))
LISTED = tomllib.loads(Path(errors.__file__).with_name("continuations.toml").read_text("utf-8"))["kind"]
SAID = sorted({row["phrase"] for row in BROKEN})


def _help(phrase: str) -> Help:
    shown = advise(parse(phrase, 2026))
    assert shown is not None
    return shown


def _read(phrase: str) -> bool:
    timing = parse(phrase, 2026).timing
    return timing is not None and not isinstance(timing, Ambiguous | NoTiming | PeriodRule)


def _wrong(phrase: str) -> tuple[int, int]:
    found = next(one for one in parse(phrase, 2026).diagnostics if one.severity is Severity.ERROR)
    assert found.location.span is not None
    return found.location.span


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["phrase"])
def test_the_caret_stands_on_the_word_that_breaks_off(case: dict[str, str]) -> None:
    start, end = _wrong(case["phrase"])
    assert case["phrase"][start:end] == case["wrong"]
    assert case["wrong"] or start == len(case["phrase"].rstrip())
    assert "^" in caret(case["phrase"], (start, end)).splitlines()[1]


@pytest.mark.parametrize("case", [one for one in BROKEN if "expected" in one], ids=lambda case: case["phrase"])
def test_what_could_stand_there_is_named(case: dict[str, str]) -> None:
    assert case["expected"] in [one.code for one in _help(case["phrase"]).expected]


@pytest.mark.parametrize("case", [one for one in BROKEN if "nearest" in one], ids=lambda case: case["phrase"])
def test_the_nearest_phrase_is_offered(case: dict[str, str]) -> None:
    assert _help(case["phrase"]).nearest == case["nearest"]


@pytest.mark.parametrize("phrase", SAID)
def test_what_is_offered_is_read(phrase: str) -> None:
    shown = _help(phrase)
    before = phrase[: _wrong(phrase)[0]]
    for kind in shown.expected:
        for example in kind.examples if kind.code != "rest-of-word" else ():
            assert _read(joined(before, example))
    assert shown.nearest is None or _read(shown.nearest)


@pytest.mark.parametrize("phrase", SAID)
def test_what_was_understood_stands_before_the_place(phrase: str) -> None:
    shown, (start, _) = _help(phrase), _wrong(phrase)
    assert all(piece.span[1] <= start for piece in shown.understood)
    assert not shown.pending or shown.pending in phrase[:start]


@pytest.mark.parametrize("phrase", [one["phrase"] for one in BROKEN if one["wrong"]])
def test_decomposed_letters_have_the_same_place(phrase: str) -> None:
    decomposed = unicodedata.normalize("NFD", phrase)
    start, end = _wrong(decomposed)
    first, last = _wrong(phrase)
    assert unicodedata.normalize("NFC", decomposed[start:end]) == phrase[first:last]


def test_every_kind_of_continuation_has_its_name() -> None:
    assert {one["code"] for one in LISTED} | {"start", "rest-of-word"} == set(WORDS["expected"])


@given(st.sampled_from(SAID), st.text(alphabet="abc xyz ươứ/(),;.12", max_size=12))
def test_more_words_leave_an_answer(phrase: str, more: str) -> None:
    reading = parse(f"{phrase} {more}", 2026)
    if reading.timing is None:
        assert advise(reading) is not None


def _goes_on_as_told(row: dict[str, Any]) -> None:
    words = row["phrase"].split()
    before = " ".join(words[: len(words) // 2])
    for kind in expected_behind(before, 2026):
        for example in kind.examples if kind.code != "rest-of-word" else ():
            assert _read(joined(before, example))


def test_every_phrase_of_the_corpus_cut_short_goes_on_as_told(sweep: Sweep) -> None:
    sweep(_goes_on_as_told)


def _slips_only_where_unread(row: dict[str, Any]) -> None:
    phrase, timing = row["phrase"], parse(row["phrase"], 2026).timing
    if timing is not None and not isinstance(timing, Ambiguous):
        assert all(one.severity is not Severity.ERROR for one in parse(phrase, 2026).diagnostics)
    elif (slip := mended(phrase, 2026)) is not None:
        assert _read(slip.text)


def test_no_slip_is_seen_in_what_is_read(sweep: Sweep) -> None:
    sweep(_slips_only_where_unread)
