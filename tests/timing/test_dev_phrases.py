"""The real phrases beside the repository: every one right, none declined, by the judge that lies with them."""

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, NoTiming, Several, Timing
from scheduler.timing.notation import to_notation

CORPUS = os.environ.get("NHACVIEC_CORPUS")
pytestmark = pytest.mark.skipif(CORPUS is None, reason="NHACVIEC_CORPUS names no corpus")
FOLDER = Path(CORPUS or ".") / "phrases"


def _rows() -> list[Any]:
    if CORPUS is None:
        return []
    rows = [json.loads(line) for line in (FOLDER / "dev.jsonl").read_text("utf-8").splitlines()]
    return [pytest.param(row, id=f"{row['id']}: {row['phrase']}") for row in rows]


@pytest.fixture(scope="module")
def judge() -> Any:
    spec = importlib.util.spec_from_file_location("phrase_score", FOLDER / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(row: dict[str, Any]) -> Reading:
    return parse(row["phrase"], row["plan_year"] or 2024)


@pytest.mark.parametrize("dev", _rows())
def test_real_phrase(dev: dict[str, Any], judge: Any) -> None:
    reading = _read(dev)
    meaning = to_notation(reading.timing) if reading.timing else None
    answer = {"meaning": meaning, "diagnostics": [{"code": one.code} for one in reading.diagnostics]}
    assert "right" in [judge.judge(truth, answer) for truth in [dev["meaning"], *dev.get("also", [])]]


def _sure(timing: Timing | None) -> bool:
    parts = timing.items if isinstance(timing, Several) else (timing,)
    return timing is not None and not any(isinstance(part, Ambiguous | NoTiming) for part in parts)


@pytest.mark.parametrize("dev", _rows())
def test_its_sentence_reads_back(dev: dict[str, Any]) -> None:
    year, timing = dev["plan_year"] or 2024, _read(dev).timing
    if timing is not None and _sure(timing):
        assert parse(sentence(timing, year), year).timing == timing
