"""`check`: every fault of config.toml at once, then what is wrong or open in the plans."""

import argparse

from scheduler.app import clock
from scheduler.commands.configured import config_path, plan_files
from scheduler.commands.printing import diagnostic_json, print_diagnostics, print_json, told
from scheduler.config.reading import load_config
from scheduler.derivation import derive
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.settings import Config


def run(arguments: argparse.Namespace) -> int:
    """Exit status 2 where config.toml has faults, 1 where a plan has errors, 0 where there is at most a question."""
    path = config_path(arguments)
    found = load_config(path)
    about_plans = _about_plans(found.config, arguments) if found.config else ()
    if arguments.json:
        print_json([diagnostic_json(d) for d in (*found.diagnostics, *about_plans)])
    else:
        print_diagnostics((*found.diagnostics, *about_plans))
        faults = sum(d.severity is Severity.ERROR for d in found.diagnostics)
        print(
            told("config-bad", name=path.name, count=faults)
            if found.config is None
            else told("config-ok", name=path.name)
        )
    if found.config is None:
        return 2
    return int(any(d.severity is Severity.ERROR for d in about_plans))


def _about_plans(config: Config, arguments: argparse.Namespace) -> tuple[Diagnostic, ...]:
    files, wrong = plan_files(config, None)
    return (*wrong, *derive(config, files, (), clock(arguments.now)()).diagnostics)
