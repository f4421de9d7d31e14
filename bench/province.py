"""A year of one province: 115 offices of 60 tasks in one installation; and half as many, to see how it grows.

python -m bench.province [OFFICES]
"""

import gc
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measure import report
from bench.offices import made_office, plan_of
from calendars.blocks import Blocks
from scheduler.actions.apply import apply, preview
from scheduler.actions.rendering import Asked, body_of
from scheduler.app import App
from scheduler.feeds.window import feed_window

OFFICES, TASKS = 115, 60


@dataclass(frozen=True, slots=True)
class Built:
    """What one installation came to: seconds, octets on disk, seconds of a change and of all feeds of one office."""

    seconds: float
    disk: int
    change: float
    feeds: float
    entries: int


def main() -> None:
    """Print the figures."""
    offices = int(sys.argv[1]) if len(sys.argv) > 1 else OFFICES
    half, whole = _built(offices // 2), _built(offices)
    grown = offices / (offices // 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        f"A province: {offices} offices of {TASKS} tasks in one SQLite store (half of it in brackets)",
        [
            ("reading, planning and publishing all", f"{whole.seconds:,.1f} s ({half.seconds:,.1f} s)"),
            ("growth for each office / growth of offices", f"{whole.seconds / half.seconds / grown:.2f}"),
            ("a single office of it", f"{whole.seconds / offices * 1000:,.0f} ms"),
            ("on disk", f"{whole.disk / 2**20:,.1f} MiB ({half.disk / 2**20:,.1f} MiB)"),
            ("occurrences of one office", f"{whole.entries:,}"),
            ("a changed deadline in one office, applied and published", f"{whole.change:.2f} s ({half.change:.2f} s)"),
            ("all feeds of one office, from nothing", f"{whole.feeds:.2f} s ({half.feeds:.2f} s)"),
            ("most memory of the process", f"{memory:,.0f} MiB"),
        ],
    )


def _built(offices: int) -> Built:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = f"sqlite:///{place}/province.db"
        begun = time.process_time()
        for number in range(offices):
            office = place / f"co-quan-{number}"
            office.mkdir()
            app = made_office(office, f"co-quan-{number}", TASKS, store, plan=plan_of(TASKS, f"{number}"))
        seconds = time.process_time() - begun
        gc.collect()
        change, feeds = _change(app), _feeds(app)
        disk = sum(file.stat().st_size for file in place.glob("province.db*"))
        return Built(seconds, disk, change, feeds, len(app.repository.occurrences()))


def _change(app: App) -> float:
    """Processor seconds of one deadline that moves in one office of many."""
    text = app.config_path.read_text(encoding="utf-8")
    files = {"kh.md": (app.folder / "kh.md").read_bytes().replace(b"10/6/2026", b"12/6/2026")}
    begun = time.process_time()
    apply(app.repository, preview(app.repository, text, files, app.folder, app.now()), app.folder, app.now())
    return time.process_time() - begun


def _feeds(app: App) -> float:
    """Processor seconds of every feed of one office, what they share rendered once."""
    office = app.office()
    window, addresses, blocks = (
        feed_window(office.now.date(), office.config.policy),
        app.addresses(office),
        Blocks(2**26),
    )
    begun = time.process_time()
    for spec in office.feeds:
        body_of(office, Asked(spec, window, addresses), blocks)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
