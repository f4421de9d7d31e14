"""`export`: the feeds as files, the same bytes that `serve` answers, and a page that lists them; each whole or not at all."""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.commands.configured import warn
from scheduler.commands.export_folder import INDEX, Mark, Use, clear, falls, foreign, written
from scheduler.commands.offices import office_of, office_seen, window_of
from scheduler.commands.printing import told
from scheduler.diagnostics import values
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.feeds.window import LARGE
from scheduler.served import fell_behind, is_behind, note
from scheduler.web.pages.frame import style_sheet
from scheduler.words import say


def run(arguments: argparse.Namespace) -> int:
    """Writes SLUG.ics for every feed into --out; a file that would not change is left untouched, one of a feed that is gone goes.

    People's own feeds stay out: their links give the right to report, and a file in a folder is for everybody.
    What a new day changes is published by that; with --now it is only looked at, and never written over what calendars read.
    Exit status 1 where nothing was written.
    """
    app, office = office_of(arguments) if arguments.now is None else office_seen(arguments)
    window, folder, addresses = window_of(arguments, office), arguments.out, app.addresses(office)
    folder.mkdir(parents=True, exist_ok=True)
    shared = [spec for spec in office.feeds if spec.scope is not Scope.PERSON]
    bodies = {f"{spec.slug}.ics": body_of(office, Asked(spec, window, addresses)) for spec in shared}
    bodies[INDEX] = _index(office, shared).encode()
    before = Mark.of(folder)
    mark = Mark(frozenset(bodies), app.repository.office, Use.LIVE if arguments.now is None else Use.LOOK)
    if (code := _refused(folder, bodies, before, mark)) is not None:
        if code == "export-behind":
            fell_behind(app.folder, app.repository.office, app.repository.version())
        return 1
    changed = _written(folder, bodies, before, mark)
    for spec in shared:
        if (size := len(bodies[f"{spec.slug}.ics"])) >= LARGE:
            warn("feed-large", name=spec.name, size=size // 1000)
    if mark.use is Use.LIVE:
        _note(app)
    print(told("exported", count=len(shared), folder=str(folder), changed=changed))
    return 0


def _refused(folder: Path, bodies: Mapping[str, bytes], before: Mark | None, mark: Mark) -> str | None:
    """Why nothing is written, after it was said; None where all may be."""
    if others := foreign(folder, bodies, before):
        warn(code := "export-foreign", folder=str(folder), names=", ".join(others))
        return code
    if before is None:
        return None
    if before.office not in ("", mark.office):
        warn(code := "export-other-office", folder=str(folder), office=before.office)
        return code
    if before.use is Use.LIVE and mark.use is Use.LOOK:
        warn(code := "export-look", folder=str(folder))
        return code
    if Use.LOOK not in (before.use, mark.use) and any(falls(folder / name, body) for name, body in bodies.items()):
        warn(code := "export-behind", folder=str(folder))
        return code
    return None


def _written(folder: Path, bodies: Mapping[str, bytes], before: Mark | None, mark: Mark) -> int:
    """How many of the calendars changed."""
    known = before.names if before is not None else frozenset()
    # The mark first: what a broken-off export has written is known to the next one as ours.
    replace(mark, names=mark.names | known).write(folder)
    changed = {name for name, body in bodies.items() if written(folder / name, body)}
    clear(folder, known - mark.names, mark.names)
    mark.write(folder)
    return len(changed - {INDEX})


def _note(app: App) -> None:
    if is_behind(app.folder, app.repository.office, app.repository.version()):
        warn("store-behind")
    note(app.folder, app.repository.office, app.repository.version())


def _index(office: Snapshot, specs: Iterable[FeedSpec]) -> str:
    """A page that lists the files, for whoever puts the folder behind a web server."""
    facts = values(office=escape(office.config.office.name), feeds="\n".join(_items(specs)), style=style_sheet())
    return say("feeds", "index", "page", facts)


def _items(specs: Iterable[FeedSpec]) -> Iterable[str]:
    for spec in specs:
        yield say("feeds", "index", "item", values(slug=spec.slug, name=escape(spec.name), about=escape(spec.about)))
