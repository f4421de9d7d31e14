"""What fails in the world, as one sentence that says what to do; anything else keeps its traceback."""

import errno
import sys

from scheduler.actions.snapshot import NothingApplied
from scheduler.archive import BadArchive, Unreadable
from scheduler.commands.configured import BadConfig
from scheduler.commands.offices import NotFound
from scheduler.diagnostics import values
from scheduler.installation_secret import NoSecret
from scheduler.store.errors import StoreError
from scheduler.whereabouts import NoOffice
from scheduler.words import say


def exit_status(error: Exception) -> int | None:
    """Say what failed and give the exit status; None for what has no sentence."""
    if isinstance(error, BadConfig):
        return 2
    sentence = sentence_of(error)
    if sentence is None:
        return None
    print(sentence, file=sys.stderr)
    return 1


def sentence_of(error: Exception) -> str | None:
    """What failed in words; None for what has no sentence."""
    match error:
        case StoreError():
            return say("cli", "say", f"store-{error.kind.value}", values(path=error.path, detail=error.detail))
        case NothingApplied():
            return say("cli", "say", "nothing-applied")
        case NotFound():
            return say("cli", "say", error.code, values(**error.facts))
        case NoSecret():
            return say("cli", "say", "no-secret", values(path=str(error.path)))
        case NoOffice():
            return say("cli", "say", "no-office", values(name=str(error)))
        case BadArchive():
            return say("cli", "archive", error.code, values(name=error.name))
        case Unreadable():
            return say("cli", "say", "cannot-read", values(path=str(error.path), reason=error.reason))
        case OSError(errno=errno.ENOSPC | errno.EDQUOT) if error.filename is not None:
            return say("cli", "say", "store-full", values(path=str(error.filename)))
        case OSError() if error.filename is not None:
            return say("cli", "say", "cannot-write", values(path=str(error.filename), reason=error.strerror or ""))
        case _:
            return None
