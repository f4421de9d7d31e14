"""What fails in the world, as one sentence that says what to do; None for anything else, which keeps its traceback."""

from scheduler.actions.snapshot import NothingApplied
from scheduler.app import NoOffice
from scheduler.commands.offices import NotFound
from scheduler.diagnostics import values
from scheduler.store.errors import StoreError
from scheduler.words import say


def sentence(error: Exception) -> str | None:
    """The sentence for an error of the world."""
    match error:
        case StoreError():
            return say("cli", "say", f"store-{error.kind.value}", values(path=error.path, detail=error.detail))
        case NothingApplied():
            return say("cli", "say", "nothing-applied")
        case NotFound():
            return say("cli", "say", error.code, values(**error.facts))
        case NoOffice():
            return say("cli", "say", "no-office", values(name=str(error)))
        case OSError() if error.filename is not None:
            return say("cli", "say", "cannot-write", values(path=str(error.filename), reason=error.strerror or ""))
        case _:
            return None
