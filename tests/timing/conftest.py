"""What the timing tests share: the corpus as cases and as files to sweep, and when two meanings say the same."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scheduler.timing.ir import Ambiguous, Deadline, Freq, PeriodRule, Recurring, Relative, Several, Timing, Triggered

HERE = Path(__file__).parent


def _plain(meaning: dict[str, Any]) -> dict[str, Any]:
    """A meaning without what the corpus does not state: the counted noun, the end of a season as its due day."""
    kept = {key: value for key, value in meaning.items() if value is not None and key not in ("item", "why")}
    if kept.get("count") == 1:
        del kept["count"]
    if "window" in kept:
        kept.pop("due", None)
    if kept["type"] == "triggered":
        kept["event"] = kept["event"].lower()
    if kept["type"] == "period_rule":
        kept = {"type": "period_rule", "freq": kept.get("freq")}
    if "items" in kept:
        kept["items"] = sorted((_plain(one) for one in kept["items"]), key=str)
    return kept


@pytest.fixture
def plain() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Meanings made comparable."""
    return _plain


@cache
def _files() -> dict[str, list[dict[str, Any]]]:
    """The corpus: the rows of each file by its name."""
    return {
        file.stem: [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for file in sorted(HERE.glob("corpus/*.jsonl"))
    }


def _cases() -> list[Any]:
    return [pytest.param(row, id=f"{row['cell']}: {row['phrase']!r}") for rows in _files().values() for row in rows]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`row`: every phrase of the corpus, one test id each; `sweep`: every file of it, one test id each."""
    if "row" in metafunc.fixturenames:
        metafunc.parametrize("row", _cases())
    if "sweep" in metafunc.fixturenames:
        files = _files()
        metafunc.parametrize("sweep", files.values(), ids=files.keys(), indirect=True)


@pytest.fixture
def sweep(request: pytest.FixtureRequest) -> Callable[[Callable[[dict[str, Any]], None]], None]:
    """Looks whether a property holds for every row of a file: one that does not is no end of it, and all are named together.

    A test id for each phrase and each property would cost more than the properties themselves.
    """

    def look(holds: Callable[[dict[str, Any]], None]) -> None:
        broken = []
        for row in request.param:
            try:
                holds(row)
            except Exception as fault:
                broken.append(f"{row['cell']}: {row['phrase']!r}\n{type(fault).__name__}: {fault}")
        assert not broken, f"{len(broken)} of {len(request.param)} phrases:\n\n" + "\n\n".join(broken)

    return look


def _calendar(timing: Timing | None) -> list[str]:
    """What a timing puts on a calendar: the words of events and of counted things put nothing there."""
    items = timing.items if isinstance(timing, Several) else (timing,)
    return sorted(
        repr(_once_a_year(one))
        for one in items
        if not isinstance(one, Triggered | Relative | Ambiguous | PeriodRule | None)
    )


def _once_a_year(timing: Timing) -> Timing:
    """A day that comes once a year is, in that year, a deadline."""
    if not isinstance(timing, Recurring):
        return timing
    due = timing.due
    if (
        timing.freq is Freq.YEARLY
        and timing.season is None
        and due is not None
        and due.month
        and (due.monthday or 0) > 0
    ):
        return Deadline(date(2026 + (due.year_offset or 0), due.month, due.monthday or 1), timing.at, due.strict)
    return timing._replace(item=None)


@pytest.fixture
def calendar() -> Callable[[Timing | None], list[str]]:
    """What a timing puts on the calendar of 2026."""
    return _calendar
