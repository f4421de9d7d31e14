"""Calendar programs that none of us wrote show an exported plan as the agenda lists it, where the corpus brings them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.office import OfficeFolder

TOO_FEW_CLIENTS = 2
NOW = "2024-06-01T08:00"


@pytest.fixture(scope="module")
def checker(corpus: Path) -> Path:
    script = corpus / "tools" / "ics" / "check_feed.py"
    if not script.exists():
        pytest.skip("this corpus brings no calendar programs (tools/ics)")
    return script


def shown(row: dict[str, Any]) -> list[str | bool]:
    """Start, whether it is a whole day, title: the checker's notation of an occurrence."""
    if row["all_day"]:
        return [row["start"], True, row["title"]]
    return [f"{datetime.fromisoformat(row['start']).astimezone(UTC):%Y-%m-%dT%H:%MZ}", False, row["title"]]


def test_other_programs_show_what_the_agenda_lists(
    checker: Path, office_of_plan: Callable[[str], OfficeFolder], tmp_path: Path
) -> None:
    office = office_of_plan("plan_003")
    office.done("export", "--out", tmp_path, "--all", "--now", NOW)
    rows = office.rows("--all", "--now", NOW)
    (tmp_path / "shown.json").write_text(json.dumps([shown(row) for row in rows]), encoding="utf-8")
    command = [
        sys.executable,
        "-B",
        checker,
        tmp_path / "ca-co-quan.ics",
        "--quick",
        "--expect",
        tmp_path / "shown.json",
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=os.environ)
    if answer.returncode == TOO_FEW_CLIENTS:
        pytest.skip("too few calendar programs are installed: run the corpus's tools/ics/setup.sh")
    assert len(rows) > 100
    assert answer.returncode == 0, answer.stdout + answer.stderr
