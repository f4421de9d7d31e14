"""A secret (a token, a password): from the environment, or from a file that nobody else can read."""

import os
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

_MOST_BYTES = 1024


class SecretFault(StrEnum):
    """What is wrong with a secret, or with where it stands."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EXPOSED = "exposed"
    MALFORMED = "malformed"


class SecretError(Exception):
    """There is no usable secret. Never holds it, nor a piece of it.

    source: the environment variable's name, or the file as it was given. mode: the permission bits of an exposed file.
    detail: what the operating system said of an unreadable file.
    """

    def __init__(self, fault: SecretFault, source: str, *, mode: int | None = None, detail: str = "") -> None:
        facts = detail or (f"mode {mode:04o}" if mode is not None else "")
        super().__init__(f"secret {fault.value}: {source}" + (f" ({facts})" if facts else ""))
        self.fault = fault
        self.source = source
        self.mode = mode
        self.detail = detail


def read_secret(env: Mapping[str, str], variable: str, file: Path | None) -> tuple[str, str]:
    """The secret and where it stood: the environment's variable where it is set, else the content of the file.

    A file must be closed to its group and to others (mode 0600 or 0400), as ssh asks of a key; checked where the system
    has such modes. Raises SecretError.
    """
    if given := env.get(variable, "").strip():
        return given, variable
    if file is None:
        raise SecretError(SecretFault.MISSING, variable)
    return _content(file), str(file)


def _content(path: Path) -> str:
    """The file's text, its mode looked at through the open file so that nothing can change in between."""
    failure: SecretError
    try:
        with path.open("rb") as file:
            _refuse_exposed(os.fstat(file.fileno()).st_mode, path)
            return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace").strip()
    except FileNotFoundError:
        failure = SecretError(SecretFault.MISSING, str(path))
    except OSError as error:
        failure = SecretError(SecretFault.UNREADABLE, str(path), detail=error.strerror or type(error).__name__)
    raise failure


def _refuse_exposed(mode: int, path: Path) -> None:
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SecretError(SecretFault.EXPOSED, str(path), mode=stat.S_IMODE(mode))
