"""What must never stand in config.toml: tokens and passwords, found by their keys and by their shape, never repeated."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scheduler.config.faults import Fault, Toml, fault
from scheduler.config.locate import KeyPath

_KEY = re.compile(r"(?:^|[_-])(?:token|password|passwd|pass|pwd|secret|api[_-]?key|mat[_-]?khau)$", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9]{6,12}:[A-Za-z0-9_-]{30,}|whsec_[A-Za-z0-9+/_-]{16,}={0,2}")
"""A bot's token, or a webhook's secret as Standard Webhooks writes it."""

_PASSWORD = re.compile(r"://[^/\s@]*:[^/\s]*@")


def token_lines(text: str) -> Iterator[int]:
    """Lines (from 1) that hold what looks like a bot token or a signing secret, comments included."""
    for number, line in enumerate(text.split("\n"), 1):
        if _TOKEN.search(line):
            yield number


def secret_faults(data: Toml, path: KeyPath = ()) -> Iterator[Fault]:
    """Secrets among the data, by the name of their key, by a token's shape, or as the password inside an address."""
    if isinstance(data, dict):
        for key, value in data.items():
            here = (*path, key)
            if _KEY.search(key) and not isinstance(value, dict):
                yield fault("secret-in-config", here)
            else:
                yield from secret_faults(value, here)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from secret_faults(value, (*path, index))
    elif isinstance(data, str) and _TOKEN.search(data):
        yield fault("secret-in-config", path)
    elif isinstance(data, str) and _has_password(data):
        yield fault("password-in-address", path)


def redacted(fact: str | int) -> str | int:
    """A fact without the tokens and passwords that its shape gives away."""
    return _PASSWORD.sub("://…@", _TOKEN.sub("…", fact)) if isinstance(fact, str) else fact


def _has_password(text: str) -> bool:
    try:
        return "://" in text and urlsplit(text).password is not None
    except ValueError:
        return "@" in text
