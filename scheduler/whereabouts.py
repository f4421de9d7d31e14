"""Where the rows of an office lie: the store's address and the office's id, read leniently from its config; a store's file."""

import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Final

DEFAULT_CONFIG: Final = Path("config.toml")
"""The config of the folder that one works in."""
DEFAULT_STORE: Final = "sqlite:///var/nhacviec.db"
"""Where rows are kept unless config says otherwise; the path is relative to config's folder."""

_SQLITE: Final = re.compile(r"sqlite(?:\+pysqlite)?:///(?P<file>[^?]+)(?:\?.*)?")


class NoOffice(Exception):
    """config.toml names no office, so there is no telling whose rows to read."""


def whereabouts(path: Path) -> tuple[str, str | None]:
    """Store address and office id, read leniently: everything else in the file may be wrong. No id where none can be read.

    Raises NoOffice where the file itself cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        raise NoOffice(path.name) from None
    url, office = _table(text, "store").get("url"), _table(text, "office").get("id")
    return (url if isinstance(url, str) else DEFAULT_STORE), (office if isinstance(office, str) and office else None)


def database_file(url: str, folder: Path) -> Path | None:
    """The file of a SQLite store; None for a server. folder: that of config.toml."""
    found = _SQLITE.fullmatch(url)
    return folder / found["file"] if found else None


def _table(text: str, name: str) -> dict[str, object]:
    """One table of a config; where the text is no TOML, those of its lines that are."""
    with suppress(ValueError, RecursionError):
        whole = tomllib.loads(text).get(name)
        return whole if isinstance(whole, dict) else {}
    found: dict[str, object] = {}
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            inside = line.partition("#")[0].strip(" \t[]") == name  # also where the header is what is broken
        elif inside:
            with suppress(ValueError, RecursionError):
                found |= tomllib.loads(line)
    return found
