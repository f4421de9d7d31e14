"""`units`: take units from a list (.xlsx, .csv, .docx) over into config.toml: new ones at its end, other names where they are."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.configured import config_of, config_path
from scheduler.commands.printing import print_diagnostics, told
from scheduler.config.reading import parse_config
from scheduler.config.unit_edits import Addition, additions, with_additions
from scheduler.config.unit_list import as_entries, unsaid_members
from scheduler.config.unit_rows import Listed, listed_units
from scheduler.derivation import directory_of
from scheduler.diagnostics import Severity, worst
from scheduler.documents import read_document
from scheduler.settings import Config
from scheduler.whole_file import whole_file


def run(arguments: argparse.Namespace) -> int:
    """With --dry-run the lines are only shown. Exit status 1 where the list cannot be read, holds no unit, or rows are left out."""
    config, path = config_of(arguments), config_path(arguments)
    document = read_document(arguments.file)
    found, left_out = listed_units(document, config.units)
    print_diagnostics((*document.diagnostics, *left_out))
    if worst(document.diagnostics) is Severity.ERROR or not (found or left_out):
        print(told("no-units-listed", name=arguments.file.name))
        return 1
    made = _with_units(config, path, found)
    checked = parse_config(made.after, path.parent, path.name)
    if checked.config is None:
        print_diagnostics(checked.diagnostics)
        return 1
    if made.after != made.before and not arguments.dry_run:
        with whole_file(path) as file:
            file.write(made.after.encode())
    _print_made(made, path)
    for group, members in unsaid_members(found, checked.config.units):
        print(told("members-unsaid", id=group, members=_quoted(members)))
    return 1 if left_out else 0


@dataclass(frozen=True, slots=True)
class _Made:
    """What becomes of config's text: entries at its end, additions to those that stand there; known: units that it had already."""

    before: str
    after: str
    entries: tuple[str, ...]
    added: tuple[Addition, ...]
    known: int


def _with_units(config: Config, path: Path, found: Sequence[Listed]) -> _Made:
    """Config's text with these units; other names only where it can be read with them."""
    text, entries, directory = path.read_text(encoding="utf-8"), as_entries(found, config.units), directory_of(config)
    new = text.rstrip("\n") + "\n\n" + "\n\n".join(entries) + "\n" if entries else text
    whole = parse_config(new, path.parent, path.name).config
    new, added = with_additions(new, additions(found, whole.units)) if whole else (new, ())
    return _Made(text, new, entries, added, sum(directory.find(unit.name) is not None for unit in found))


def _print_made(made: _Made, path: Path) -> None:
    print("\n\n".join(made.entries))
    for one in made.added:
        print(told(f"unit-{one.key}-added", id=one.id, texts=_quoted(one.texts)))
    print(told("units-listed", added=len(made.entries), known=made.known, name=path.name))


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)
