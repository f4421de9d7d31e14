"""The composition root: config file → store, clock, secret, notifiers. The only place that reads the clock.

What is heavy (the store, the channels) is imported where it is composed, so that `explain` can ask for the time alone.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from calendars.zone import ZONE
from scheduler.installation_secret import SECRET, installation_secret, make_secret
from scheduler.whereabouts import NoOffice, database_file, whereabouts

if TYPE_CHECKING:
    from notifiers.notifier import DeliveryError, Notifier
    from notifiers.telegram.listening import Listener
    from notifiers.turns import Turns
    from scheduler.actions.snapshot import Snapshot
    from scheduler.feeds.addresses import Addresses
    from scheduler.ports import Chats, Repository
    from scheduler.settings import Config

_LAST_TRIES = 2000  # more than a minute takes


@dataclass(frozen=True, slots=True)
class App:
    """An installation for one office: its folder, stores and clock. `now` gives aware local time (Asia/Ho_Chi_Minh).

    port: where it listens, if not at config's server.port (--port).
    """

    config_path: Path
    repository: "Repository"
    now: Callable[[], datetime]
    chats: "Chats"
    port: int | None = None

    @property
    def folder(self) -> Path:
        """The folder of config.toml: plan files, store and secret are relative to it."""
        return self.config_path.parent

    @property
    def secret(self) -> bytes:
        """The installation's secret; made where nothing was applied yet, so that no address of it can be known to anybody.

        Raises NoSecret.
        """
        if not (self.folder / SECRET).is_file() and self.repository.latest_revision() is None:
            make_secret(self.folder)
        return installation_secret(self.folder)

    def office(self) -> "Snapshot":
        """The office as it was applied. Raises NothingApplied."""
        from scheduler.actions.snapshot import snapshot

        return snapshot(self.repository, self.folder, self.now())

    def looking(self) -> "App":
        """This installation for a verb that only looks: rows of an earlier day are derived anew in memory, nothing is written."""
        from scheduler.actions.apply import is_current, refresh
        from scheduler.store.copying import copied

        revision, now = self.repository.latest_revision(), self.now()
        if revision is None or is_current(self.repository, now):
            return self
        copy = copied(self.repository, revision, now)
        refresh(copy, self.folder, now)
        return replace(self, repository=copy)

    def addresses(self, office: "Snapshot") -> "Addresses":
        """The secret addresses, made with public_url and never from a request; without one, with the port listened at."""
        return self.addresses_by(office.config)

    def addresses_by(self, config: "Config") -> "Addresses":
        """The secret addresses under that config."""
        from scheduler.feeds.addresses import Addresses

        server = config.server
        base = (server if self.port is None else replace(server, port=self.port)).base_url
        generations = self.repository.feed_generations()
        return Addresses(base, self.secret, self.repository.office, generations, server.base_url)


def open_app(config_path: Path, now: datetime | None = None) -> App:
    """Open the store that config names, at this version. `now` stands in for the clock (--now).

    Works while config.toml has faults, even where nothing of it can be read: what was applied goes on. Raises NoOffice, StoreError.
    """
    from scheduler.store.chats import SqlChats
    from scheduler.store.engine import migrate, only_office, open_store
    from scheduler.store.repository import SqlRepository

    path = config_path.resolve()
    store_url, named = whereabouts(path)
    file = database_file(store_url, path.parent)
    if named is None and file is not None and not file.is_file():
        raise NoOffice(path.name)
    engine = open_store(store_url, path.parent)
    migrate(engine)
    office = named or only_office(engine)
    if office is None:
        raise NoOffice(path.name)
    return App(path, SqlRepository(engine, office), clock(now), SqlChats(engine, office))


def clock(now: datetime | None) -> Callable[[], datetime]:
    """Local time (Asia/Ho_Chi_Minh): the clock's, or for ever the moment given; one without a zone is local."""
    if now is None:
        return lambda: datetime.now(ZONE)
    fixed = now.astimezone(ZONE) if now.tzinfo else now.replace(tzinfo=ZONE)
    return lambda: fixed


def turns_of(repository: "Repository", now: datetime) -> "Turns":
    """The queue that keeps to Telegram's limits; what this office sent within the last minute counts. One for each process.

    Whoever sent in the second before this process began to run is not asked: it takes longer than that to start.
    """
    from notifiers.pacing import Pacer
    from notifiers.turns import Turns

    clock = time.monotonic()
    return Turns(Pacer(clock - 1.0, history=[(chat, clock - age) for chat, age in sent_lately(repository, now)]))


def sent_lately(repository: "Repository", now: datetime) -> list[tuple[str, float]]:
    """What the outbox sent within the last minute, by whichever process: (address, age in seconds)."""
    addresses = repository.addresses()
    ages = (((now - a.at).total_seconds(), (a.person, a.channel)) for a in repository.attempts(limit=_LAST_TRIES))
    return [(addresses[who], age) for age, who in ages if who in addresses and 0 <= age < 60]


def true_time() -> datetime:
    """The clock's (UTC), whatever --now says: for what several processes agree on."""
    return datetime.now(UTC)


def notifiers_for(config: "Config", console: TextIO, turns: "Turns") -> "dict[str, Notifier]":
    """The channels that config's people use; messages of the channel "console" are written to that stream.

    A channel that cannot be set up is absent: its deliveries fail with a note. turns: the queue of all that goes by Telegram.
    """
    from scheduler.channels import Means, NotSetUp, set_up

    wanted = {channel for person in config.people for channel in person.channels}
    means = Means(config, console, turns)
    made = {channel: set_up(channel, means) for channel in sorted(wanted)}
    return {channel: notifier for channel, notifier in made.items() if not isinstance(notifier, NotSetUp)}


def listener_for(config: "Config", turns: "Turns", on_fault: "Callable[[DeliveryError], None]") -> "Listener":
    """The office's bot, to be run in the event loop of those turns. Raises SecretError."""
    from notifiers.bot_token import read_token
    from notifiers.telegram.listening import Listener

    token = read_token(os.environ, config.beside(config.telegram.token_file))
    return Listener(token, turns, config.telegram.api_url, on_fault=on_fault)
