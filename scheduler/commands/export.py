"""`export`: the feeds as files, the same bytes that `serve` answers, and a page that lists them; each whole or not at all."""

import argparse
from collections.abc import Iterable
from glob import escape as escaped
from html import escape
from pathlib import Path
from time import time

from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.commands.configured import warn
from scheduler.commands.offices import office_of, office_seen, window_of
from scheduler.commands.printing import told
from scheduler.diagnostics import values
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.feeds.window import LARGE
from scheduler.served import fell_behind, is_behind, note
from scheduler.whole_file import is_half, whole_file
from scheduler.words import say

INDEX = "index.html"
_OURS = ".nhacviec-feeds"
"""Names the files that we wrote: what somebody else put into the folder is never deleted."""

_HALF_FOR = 3600
"""Seconds after which a half-written file is nobody's any more, be it of another export that runs beside this one."""


def run(arguments: argparse.Namespace) -> int:
    """Writes SLUG.ics for every feed into --out; a file that would not change is left untouched, one of a feed that is gone goes.

    People's own feeds stay out: their links give the right to report, and a file in a folder is for everybody.
    What a new day changes is published by that; with --now it is only looked at.
    """
    app, office = office_of(arguments) if arguments.now is None else office_seen(arguments)
    window, folder, addresses = window_of(arguments, office), arguments.out, app.addresses(office)
    folder.mkdir(parents=True, exist_ok=True)
    changed, shared = 0, [spec for spec in office.feeds if spec.scope is not Scope.PERSON]
    bodies = {spec.slug: body_of(office, Asked(spec, window, addresses)) for spec in shared}
    if arguments.now is None and any(_falls(folder / f"{slug}.ics", body) for slug, body in bodies.items()):
        fell_behind(app.folder, app.repository.office, app.repository.version())
        warn("export-behind", folder=str(folder))
        return 1
    names = {f"{spec.slug}.ics" for spec in shared}
    _remember(
        folder, _before(folder) | names
    )  # first: what a broken-off export has written is known to the next one as ours
    for spec in shared:
        body = bodies[spec.slug]
        changed += written(folder / f"{spec.slug}.ics", body)
        if len(body) >= LARGE:
            warn("feed-large", name=spec.name, size=len(body) // 1000)
    written(folder / INDEX, _index(office, shared).encode())
    _clear(folder, names)
    if arguments.now is None:
        if is_behind(app.folder, app.repository.office, app.repository.version()):
            warn("store-behind")
        note(app.folder, app.repository.office, app.repository.version())
    print(told("exported", count=len(shared), folder=str(folder), changed=changed))
    return 0


def written(path: Path, body: bytes) -> bool:
    """Put a file in place in one step; whether it changed."""
    if path.is_file() and path.read_bytes() == body:
        return False
    with whole_file(path) as file:
        file.write(body)
    return True


def _falls(path: Path, body: bytes) -> bool:
    """Whether an event would go back to an earlier SEQUENCE than a file shows that calendars have read: the store is older."""
    if not path.is_file() or (there := path.read_bytes()) == body:
        return False
    before, now = _sequences(there), _sequences(body)
    return any(now[uid] < sequence for uid, sequence in before.items() if uid in now)


def _sequences(body: bytes) -> dict[bytes, int]:
    """SEQUENCE by UID, and by RECURRENCE-ID where an event is an exception of a series."""
    found: dict[bytes, int] = {}
    for entry in body.replace(b"\r\n ", b"").split(b"\r\nBEGIN:V")[1:]:
        lines = entry.split(b"\r\n")
        name = b"".join(line for line in lines if line.startswith((b"UID:", b"RECURRENCE-ID")))
        told = next((line for line in lines if line.startswith(b"SEQUENCE:")), b"")
        if name and told:
            found[name] = int(told.removeprefix(b"SEQUENCE:"))
    return found


def _before(folder: Path) -> set[str]:
    mark = folder / _OURS
    return set(mark.read_text(encoding="utf-8").split()) if mark.is_file() else set()


def _remember(folder: Path, names: set[str]) -> None:
    written(folder / _OURS, "\n".join(sorted(names)).encode())


def _clear(folder: Path, names: set[str]) -> None:
    """Delete what an earlier export wrote and this one did not, also what broke off half; remember what this one wrote."""
    known = _before(folder)
    for name in known - names:
        if "/" not in name and name.endswith(".ics"):
            (folder / name).unlink(missing_ok=True)
    for name in (*known, INDEX, _OURS):
        for half in folder.glob(f".{escaped(name)}.*"):
            if is_half(half) and time() - half.stat().st_mtime > _HALF_FOR:
                half.unlink(missing_ok=True)
    _remember(folder, names)


def _index(office: Snapshot, specs: Iterable[FeedSpec]) -> str:
    """A page that lists the files, for whoever puts the folder behind a web server."""
    facts = values(office=escape(office.config.office.name), feeds="\n".join(_items(specs)))
    return say("feeds", "index", "page", facts)


def _items(specs: Iterable[FeedSpec]) -> Iterable[str]:
    for spec in specs:
        yield say("feeds", "index", "item", values(slug=spec.slug, name=escape(spec.name), about=escape(spec.about)))
