"""The office as far as a list of work speaks of it: what was settled long ago is left unread, however long the audit trail."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.app import App
from scheduler.bot.lists import LOOK_BACK
from scheduler.chats import View
from scheduler.feeds.publishing import with_moved


def office_for(app: App, view: View, also: Collection[str] = ()) -> Snapshot:
    """The office for that list, with all it may count beside it; also: UIDs that stand on it already. Reads the store.

    What was done before today, and by when it was to be done before this week, stands on no list but that of what was
    reported; what was reported longer ago than that list looks back, not there either. Raises NothingApplied.
    """
    now = app.now()
    settled = app.repository.settled(_done_before(now, view).astimezone(UTC))
    since = date.max if view is View.REPORTED else now.date() - timedelta(days=now.weekday())
    known = (o for o in app.repository.occurrences() if o.reportable)
    uids = {o.uid for o in known if o.uid not in settled or o.act_by >= since}
    office = snapshot(app.repository, app.folder, now, uids | set(also))
    return replace(office, book=with_moved(office.book, app.repository.published()))


def _done_before(now: datetime, view: View) -> datetime:
    return now - LOOK_BACK if view is View.REPORTED else datetime.combine(now.date(), time(), now.tzinfo)
