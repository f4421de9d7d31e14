"""The answers of config.toml that `explain` finds where it is called, without the reading of a whole config."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.timing.tokens import normalise


@dataclass(frozen=True, slots=True)
class Answers:
    """What phrases are read as, by normalised phrase: for all plans, and for single ones (by the id of the plan)."""

    of_all: dict[str, str] = field(default_factory=dict)
    of_plans: dict[str, dict[str, str]] = field(default_factory=dict)


def answers_in(path: Path) -> Answers:
    """The answers of a config file; none where there is no file or it cannot be read (`check` says what is wrong in it)."""
    found = Answers()
    for phrase, read_as, plan in _entries(path):
        if plan is None:
            found.of_all[normalise(phrase)] = read_as
        elif isinstance(plan, str):
            found.of_plans.setdefault(normalise(phrase), {})[plan] = read_as
    return found


def _entries(path: Path) -> Iterator[tuple[str, str, object]]:
    if not path.is_file():
        return
    import tomllib  # which a folder without a config does without

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    listed = data.get("answers")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("phrase"), str) and isinstance(entry.get("read_as"), str):
            yield entry["phrase"], entry["read_as"], entry.get("plan")
