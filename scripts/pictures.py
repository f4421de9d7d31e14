"""Takes the pictures of docs/pictures/ from the pages of the sample office, each at most 120 kB. Needs Chromium."""

import io
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from tests.support.chromium import chromium, opened  # noqa: E402
from tests.support.sample_site import sample_site  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
MOST = 120_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of which page, in which window, in which colours, on screen or as printed."""

    file: str
    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["print"] | None = None


SHOTS = (
    Shot("dang-ky-may-tinh", "subscribe", 1280, 980),
    Shot("dang-ky-dien-thoai", "subscribe", 360, 740),
    Shot("bao-xong-dien-thoai", "report", 360, 740),
    Shot("bao-so-luong-dien-thoai-toi", "report-quota", 360, 740, scheme="dark"),
    Shot("mot-viec", "work", 1280, 900),
    Shot("in-thang", "month", 1062, 740, media="print"),
    Shot("in-quy", "quarter", 734, 1062, media="print"),
)

LOCAL = (Shot("home", "home", 1280, 1600),)
"""What is shown on the server's own machine alone."""


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture as a PNG of few colours; 360 wide as a small phone shows it, with twice the dots."""
    scale = 2 if shot.width < 500 else 1
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, device_scale_factor=scale
    )
    page = context.new_page()
    page.emulate_media(media=shot.media)
    page.goto(address, wait_until="networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    kept = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main() -> int:
    """Take every picture; status 1 where Chromium is missing or a picture has become too large."""
    if chromium() is None:
        print("needs Chromium: apt-get install chromium")
        return 1
    PICTURES.mkdir(exist_ok=True)
    status = 0
    with tempfile.TemporaryDirectory() as folder, opened() as browser:
        with sample_site(Path(folder, "public")) as site:
            status |= _take(browser, site.pages(), SHOTS)
        with sample_site(Path(folder, "local"), None) as site:
            status |= _take(browser, {"home": site.served + "/"}, LOCAL)
    return status


def _take(browser: Browser, pages: Mapping[str, str], shots: Iterable[Shot]) -> int:
    """Status 1 where one of them has become too large."""
    status = 0
    for shot in shots:
        picture = taken(browser, pages[shot.page], shot)
        (PICTURES / f"{shot.file}.png").write_bytes(picture)
        print(f"{len(picture) // 1000:4} kB  {shot.file}.png")
        status |= len(picture) > MOST
    return status


if __name__ == "__main__":
    sys.exit(main())
