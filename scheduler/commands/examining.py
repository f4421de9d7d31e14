"""What `doctor` looks at, one question a function: each gives findings with a code, a gravity and the facts of a sentence."""

import http.client
import io
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

from scheduler.actions.parcels import Channels
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App, turns_of
from scheduler.channels import Means, NotSetUp, set_up
from scheduler.commands.configured import PLAN_REFUSED, plan_files
from scheduler.config.reading import load_config
from scheduler.diagnostics import Severity, Values, values
from scheduler.documents.office import office_program
from scheduler.documents.scans.program import tesseract_program
from scheduler.installation_secret import SECRET
from scheduler.schedule import Revision
from scheduler.served import is_behind
from scheduler.settings import Config
from scheduler.store.engine import HEAD
from scheduler.whereabouts import database_file
from scheduler.words import day_text, diagnose, say

PACKAGES: Final = ("calendars", "notifiers", "scheduler")
_OURS: Final = "nhacviec"
_OFFSET: Final = timedelta(hours=7)
_LATE, _STOPPED = timedelta(hours=2), timedelta(hours=26)
_AHEAD: Final = timedelta(minutes=5)
_PATIENCE: Final = 3.0  # seconds


class Gravity(StrEnum):
    """WELL: nothing to do. LOOK: it works, but somebody should look. MEND: something does not work until it is mended."""

    WELL = "well"
    LOOK = "look"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: the code of its sentence (words/channels.toml, [doctor]) and the facts that fill it."""

    code: str
    gravity: Gravity
    facts: Values = ()

    @property
    def text(self) -> str:
        """The finding in words, with what to do."""
        return say("channels", "doctor", self.code, self.facts)


def _well(code: str, **facts: str | int) -> Found:
    return Found(code, Gravity.WELL, values(**facts))


def _look(code: str, **facts: str | int) -> Found:
    return Found(code, Gravity.LOOK, values(**facts))


def _mend(code: str, **facts: str | int) -> Found:
    return Found(code, Gravity.MEND, values(**facts))


def packages(installed: Mapping[str, Iterable[str]] | None = None) -> Iterator[Found]:
    """Whether the three packages are ours: other distributions install some of the same names.

    installed: distributions by package; an editable install names none.
    """
    known = packages_distributions() if installed is None else installed
    others = {p: sorted(set(known.get(p, ())) - {_OURS}) for p in PACKAGES}
    for package, those in others.items():
        if those:
            yield _mend("package-shadowed", package=package, others=", ".join(those))
    if not any(others.values()):
        yield _well("packages-ours")


def config_file(path: Path) -> Iterator[Found]:
    """Whether config.toml has faults; what they are is told by `check`."""
    faults = sum(d.severity is Severity.ERROR for d in load_config(path).diagnostics)
    yield _mend("config-faults", name=path.name, count=faults) if faults else _well("config-fine", name=path.name)


def plans(path: Path, before: Revision | None) -> Iterator[Found]:
    """Whether the file of each plan that config names can be used: one that is secret, locked, damaged or gone is named.

    before: what was applied; a scan that was recognised then is not recognised again.
    """
    config = load_config(path).config
    if config is None:
        return
    _, wrong = plan_files(config, before)
    for one in wrong:
        if one.code in PLAN_REFUSED:
            why = (diagnose(d) for d in wrong if d.location.file == one.location.file and d.severity is Severity.ERROR)
            yield _mend(one.code, **dict(one.values), why=" ".join(why))
    if not any(one.code in PLAN_REFUSED for one in wrong):
        yield _well("plans-readable", count=len(config.plans))


def store(app: App, config: Config) -> Iterator[Found]:
    """What holds the rows (it has been opened already), and that nobody else can read it."""
    yield _well("store-open", version=HEAD)
    if (file := database_file(config.store_url, app.folder)) is not None:
        yield from _closed_to_others(file, "store-exposed", Gravity.LOOK)


def restored(app: App) -> Iterator[Found]:
    """Whether the store is older than what calendars were told from here, and whether the secret of all addresses is there."""
    if is_behind(app.folder, app.repository.office, app.repository.version()):
        yield _mend("store-behind")
    if not (app.folder / SECRET).is_file():
        yield _mend("no-secret", path=str(SECRET))


def secret_files(app: App, config: Config) -> Iterator[Found]:
    """Files with secrets, where config names some and where we make one ourselves."""
    email, caldav = config.email, config.caldav
    named = (
        str(SECRET),
        config.telegram.token_file,
        email.password_file if email else None,
        config.webhook.secret_file,
        caldav.password_file if caldav else None,
    )
    files = [app.folder / name for name in named if name]
    found = [wrong for file in files for wrong in _closed_to_others(file, "secret-exposed", Gravity.MEND)]
    yield from found or [_well("secrets-closed")]


def _closed_to_others(file: Path, code: str, gravity: Gravity) -> Iterator[Found]:
    if os.name != "posix" or not file.is_file():
        return
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Found(code, gravity, values(path=str(file), mode=f"{mode:04o}"))


def channels(app: App, config: Config) -> Iterator[Found]:
    """Whether each channel that people use can be set up here; nothing is sent."""
    means = Means(config, io.StringIO(), turns_of(app.repository, app.now()))
    for channel in sorted({c for p in config.people for c in p.channels}):
        made = set_up(channel, means)
        if isinstance(made, NotSetUp):
            yield _mend("channel-lacking", channel=channel, why=say("channels", "setup", made.code, made.facts))
        else:
            yield _well("channel-ready", channel=channel)
    if config.server.public_url is None and any("email" in p.channels for p in config.people):
        yield _look("no-public-url")


def collection(office: Snapshot, environment: Mapping[str, str]) -> Iterator[Found]:
    """Whether the CalDAV collection that config names can be pushed into; it is only asked what it is."""
    settings = office.config.caldav
    if settings is None:
        return
    try:
        from calendars.caldav import PushError
        from scheduler.actions.pushing import NoPassword, look_at_collection, pushed_feed
    except ImportError:
        yield _mend("caldav-missing")
        return
    if pushed_feed(office, settings) is None:
        yield _mend("caldav-no-feed", slug=settings.feed or "")
    try:
        look_at_collection(office, settings, environment)
    except NoPassword:
        yield _mend("caldav-no-password")
    except PushError as error:
        yield _mend(f"caldav-{error.reason.value}", url=error.url)
    else:
        yield _well("caldav-ready", url=settings.url)


def people(app: App, office: Snapshot) -> Iterator[Found]:
    """Whether each person can be reached by something, and whose channels are dead."""
    reached = Channels.of(app.repository)
    for (person, channel), dead in sorted(reached.dead.items()):
        day = day_text(dead.since.astimezone(office.now.tzinfo).date())
        yield _look("channel-dead", person=person, channel=channel, day=day, cause=say("outbox", "cause", dead.cause))
    unreached = [p for p in office.config.people if not reached.of_person(p)]
    for one in unreached:
        yield _mend("unreached", person=one.id, channel=one.channels[0])
    if not unreached:
        yield _well("all-reached", count=len(office.config.people))


def wake_up(app: App) -> Iterator[Found]:
    """Whether reminders wake up, and whether the clock agrees with what was recorded."""
    now, last, revision = app.now(), app.repository.last_wakeup(), app.repository.latest_revision()
    recorded = [m for m in (last, revision.applied_at if revision else None) if m is not None]
    if recorded and max(recorded) > now.astimezone(UTC) + _AHEAD:
        yield _mend("clock-behind", now=f"{now:%H:%M} {day_text(now.date())}")
        return
    if last is None:
        yield _look("never-woken")
        return
    local, age = last.astimezone(now.tzinfo), now.astimezone(UTC) - last
    facts = {"hour": f"{local:%H:%M}", "day": day_text(local.date())}
    yield (_mend if age > _STOPPED else _look if age > _LATE else _well)(
        "woken" if age <= _LATE else "woken-long-ago", **facts
    )


def zone(app: App) -> Iterator[Found]:
    """Whether this system knows Vietnam's time, and what it takes for now."""
    now = app.now()
    if now.utcoffset() != _OFFSET:
        yield _mend("zone-wrong", zone=str(now.tzinfo))
    else:
        yield _well("clock", hour=f"{now:%H:%M}", day=day_text(now.date()))


def server(config: Config) -> Iterator[Found]:
    """Whether `serve` answers at its port, or another program has it."""
    where: dict[str, str | int] = {"host": config.server.host, "port": config.server.port}
    connection = http.client.HTTPConnection(config.server.host, config.server.port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        said = answer.read(100).decode("utf-8", "replace").strip()
    except ConnectionRefusedError:
        yield _look("server-off", **where)
    except (OSError, http.client.HTTPException):
        yield _mend("port-other", **where)
    else:
        yield from _health(answer.status, said, where)
    finally:
        connection.close()


def _health(status: int, said: str, where: Mapping[str, str | int]) -> Iterator[Found]:
    if (status, said) == (200, "ok"):
        yield _well("server-on", **where)
    elif status == 503 and said in ("store", "wake-up"):
        yield _mend(f"server-{said}", **where)
    else:
        yield _mend("port-other", **where)


def programs() -> Iterator[Found]:
    """Programs by which more kinds of files can be read; none is needed for the rest."""
    yield _well("libreoffice") if office_program() else _look("no-libreoffice")
    yield _well("tesseract") if tesseract_program() else _look("no-tesseract")
