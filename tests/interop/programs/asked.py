"""How each calendar program is asked what it says of a feed and what it shows; where it is missing, what it needs."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from calendars.zone import ZONE
from tests.interop.feeds import FIRST, LAST
from tests.support.radicale import radicale

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
_DAY = timedelta(days=1)

Row = tuple[str, str, str, str]
"""UID, start, end (exclusive), title; days as 2024-03-25, moments in UTC as 2024-03-26T10:30:00Z."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program complained of, the occurrences and the UIDs of the to-dos it shows."""

    errors: tuple[str, ...]
    rows: frozenset[Row]
    todos: frozenset[str] = frozenset()


def written(moment: date) -> str:
    """A day or a moment in the notation of a Row."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return f"{moment.astimezone(ZONE) - timedelta(hours=7):%Y-%m-%dT%H:%M:%SZ}"


def icaljs(feed: Path) -> Answer:
    """Mozilla's ical.js: Thunderbird, Nextcloud's calendar."""
    needs("node", "Node.js")
    if not (ROOT / "node_modules" / "ical.js").exists():
        pytest.skip("needs ical.js: npm ci")
    return _answer(_json("node", HERE / "icaljs.mjs", feed))


def sabre(feed: Path) -> Answer:
    """sabre/vobject with its validator: Nextcloud, ownCloud, Baïkal."""
    needs("php", "PHP (apt-get install php-cli php-xml php-mbstring php-sabre-vobject)")
    if not Path("/usr/share/php/Sabre/VObject/includes.php").exists():
        pytest.skip("needs sabre/vobject (apt-get install php-sabre-vobject)")
    return _answer(_json("php", HERE / "sabre.php", feed, FIRST, LAST))


def libical(feed: Path) -> Answer:
    """libical with its restriction check: Evolution, GNOME Calendar, KDE."""
    found = _json(_compiled(feed.parent), feed)
    places: dict[tuple[str, str], Row] = {}
    for uid, place, start, end, title in found["occurrences"]:  # an override comes later and takes its place
        places[uid, place or start] = (uid, start, end, title)
    return Answer(tuple(found["errors"]), frozenset(places.values()), frozenset(found["todos"]))


def recurring(feed: Path) -> Answer:
    """recurring-ical-events, strict about every value."""
    calendar = icalendar.Calendar.from_ical(feed.read_bytes())
    errors = tuple(f"{part.name} {name}: {what}" for part in calendar.walk() for name, what in part.errors)
    shown = recurring_ical_events.of(calendar).between(FIRST, LAST)
    rows = ((str(e["UID"]), written(e.start), written(e.end), str(e["SUMMARY"])) for e in shown)
    return Answer(errors, frozenset(rows), frozenset(str(todo["UID"]) for todo in calendar.walk("VTODO")))


def khal(feed: Path) -> Answer:
    """khal: imported into its own store, then listed."""
    program = shutil.which("khal", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if program is None:
        pytest.skip("needs khal (in the development requirements)")
    home = feed.parent / "khal"
    (home / "calendar").mkdir(parents=True)
    (home / "config").write_text(_KHAL.format(home=home), encoding="utf-8")
    environment = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}
    command = (program, "-c", home / "config")
    imported = _run(*command, "import", "--batch", feed, environment=environment)
    fields = (f"--json={name}" for name in ("uid", "start-long", "end-long", "all-day", "title"))
    # --notstarted and not --once, which would show one occurrence of a series
    listed = _run(*command, "list", "--notstarted", *fields, FIRST, LAST, environment=environment)
    rows = (_khal_row(event) for line in listed.stdout.splitlines() for event in json.loads(line))
    return Answer(tuple(imported.stderr.splitlines() + listed.stderr.splitlines()), frozenset(rows))


_KHAL = """[calendars]
[[feed]]
path = {home}/calendar
[locale]
local_timezone = Asia/Ho_Chi_Minh
default_timezone = Asia/Ho_Chi_Minh
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {home}/khal.db
[default]
default_calendar = feed
"""


def _khal_row(event: Mapping[str, str]) -> Row:
    start, end = event["start-long"], event["end-long"]
    if event["all-day"] == "True":  # it names the last day
        return event["uid"], start, written(date.fromisoformat(end) + _DAY), event["title"]
    moments = (written(datetime.fromisoformat(moment).replace(tzinfo=ZONE)) for moment in (start, end))
    return event["uid"], *moments, event["title"]  # type: ignore[return-value] # two of them


def radicale_put(feed: Path) -> Answer:
    """Radicale: the feed by PUT as a collection, laid out by the server."""
    pytest.importorskip("radicale", reason="needs radicale (in the development requirements)")
    folder = feed.parent / "radicale"
    folder.mkdir()
    with radicale(folder) as address, httpx.Client(auth=("van-phong", "x"), timeout=120) as client:
        client.request("MKCOL", f"{address}/van-phong/")
        url = f"{address}/van-phong/lich/"
        put = client.put(url, content=feed.read_bytes(), headers={"Content-Type": "text/calendar; charset=utf-8"})
        if put.is_error:
            return Answer((f"PUT {put.status_code}: {(folder / 'log').read_text()}",), frozenset())
        stored = icalendar.Calendar.from_ical(client.get(url).text)
        answer = client.request("REPORT", url, content=_EXPAND, headers={"Depth": "1"})
        events = [event for data in _calendar_data(answer.text) for event in icalendar.Calendar.from_ical(data).events]
    rows = ((str(e["UID"]), written(e.start), written(e.end), str(e["SUMMARY"])) for e in events)
    return Answer((), frozenset(rows), frozenset(str(todo["UID"]) for todo in stored.walk("VTODO")))


_RANGE = f'start="{FIRST:%Y%m%d}T000000Z" end="{LAST:%Y%m%d}T000000Z"'
_EXPAND = (
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    f"<D:prop><C:calendar-data><C:expand {_RANGE}/></C:calendar-data></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
    f"<C:time-range {_RANGE}/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
)


def _calendar_data(report: str) -> list[str]:
    return [found.text or "" for found in ET.fromstring(report).iter("{urn:ietf:params:xml:ns:caldav}calendar-data")]


PROGRAMS: Mapping[str, Callable[[Path], Answer]] = {
    "recurring-ical-events": recurring,
    "ical.js": icaljs,
    "libical": libical,
    "sabre-vobject": sabre,
    "khal": khal,
    "radicale": radicale_put,
}


def needs(program: str, what: str) -> None:
    """Skip where a program is not on the path."""
    if shutil.which(program) is None:
        pytest.skip(f"needs {what}")


def _compiled(folder: Path) -> Path:
    """libical.c as a program."""
    needs("cc", "a C compiler (apt-get install gcc libc6-dev)")
    needs("pkg-config", "pkg-config (apt-get install pkg-config)")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libical"], capture_output=True, text=True, check=False)
    if flags.returncode:
        pytest.skip("needs libical (apt-get install libical-dev)")
    program = folder / "libical"
    if program.exists():
        return program
    _run("cc", "-O1", "-Wall", "-Werror", "-o", program, HERE / "libical.c", *flags.stdout.split())
    return program


def _run(*command: object, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert done.returncode == 0, f"{Path(words[0]).name} {done.returncode}: {done.stderr[-2000:]}"
    return done


def _json(*command: object) -> dict[str, list[list[str | None]]]:
    found: dict[str, list[list[str | None]]] = json.loads(_run(*command).stdout)
    return found


def _answer(found: Mapping[str, list[list[str | None]]]) -> Answer:
    return Answer(tuple(found["errors"]), frozenset(map(tuple, found["occurrences"])), frozenset(found["todos"]))  # type: ignore[arg-type]
