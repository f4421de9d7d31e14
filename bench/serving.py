"""Feeds over HTTP: a 304 and a ready body of some 200 KB against a bare ASGI application on the same server, nginx beside them.

python -m bench.serving                     both servers, as far as they are installed
python -m bench.serving APP SERVER PORT …   one server, as the benchmark starts it
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench.measure import ROOT, report
from bench.offices import APPLIED, made_office
from scheduler.actions.rendering import Asked, body_of
from scheduler.app import open_app
from scheduler.feeds.window import feed_window
from scheduler.web.site import build_site

SERVERS = ("uvicorn", "granian")
SECONDS, ROUNDS, CONNECTIONS = 1, 7, 16
HELLO, CONSTANT, SITE = "hello", "constant", "site"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: an address, and the headers beside it."""

    url: str
    headers: tuple[str, ...] = ()


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
    """The contenders are asked in turns, so that a slow moment of the machine is not one's alone."""
    with (
        _running(HELLO, server, place) as hello,
        _running(CONSTANT, server, place) as constant,
        _running(SITE, server, place) as site,
    ):
        with urlopen(site + path) as answer:
            known = (f"If-None-Match: {answer.headers['ETag']}",)
        found = _in_turns(
            {
                "hello": Target(hello),
                "304": Target(site + path, known),
                "constant": Target(constant),
                "body": Target(site + path),
            }
        )
    report(
        f"Serving feeds with {server} (requests/s, best of {ROUNDS})",
        [
            ("a bare ASGI hello", f"{found['hello']:,.0f}"),
            ("304 of a feed", f"{found['304']:,.0f}"),
            ("304 / hello", f"{found['304'] / found['hello']:.0%}"),
            (f"a constant of {size // 1000} kB", f"{found['constant']:,.0f}"),
            (f"a ready feed of {size // 1000} kB", f"{found['body']:,.0f}"),
            ("feed / constant", f"{found['body'] / found['constant']:.0%}"),
        ],
    )


def _in_turns(targets: dict[str, Target]) -> dict[str, float]:
    best = dict.fromkeys(targets, 0.0)
    for _ in range(ROUNDS):
        for name, target in targets.items():
            best[name] = max(best[name], _asked(target))
    return best


def _asked(target: Target) -> float:
    """Requests a second, from one thread over so many connections."""
    more = [part for header in target.headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *more, target.url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


@contextmanager
def _running(app: str, server: str, place: Path) -> Iterator[str]:
    """One server in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.serving", app, server, str(port), str(place)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        yield f"http://127.0.0.1:{port}"
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

    async def bare(scope: dict[str, object], receive: object, send: Callable[[object], object]) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})  # type: ignore[misc]
            await send({"type": "http.response.body", "body": octets})  # type: ignore[misc]

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
        with urlopen(f"http://127.0.0.1:{port}/body.ics") as answer:
            known = (f"If-None-Match: {answer.headers['ETag']}",)
        url = f"http://127.0.0.1:{port}/body.ics"
        found = _in_turns({"file": Target(url), "304": Target(url, known)})
        report(
            "nginx beside it (requests/s)",
            [("the same file", f"{found['file']:,.0f}"), ("304 of it", f"{found['304']:,.0f}")],
        )
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
