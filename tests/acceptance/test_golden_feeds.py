"""The feeds of the small office, byte for byte; after a meant change: python -m tests.acceptance.golden.renew, and read it."""

from pathlib import Path

import pytest

from tests.acceptance.golden.renew import SLUGS, feeds, kept


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return feeds(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_feed_is_the_golden_one(slug: str, made: dict[str, bytes]) -> None:
    assert made[slug].decode() == kept(slug).read_bytes().decode().replace("\n", "\r\n")


def test_another_day_of_making_makes_the_same(made: dict[str, bytes], tmp_path: Path) -> None:
    assert feeds(tmp_path) == made
