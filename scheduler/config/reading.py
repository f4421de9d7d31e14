"""config.toml → Config: reads the text, gathers every fault at once, and gives values only where nothing is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.checks import cross_faults
from scheduler.config.faults import Fault, Toml, schema_faults
from scheduler.config.locate import KeyPath, Place, locate, nearest_place
from scheduler.config.schema import ConfigFile
from scheduler.config.secrets import redacted, secret_faults, token_lines
from scheduler.config.syntax import SyntaxFault, read_toml
from scheduler.config.values import config_of
from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.settings import Config
from scheduler.timing.offers import understands
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What a config file comes to: its values, None where anything is an ERROR, and everything that was found, by line."""

    config: Config | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_config(path: Path) -> ConfigReading:
    """Read a config file; one that is missing, unreadable or not in UTF-8 is a diagnostic too. Plan files are not looked at."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _unread("config-missing", path, values(name=path.name, folder=str(path.parent)))
    except OSError as error:
        return _unread("config-unreadable", path, values(name=path.name, reason=error.strerror or type(error).__name__))
    except UnicodeDecodeError:
        return _unread("config-not-utf8", path, values(name=path.name))
    return parse_config(text, path.parent, path.name)


def parse_config(text: str, folder: Path, name: str = "config.toml") -> ConfigReading:
    """Read the text of a config file. Never raises; no secret that stands in the text is repeated in a diagnostic.

    folder: what relative paths in it are relative to. name: the file as diagnostics call it. A diagnostic's location has the
    line of the key, and its span the columns of the key in that line, from 0; its fact `key` is the key path, positions from 1.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    data = read_toml(text)
    if isinstance(data, SyntaxFault):
        return ConfigReading(None, (*_tokens(text, name, ()), _syntax(text, data, name)))
    places = locate(text)
    found = tuple(_told(fault, places, name) for fault in _faults(data))
    found = tuple(sorted((*_tokens(text, name, found), *found), key=lambda d: d.location.line or 0))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return ConfigReading(None, found)
    return ConfigReading(config_of(ConfigFile.model_validate(data), folder), found)


def _faults(data: Mapping[str, Toml]) -> Iterable[Fault]:
    """Every fault, one for each place and code; what is secret is only called so."""
    secrets = tuple(secret_faults(dict(data)))
    hidden = {secret.path for secret in secrets}
    others = (*schema_faults(data), *cross_faults(data, understands))
    kept = {
        (found.path, found.code): found
        for found in (*secrets, *others)
        if found in secrets or not _within(found.path, hidden)
    }
    return kept.values()


def _within(path: KeyPath, hidden: set[KeyPath]) -> bool:
    """Whether a path leads to or into something that must not be shown, or holds it and would show it whole."""
    return any(path[: len(secret)] == secret or secret[: len(path)] == path for secret in hidden)


def _told(found: Fault, places: Mapping[KeyPath, Place], name: str) -> Diagnostic:
    place = nearest_place(places, found.path)
    location = Location(name, place.line, place.span) if place else Location(name)
    facts = {name: redacted(fact) for name, fact in found.facts.items()}
    return Diagnostic(found.code, found.severity, location, values(**facts))


def _tokens(text: str, name: str, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Tokens that stand in the text outside of any value, as in a comment."""
    told = {diagnostic.location.line for diagnostic in found if diagnostic.code == "secret-in-config"}
    for line in token_lines(text):
        if line not in told:
            key = say("config", "hint", "line", values(line=line))
            yield Diagnostic("secret-in-config", Severity.ERROR, Location(name, line), values(key=key))


def _syntax(text: str, fault: SyntaxFault, name: str) -> Diagnostic:
    """A fault of TOML itself; it has no columns where the line holds a secret, so that nobody prints it."""
    span = None if fault.line in token_lines(text) else fault.span
    facts = values(line=fault.line, reason=say("config", "syntax", fault.reason))
    return Diagnostic("not-toml", Severity.ERROR, Location(name, fault.line, span), facts)


def _unread(code: str, path: Path, facts: tuple[tuple[str, str | int], ...]) -> ConfigReading:
    return ConfigReading(None, (Diagnostic(code, Severity.ERROR, Location(path.name), facts),))
