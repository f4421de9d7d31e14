"""What runs beside the page while `serve` works: reminders, the push of a feed, the word of an edit, what a night tidies."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from notifiers.turns import Turns
from scheduler.actions.apply import refresh
from scheduler.actions.snapshot import applied_config
from scheduler.actions.tidying import tidy_evidence, tidy_records
from scheduler.app import App
from scheduler.commands.configured import warn
from scheduler.commands.conversing import Loop
from scheduler.commands.failures import exit_status
from scheduler.commands.offices import config_moved_on
from scheduler.commands.remind import failure, woken
from scheduler.evidence import evidence_folder
from scheduler.served import note


class Edits:
    """Says once, while the program runs, that config.toml was edited or damaged: what was applied goes on."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._said = self._found()  # what stood so at the start was said then

    def __call__(self) -> None:
        """Look again."""
        found = self._found()
        if found is not None and found != self._said:
            warn(found)
        self._said = found

    def _found(self) -> str | None:
        revision = self._app.repository.latest_revision()
        return None if revision is None else config_moved_on(revision, self._app.config_path)


@dataclass
class Push:
    """The job that pushes a feed into a CalDAV collection: where something was published since the last push that went well."""

    app: App
    _pushed: int | None = None

    def __call__(self) -> None:
        """Push once; what fails is said, and tried again at the next wake-up. Config may begin or end it at any `apply`."""
        version, revision = self.app.repository.version(), self.app.repository.latest_revision()
        settings = applied_config(revision, self.app.folder).caldav if revision is not None else None
        if settings is None or version == self._pushed:
            return
        try:
            from calendars.caldav import PushError
            from scheduler.actions.pushing import NoPassword, push_feed
        except ImportError:
            warn("caldav-missing")
            return
        office = self.app.office()
        try:
            done = push_feed(office, self.app.addresses(office), settings, os.environ)
        except NoPassword:
            warn("caldav-no-password")
        except PushError as error:
            warn(f"push-{error.reason.value}", url=error.url)
        else:
            refused = done is not None and done.refused
            self._pushed = None if refused else version  # somebody may have written at the same moment
            if done is None:
                warn("caldav-no-feed", slug=settings.feed or "")
            elif done.taken or done.refused:
                warn("caldav-left", taken=len(done.taken), refused=len(done.refused))


def failing_aloud(job: Callable[[], None]) -> Callable[[], None]:
    """The job, with a sentence for what fails in the world: the next wake-up tries again."""

    def run() -> None:
        try:
            job()
        except Exception as error:
            if exit_status(error) is None:
                raise

    return run


def nightly(app: App) -> None:
    """What a new day brings: the office derived anew; records and evidence that are no longer kept are removed."""
    refresh(app.repository, app.folder, app.now())
    tidy_records(app.repository, app.chats, app.now())
    store = app.office().config.store_url
    tidy_evidence(app.repository, evidence_folder(store, app.folder), store, app.now())


def remind(app: App, telegram: Loop, turns: Turns) -> None:
    """One wake-up, in the event loop in which the conversation listens; what could not be sent is said."""
    refresh(app.repository, app.folder, app.now())
    note(app.folder, app.repository.office, app.repository.version())
    revision = app.repository.latest_revision()
    if revision is None:
        return
    outcomes = telegram.run(woken(app, applied_config(revision, app.folder), sys.stdout, turns))
    for outcome in outcomes:
        if not outcome.sent:
            warn("failed", **failure(outcome))
