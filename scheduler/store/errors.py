"""What can go wrong between us and a database, as one exception with its facts; imports nothing heavy, for the CLI."""

from enum import StrEnum


class StoreFault(StrEnum):
    """What is the matter; the sentence for a person is chosen by it."""

    LOCKED = "locked"
    """Another process holds the database, longer than we wait."""
    FULL = "full"
    """The disk is full."""
    CANNOT_OPEN = "cannot-open"
    """No such folder or file, or no permission."""
    READ_ONLY = "read-only"
    NOT_A_DATABASE = "not-a-database"
    CORRUPT = "corrupt"
    IO = "io"
    """The disk or its network share answered with an error."""
    UNREACHABLE = "unreachable"
    """The database server does not answer, does not let us in (see detail), or went away."""
    UNSUPPORTED = "unsupported"
    """The address in the config is none that we can store in."""
    TOO_NEW = "too-new"
    """A newer version of the program made it."""
    NOT_PREPARED = "not-prepared"
    """Its tables are missing or of an older version: `migrate` was not run."""
    STALE = "stale"
    """Derived rows are in the form of another version of the program: derive them anew, as derived_on() says."""
    CONFLICT = "conflict"
    """Another process wrote first what we were about to write; to be done again."""
    FAILED = "failed"
    """Anything else that the database refused; `detail` has its words."""


class StoreError(Exception):
    """The store cannot do it. kind: what is the matter; path: the file, or the server's address without its password.

    detail: the database's own words, in its language, for the log.
    """

    def __init__(self, kind: StoreFault, path: str, detail: str = "") -> None:
        super().__init__(f"{kind.value}: {path}" + (f": {detail}" if detail else ""))
        self.kind = kind
        self.path = path
        self.detail = detail


class StoreTooNew(StoreError):
    """The database was made by a newer version of the program. found: its migrations; known: the newest that we know."""

    def __init__(self, path: str, found: tuple[str, ...], known: str) -> None:
        super().__init__(StoreFault.TOO_NEW, path, f"{', '.join(found)} > {known}")
        self.found = found
        self.known = known
