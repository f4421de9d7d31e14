"""A real browser where one is installed: Debian's Chromium, or what NHACVIEC_CHROMIUM names; and axe-core from node_modules."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.office import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The program, None where there is none."""
    named = os.environ.get("NHACVIEC_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def missing(axe: Path = AXE) -> str | None:
    """What has to be installed before pages can be looked at; None where all is there."""
    if chromium() is None:
        return "needs Chromium: apt-get install chromium, or its path in NHACVIEC_CHROMIUM"
    return None if axe.is_file() else "needs axe-core: npm ci"


@contextmanager
def opened() -> Iterator[Browser]:
    """A headless browser until the block is left; root may not use Chromium's sandbox."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
