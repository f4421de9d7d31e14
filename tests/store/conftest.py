"""Stores to test on: in memory, in a SQLite file, in a real PostgreSQL out of a development wheel."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import Engine, event

import scheduler.store.engine
from scheduler.ports import Repository
from scheduler.store.engine import migrate, open_store
from scheduler.store.memory import MemoryRepository
from scheduler.store.repository import SqlRepository
from tests.support.migrated import MadeAtOnce
from tests.support.postgres import PostgresServer, short_folder

NewUrl: TypeAlias = Callable[[], str]
OpenOffice: TypeAlias = Callable[[str], Repository]
_numbers = count()


@pytest.fixture(autouse=True)
def migrations(monkeypatch: pytest.MonkeyPatch, tables_made_at_once: MadeAtOnce) -> None:
    """Here the migrations themselves are looked at: each store is made by them."""
    monkeypatch.setattr(scheduler.store.engine, "_upgrade", tables_made_at_once.upgrade)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server a test process."""
    with short_folder() as home:
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


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables, to copy."""
    file = tmp_path_factory.mktemp("store") / "migrated.db"
    engine = open_store(f"sqlite:///{file}", Path())
    migrate(engine)
    engine.dispose()  # the last connection that closes brings all into the one file
    return file


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
    shutil.copy(request.getfixturevalue("sqlite_template"), folder / "store.db")
    yield from _opened(f"sqlite:///{folder / 'store.db'}")


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
