"""A feed pushed into the collection of an office's own CalDAV server, where config names one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from calendars.caldav import Collection, Pushed, look, push
from notifiers.kept_secret import SecretError, read_secret
from scheduler.actions.rendering import Asked, calendar_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import feed_window
from scheduler.settings import CaldavSettings

PASSWORD: Final = "NHACVIEC_CALDAV_PASSWORD"


class NoPassword(Exception):
    """Neither the environment nor a file that others cannot read holds the password."""


def push_feed(
    office: Snapshot, addresses: Addresses, settings: CaldavSettings, environment: Mapping[str, str]
) -> Pushed | None:
    """Make the collection what the feed says; None where the office offers no such feed. Raises PushError, NoPassword."""
    spec = pushed_feed(office, settings)
    if spec is None:
        return None
    window = feed_window(office.now.date(), office.config.policy)
    calendar = calendar_of(office, Asked(spec, window, addresses))
    return push(calendar, f"{office.config.office.id}/{spec.slug}", _collection(office, settings, environment))


def look_at_collection(office: Snapshot, settings: CaldavSettings, environment: Mapping[str, str]) -> None:
    """Whether a push would find its collection; nothing is written there. Raises PushError, NoPassword."""
    look(_collection(office, settings, environment))


def pushed_feed(office: Snapshot, settings: CaldavSettings) -> FeedSpec | None:
    """The feed that config has pushed: the first where it names none; None where the office offers no such feed."""
    return next((s for s in office.feeds if s.slug == (settings.feed or s.slug)), None)


def _collection(office: Snapshot, settings: CaldavSettings, environment: Mapping[str, str]) -> Collection:
    password = _password(office.config.beside(settings.password_file), environment)
    return Collection(settings.url, settings.user, password)


def _password(file: Path | None, environment: Mapping[str, str]) -> str:
    try:
        return read_secret(environment, PASSWORD, file)[0]
    except SecretError:
        raise NoPassword from None
