"""`export`: the feeds as files, the same bytes that `serve` answers, each written whole or not at all."""

import argparse
import os
from pathlib import Path

from scheduler.actions.rendering import Asked, body_of
from scheduler.commands.offices import office_of, office_seen, window_of
from scheduler.commands.printing import told


def run(arguments: argparse.Namespace) -> int:
    """Writes SLUG.ics for every feed into --out; a file that would not change is left untouched.

    What a new day changes is published by that; with --now it is only looked at.
    """
    app, office = office_of(arguments) if arguments.now is None else office_seen(arguments)
    window, folder = window_of(arguments, office), arguments.out
    addresses = app.addresses(office)
    folder.mkdir(parents=True, exist_ok=True)
    changed = sum(
        written(folder / f"{spec.slug}.ics", body_of(office, Asked(spec, window, addresses)))
        for spec in office.feeds
    )
    print(told("exported", count=len(office.feeds), folder=str(folder), changed=changed))
    return 0


def written(path: Path, body: bytes) -> bool:
    """Put a file in place in one step; whether it changed."""
    if path.is_file() and path.read_bytes() == body:
        return False
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_bytes(body)
    os.replace(half, path)
    return True
