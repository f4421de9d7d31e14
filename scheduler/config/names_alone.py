"""The names of config's units, read leniently and without the schema, whose import takes longer than reading a plan."""

import tomllib
from pathlib import Path


def unit_names(path: Path) -> frozenset[str]:
    """Names and other spellings of all [[units]]; none where there is no such file, or it is no TOML."""
    try:
        units = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("units", [])
    except (OSError, ValueError, RecursionError):
        return frozenset()
    tables = [unit for unit in units if isinstance(unit, dict)] if isinstance(units, list) else []
    return frozenset(name for unit in tables for name in _texts(unit.get("name"), unit.get("aliases")))


def _texts(name: object, aliases: object) -> list[str]:
    others = aliases if isinstance(aliases, list) else []
    return [text for text in (name, *others) if isinstance(text, str)]
