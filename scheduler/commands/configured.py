"""Where the verbs get their office from: the config file as it stands, or what was applied."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from scheduler.app import App, open_app
from scheduler.commands.printing import print_diagnostics, told
from scheduler.config.reading import load_config
from scheduler.diagnostics import Diagnostic, Location, Severity, values, worst
from scheduler.documents import read_document
from scheduler.schedule import Revision
from scheduler.settings import Config

DEFAULT = Path("config.toml")


class BadConfig(Exception):
    """config.toml has faults, which were printed."""


def config_path(arguments: argparse.Namespace) -> Path:
    """The config file that the user named, or config.toml here."""
    return arguments.config or DEFAULT


def config_of(arguments: argparse.Namespace) -> Config:
    """The config file as it stands. Raises BadConfig after printing every fault."""
    found = load_config(config_path(arguments))
    if found.config is None:
        print_diagnostics(found.diagnostics)
        raise BadConfig
    return found.config


def app_of(arguments: argparse.Namespace) -> App:
    """The installation that the config file belongs to."""
    return open_app(config_path(arguments), arguments.now)


def plan_files(config: Config, before: Revision | None) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The bytes of every plan file by the name that config gives it, and what is wrong with those that cannot be read.

    A file that is refused (secret, damaged, gone) is not stored. One that was applied before goes on as it was: nobody's
    calendar empties by that.
    """
    files: dict[str, bytes] = {}
    wrong: list[Diagnostic] = []
    for name in dict.fromkeys(source.file for source in config.plans):
        document = read_document(config.folder / name)
        if worst(document.diagnostics) is not Severity.ERROR:
            files[name] = (config.folder / name).read_bytes()
            continue
        wrong.extend(replace(d, location=replace(d.location, file=name)) for d in document.diagnostics)
        if before is not None and name in before.files:
            files[name] = before.files[name]
            wrong.append(Diagnostic("plan-file-kept", Severity.WARNING, Location(name), values(file=name)))
    return files, tuple(wrong)


def warn(code: str, **facts: str | int) -> None:
    """A sentence beside the answer, on standard error."""
    print(told(code, **facts), file=sys.stderr)
