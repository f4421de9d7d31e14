"""/healthz: whether the store answers and reminders wake up."""

from datetime import UTC, datetime, timedelta
from typing import Final

from scheduler.app import App
from scheduler.store.errors import StoreError

LATEST: Final = timedelta(minutes=10)
"""How long ago the last wake-up may be; one comes each minute."""


def trouble(app: App, started: datetime) -> str | None:
    """What is wrong, in a word: "store" or "wake-up"; None where all is well. started: of this process, aware."""
    try:
        app.repository.version()
        woke = app.repository.last_wakeup()
    except StoreError:
        return "store"
    latest = max(started, woke) if woke is not None else started
    return "wake-up" if app.now().astimezone(UTC) - latest > LATEST else None
