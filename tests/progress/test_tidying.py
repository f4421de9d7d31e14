"""Which kept pictures go: those of past years and those that no report ever named; never anything else."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.actions.tidying import KEPT_YEARS, UNTOLD, tidy_evidence
from scheduler.schedule import Act, Progress
from scheduler.store.engine import migrate, open_store
from scheduler.store.memory import MemoryRepository
from scheduler.store.repository import SqlRepository

NOW = datetime(2026, 5, 11, 0, 5, tzinfo=UTC)
STORE = "sqlite:///var/nhacviec.db"
FIRST_KEPT = datetime(NOW.year - KEPT_YEARS, 1, 1, tzinfo=UTC)
OLD, YOUNG = UNTOLD + timedelta(days=1), UNTOLD - timedelta(days=1)

CASES = {
    "named this year": ("a.jpg", OLD, NOW, True),
    "named in the first kept year": ("a.jpg", OLD, FIRST_KEPT, True),
    "named the year before": ("a.jpg", OLD, FIRST_KEPT - timedelta(days=1), False),
    "named long ago and sent again yesterday": ("a.jpg", YOUNG, FIRST_KEPT - timedelta(days=1), True),
    "named by nobody": ("a.jpg", OLD, None, False),
    "named by nobody yet": ("a.jpg", YOUNG, None, True),
    "half of a picture": (".a.jpg.123", OLD, None, False),
    "half of a picture, just now": (".a.jpg.123", YOUNG, None, True),
    "something else": ("doc-toi.txt", OLD, None, True),
}


def kept(folder: Path, name: str, age: timedelta) -> Path:
    """A file of that age beside the database."""
    place = folder / "var" / "evidence"
    place.mkdir(parents=True)
    (folder / "var" / "nhacviec.db").touch()
    file = place / name
    file.write_bytes(b"x")
    os.utime(file, ((NOW - age).timestamp(),) * 2)
    return file


@pytest.mark.parametrize("case", CASES)
def test_what_stays(case: str, tmp_path: Path) -> None:
    name, age, reported, stays = CASES[case]
    file, repository = kept(tmp_path, name, age), MemoryRepository("so-mau")
    if reported is not None:
        repository.report(Progress("x", Act.EVIDENCE, "nv", reported, "telegram", evidence=f"evidence/{name}"))
    assert tidy_evidence(repository, file.parent, STORE, NOW) == (not stays)
    assert file.exists() == stays


def test_beside_another_database_nothing_goes(tmp_path: Path) -> None:
    file = kept(tmp_path, "a.jpg", OLD)
    (tmp_path / "var" / "xa-khac.db").touch()
    assert tidy_evidence(MemoryRepository("so-mau"), file.parent, STORE, NOW) == 0
    assert file.exists()


def test_without_a_folder_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert tidy_evidence(MemoryRepository("so-mau"), tmp_path / "evidence", STORE, NOW) == 0


def test_what_another_office_of_the_store_names_stays(tmp_path: Path) -> None:
    file = kept(tmp_path, "a.jpg", OLD)
    engine = open_store(STORE, tmp_path)
    migrate(engine)
    told = Progress("x", Act.EVIDENCE, "nv", NOW, "telegram", evidence="evidence/a.jpg")
    SqlRepository(engine, "xa-hai").report(told)
    assert tidy_evidence(SqlRepository(engine, "xa-mot"), file.parent, STORE, NOW) == 0
    assert file.exists()
