"""Phrases per second of the timing language against dateparser, over one list of phrases in one run on one core.

The phrases: $NHACVIEC_CORPUS/phrases/dev.jsonl where that is set, else the project's own corpus. Each is read anew each time:
`read` keeps no readings (`parse` does). What is kept between phrases are words, looked up once each as they stand
between two blanks, and a table of calendar spans.
dateparser is measured twice: with its language alone, and with the settings with which `dates.py` calls it.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import dateparser

from bench.measure import ROOT, of_calls, of_process, report
from scheduler.timing.course import follow
from scheduler.timing.dates import settings
from scheduler.timing.findings import findings
from scheduler.timing.grammar import read

READY = "from scheduler.timing.grammar import parse; parse('Quý I', 2024)"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    phrases = _phrases()
    ours, told, plain, used = of_calls(
        lambda: [read(p, 2024) for p in phrases],
        lambda: [(read(p, 2024), findings(p, follow(p, 2024))) for p in phrases],
        lambda: [dateparser.parse(p, languages=["vi"]) for p in phrases],
        lambda: [dateparser.parse(p, languages=["vi"], settings=settings(NOW.date())) for p in phrases],
    )
    bare, ready = of_process(["-c", "pass"]), of_process(["-c", READY])
    report(
        f"Reading {len(phrases)} phrases",
        [
            ("here", f"{len(phrases) / ours:,.0f} phrases/s"),
            ("here, with the diagnostics of each", f"{len(phrases) / told:,.0f} phrases/s"),
            ('dateparser, languages=["vi"]', f"{len(phrases) / plain:,.0f} phrases/s"),
            ("dateparser, with the settings of dates.py", f"{len(phrases) / used:,.0f} phrases/s"),
            ("here / dateparser, language alone", f"{plain / ours:.1f}"),
            ("here / dateparser, as the product calls it", f"{used / ours:.1f}"),
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
