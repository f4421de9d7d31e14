"""`restore`: a backup unpacked into an empty folder, with what is to be done next."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shlex import quote

from scheduler.archive import Manifest, unpack
from scheduler.commands import examining
from scheduler.commands.configured import warn
from scheduler.commands.offices import NotFound
from scheduler.commands.printing import told
from scheduler.config.reading import load_config
from scheduler.served import fell_behind
from scheduler.store.backing_up import load_command
from scheduler.whereabouts import whereabouts
from scheduler.words import day_text


def run(arguments: argparse.Namespace) -> int:
    """`restore FILE DIR`: addresses, revisions and evidence are those of the backup.

    What calendars were told since then nobody knows here: it is marked, so that `serve`, `check` and `doctor` ask for
    `feeds restored` until it was done.
    """
    folder: Path = arguments.into
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotFound("restore-not-empty", folder=str(folder))
    found = unpack(arguments.archive, folder)
    fell_behind(folder, found.office, 0)
    _say(found, folder)
    return 0


def _say(found: Manifest, folder: Path) -> None:
    made = datetime.fromisoformat(found.made)
    print(told("restored", hour=f"{made:%H:%M}", day=day_text(made.date()), folder=str(folder)))
    for number, step in enumerate(_steps(found, folder), 1):
        print(f"{number}. {step}")
    config = load_config(folder / found.config).config
    if config is not None and any(one.code == "server-on" for one in examining.server(config)):
        warn("restored-beside", port=config.server.port)


def _steps(found: Manifest, folder: Path) -> Iterator[str]:
    ours = f"nhacviec --config {quote(str(folder / found.config))}"
    yield told("restored-stop")
    if not found.database:
        url, _ = whereabouts(folder / found.config)
        yield told("restored-load", command=load_command(url, "….dump"))
    yield told("restored-secrets", name=found.config)
    yield told("restored-raise", command=f"{ours} feeds restored")
    yield told("restored-examine", command=f"{ours} doctor")
