"""`init`: a commented config.toml for a new office, written from its plan files; it asks nothing."""

import argparse
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path

from scheduler.commands.printing import print_diagnostics, say_how_to_answer, told
from scheduler.config.unit_tables import rows_of
from scheduler.config.writer import new_config
from scheduler.diagnostics import Severity, worst
from scheduler.documents import Document, read_document
from scheduler.documents.macros import has_old_macros, name_without_macros, without_macros
from scheduler.documents.unsure import answer_to, unless_unsure
from scheduler.model import Plan
from scheduler.plans import read_plan
from scheduler.settings import PlanSource
from scheduler.whole_file import whole_file


def run(arguments: argparse.Namespace) -> int:
    """Copies the plans into DIR/plans and writes DIR/config.toml; an existing one is left alone.

    Exit status 1 where nothing was written.
    """
    target = arguments.dir / "config.toml"
    if target.exists():
        print(told("exists", path=str(target)))
        return 1
    if not arguments.plan:
        print(told("no-plan-file"))
        return 1
    documents = [(path, unless_unsure(read_document(path), arguments.unclassified)) for path in arguments.plan]
    lists = [path for path, document in documents if _lists_units(document)]
    for path in lists:
        print(told("plan-is-list", path=str(path), config=str(target)))
    read = [(path, read_plan(document)) for path, document in documents if path not in lists]
    print_diagnostics([d for _, plan in read for d in plan.diagnostics])
    for path, plan in read:
        say_how_to_answer(path, plan.diagnostics)
    usable = [(path, plan) for path, plan in read if worst(plan.diagnostics) is not Severity.ERROR]
    refused = [path for path, _ in usable if has_old_macros(path.read_bytes())]
    for path in refused:
        print(told("old-macros", path=str(path)))
    usable = [(path, plan) for path, plan in usable if path not in refused]
    if not usable:
        return 1
    _write(target, arguments.office or _issuer(usable), usable, arguments.unclassified)
    print(told("wrote", path=str(target)))
    return 0


def _lists_units(document: Document) -> bool:
    """Whether a file is no plan but a list of units."""
    return not read_plan(document).tasks and bool(rows_of(document).told)


def _write(target: Path, office: str, read: list[tuple[Path, Plan]], unclassified: Collection[str]) -> None:
    plans = target.parent / "plans"
    plans.mkdir(parents=True, exist_ok=True)
    sources = [(_source(n, path, plans, unclassified), plan) for n, (path, plan) in enumerate(read, 1)]
    with whole_file(target) as file:
        file.write(new_config(office, sources).encode())


def _source(number: int, path: Path, plans: Path, unclassified: Collection[str]) -> PlanSource:
    """A plan as its copy lies in the folder; what was answered of the file is said of the copy, which has no macros."""
    name = _copied(path, plans)
    seen = answer_to(path.read_bytes()) in unclassified
    return PlanSource(
        f"kh{number}", f"plans/{name}", unclassified=answer_to((plans / name).read_bytes()) if seen else None
    )


def _copied(path: Path, folder: Path) -> str:
    """The name under which the file lies in the folder, without macros; another file of that name is left alone."""
    body = without_macros(path.read_bytes())
    for name in _names(path.with_name(name_without_macros(path.name))):
        if not (folder / name).exists():
            (folder / name).write_bytes(body)
        if (folder / name).read_bytes() == body:
            return name
    raise AssertionError("names never end")


def _names(path: Path) -> Iterator[str]:
    yield path.name
    yield from (f"{path.stem}-{n}{path.suffix}" for n in count(2))


def _issuer(read: list[tuple[Path, Plan]]) -> str:
    return next((plan.header.issuer for _, plan in read if plan.header.issuer), "")
