"""Calendar programs that none of us wrote accept the golden feed and agree on it, where the corpus brings them."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from calendars.event import Event, Feed
from calendars.feed import render

TOO_FEW_CLIENTS = 2


@pytest.fixture(scope="module")
def checker() -> Path:
    corpus = os.environ.get("NHACVIEC_CORPUS")
    if corpus is None:
        pytest.skip("NHACVIEC_CORPUS is not set: no other calendar programs to ask")
    script = Path(corpus) / "tools" / "ics" / "check_feed.py"
    if not script.exists():
        pytest.skip("this corpus brings no calendar programs (tools/ics)")
    return script


def expected(event: Event) -> list[str | bool]:
    """Start, whether it is a whole day, title: the checker's notation of an occurrence."""
    if isinstance(event.start, datetime):
        return [f"{event.start.astimezone(UTC):%Y-%m-%dT%H:%MZ}", False, event.summary]
    return [event.start.isoformat(), True, event.summary]


def test_other_programs_show_the_golden_feed_as_it_is_meant(checker: Path, golden_feed: Feed, tmp_path: Path) -> None:
    feed, shown = tmp_path / "golden.ics", tmp_path / "shown.json"
    feed.write_bytes(render(golden_feed))
    shown.write_text(json.dumps([expected(event) for event in golden_feed.events]), encoding="utf-8")
    command = [sys.executable, "-B", str(checker), str(feed), "--quick", "--expect", str(shown)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    if answer.returncode == TOO_FEW_CLIENTS:
        pytest.skip("too few calendar programs are installed: run the corpus's tools/ics/setup.sh")
    assert answer.returncode == 0, answer.stdout + answer.stderr
