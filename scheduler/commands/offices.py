"""The applied office for the verbs that read it: as it is today, with a word where the files have moved on."""

import argparse
from difflib import get_close_matches
from pathlib import Path

from scheduler.actions.apply import refresh
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.commands.configured import app_of, config_path, warn
from scheduler.config.reading import load_config
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import ALWAYS, Window, feed_window
from scheduler.model import Person
from scheduler.schedule import Revision


class NotFound(Exception):
    """What the user named is not there. code: the sentence under [say] that says what is; facts: what fills it."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def office_of(arguments: argparse.Namespace) -> tuple[App, Snapshot]:
    """The installation and its office, brought to today in the store: for verbs that write. Raises NothingApplied."""
    app = app_of(arguments)
    refresh(app.repository, app.folder, app.now())
    return app, _office(app, arguments)


def office_seen(arguments: argparse.Namespace) -> tuple[App, Snapshot]:
    """The installation and its office at this moment for verbs that only look; nothing is written. Raises NothingApplied."""
    app = app_of(arguments).looking()
    return app, _office(app, arguments)


def _office(app: App, arguments: argparse.Namespace) -> Snapshot:
    office = app.office()
    if (code := moved_on(office.revision, arguments)) is not None:
        warn(code)
    return office


def moved_on(applied: Revision, arguments: argparse.Namespace) -> str | None:
    """The warning to give where config.toml or a plan file is no longer what was applied; None where both are."""
    path = config_path(arguments)
    if (code := config_moved_on(applied, path)) is not None:
        return code
    files = {name: path.parent / name for name in applied.files}
    changed = any(file.is_file() and file.read_bytes() != applied.files[name] for name, file in files.items())
    return "pending-edits" if changed else None


def config_moved_on(applied: Revision, path: Path) -> str | None:
    """The same of config.toml alone."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return "config-broken"
    if text == applied.config:
        return None
    return "pending-edits" if load_config(path).config else "config-broken"


def feed_named(office: Snapshot, slug: str | None) -> FeedSpec:
    """The feed of that slug (the whole office where None). Raises NotFound with the nearest slug."""
    if slug is None:
        return office.feeds[0]
    found = {spec.slug: spec for spec in office.feeds}
    if slug in found:
        return found[slug]
    near = get_close_matches(slug, list(found), n=1, cutoff=0.5)
    raise NotFound("no-feed-near", slug=slug, near=near[0]) if near else NotFound("no-feed", slug=slug)


def person_of(office: Snapshot, id: str) -> Person:
    """The person of config with that id. Raises NotFound, which names those that there are."""
    found = next((p for p in office.config.people if p.id == id), None)
    if found is None:
        raise NotFound("no-person", person=id, known=", ".join(p.id for p in office.config.people))
    return found


def window_of(arguments: argparse.Namespace, office: Snapshot) -> Window:
    """The window of feeds, or no bounds with --all."""
    return ALWAYS if arguments.all else feed_window(office.now.date(), office.config.policy)
