"""A disk that is really full: a file system of three megabytes, filled to its last block while the program runs on it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.small import CONTEST, JANUARY, small_office

pytestmark = pytest.mark.chaos


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of its own."""
    if shutil.which("mount") is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this machine mounts no small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill_up(file: Path) -> None:
    """Write until the system says ENOSPC."""
    with suppress(OSError), file.open("wb", buffering=0) as filling:
        while True:
            filling.write(b"x" * 4096)


def test_nothing_leaves_while_it_is_full_and_all_does_once_there_is_room(disk: Path) -> None:
    office = small_office(disk / "office", [CONTEST])
    office.done("apply", "--now", JANUARY)
    office.done("remind", "--now", "2024-05-06T08:00")
    fill_up(disk / "ballast")
    full = office.call("remind", "--now", "2024-05-07T07:30")
    assert full.status == 1
    assert "Hết chỗ trên đĩa" in full.err and "Tổ chức hội thi" not in full.out
    assert office.done("outbox", "--json", "--now", "2024-05-07T07:31").json()["tries"] == []
    (disk / "ballast").unlink()
    assert "Tổ chức hội thi" in office.done("remind", "--now", "2024-05-07T07:35").out
    assert "Tổ chức hội thi" not in office.done("remind", "--now", "2024-05-07T07:36").out


def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(disk: Path, tmp_path: Path) -> None:
    office = small_office(tmp_path / "office", [CONTEST])
    office.done("apply", "--now", JANUARY)
    office.done("backup", disk / "b.tar.gz")
    before = (disk / "b.tar.gz").read_bytes()
    fill_up(disk / "ballast")
    for _ in range(2):
        full = office.call("backup", disk / "b.tar.gz")
        assert full.status == 1 and "Hết chỗ trên đĩa" in full.err
    assert {p.name for p in disk.iterdir()} == {"b.tar.gz", "ballast"}
    assert (disk / "b.tar.gz").read_bytes() == before
    full = office.call("restore", disk / "b.tar.gz", disk / "new")
    assert full.status == 1 and "Hết chỗ trên đĩa" in full.err
    assert not (disk / "new").exists()
