"""Reading TOML, and what keeps a text from being TOML: a reason that has a sentence, a line, the columns of a caret."""

import re
import tomllib
from dataclasses import dataclass

from scheduler.config.faults import Toml

# Words of tomllib's message, the first that fits names the reason; the sentences stand in words/config.toml under [syntax].
_REASONS = (
    ("deep", "too deep"),
    ("twice", "Cannot overwrite|Cannot declare|Duplicate inline|Cannot redefine|Cannot mutate|behind this key"),
    ("no-equals", "Expected '='"),
    ("bracket", r"Expected '\]|Unclosed array"),
    ("brace", "Unclosed inline"),
    ("string", "Unterminated string|Illegal character|Expected \"['\"]|Expected '[\"']"),
    ("escape", "Unescaped|hex value|scalar value"),
    ("date", "Invalid date"),
    ("value", "Invalid value"),
    ("more", "Expected newline"),
)
_HOUR = re.compile(
    r"=\s*\d+:\d+"
)  # an hour that is none: the number before its colon is read, and the rest is too much
_SHORTEST_DAY = 5
_DAY = re.compile(r"\d+(?:[-/.]\d+)+")
"""A day that is none, «2026-13-01», «01/7/2026»: TOML reads its first number and wants a bracket behind."""
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a text is no TOML, the line (from 1), and the half-open columns in it (from 0)."""

    reason: str
    line: int
    span: tuple[int, int]


def read_toml(text: str) -> dict[str, Toml] | SyntaxFault:
    """The data of a text, or what keeps it from having any."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        return _fault(text, "too deep")
    except ValueError as error:  # TOMLDecodeError, or a number longer than Python reads
        return _fault(text, str(error))


def _fault(text: str, message: str) -> SyntaxFault:
    reason = next((name for name, pattern in _REASONS if re.search(pattern, message)), "other")
    lines = text.split("\n")
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2]) - 1) if place else _last_written(lines)
    if reason == "more" and _HOUR.search(lines[line - 1], 0) and lines[line - 1][column : column + 1] == ":":
        reason = "hour"
    if reason in ("more", "brace", "bracket") and any(
        m.start() < column < m.end() and len(m.group()) > _SHORTEST_DAY for m in _DAY.finditer(lines[line - 1])
    ):
        reason = "date"
    column = max(0, min(column, len(lines[line - 1]) - 1))
    return SyntaxFault(reason, line, (column, column + 1))


def _last_written(lines: list[str]) -> tuple[int, int]:
    """The end of the last line that is not blank."""
    line = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
    return line, len(lines[line - 1].rstrip())
