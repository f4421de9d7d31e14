"""After a backup was restored: what calendars may have seen meanwhile is overtaken."""

from datetime import UTC, datetime

from scheduler.feeds.publishing import leapt
from scheduler.ports import Repository


def restored(repository: Repository, now: datetime) -> int:
    """Raise the revision of everything that was ever published, and say of how much; now: aware.

    Where another process writes meanwhile, it is worked out anew from what is there then.
    """
    moment = now.astimezone(UTC).replace(microsecond=0)
    while True:
        seen = repository.version()
        told = leapt(repository.published().values(), moment)
        if repository.publish(told, seen=seen):
            return len(told)
