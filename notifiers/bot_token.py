"""The bot's token: from the environment, or from a file that nobody else can read."""

import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

VARIABLE = "TELEGRAM_BOT_TOKEN"
_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_MOST_BYTES = 1024


class TokenFault(StrEnum):
    """What is wrong with the token, or with where it stands."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EXPOSED = "exposed"
    MALFORMED = "malformed"


class TokenError(Exception):
    """There is no usable token. Never holds the token, nor a piece of it.

    source: the environment variable's name, or the file as it was given. mode: the permission bits of an exposed file.
    detail: what the operating system said of an unreadable file.
    """

    def __init__(self, fault: TokenFault, source: str, *, mode: int | None = None, detail: str = "") -> None:
        facts = detail or (f"mode {mode:04o}" if mode is not None else "")
        super().__init__(f"bot token {fault.value}: {source}" + (f" ({facts})" if facts else ""))
        self.fault = fault
        self.source = source
        self.mode = mode
        self.detail = detail


def read_token(env: Mapping[str, str], token_file: Path | None) -> str:
    """The token: TELEGRAM_BOT_TOKEN where it is set, else the content of the file. Raises TokenError.

    A file must be closed to its group and to others (mode 0600 or 0400), as ssh asks of a key; checked where the system
    has such modes.
    """
    if given := env.get(VARIABLE, "").strip():
        return _checked(given, VARIABLE)
    if token_file is None:
        raise TokenError(TokenFault.MISSING, VARIABLE)
    return _checked(_content(token_file), str(token_file))


def _checked(token: str, source: str) -> str:
    if not _SHAPE.fullmatch(token):
        raise TokenError(TokenFault.MALFORMED, source)
    return token


def _content(path: Path) -> str:
    """The file's text, its mode looked at through the open file so that nothing can change in between."""
    failure: TokenError
    try:
        with path.open("rb") as file:
            _refuse_exposed(os.fstat(file.fileno()).st_mode, path)
            return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace").strip()
    except FileNotFoundError:
        failure = TokenError(TokenFault.MISSING, str(path))
    except OSError as error:
        failure = TokenError(TokenFault.UNREADABLE, str(path), detail=error.strerror or type(error).__name__)
    raise failure


def _refuse_exposed(mode: int, path: Path) -> None:
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise TokenError(TokenFault.EXPOSED, str(path), mode=stat.S_IMODE(mode))
