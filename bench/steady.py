"""What a process that works for long holds: memory after many turns of what `serve` does, plans edited and applied meanwhile."""

import asyncio
import gc
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from bench.measure import report
from calendars.zone import ZONE
from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import publish, refresh
from scheduler.actions.remind import wake_up
from scheduler.app import App, open_app
from scheduler.web.site import Front, build_site
from tests.support.office import OfficeFolder
from tests.support.small import Line, applied_office, replan

TURNS, EDITED = 200, 10
BEGUN = datetime(2024, 3, 4, 8, tzinfo=ZONE)


@dataclass
class Clock:
    """An hour later at each turn."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment of this turn."""
        return self.now


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        held = asyncio.run(_held(Path(folder)))
    quarter, last = held[TURNS // 4], held[-1]
    report(
        f"Memory of a process over {TURNS} hours of an office whose plan is edited and applied in every {EDITED}th",
        [
            (f"after {TURNS // 4}", f"{quarter / 1024:.1f} MB"),
            (f"after {TURNS}", f"{last / 1024:.1f} MB"),
            ("grown by", f"{(last - quarter) / (TURNS - TURNS // 4):.1f} kB a turn"),
        ],
    )


async def _held(folder: Path) -> list[int]:
    """Resident kilobytes at the beginning, and after each turn."""
    office, clock = applied_office(folder), Clock(BEGUN)
    app = open_app(folder / "config.toml", BEGUN)
    app = App(app.config_path, app.repository, clock, app.chats)
    site, said = build_site(app), {"console": RecordingNotifier()}
    site.door.fresh = 0
    held = [_resident()]
    for turn in range(TURNS):
        clock.now += timedelta(hours=1)
        if turn % EDITED == 0:
            replan(office, *_lines(turn))
            _apply(office, clock.now)
        await _turn(app, site, said)
        held.append(_resident())
    return held


async def _turn(app: App, site: Front, said: dict[str, RecordingNotifier]) -> None:
    """As `serve` does: what a day changes, what is due, what calendars show, what they ask for."""
    refresh(app.repository, app.folder, app.now())
    await wake_up(app.repository, app.folder, said, app.now)
    publish(app.repository, app.folder, app.now())
    said["console"].sent.clear()
    address = f"/f/{app.addresses(app.office()).token('ca-co-quan')}/ca-co-quan.ics"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://127.0.0.1") as client:
        assert (await client.get(address)).status_code == 200


def _apply(office: OfficeFolder, now: datetime) -> None:
    office.done("apply", "--now", now.isoformat())


def _lines(turn: int) -> list[Line]:
    """A plan of thirty tasks, one of them other at each edit."""
    return [
        Line(str(n), f"Việc {n}" if n > 1 else f"Việc lần {turn}", "Sở Một", "Sở Hai", "Trước ngày 20 hằng tháng")
        for n in range(1, 31)
    ]


def _resident() -> int:
    gc.collect()
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS:")))


if __name__ == "__main__":
    main()
