"""Feeds over HTTP: a 304 and a ready body of some 200 KB against a bare ASGI application on the same server, nginx beside them.

python -m bench.serving                     both servers, as far as they are installed
python -m bench.serving APP SERVER PORT …   one server, as the benchmark starts it
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench.measure import ROOT, report
from bench.offices import APPLIED, made_office
from scheduler.actions.rendering import Asked, body_of
from scheduler.app import open_app
from scheduler.feeds.window import feed_window
from scheduler.web.site import build_site

SERVERS = ("uvicorn", "granian")
SECONDS, ROUNDS, CONNECTIONS = 1, 9, 16
HELLO, CONSTANT, SITE = "hello", "constant", "site"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, and the process whose processor time is counted."""

    address: str
    process: int


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: of which server, at which path, with which headers."""

    server: Served
    path: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speed:
    """One round: requests a second, and microseconds of the server's processor for each.

    The second figure is hardly touched by what else the machine does, so it says more where it is not idle.
    """

    rate: float
    cost: float


def main() -> None:
    """Print the figures."""
    if shutil.which("wrk") is None:
        print("\nServing feeds: needs wrk (Debian: apt-get install wrk)")
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path, body = _feed(place)
        (place / "body.ics").write_bytes(body)
        for server in SERVERS:
            if find_spec(server) is not None:
                _measure(server, place, path, len(body))
        _nginx(place)


def _measure(server: str, place: Path, path: str, size: int) -> None:
    with (
        _running(HELLO, server, place) as hello,
        _running(CONSTANT, server, place) as constant,
        _running(SITE, server, place) as site,
    ):
        found = _in_turns(
            {
                "hello": Target(hello),
                "304": Target(site, path, _known(site, path)),
                "constant": Target(constant),
                "body": Target(site, path),
            }
        )
    report(
        f"Serving feeds with {server} (median of {ROUNDS} rounds in turns: requests/s; processor time for each)",
        [
            ("a bare ASGI hello", _shown(found["hello"])),
            ("304 of a feed", _shown(found["304"])),
            ("304 / hello", _ratio(found["304"], found["hello"])),
            (f"a constant of {size // 1000} kB", _shown(found["constant"])),
            (f"a ready feed of {size // 1000} kB", _shown(found["body"])),
            ("feed / constant", _ratio(found["body"], found["constant"])),
        ],
    )


def _known(server: Served, path: str) -> tuple[str, ...]:
    """The header of who has the answer already."""
    with urlopen(server.address + path) as answer:
        return (f"If-None-Match: {answer.headers['ETag']}",)


def _in_turns(targets: dict[str, Target]) -> dict[str, list[Speed]]:
    """The contenders are asked in turns, so that a slow moment of the machine is not one's alone."""
    found: dict[str, list[Speed]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, target in targets.items():
            found[name].append(_asked(target))
    return found


def _shown(rounds: list[Speed]) -> str:
    return f"{median(s.rate for s in rounds):,.0f}; {median(s.cost for s in rounds):.1f} µs"


def _ratio(ours: list[Speed], theirs: list[Speed]) -> str:
    """Each round against its neighbour, then the median: what slows both down for a while falls out."""
    rates = median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))
    costs = median(b.cost / a.cost for a, b in zip(ours, theirs, strict=True))
    return f"{rates:.0%}; by processor time {costs:.0%}"


def _asked(target: Target) -> Speed:
    """Requests a second, from one thread over so many connections."""
    more = [part for header in target.headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *more, target.server.address + target.path]
    before = _processor(target.server.process)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = _processor(target.server.process) - before
    assert "Non-2xx" not in said, said
    rate, all_of_them = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"(\d+) requests in", said)
    assert rate is not None and all_of_them is not None, said
    return Speed(float(rate[1]), spent / int(all_of_them[1]) * 1e6)


def _processor(process: int) -> float:
    """Seconds of processor that a process and its children have used, in user and kernel mode."""
    family = [process, *map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    return sum(map(_own_processor, family))


def _own_processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def _running(app: str, server: str, place: Path) -> Iterator[Served]:
    """One server in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.serving", app, server, str(port), str(place)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        yield Served(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait()


def _until_it_listens(port: int) -> None:
    for _ in range(200):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def serve(app: str, server: str, port: int, place: Path) -> None:
    """What the benchmark starts."""
    application = _application(app, place)
    if server == "uvicorn":
        import uvicorn

        uvicorn.run(application, port=port, log_level="error", access_log=False)
        return
    import asyncio

    from granian.constants import Interfaces
    from granian.server.embed import Server

    asyncio.run(Server(application, port=port, interface=Interfaces.ASGI).serve())


def _application(app: str, place: Path) -> Callable[..., object]:
    if app == SITE:
        return build_site(open_app(place / "config.toml", datetime.fromisoformat(APPLIED)))
    octets = b"hello\n" if app == HELLO else (place / "body.ics").read_bytes()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(octets)).encode())]

    async def bare(scope: dict[str, object], receive: object, send: Callable[[object], Awaitable[None]]) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": octets})

    return bare


def _feed(place: Path) -> tuple[str, bytes]:
    """An office whose whole feed has some 200 KB: its path, its bytes."""
    app = made_office(place, "xa-mau", 40)
    office = app.office()
    spec, window = office.feeds[0], feed_window(office.now.date(), office.config.policy)
    addresses = app.addresses(office)
    return urlsplit(addresses.feed(spec.slug)).path, body_of(office, Asked(spec, window, addresses))


def _nginx(place: Path) -> None:
    """The same bytes as a file behind nginx, where it is installed."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place.chmod(0o755)
    (place / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; pid {place}/nginx.pid; error_log {place}/error.log;\n"
        "events {}\n"
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {place}; }} }}\n"
    )
    process = subprocess.Popen([nginx, "-c", place / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        nginx_server, path = Served(f"http://127.0.0.1:{port}", process.pid), "/body.ics"
        found = _in_turns(
            {"file": Target(nginx_server, path), "304": Target(nginx_server, path, _known(nginx_server, path))}
        )
        report(
            "nginx beside it, one worker (requests/s; processor time for each)",
            [("the same file", _shown(found["file"])), ("304 of it", _shown(found["304"]))],
        )
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
