"""The real plans of the corpus against the truth beside them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.documents import read_document
from scheduler.plans import read_plan, to_json

PLANS = ("plan_000.txt", "plan_001.txt", "plan_002.txt", "plan_003.md", "plan_004.md")
FIELDS = ("section", "title", "lead", "coordinating", "directing", "timing", "frequency", "duration", "stream")

Same = Callable[[object, object], bool]


def _both(corpus: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    truth = json.loads((corpus / "plans" / f"truth_{name[5:8]}.json").read_text(encoding="utf-8"))
    return to_json(read_plan(read_document(corpus / "plans" / name))), truth


@pytest.mark.parametrize("name", PLANS)
def test_tasks(corpus: Path, name: str, same: Same, same_number: Callable[[str, str], bool]) -> None:
    found, truth = _both(corpus, name)
    assert len(found["tasks"]) == len(truth["tasks"])
    for read, task in zip(found["tasks"], truth["tasks"], strict=True):
        assert same_number(read["no"], task["no"])
        assert {f: read[f] for f in FIELDS if not same(read[f], task.get(f))} == {}, task["no"]


@pytest.mark.parametrize("name", PLANS)
def test_reporting_duties(corpus: Path, name: str, same: Same) -> None:
    found, truth = _both(corpus, name)
    fields = ("who", "to", "via", "timing")
    assert len(found["reporting"]) == len(truth["reporting"])
    for read, duty in zip(found["reporting"], truth["reporting"], strict=True):
        assert {f: read[f] for f in fields if not same(read[f], duty.get(f))} == {}, duty["where"]


@pytest.mark.parametrize("name", PLANS)
def test_header(corpus: Path, name: str, same: Same) -> None:
    """Where the truth adds what is only to be inferred (a province's name, the subject in brackets), its beginning counts."""
    found, truth = _both(corpus, name)
    for field in ("title", "number", "symbol", "year", "issued_iso", "doc_kind"):
        assert same(found["plan"][field], truth["plan"][field]), field
    for field in ("issuer", "parent_plan"):
        assert (truth["plan"][field] or "").startswith(found["plan"][field] or ""), field
        assert bool(found["plan"][field]) == bool(truth["plan"][field])


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_with_these_plans(corpus: Path, name: str) -> None:
    found, _ = _both(corpus, name)
    assert found["diagnostics"] == []
