"""Secrets kept out of what the process writes: every log record of every library is made without them."""

import logging
import re
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from urllib.parse import quote, unquote, urlsplit

PLACEHOLDER = "[secret]"
_LONGEST_REASON = 300  # characters
_TELLING = 16
_SHORTEST_PASSWORD = 4  # a shorter one would blot out half of every line
_secrets: set[str] = set()


def hide(secret: str) -> None:
    """From now on no log record of this process holds the secret: not in its message, arguments, traceback or stack;
    nor does the traceback with which the process ends (python-telegram-bot's InvalidToken names the token).

    A token of the form `<id>:<key>` is hidden by its key alone, too (of 16 characters or more, to spare ordinary words).
    """
    if not secret.strip():
        return  # every text holds the empty one
    key = secret.rpartition(":")[2]
    _secrets.update({secret, quote(secret, safe="")} | ({key} if len(key) >= _TELLING else set()))
    if not isinstance(logging.getLogRecordFactory(), _Factory):
        logging.setLogRecordFactory(_Factory(logging.getLogRecordFactory()))
    if not isinstance(sys.excepthook, _Hook):
        sys.excepthook = _Hook(sys.excepthook)


def hide_address(url: str) -> None:
    """Hide a web address that may carry a secret: the whole of it, its password, and long parts of path and query."""
    try:
        parts = urlsplit(url)
        password = parts.password or ""
        if len(password) >= _SHORTEST_PASSWORD:
            hide(password)
            hide(unquote(password))
        found = (url, *parts.path.split("/"), *re.split("[&=]", parts.query))
    except ValueError:  # no address at all, which somebody else will say
        found = (url,)
    for piece in found:
        if len(piece) >= _TELLING:
            hide(piece)


def quieten(*names: str, level: int = logging.WARNING) -> None:
    """Let these loggers tell nothing below the level; who set one of his own keeps it (and reads it redacted)."""
    for name in names:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(level)


def redacted(text: str) -> str:
    """The text with every hidden secret replaced."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, PLACEHOLDER)
    return text


def reason_of(told: str) -> str:
    """What a failure says of itself: without secrets, its first 300 characters."""
    return redacted(told)[:_LONGEST_REASON]


class _Hook:
    """Shows the exception that ends the process as the hook before it did, unless it holds a secret."""

    def __init__(self, show: Callable[[type[BaseException], BaseException, TracebackType | None], object]) -> None:
        self._show = show

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        if redacted(text) == text:
            self._show(kind, error, trace)
        else:
            sys.stderr.write(redacted(text))


class _Factory:
    """Makes log records as the factory before it did, then takes the secrets out.

    A filter on a logger would miss the loggers below it, one on a handler the handlers to come; a record passes here.
    """

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        _clear_message(record)
        _clear_traceback(record)
        return record


def _clear_message(record: logging.LogRecord) -> None:
    try:
        text = record.getMessage()
    except Exception:  # a faulty call, which the handler will report with its arguments
        text = f"{record.msg!r} % {record.args!r}"
    if redacted(text) != text:
        record.msg, record.args = redacted(text), ()


def _clear_traceback(record: logging.LogRecord) -> None:
    """An exception that shows a secret stays as its redacted text alone: handlers would format the exception anew."""
    if record.stack_info:
        record.stack_info = redacted(record.stack_info)
    if record.exc_info and record.exc_info[0]:
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if redacted(text) != text:
            record.exc_info, record.exc_text = None, redacted(text)
