"""A real browser where one is installed: Debian's Chromium, or what NHACVIEC_CHROMIUM names; and axe-core from node_modules."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.office import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
if TYPE_CHECKING:  # what `make test` does without
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The program, None where there is none."""
    named = os.environ.get("NHACVIEC_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def missing(axe: Path = AXE) -> str | None:
    """What has to be installed before pages can be looked at; None where all is there."""
    if find_spec("playwright") is None:
        return "needs playwright: make dev"
    if chromium() is None:
        return "needs Chromium: apt-get install chromium, or its path in NHACVIEC_CHROMIUM"
    return None if axe.is_file() else "needs axe-core: npm ci"


@contextmanager
def opened() -> Iterator["Browser"]:
    """A headless browser until the block is left; root may not use Chromium's sandbox."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
