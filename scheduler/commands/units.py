"""`units`: take units from a list (.xlsx, .csv, .docx) over into config.toml: new ones at its end, other names where they are."""

import argparse

from scheduler.commands.configured import config_of, config_path
from scheduler.commands.printing import print_diagnostics, told
from scheduler.config.reading import parse_config
from scheduler.config.unit_edits import additions, with_additions
from scheduler.config.unit_list import as_entries, listed_units, unsaid_members
from scheduler.derivation import directory_of
from scheduler.diagnostics import Severity, worst
from scheduler.documents import read_document
from scheduler.whole_file import whole_file


def run(arguments: argparse.Namespace) -> int:
    """With --dry-run the lines are only shown. Exit status 1 where the list cannot be read or holds no unit."""
    config, path = config_of(arguments), config_path(arguments)
    document = read_document(arguments.file)
    print_diagnostics(document.diagnostics)
    found = listed_units(document)
    if worst(document.diagnostics) is Severity.ERROR or not found:
        print(told("no-units-listed", name=arguments.file.name))
        return 1
    entries = as_entries(found, config.units)
    text = path.read_text(encoding="utf-8")
    new = text.rstrip("\n") + "\n\n" + "\n\n".join(entries) + "\n" if entries else text
    whole = parse_config(new, path.parent, path.name).config
    new, added = with_additions(new, additions(found, whole.units)) if whole else (new, ())
    checked = parse_config(new, path.parent, path.name)
    if checked.config is None:
        print_diagnostics(checked.diagnostics)
        return 1
    print("\n\n".join(entries))
    for one in added:
        print(told(f"unit-{one.key}-added", id=one.id, texts=", ".join(f'"{text}"' for text in one.texts)))
    if new != text and not arguments.dry_run:
        with whole_file(path) as file:
            file.write(new.encode())
    directory = directory_of(config)
    known = sum(directory.find(unit.name) is not None for unit in found)
    print(told("units-listed", added=len(entries), known=known, name=path.name))
    for group, members in unsaid_members(found, checked.config.units):
        print(told("members-unsaid", id=group, members=", ".join(f'"{one}"' for one in members)))
    return 0
