"""Tables come into being, and change, by migrations alone; on SQLite and on PostgreSQL."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, text

import scheduler.store.engine
from scheduler.store.engine import HEAD, lock_tables, migrate, open_store
from scheduler.store.errors import StoreError, StoreFault, StoreTooNew
from scheduler.store.repository import SqlRepository
from scheduler.store.tables import Key, Row
from scheduler.store.transactions import writing
from tests.support.migrated import MadeAtOnce

MIGRATIONS = Path(scheduler.store.engine.__file__).parent / "migrations"


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def differences(engine: Engine, metadata: MetaData) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_tables_and_migrations_agree(empty: Engine) -> None:
    migrate(empty)
    assert differences(empty, Row.metadata) == []


def test_a_difference_between_tables_and_migrations_is_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE feeds ADD COLUMN fetched TEXT"))
        connection.execute(text("DROP INDEX ix_outbox_claimable"))
    assert len(differences(engine, Row.metadata)) == 2


def test_sqlite_makes_the_same_tables_from_the_classes_and_from_the_migrations(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    """More than Alembic compares: WITHOUT ROWID, AUTOINCREMENT, the index's condition."""
    other = open_store("sqlite:///other.db", tmp_path)
    Row.metadata.create_all(other)
    assert _definitions(sqlite_engine) == _definitions(other)
    other.dispose()


def test_tables_made_at_once_are_those_of_the_migrations(
    sqlite_engine: Engine, tmp_path: Path, tables_made_at_once: MadeAtOnce
) -> None:
    """What most tests of all the program stand on; with their indexes, and the version that they are of."""
    upgrade = MadeAtOnce(tables_made_at_once.upgrade)
    for name in ("by the migrations", "by their statements"):
        other = open_store(f"sqlite:///{name}.db", tmp_path)
        with writing(other) as connection:
            upgrade(connection, ())
        migrate(other)
        assert _definitions(other) == _definitions(sqlite_engine)
        assert differences(other, Row.metadata) == []
        other.dispose()


def _definitions(engine: Engine) -> dict[str, list[str]]:
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'")
    with engine.connect() as connection:
        return {
            name: sorted(line.strip().rstrip(",") for line in sql.replace('"', "").splitlines())
            for name, sql in connection.execute(query)
        }


def test_keys_are_ordered_by_code_points_whatever_the_servers_locale(engine: Engine) -> None:
    expected = {"sqlite": None, "postgresql": "C"}[engine.dialect.name]
    found = inspect(engine)
    keys = [(t.name, c.name) for t in Row.metadata.sorted_tables for c in t.c if isinstance(c.type, Key)]
    collations = {
        (t, c["name"]): getattr(c["type"], "collation", None) for t in Row.metadata.tables for c in found.get_columns(t)
    }
    assert {collations[key] for key in keys} == {expected}


def test_the_newest_migration_is_the_one_that_the_engine_knows() -> None:
    assert scripts().get_heads() == [HEAD]


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    SqlRepository(engine, "so-mau").link("vp-truc", "telegram", "4711")
    migrate(engine)
    assert len(SqlRepository(engine, "so-mau").addresses()) == 1


def test_a_store_of_a_newer_version_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew) as caught:
        migrate(engine)
    assert (caught.value.kind, caught.value.found, caught.value.known) == (StoreFault.TOO_NEW, ("9999",), HEAD)
    assert "store" in caught.value.path or "postgres" in caught.value.path


def test_a_migration_that_fails_leaves_nothing_behind(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE deliveries (old INTEGER)"))
    with pytest.raises(Exception, match="deliveries"):
        migrate(empty)
    with empty.connect() as connection:
        assert inspect(connection).get_table_names() == ["deliveries"]


def test_a_store_that_was_not_prepared_says_so(empty: Engine) -> None:
    with pytest.raises(StoreError) as caught:
        SqlRepository(empty, "so-mau").addresses()
    assert caught.value.kind is StoreFault.NOT_PREPARED


def test_migrating_waits_for_a_process_that_is_at_it(empty: Engine, make_impatient: Callable[[Engine], None]) -> None:
    holder = open_store(empty.url.render_as_string(hide_password=False), Path())
    make_impatient(empty)
    with writing(holder) as other:
        lock_tables(other)
        with pytest.raises(StoreError) as caught:
            migrate(empty)
    holder.dispose()
    assert caught.value.kind is StoreFault.LOCKED


def test_a_file_that_is_just_being_turned_to_wal_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait by itself then; the other process is done while we pause."""
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("CREATE TABLE theirs (one INTEGER)")
    other.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        other.execute("COMMIT")

    monkeypatch.setattr(scheduler.store.engine, "sleep", pause)
    engine = open_store("sqlite:///store.db", tmp_path)
    migrate(engine)
    engine.dispose()
    other.close()
    assert len(pauses) == 1


def test_processes_that_migrate_at_the_same_time_all_succeed(empty_url: str) -> None:
    program = (
        "import sys; from pathlib import Path; from scheduler.store.engine import migrate, open_store; "
        "engine = open_store(sys.argv[1], Path()); sys.stdin.readline(); migrate(engine)"
    )
    with ExitStack() as running:
        processes = [running.enter_context(_python(program, empty_url)) for _ in range(3)]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.flush()
        said = [process.communicate()[1] for process in processes]
    assert [(process.returncode, text) for process, text in zip(processes, said, strict=True)] == [(0, b"")] * 3


def _python(program: str, argument: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", program, argument]
    return subprocess.Popen(command, cwd=MIGRATIONS.parents[2], stdin=subprocess.PIPE, stderr=subprocess.PIPE)


def test_reports_of_before_become_entries_of_the_audit_trail(empty: Engine) -> None:
    older = scripts()
    with empty.begin() as connection:
        context = MigrationContext.configure(connection, opts={"fn": lambda at, _: older._upgrade_revs("0001", at)})
        with Operations.context(context):
            context.run_migrations()
        for uid, done in (("one", True), ("two", True), ("one", False)):
            row = {"uid": uid, "done": done}
            values = "('so-mau', :uid, :done, 'nv', '2026-03-02 00:30:15', 'cli')"
            columns = "(office, uid, done, reported_by, reported_at, channel)"
            connection.execute(text(f"INSERT INTO progress {columns} VALUES {values}"), row)
    migrate(empty)
    trail = SqlRepository(empty, "so-mau").progress()
    assert [(p.uid, p.act.value, p.by, p.channel, p.count) for p in trail] == [
        ("one", "done", "nv", "cli", 0),
        ("two", "done", "nv", "cli", 0),
        ("one", "reopened", "nv", "cli", 0),
    ]
