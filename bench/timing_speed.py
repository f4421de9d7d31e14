"""Phrases per second of the timing language against dateparser, over one list of phrases in one run on one core.

The phrases: $NHACVIEC_CORPUS/phrases/dev.jsonl where that is set, else the project's own corpus.
"""

import json
import os
from pathlib import Path

import dateparser

from bench.measure import ROOT, of_call, of_process, report
from scheduler.timing.grammar import read

READY = "from scheduler.timing.grammar import parse; parse('Quý I', 2024)"


def main() -> None:
    """Print the figures."""
    phrases = _phrases()
    ours = of_call(lambda: [read(p, 2024) for p in phrases])
    theirs = of_call(lambda: [dateparser.parse(p, languages=["vi"]) for p in phrases], rounds=2)
    bare, ready = of_process(["-c", "pass"]), of_process(["-c", READY])
    report(
        f"Reading {len(phrases)} phrases",
        [
            ("here", f"{len(phrases) / ours:,.0f} phrases/s"),
            ("dateparser", f"{len(phrases) / theirs:,.0f} phrases/s"),
            ("here / dateparser", f"{theirs / ours:.1f}"),
            ("lexicon and grammar ready (processor time over bare Python)", f"{(ready - bare) * 1000:.1f} ms"),
        ],
    )


def _phrases() -> list[str]:
    if place := os.environ.get("NHACVIEC_CORPUS"):
        files = [Path(place) / "phrases" / "dev.jsonl"]
    else:
        files = sorted((ROOT / "tests" / "timing" / "corpus").glob("*.jsonl"))
    return [
        json.loads(line)["phrase"] for file in files for line in file.read_text(encoding="utf-8").splitlines() if line
    ]


if __name__ == "__main__":
    main()
