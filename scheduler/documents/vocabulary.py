"""The words of words.toml: marks of secrecy, ends and beginnings of lines."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _data() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def words(table: str, key: str) -> tuple[str, ...]:
    """A list of words."""
    return tuple(_data()[table][key])


def pattern(table: str, key: str) -> re.Pattern[str]:
    """A pattern, compiled."""
    return re.compile(str(_data()[table][key]))
