"""All calendar programs that the corpus brings show our single events and our series as they are meant."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from calendars.event import Event
from calendars.feed import render
from tests.interop import feeds

pytestmark = pytest.mark.interop
TOO_FEW_CLIENTS = 2


def expected(event: Event) -> list[str | bool]:
    """Start, whether it is a whole day, title: the checker's notation of an occurrence."""
    if isinstance(event.start, datetime):
        return [f"{event.start.astimezone(UTC):%Y-%m-%dT%H:%MZ}", False, event.summary]
    return [event.start.isoformat(), True, event.summary]


def test_every_program_of_the_corpus_shows_what_is_meant(corpus: Path, tmp_path: Path) -> None:
    checker = corpus / "tools" / "ics" / "check_feed.py"
    if not checker.exists():
        pytest.skip("this corpus brings no calendar programs (tools/ics)")
    (tmp_path / "single.ics").write_bytes(render(feeds.single()))
    (tmp_path / "series.ics").write_bytes(render(feeds.series()))
    meant = json.dumps([expected(event) for event in feeds.single().events])
    (tmp_path / "meant.json").write_text(meant, encoding="utf-8")
    files = (tmp_path / "single.ics", tmp_path / "series.ics")
    days = ("--from", feeds.FIRST.isoformat(), "--to", feeds.LAST.isoformat(), "--expect", tmp_path / "meant.json")
    command = [str(word) for word in (sys.executable, "-B", checker, *files, *days)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=170, env=os.environ)
    if answer.returncode == TOO_FEW_CLIENTS:
        pytest.skip("too few calendar programs are installed: run the corpus's tools/ics/setup.sh")
    assert answer.returncode == 0, answer.stdout + answer.stderr
