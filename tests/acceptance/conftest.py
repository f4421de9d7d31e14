"""Installations to try the product in: the sample office of the project, and offices made from the corpus by `init`."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.office import OfficeFolder

FIVE = {
    "plan_000": ("plan_000.txt", 2024),
    "plan_001": ("plan_001.txt", 2025),
    "plan_002": ("plan_002.txt", 2024),
    "plan_003": ("plan_003.md", 2024),
    "plan_004": ("plan_004.md", 2023),
}


@pytest.fixture
def sample_office(tmp_path: Path, root: Path) -> OfficeFolder:
    """The default config.toml with the sample plans, in a folder of its own."""
    shutil.copy(root / "config.toml", tmp_path)
    shutil.copytree(root / "plans", tmp_path / "plans")
    return OfficeFolder(tmp_path)


@pytest.fixture(scope="session")
def office_of_plan(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], OfficeFolder]:
    """An office that `init` made from one of the five plans, applied on the second day of the plan's year; made once."""
    made: dict[str, OfficeFolder] = {}

    def office(plan: str) -> OfficeFolder:
        if plan not in made:
            file, year = FIVE[plan]
            place = OfficeFolder(tmp_path_factory.mktemp(plan))
            begun = place.call("init", ".", "--plan", corpus / "plans" / file, "--office", "Cơ quan thử")
            assert begun.status == 0, begun.out + begun.err
            applied = place.call("apply", "--now", f"{year}-01-02T08:00")
            assert applied.status == 0, applied.out + applied.err
            place.call(
                "remind", "--now", f"{year}-06-01T08:00"
            )  # the store is of that day: what only looks has it easy
            made[plan] = place
        return made[plan]

    return office
