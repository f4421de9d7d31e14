"""Faults of config.toml as values, and how pydantic's become ours: what was given, what is allowed, what is nearest."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeAlias, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from scheduler.config.fields import CHANNELS
from scheduler.config.locate import KeyPath, path_text
from scheduler.config.schema import ConfigFile
from scheduler.diagnostics import Severity, values
from scheduler.text import folded
from scheduler.words import say

Toml: TypeAlias = str | int | float | bool | date | datetime | time | list["Toml"] | dict[str, "Toml"]
Facts: TypeAlias = Mapping[str, str | int]

_ALIASES = Path(__file__).with_name("aliases.toml")
_LONGEST = 60
_QUOTED = re.compile(r"'([^']*)'")
_RUNGS = ("open", "T-5", "T-3", "T-2", "T-1", "T", "T+1:head", "T+3:coordinator", "T:head", "T:coordinator")
_SIGNS = str.maketrans({"−": "-", "–": "-", " ": "", "t": "T"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in config.toml: a stable code, the key path it is about, the facts of its sentence."""

    code: str
    path: KeyPath
    facts: Facts
    severity: Severity = Severity.ERROR


def fault(code: str, path: KeyPath, severity: Severity = Severity.ERROR, **facts: str | int) -> Fault:
    """A Fault whose facts name its key path."""
    return Fault(code, path, {"key": path_text(path), **facts}, severity)


def shown(value: object) -> str:
    """A value as TOML writes it, cut at 60 characters."""
    match value:
        case bool():
            text = str(value).lower()
        case str():
            text = '"' + value.replace("\n", "\\n") + '"'
        case datetime() | date() | time():
            text = value.isoformat()
        case list():
            text = "[" + ", ".join(shown(item) for item in value[:5]) + (", …]" if len(value) > 5 else "]")
        case dict():
            text = "{" + ", ".join(f"{key} = …" for key in list(value)[:5]) + "}"
        case _:
            text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def hint(given: object, known: Iterable[str]) -> str:
    """ " Gần nhất: “…”." where something known is much like what was given, else nothing."""
    found = nearest(given, known)
    return say("config", "hint", "nearest", values(name=found)) if found else ""


def nearest(given: object, known: Iterable[str]) -> str | None:
    """The known word that is meant: by its everyday name ("quý", "thứ ba"), else the one that is most like the given one."""
    by_spelling = {word.casefold(): word for word in known}
    if (meant := aliases("alias").get(folded(str(given)))) in by_spelling.values():
        return meant
    found = get_close_matches(str(given).casefold(), by_spelling, n=1, cutoff=0.6)
    return by_spelling[found[0]] if found else None


@cache
def aliases(section: str) -> Mapping[str, str]:
    """What people write → the word of config that is meant: [alias] for values, [level] for words in an office's name."""
    words: dict[str, dict[str, str]] = tomllib.loads(_ALIASES.read_text(encoding="utf-8"))
    return words[section]


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them, a dash where there are none."""
    return ", ".join(words) or "–"


def _table(path: KeyPath) -> str:
    """What a table is called: config.toml itself, [office], people[1]."""
    if not path:
        return "config.toml"
    return path_text(path) if any(isinstance(part, int) for part in path) else f"[{path_text(path)}]"


def schema_faults(data: Mapping[str, Toml]) -> Iterator[Fault]:
    """Everything in which the data differ from the schema."""
    try:
        ConfigFile.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield _from_pydantic(detail)


def _from_pydantic(detail: ErrorDetails) -> Fault:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(path)
        case "missing":
            return fault("missing-key", path, name=str(path[-1]), table=_table(path[:-1]))
        case "literal_error" | "enum":
            allowed = _QUOTED.findall(context["expected"])
            return fault("unknown-value", path, given=shown(given), allowed=listed(allowed), hint=hint(given, allowed))
        case "greater_than_equal" | "less_than_equal" as bound:
            return fault(
                "out-of-range", path, given=shown(given), allowed=say("config", "type", bound, values(**context))
            )
        case "too_short":
            return fault("empty-list", path)
        case "unknown-channel":
            return fault(
                "unknown-channel", path, given=shown(given), allowed=listed(CHANNELS), hint=hint(given, CHANNELS)
            )
        case "bad-rung":
            return fault("bad-rung", path, given=shown(given), hint=hint(str(given).translate(_SIGNS), _RUNGS))
        case code if "-" in code:
            return fault(code, path, given=shown(given))
        case type_:
            return fault("wrong-type", path, given=shown(given), allowed=say("config", "type", type_))


def _unknown_key(path: KeyPath) -> Fault:
    name = str(path[-1])
    siblings = keys_of(path[:-1])
    elsewhere = next((table for table in ConfigFile.model_fields if name in keys_of((table,))), None)
    if elsewhere and elsewhere != path[0] and nearest(name, siblings) is None:
        tip = say("config", "hint", "belongs", values(table=elsewhere, name=name))
    else:
        tip = hint(name, siblings)
    return fault("unknown-key", path, name=name, table=_table(path[:-1]), allowed=listed(siblings), hint=tip)


def keys_of(path: KeyPath) -> tuple[str, ...]:
    """The keys that a table may hold, as config.toml writes them; () for what is no table."""
    model = _model(path)
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def _model(path: KeyPath) -> type[BaseModel] | None:
    model: type[BaseModel] = ConfigFile
    for part in path:
        if isinstance(part, int):
            continue
        inner = next((m for m in _models(_field(model, part))), None)
        if inner is None:
            return None
        model = inner
    return model


def _field(model: type[BaseModel], key: str) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key == (field.alias or name)), None)


def _models(field: FieldInfo | None) -> Iterator[type[BaseModel]]:
    """The tables inside a field's type, through lists and unions."""
    waiting: list[object] = [field.annotation] if field else []
    while waiting:
        kind = waiting.pop()
        if not get_args(kind) and isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind
        waiting.extend(get_args(kind))
