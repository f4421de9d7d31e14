"""`check`: every fault of config.toml at once, then what is wrong or open in the plans."""

import argparse
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scheduler.actions.apply import changed_tasks, tasks_applied
from scheduler.actions.settling import kept_as_told, settled
from scheduler.app import clock, open_app
from scheduler.commands.apply import show_kept, show_task_changes
from scheduler.commands.configured import config_path, plan_files, warn
from scheduler.commands.printing import diagnostic_json, print_diagnostics, print_json, told
from scheduler.config.reading import load_config
from scheduler.derivation import derive
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.planning.task_changes import TaskChange
from scheduler.ports import Repository
from scheduler.schedule import Occurrence
from scheduler.served import is_behind
from scheduler.settings import Config
from scheduler.store.errors import StoreError
from scheduler.whereabouts import database_file


def run(arguments: argparse.Namespace) -> int:
    """Exit status 2 where config.toml has faults, 1 where a plan has errors, 0 where there is at most a question."""
    path = config_path(arguments)
    found = load_config(path)
    plans = _about_plans(found.config, path, arguments) if found.config else _AboutPlans()
    if arguments.json:
        print_json([diagnostic_json(d) for d in (*found.diagnostics, *plans.open)])
    else:
        print_diagnostics((*found.diagnostics, *plans.open))
        show_task_changes(plans.changes)
        show_kept(plans.kept)
        _say_if_behind(found.config, path)
        faults = sum(d.severity is Severity.ERROR for d in found.diagnostics)
        print(
            told("config-bad", name=path.name, count=faults)
            if found.config is None
            else told("config-ok", name=path.name)
        )
    if found.config is None:
        return 2
    return int(any(d.severity is Severity.ERROR for d in plans.open))


@dataclass(frozen=True, slots=True)
class _AboutPlans:
    """What is open in the plans, what they change against what was applied, and which past days they say otherwise."""

    open: tuple[Diagnostic, ...] = ()
    changes: tuple[TaskChange, ...] = ()
    kept: tuple[tuple[Occurrence, Occurrence], ...] = ()


def _about_plans(config: Config, path: Path, arguments: argparse.Namespace) -> _AboutPlans:
    """Nothing is written, no store is made."""
    now = clock(arguments.now)()
    repository = _repository(config, path)
    if repository is None or (last := repository.latest_revision()) is None:
        files, wrong = plan_files(config, None)
        return _AboutPlans((*wrong, *derive(config, files, (), now).diagnostics))
    files, wrong = plan_files(config, last)
    known = repository.task_keys()
    derived = derive(config, files, known, now, tasks_applied(last, known, config.folder, now))
    stands = settled(derived, repository.published(), repository.progress(), config, now.date())
    return _AboutPlans(
        (*wrong, *derived.diagnostics),
        changed_tasks(last, derived, config, known, config.folder, now),
        kept_as_told(derived.occurrences, stands.occurrences),
    )


def _say_if_behind(config: Config | None, path: Path) -> None:
    repository = _repository(config, path) if config is not None else None
    if repository is not None and is_behind(path.parent, repository.office, repository.version()):
        warn("store-behind")


def _repository(config: Config, path: Path) -> Repository | None:
    """The store, where one was made already; what keeps it from being read is no matter for a check of files."""
    file = database_file(config.store_url, config.folder)
    if file is not None and not file.is_file():
        return None
    with suppress(StoreError):
        return open_app(path).repository
    return None
