"""`backup`: one archive of all that cannot be made anew, taken while the processes of the office go on."""

import argparse
import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.app import App
from scheduler.archive import BadArchive, Entry, Manifest, is_inside, manifest_of, pack
from scheduler.commands.configured import app_of, unclassified, warn
from scheduler.commands.offices import NotFound
from scheduler.commands.printing import told
from scheduler.config.reading import load_config
from scheduler.documents import Document, file_bytes, parse_document
from scheduler.documents.unsure import UNSURE, unless_unsure
from scheduler.evidence import evidence_folder
from scheduler.installation_secret import SECRET, NoSecret
from scheduler.scratch import clear_left, scratch_folder
from scheduler.store.backing_up import copy_database, dump_command
from scheduler.whereabouts import database_file, whereabouts

_PICTURE = re.compile(r"[0-9a-f]{64}\.jpg")
_SECRETS = ("secret-in-config", "password-in-address")


@dataclass(frozen=True, slots=True)
class _Whole:
    """An installation as it is backed up: where its database lies (None: on a server), and under which name in the archive."""

    app: App
    url: str
    source: Path | None

    @property
    def folder(self) -> Path:
        return self.app.folder

    @property
    def config(self) -> Path:
        return self.app.config_path

    @property
    def database(self) -> Path:
        """Its own place; one that lies outside of the folder goes into var/."""
        source = self.source or self.folder / "var" / "nhacviec.db"
        return Path(_inner(source, self.folder) or f"var/{source.name}")


def run(arguments: argparse.Namespace) -> int:
    """`backup [FILE]`: in a folder, or with no FILE, it is named by date and time; an earlier backup of that name is replaced.

    On PostgreSQL the database is left to pg_dump, and the command for it is printed.
    """
    app = app_of(arguments)
    url, _ = whereabouts(app.config_path)
    whole = _Whole(app, url, database_file(url, app.folder))
    target = _target(arguments.archive or (whole.folder / "var" if whole.source is None else whole.source.parent), app)
    config, secret, (plans, left_out) = _config(whole), tuple(_secret(app)), _plans(app)
    plans, refused = _without_secret(plans, app)
    if cleared := clear_left(target.parent):
        warn("backup-cleared", count=cleared, folder=str(target.parent))
    with scratch_folder(target.parent) as scratch:
        database = tuple(_database(whole, scratch))
        pictures = tuple(_pictures(whole))  # after the database: what it names is there
        _pack(scratch, target, _manifest(whole), (*database, *secret, *pictures, *plans, config))
    _say(whole, target, pictures=len(pictures), plans=len(plans))
    if left_out:
        warn("backup-left-out", config=whole.config.name, files=", ".join(left_out))
    if refused:
        warn("backup-refused", files=", ".join(refused))
    return 0


def _pack(scratch: Path, target: Path, manifest: Manifest, entries: Iterable[Entry]) -> None:
    """In the hidden folder first, so that nothing of it lies about where the process is killed. Raises Unreadable, OSError."""
    half = scratch / "archive"
    try:
        pack(half, manifest, entries)
        half.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def _target(wanted: Path, app: App) -> Path:
    """Where the archive goes; what lies there and is no backup is left alone."""
    target = wanted / f"nhacviec-{app.now():%Y-%m-%d-%H%M}.tar.gz" if wanted.is_dir() else wanted
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))
    if target.exists():
        try:
            manifest_of(target)
        except BadArchive:
            raise NotFound("backup-not-ours", path=str(target)) from None
    return target


def _manifest(whole: _Whole) -> Manifest:
    made = whole.app.now().replace(microsecond=0).isoformat()
    database = whole.database.as_posix() if whole.source else ""
    return Manifest(whole.app.repository.office, made, whole.config.name, database)


def _inner(path: Path, folder: Path) -> str | None:
    """A path as the archive names it; None for one that lies outside of the folder."""
    name = Path(os.path.relpath(path, folder)).as_posix()
    return name if is_inside(name) else None


def _database(whole: _Whole, scratch: Path) -> Iterator[Entry]:
    if whole.source is not None:
        copy_database(whole.url, whole.folder, scratch / whole.database.name)
        yield Entry(whole.database.as_posix(), scratch / whole.database.name)


def _config(whole: _Whole) -> Entry:
    """The config, which must hold no secret; it is not to lead a restored copy to the database that goes on here."""
    name, content = whole.config.name, whole.config.read_bytes()
    for one in load_config(whole.config).diagnostics:
        if one.code in _SECRETS:
            raise NotFound("backup-secret", name=name, line=one.location.line or 1)
    if whole.source is None or _inner(whole.source, whole.folder) is not None:
        return Entry(name, content)
    if whole.url.encode() not in content:
        raise NotFound("backup-elsewhere", name=name)
    return Entry(name, content.replace(whole.url.encode(), f"sqlite:///{whole.database.as_posix()}".encode()))


def _secret(app: App) -> Iterator[Entry]:
    """The secret of all addresses; before anything was applied there is none. Raises NoSecret."""
    if (app.folder / SECRET).is_file():
        yield Entry(SECRET.as_posix(), app.folder / SECRET)
    elif app.repository.latest_revision() is not None:
        raise NoSecret(app.folder / SECRET)


def _pictures(whole: _Whole) -> Iterator[Entry]:
    """The evidence, beside the database also in the archive."""
    folder = evidence_folder(whole.url, whole.folder)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _PICTURE.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            yield Entry((whole.database.parent / folder.name / path.name).as_posix(), path)


def _plans(app: App) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The plan files that can be read, and the names of those that are left out."""
    entries: dict[str, Entry] = {}
    left_out: list[str] = []
    for file in _plan_names(app):
        path, name = app.folder / file, _inner(app.folder / file, app.folder)
        if name is None or not path.is_file() or not os.access(path, os.R_OK):
            left_out.append(file)
        else:
            entries[name] = Entry(name, path)
    return tuple(entries.values()), tuple(left_out)


def _without_secret(plans: Sequence[Entry], app: App) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The plan files but those that bear a mark of secrecy now, or may and nobody looked; and the names of these.

    What `apply` refuses for that is not handed on.
    """
    revision = app.repository.latest_revision()
    applied = frozenset(revision.files.values() if revision else ())
    config = load_config(app.config_path).config
    answers = {name: unclassified(config, name) for name in _plan_names(app)} if config is not None else {}
    looked = {_inner(app.folder / name, app.folder): said for name, said in answers.items()}
    secret = {e.name for e in plans if _became_secret(app.folder / e.name, applied, looked.get(e.name, frozenset()))}
    return tuple(entry for entry in plans if entry.name not in secret), tuple(sorted(secret))


def _became_secret(path: Path, applied: frozenset[bytes], answers: frozenset[str]) -> bool:
    """What was applied as it is was no secret; a scan is not read again for each backup."""
    data = file_bytes(path)
    if isinstance(data, Document) or data in applied:
        return False
    document = unless_unsure(parse_document(data, str(path)), answers)
    return any(found.code in ("document-secret", UNSURE) for found in document.diagnostics)


def _plan_names(app: App) -> list[str]:
    """As config names them; while it has faults, as it did when it was applied."""
    config = load_config(app.config_path).config
    if config is not None:
        return list(dict.fromkeys(plan.file for plan in config.plans))
    revision = app.repository.latest_revision()
    return [name for name in (revision.files if revision else ()) if (app.folder / name).is_file()]


def _say(whole: _Whole, target: Path, pictures: int, plans: int) -> None:
    code = "backup-without-database" if whole.source is None else "backup-with-database"
    what = told(code, pictures=pictures, plans=plans)
    print(told("backed-up", path=str(target), size=-(-target.stat().st_size // 1024), what=what))
    if whole.source is None:
        dump = target.with_name(f"{target.name.split('.')[0]}.dump")
        print(told("backup-server", command=dump_command(whole.url, str(dump))))
