"""The tables of a config file as they stand in it, whatever else is wrong: what its cross-checks look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.config.faults import Toml
from scheduler.config.locate import KeyPath


@dataclass(frozen=True, slots=True)
class Entry:
    """A table as it stands in the file, its keys of whatever type."""

    path: KeyPath
    data: Mapping[str, Toml]

    def text(self, key: str) -> str | None:
        """The text under a key, None where there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def texts(self, key: str) -> Iterator[tuple[KeyPath, str]]:
        """The texts in a list, each with its path."""
        value = self.data.get(key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield (*self.path, key, index), item


@dataclass(frozen=True, slots=True)
class File:
    """The tables of a config file, found whatever else is wrong in it."""

    data: Mapping[str, Toml]

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The tables of an array."""
        found = self.data.get(name)
        tables = enumerate(found if isinstance(found, list) else ())
        return tuple(Entry((name, index), table) for index, table in tables if isinstance(table, dict))

    def table(self, name: str) -> Entry:
        """A single table, empty where there is none."""
        found = self.data.get(name)
        return Entry((name,), found if isinstance(found, dict) else {})

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids of an array's tables."""
        return tuple(found for entry in self.entries(name) if (found := entry.text("id")) is not None)
