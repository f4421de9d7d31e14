"""What the world does to a store becomes one StoreError that says what is the matter, and leaves the rows whole."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from scheduler.deliveries import Delivery
from scheduler.schedule import Occurrence, Revision
from scheduler.store.engine import migrate, open_store
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.repository import SqlRepository
from scheduler.terms import Kind

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def fault(action: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        action()
    return caught.value


def setting(engine: Engine, pragma: str) -> None:
    """Give every connection from now on a setting, as a smaller disk."""
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}").close())


def apply(repository: SqlRepository, uid: str, revision: int = 1) -> None:
    facts = Occurrence(uid, "cchc", Kind.REPORT, "2026", uid, ("t1",), TODAY, TODAY, TODAY, TODAY)
    repository.apply(Revision(revision, NOW, f"h{revision}", "", {}), [], [facts], [], [], TODAY)


@pytest.mark.parametrize(
    "url",
    ["", "var/x.db", "mysql://h/d", "sqlite://", "sqlite:///:memory:", "oracle+cx://h", "postgresql+asyncpg://h/d"],
)
def test_an_address_that_we_cannot_store_in(url: str, tmp_path: Path) -> None:
    assert fault(lambda: open_store(url, tmp_path)).kind is StoreFault.UNSUPPORTED


def test_a_relative_file_lies_in_the_folder_and_is_its_owners_alone(tmp_path: Path) -> None:
    engine = open_store("sqlite:///var/kho/nhacviec.db", tmp_path)
    migrate(engine)
    engine.dispose()
    made = tmp_path / "var" / "kho" / "nhacviec.db"
    assert made.stat().st_mode & 0o777 == 0o600
    assert sqlite3.connect(made).execute("SELECT count(*) FROM outbox").fetchone() == (0,)


def test_a_sqlite_connection_keeps_its_promises(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        found = {
            p: connection.execute(text(f"PRAGMA {p}")).scalar() for p in ("journal_mode", "synchronous", "foreign_keys")
        }
        patience = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert patience >= 1000


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    error = fault(lambda: open_store("sqlite:///var/nhacviec.db", tmp_path))
    assert (error.kind, error.path) == (StoreFault.CANNOT_OPEN, str(tmp_path / "var" / "nhacviec.db"))


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "nhacviec.db").mkdir()
    engine = open_store("sqlite:///nhacviec.db", tmp_path)
    assert fault(lambda: migrate(engine)).kind is StoreFault.CANNOT_OPEN


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "nhacviec.db").write_text("Kế hoạch tuyên truyền\n" * 100)
    engine = open_store("sqlite:///nhacviec.db", tmp_path)
    error = fault(lambda: migrate(engine))
    assert (error.kind, error.path) == (StoreFault.NOT_A_DATABASE, str(tmp_path / "nhacviec.db"))
    assert (tmp_path / "nhacviec.db").read_text().startswith("Kế hoạch")


def test_a_database_that_another_process_holds(sqlite_engine: Engine, make_impatient: Callable[[Engine], None]) -> None:
    make_impatient(sqlite_engine)
    repository = SqlRepository(sqlite_engine, "so-mau")
    other = sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert fault(lambda: repository.link("vp-truc", "telegram", "4711")).kind is StoreFault.LOCKED
    assert repository.addresses() == {}
    other.execute("ROLLBACK")
    other.close()
    repository.link("vp-truc", "telegram", "4711")
    assert len(repository.addresses()) == 1


def test_a_full_disk_leaves_what_was_there(sqlite_engine: Engine) -> None:
    repository = SqlRepository(sqlite_engine, "so-mau")
    apply(repository, "old@so-mau")
    setting(sqlite_engine, "max_page_count = 1")
    big = Revision(2, NOW, "h2", "", {"plans/a.pdf": bytes(1_000_000)})
    assert fault(lambda: repository.apply(big, [], [], [], [], TODAY)).kind is StoreFault.FULL
    assert [o.uid for o in repository.occurrences()] == ["old@so-mau"]


def test_a_database_that_may_not_be_written(sqlite_engine: Engine) -> None:
    setting(sqlite_engine, "query_only = ON")
    repository = SqlRepository(sqlite_engine, "so-mau")
    assert fault(lambda: repository.enqueue([], NOW)).kind is StoreFault.READ_ONLY
    assert repository.last_wakeup() is None


def test_a_damaged_database(sqlite_engine: Engine) -> None:
    repository = SqlRepository(sqlite_engine, "so-mau")
    repository.enqueue([Delivery(f"u{n}", "T", date(2026, 3, 2), "vp-truc", "telegram") for n in range(500)], NOW)
    sqlite_engine.dispose()
    file = Path(str(sqlite_engine.url.database))
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(4096 * 2)
        opened.write(b"\xaa" * (size - 4096 * 2))
    assert fault(repository.deliveries).kind is StoreFault.CORRUPT


def test_a_failure_in_the_middle_of_apply_leaves_the_old(engine: Engine) -> None:
    """A column that refuses one value stands in for whatever may happen after the first rows are deleted and written."""
    repository = SqlRepository(engine, "so-mau")
    apply(repository, "old@so-mau")
    with engine.begin() as connection:
        connection.execute(text(REFUSE[engine.dialect.name]))
    with pytest.raises(Exception, match="refused"):
        apply(repository, "refused", revision=2)
    assert [o.uid for o in repository.occurrences()] == ["old@so-mau"]
    revision = repository.latest_revision()
    assert revision is not None
    assert revision.id == 1


REFUSE = {
    "sqlite": "CREATE TRIGGER refuses BEFORE INSERT ON occurrences WHEN new.uid = 'refused' "
    "BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "postgresql": "ALTER TABLE occurrences ADD CONSTRAINT refuses CHECK (uid <> 'refused')",
}


def test_derived_rows_of_another_version_are_to_be_made_anew(engine: Engine) -> None:
    repository = SqlRepository(engine, "so-mau")
    apply(repository, "old@so-mau")
    with engine.begin() as connection:
        connection.execute(text("UPDATE offices SET derived_format = 'of before'"))
        connection.execute(text("UPDATE occurrences SET payload = '{}'"))
    assert repository.derived_on() is None
    assert fault(repository.occurrences).kind is StoreFault.STALE
    apply(repository, "new@so-mau")
    assert repository.derived_on() == TODAY
    assert [o.uid for o in repository.occurrences()] == ["new@so-mau"]


def test_a_moment_without_a_zone_is_a_slip_of_ours(engine: Engine) -> None:
    with pytest.raises(Exception, match="without a time zone"):
        SqlRepository(engine, "so-mau").enqueue([], NOW.replace(tzinfo=None))


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    engine = open_store(f"postgresql://nhacviec:secret@/kho?host={tmp_path}", tmp_path)
    error = fault(lambda: migrate(engine))
    assert error.kind is StoreFault.UNREACHABLE
    assert "secret" not in f"{error} {error.path} {error.detail}"


def test_a_server_that_was_restarted_is_found_again(postgres_engine: Engine) -> None:
    """Connections of before are dead then: the next call makes new ones."""
    repository = SqlRepository(postgres_engine, "so-mau")
    repository.link("vp-truc", "telegram", "4711")
    other = open_store(postgres_engine.url.render_as_string(hide_password=False), Path())
    with other.begin() as connection:
        here = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {here}"))
    other.dispose()
    assert len(repository.addresses()) == 1


def test_a_row_that_another_process_holds_on_a_server(
    postgres_engine: Engine, make_impatient: Callable[[Engine], None]
) -> None:
    repository = SqlRepository(postgres_engine, "so-mau")
    repository.enqueue([], NOW)
    make_impatient(postgres_engine)
    with postgres_engine.begin() as other:
        other.execute(text("UPDATE offices SET derived_on = '2026-01-01'"))
        assert fault(lambda: repository.enqueue([], NOW)).kind is StoreFault.LOCKED


def test_a_database_that_the_server_does_not_have(postgres_engine: Engine) -> None:
    missing = open_store(postgres_engine.url.set(database="khac").render_as_string(hide_password=False), Path())
    assert fault(SqlRepository(missing, "so-mau").addresses).kind is StoreFault.UNREACHABLE
