"""Where the verbs get their office from: the config file as it stands, or what was applied."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from scheduler.app import App, open_app
from scheduler.commands.printing import print_diagnostics, told
from scheduler.config.reading import load_config
from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents import Document, file_bytes, parse_document
from scheduler.documents.kept import is_recognised, kept_file, with_reading
from scheduler.documents.macros import has_old_macros, without_macros
from scheduler.documents.unsure import unless_unsure
from scheduler.schedule import Revision
from scheduler.settings import Config
from scheduler.whereabouts import DEFAULT_CONFIG

PLAN_REFUSED = ("plan-file-kept", "plan-file-left-out")
"""What is told of a plan whose file is refused: its applied text goes on, or it has none."""


class BadConfig(Exception):
    """config.toml has faults, which were printed."""


def config_path(arguments: argparse.Namespace) -> Path:
    """The config file that the user named, or config.toml here."""
    return arguments.config or DEFAULT_CONFIG


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

    Beside a file whose reading takes another program lies its reading; a scan that was applied is not recognised again. A file
    that is refused (secret, or maybe so and nobody looked; damaged, gone) is not stored. One that was applied before goes on as
    it was: nobody's calendar empties by that.
    """
    files: dict[str, bytes] = {}
    wrong: list[Diagnostic] = []
    applied: Mapping[str, bytes] = before.files if before is not None else {}
    for name in dict.fromkeys(source.file for source in config.plans):
        data = file_bytes(config.folder / name)
        if isinstance(data, bytes) and is_recognised(applied, name, data):
            files |= kept_file(applied, name)
            continue
        document = data if isinstance(data, Document) else parse_document(data, str(config.folder / name))
        document = unless_unsure(document, unclassified(config, name))
        if isinstance(data, bytes) and has_old_macros(data):
            document = Document(name, (), (Diagnostic("macros-old-file", Severity.ERROR, Location(name)),))
        if isinstance(data, bytes) and document.readable:
            files |= with_reading(name, without_macros(data), document)
            continue
        wrong.extend(replace(d, location=replace(d.location, file=name)) for d in document.diagnostics)
        files |= kept_file(applied, name)
        code = "plan-file-kept" if name in applied else "plan-file-left-out"
        facts = values(file=name, plan="; ".join(source.id for source in config.plans if source.file == name))
        wrong.append(Diagnostic(code, Severity.WARNING, Location(name), facts))
    return files, tuple(wrong)


def unclassified(config: Config, file: str) -> frozenset[str]:
    """What config says of a plan's file that somebody looked at: the contents that are no secret."""
    return frozenset(s.unclassified for s in config.plans if s.file == file and s.unclassified is not None)


def warn(code: str, **facts: str | int) -> None:
    """A sentence beside the answer, on standard error."""
    print(told(code, **facts), file=sys.stderr)
