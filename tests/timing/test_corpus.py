"""Our own phrases over the whole table: each has its meaning, or no date and a finding that says why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.diagnostics import Severity, worst
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, NoTiming
from scheduler.timing.notation import to_notation


def test_phrase_has_its_meaning(row: dict[str, Any], plain: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    reading = parse(row["phrase"], row["year"])
    if row["expect"] is None:
        assert reading.timing is None or isinstance(reading.timing, Ambiguous | NoTiming)
        assert worst(reading.diagnostics) in (Severity.ERROR, Severity.QUESTION)
        return
    assert reading.timing is not None, reading.diagnostics
    assert plain(to_notation(reading.timing)) == plain(row["expect"])
    assert parse(sentence(reading.timing, row["year"]), row["year"]).timing == reading.timing


def test_the_negative_corpus_is_a_fifth_of_the_positive() -> None:
    corpus = Path(__file__).parent / "corpus"
    counts = {file.name: len(file.read_text("utf-8").splitlines()) for file in corpus.glob("*.jsonl")}
    negative = counts.pop("none.jsonl")
    assert 5 * negative >= sum(counts.values())
