"""`serve`: page and calendars on loopback, reminders by the clock, the conversation; an empty store is applied first."""

import argparse
import asyncio
import errno
import os
import signal
import socket
import stat
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import FrameType

import uvicorn

from notifiers.turns import Turns
from scheduler.actions.agenda import due_between, row_of
from scheduler.actions.apply import refresh
from scheduler.actions.remind import dry_run, next_messages
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App, turns_of
from scheduler.commands.agenda import show_rows
from scheduler.commands.apply import applied as make_current
from scheduler.commands.apply import previewed, says_nothing_stands, show_applied
from scheduler.commands.chores import Edits, Push, failing_aloud, nightly, remind
from scheduler.commands.configured import app_of, warn
from scheduler.commands.conversing import Listening, Loop
from scheduler.commands.feeds import show_feeds
from scheduler.commands.offices import moved_on
from scheduler.commands.printing import print_diagnostics, told
from scheduler.commands.remind import show_message
from scheduler.jobs import start_jobs
from scheduler.served import is_behind, note
from scheduler.web.protocol import Protocol
from scheduler.web.site import build_site
from scheduler.words import day_text, weekday_text


def run(arguments: argparse.Namespace) -> int:
    """Serves until interrupted. Exit status 1 where the port or a first plan cannot be had, 2 where a first config has faults."""
    app = replace(app_of(arguments), port=arguments.port)
    if not _is_current(app, arguments):
        return 1
    office = app.office()
    app.addresses(office)  # a lost secret is refused before anybody asks for a calendar
    host, port = office.config.server.host, arguments.port or office.config.server.port
    listening = bound(host, port)
    if listening is None:
        return 1
    stopping = Stopping()
    note(app.folder, app.repository.office, app.repository.version())
    if arguments.port not in (None, office.config.server.port) and office.config.server.public_url is None:
        warn("port-not-published", port=port, published=office.config.server.base_url)
    with listening, suppress(KeyboardInterrupt):
        _show(app, office, f"http://{host}:{port}/", stopped_clock=arguments.now is not None)
        _serve(app, listening, stopping)
    print(told("stopped"))
    return 0


class Stopping:
    """Ctrl+C and a service manager's SIGTERM end what serves in its own order; asked once more, at once.

    The interpreter's own answer, KeyboardInterrupt wherever the program stands, breaks the locks of threads and jobs that are just
    being started ("release unlocked lock"). uvicorn takes both signals over while it runs, and hands them back here after.
    """

    def __init__(self) -> None:
        self._asked = False
        self._server: uvicorn.Server | None = None
        signal.signal(signal.SIGINT, self._heard)
        signal.signal(signal.SIGTERM, self._heard)

    def ends(self, server: uvicorn.Server) -> None:
        """From now on a signal ends this server; one that came before does so too."""
        self._server = server
        server.should_exit = self._asked

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            signal.default_int_handler(number, frame)
        self._asked = True
        if self._server is not None:
            self._server.should_exit = True


def _is_current(app: App, arguments: argparse.Namespace) -> bool:
    """An empty store is applied, unless no plan can be read; a later edit of the files waits for `apply`, and is only spoken of."""
    applied = app.repository.latest_revision()
    if applied is None:
        found, wrong = previewed(arguments, app)
        print_diagnostics((*wrong, *found.derived.diagnostics), "questions")
        if says_nothing_stands(found, app):
            return False
        make_current(app, found)
        show_applied(found)
        return True
    if is_behind(app.folder, app.repository.office, app.repository.version()):
        warn("store-behind")
    refresh(app.repository, app.folder, app.now())
    if (code := moved_on(applied, arguments)) is not None:
        warn(code)
    return True


def bound(host: str, port: int) -> socket.socket | None:
    """A listening socket, or None after saying why there is none."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if sys.platform != "win32":  # there it would let two programs have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Connections take this over. A head and its body are two small pieces: else the second waits 40 ms for an answer.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # who comes as soon as the address is printed waits, and is not turned away
    except OSError as error:
        listening.close()
        if error.errno == errno.EACCES:
            warn("port-forbidden", port=port)
        else:
            warn("port-taken", port=port, other=port + 1)
        return None
    return listening


def _show(app: App, office: Snapshot, address: str, *, stopped_clock: bool) -> None:
    """What a person who starts the program wants to know first."""
    today = office.now.date()
    monday = today - timedelta(days=today.weekday())
    week = [row_of(office, o) for o in due_between(office, office.feeds[0], monday, monday + timedelta(days=6))]
    if week:
        show_rows(told("this-week"), week, office)
    else:
        print(told("nothing-this-week"))
    print(f"\n{told('message-now')}:")
    _show_messages(app, office)
    print(f"\n{told('calendars')}:")
    if _is_kept():
        print(f"    {told('calendars-elsewhere')}")
    else:
        show_feeds(app, office)
    if stopped_clock:
        print(f"\n{told('clock-stands', hour=f'{office.now:%H:%M}', day=day_text(today))}")
    public = office.config.server.public_url
    running = told("serving-behind", address=address, public=public) if public else told("serving", address=address)
    print(f"\n{running.strip()}", flush=True)


def _is_kept() -> bool:
    """Whether what is printed stays somewhere, in systemd's journal or a file: addresses are secrets."""
    try:
        return "JOURNAL_STREAM" in os.environ or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:  # a stream of this process, which nobody keeps
        return False


def _show_messages(app: App, office: Snapshot) -> None:
    messages = dry_run(app.repository, office)
    if not messages:
        print(f"    {told('nothing-to-send')}")
        if (coming := next_messages(app.repository, office)) is not None:
            moment, messages = coming
            print(
                told(
                    "next-message",
                    weekday=weekday_text(moment.date()),
                    day=day_text(moment.date()),
                    hour=f"{moment:%H:%M}",
                )
            )
    for outcome in messages:
        show_message(outcome)


def _serve(app: App, listening: socket.socket, stopping: Stopping) -> None:
    with Loop() as telegram:
        turns = turns_of(app.repository, app.now())
        _serve_with(app, listening, stopping, telegram, turns)


def _serve_with(app: App, listening: socket.socket, stopping: Stopping, telegram: Loop, turns: Turns) -> None:
    again = failing_aloud(lambda: nightly(app))
    edits = Edits(app)

    def wake() -> None:
        edits()
        remind(app, telegram, turns)

    jobs = start_jobs(failing_aloud(wake), again, failing_aloud(Push(app)))
    # uvicorn's access log would hold the secret addresses; ours (server.access_log) leaves them out
    config = uvicorn.Config(build_site(app), http=Protocol, log_level="warning", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    stopping.ends(server)
    try:
        with Listening(app, telegram, turns):
            asyncio.run(server.serve(sockets=[listening]))
    finally:
        jobs.shutdown(wait=True)  # a wake-up that is sending ends first: its loop is about to stop
