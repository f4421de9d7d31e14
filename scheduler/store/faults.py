"""What SQLite and PostgreSQL answer when something in the world is wrong → StoreError; slips of ours pass through as they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pydantic import ValidationError
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from scheduler.store.errors import StoreError, StoreFault

_SQLITE: Final = {
    sqlite3.SQLITE_PERM: StoreFault.CANNOT_OPEN,
    sqlite3.SQLITE_BUSY: StoreFault.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreFault.LOCKED,
    sqlite3.SQLITE_PROTOCOL: StoreFault.LOCKED,
    sqlite3.SQLITE_READONLY: StoreFault.READ_ONLY,
    sqlite3.SQLITE_IOERR: StoreFault.IO,
    sqlite3.SQLITE_CORRUPT: StoreFault.CORRUPT,
    sqlite3.SQLITE_FULL: StoreFault.FULL,
    sqlite3.SQLITE_CANTOPEN: StoreFault.CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: StoreFault.NOT_A_DATABASE,
}
"""By primary result code (sqlite.org/rescode.html)."""

_POSTGRES: Final = {
    "08": StoreFault.UNREACHABLE,
    "25006": StoreFault.READ_ONLY,
    "28": StoreFault.CANNOT_OPEN,
    "3D000": StoreFault.CANNOT_OPEN,
    "40": StoreFault.CONFLICT,
    "42501": StoreFault.CANNOT_OPEN,
    "42P01": StoreFault.NOT_PREPARED,
    "42703": StoreFault.NOT_PREPARED,
    "53100": StoreFault.FULL,
    "53": StoreFault.UNREACHABLE,
    "55P03": StoreFault.LOCKED,
    "57P": StoreFault.UNREACHABLE,
    "58": StoreFault.IO,
    "XX001": StoreFault.CORRUPT,
    "XX002": StoreFault.CORRUPT,
}
"""By SQLSTATE, or the longest beginning of it that stands here (PostgreSQL manual, appendix A)."""


def address(url: URL) -> str:
    """How a store is named to a person: the file, or the server's address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.render_as_string(hide_password=True)


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Let what the world did to the database at `path` leave as a StoreError."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreError(StoreFault.LOCKED, path, str(error)) from error
    except DBAPIError as error:
        raise_fault(path, error.orig, error)
        raise
    except sqlite3.Error as error:
        raise_fault(path, error, error)
        raise
    except ValidationError as error:
        raise StoreError(StoreFault.STALE, path, str(error)) from error


def raise_fault(path: str, origin: BaseException | None, cause: Exception) -> None:
    """Raise the StoreError for a driver's error, if it is one of the world's; return if it is a slip of ours."""
    fault = fault_of(origin)
    if fault is not None:
        raise StoreError(fault, path, str(origin).strip()) from cause


def fault_of(error: BaseException | None) -> StoreFault | None:
    """What a driver's error means, None where it is no matter of the world."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_fault(error)
    return _postgres_fault(getattr(error, "sqlstate", None), type(error).__name__)


def _sqlite_fault(error: sqlite3.Error) -> StoreFault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if str(error).startswith(("no such table", "no such column")):
        return StoreFault.NOT_PREPARED
    return _SQLITE.get(code & 0xFF, StoreFault.FAILED if isinstance(error, sqlite3.OperationalError) else None)


def _postgres_fault(sqlstate: str | None, name: str) -> StoreFault | None:
    if sqlstate is None:
        return StoreFault.UNREACHABLE if name in ("OperationalError", "ConnectionTimeout") else None
    known = (_POSTGRES[sqlstate[:n]] for n in (5, 3, 2) if sqlstate[:n] in _POSTGRES)
    return next(known, StoreFault.FAILED if name == "OperationalError" else None)
