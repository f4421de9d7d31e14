"""`units`: take units from a list (.xlsx, .csv, .docx) over into config.toml: new ones at its end, other names where they are."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.configured import config_of, config_path
from scheduler.commands.printing import print_diagnostics, say_how_to_answer, told
from scheduler.config.reading import parse_config
from scheduler.config.unit_edits import Addition, additions, contradicted, with_additions
from scheduler.config.unit_list import as_entries, unsaid_members
from scheduler.config.unit_rows import Listed, listed_units
from scheduler.derivation import directory_of
from scheduler.diagnostics import Severity, worst
from scheduler.documents import read_document
from scheduler.documents.unsure import unless_unsure
from scheduler.plans import read_plan
from scheduler.settings import Config
from scheduler.whole_file import whole_file


def run(arguments: argparse.Namespace) -> int:
    """With --dry-run the lines are only shown. Exit status 1 where the list cannot be read, holds no unit, or rows are left out."""
    config, path = config_of(arguments), config_path(arguments)
    document = unless_unsure(read_document(arguments.file), arguments.unclassified)
    if tasks := read_plan(document).tasks:
        print(told("units-of-plan", name=arguments.file.name, count=len(tasks)))
        return 1
    found, findings = listed_units(document, config.units)
    print_diagnostics((*document.diagnostics, *findings))
    say_how_to_answer(arguments.file, document.diagnostics)
    if worst(document.diagnostics) is Severity.ERROR:
        return 1
    if not (found or findings):
        print(told("no-units-listed", name=arguments.file.name))
        return 1
    made = _with_units(config, path, found)
    checked = parse_config(made.after, path.parent, path.name)
    if checked.config is None:
        print_diagnostics(checked.diagnostics)
        print(told("list-breaks-config", name=path.name))
        return 1
    if made.after != made.before and not arguments.dry_run:
        with whole_file(path) as file:
            file.write(made.after.encode())
    _print_made(made, path)
    for unit, key, said in contradicted(found, checked.config.units):
        print(told("unit-contradicted", id=unit, key=key, said=said))
    for group, members in unsaid_members(found, checked.config.units):
        print(told("members-unsaid", id=group, members=_quoted(members)))
    return int(worst(findings) is Severity.ERROR)


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
        print(_added(one))
    print(told("units-listed", added=len(made.entries), known=made.known, name=path.name))


def _added(one: Addition) -> str:
    if one.key in ("aliases", "members"):
        return told(f"unit-{one.key}-added", id=one.id, texts=_quoted(one.texts))
    return told("unit-written", id=one.id, key=one.key, value=one.texts[0])


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)
