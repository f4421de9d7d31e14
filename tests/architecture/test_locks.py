"""The locked requirements: every library by its hash, no address of an index, one version for running and testing."""

import re
from pathlib import Path

import pytest

LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-dev.txt")
ENTRY = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def entries(text: str) -> dict[str, str]:
    """Version by name."""
    return dict(ENTRY.findall(text))


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_has_a_hash(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_no_option_but_hashes(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert set(re.findall(r"--[a-z-]+", text)) == {"--hash"}


def test_what_runs_is_what_was_tested(root: Path) -> None:
    run, test, dev = (entries((root / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert run.items() <= test.items() <= dev.items()
