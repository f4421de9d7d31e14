"""The three package names are ours: other distributions install packages of the same names."""

from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGES = ("calendars", "notifiers", "scheduler")


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_is_imported_from_the_project(package: str, root: Path) -> None:
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    assert Path(spec.origin).resolve() == (root / package / "__init__.py").resolve()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_installs_it(package: str) -> None:
    """An editable install lists no packages, so ours is either named or absent."""
    assert set(packages_distributions().get(package, ())) <= {"nhacviec"}


def test_no_init_file_under_tests(root: Path) -> None:
    assert [str(path.relative_to(root)) for path in (root / "tests").rglob("__init__.py")] == []
