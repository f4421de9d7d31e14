"""The answers of config.toml that `explain` finds where it is called, without the reading of a whole config."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.timing.tokens import normalise


@dataclass(frozen=True, slots=True)
class Answers:
    """What phrases are read as, by normalised phrase: for all plans, and for single ones (by the id of the plan).

    years: the plans of the config, with the year that it gives them, if any.
    """

    of_all: dict[str, str] = field(default_factory=dict)
    of_plans: dict[str, dict[str, str]] = field(default_factory=dict)
    years: dict[str, int | None] = field(default_factory=dict)

    def of(self, plan: str | None) -> dict[str, str]:
        """The answers that hold for a plan, its own before those for all; None: for none in particular."""
        own = {phrase: told[plan] for phrase, told in self.of_plans.items() if plan in told} if plan is not None else {}
        return {**self.of_all, **own}


def answers_in(path: Path) -> Answers:
    """The answers of a config file; none where there is no file or it cannot be read (`check` says what is wrong in it)."""
    found, data = Answers(), _data(path)
    for phrase, read_as, plan in _entries(data):
        if plan is None:
            found.of_all[normalise(phrase)] = read_as
        elif isinstance(plan, str):
            found.of_plans.setdefault(normalise(phrase), {})[plan] = read_as
    for entry in _tables(data, "plans"):
        if isinstance(of := entry.get("id"), str):
            year = entry.get("year")
            found.years[of] = year if isinstance(year, int) else None
    return found


def _data(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    import tomllib  # which a folder without a config does without

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _tables(data: Mapping[str, object], name: str) -> Iterator[Mapping[str, object]]:
    listed = data.get(name)
    yield from (entry for entry in (listed if isinstance(listed, list) else []) if isinstance(entry, dict))


def _entries(data: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    for entry in _tables(data, "answers"):
        phrase, read_as = entry.get("phrase"), entry.get("read_as")
        if isinstance(phrase, str) and isinstance(read_as, str):
            yield phrase, read_as, entry.get("plan")
