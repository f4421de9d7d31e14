"""The archive of an installation (tar.gz): what it says of itself, then its files. What strangers packed is unpacked with care."""

import gzip
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path, PureWindowsPath
from shutil import copyfileobj, rmtree
from typing import IO, Final

from scheduler.whole_file import OWNER_ALONE, whole_file

FORMAT: Final = 1
MANIFEST: Final = "nhacviec-backup.json"

_MOST_ENTRIES: Final = 200_000
_MOST_TIMES, _AT_LEAST = 200, 256 * 2**20
"""An archive may unpack to so many times its own size, and to this many bytes in any case: gzip alone could make 1,000 of 1."""
_LONGEST_NAME: Final = 64 * 1024
"""Bytes of the headers that tarfile would read into memory, whatever their length."""
_CHUNK: Final = 2**16
_PLAIN: Final = (tarfile.REGTYPE, tarfile.AREGTYPE)


class BadArchive(Exception):
    """It is none that can be restored. code: the sentence under [archive] that says why; name: the entry, where it is one."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(f"{code}: {name}" if name else code)
        self.code = code
        self.name = name


class Unreadable(Exception):
    """An archive, or a file that belongs into one, cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose archive it is and of when (ISO 8601, with zone); config, database: their names in it, "" for a database elsewhere."""

    office: str
    made: str
    config: str
    database: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive. name: relative, with "/". source: where it lies, or its content."""

    name: str
    source: Path | bytes


def pack(target: Path, manifest: Manifest, entries: Iterable[Entry]) -> None:
    """Write the archive, readable by its owner alone, in place when it is whole.

    Raises Unreadable, OSError (with the target as its filename).
    """
    told = Entry(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False).encode())
    try:
        with whole_file(target, OWNER_ALONE) as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            for entry in (told, *entries):
                _add(tar, entry)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def manifest_of(source: Path) -> Manifest:
    """What an archive says of itself; the rest is not looked at. Raises BadArchive, Unreadable."""
    with _members(source) as found:
        return _manifest(found)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into a folder that is empty or not there yet: all of it or nothing, the config last.

    Files are readable by their owner alone. Raises BadArchive, Unreadable, OSError.
    """
    made = not folder.exists()
    half = folder / f".restore.{os.getpid()}"
    try:
        half.mkdir(parents=True, mode=0o700)
        with _members(source) as found:
            manifest = _manifest(found)
            _write_all(found, half, most=max(_AT_LEAST, _MOST_TIMES * source.stat().st_size))
        _complete(manifest, half)
        for name in sorted(os.listdir(half), key=lambda n: n == manifest.config):
            (half / name).rename(folder / name)
        half.rmdir()
    except BaseException:
        rmtree(half, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    return manifest


def _add(tar: tarfile.TarFile, entry: Entry) -> None:
    if not is_inside(entry.name):
        raise Unreadable(Path(entry.name), "")
    info = tarfile.TarInfo(entry.name)
    info.mode = 0o600
    if isinstance(entry.source, bytes):
        info.size = len(entry.source)
        tar.addfile(info, BytesIO(entry.source))
        return
    try:
        file = entry.source.open("rb")
    except OSError as error:
        raise Unreadable(entry.source, error.strerror or "") from error
    with file:
        state = os.fstat(file.fileno())
        info.size, info.mtime = state.st_size, int(state.st_mtime)
        tar.addfile(info, file)


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    copy_to: Callable[[IO[bytes]], None]


class _Guarded(tarfile.TarInfo):
    """A header that is refused before tarfile reads into memory what it announces."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Guarded":
        """The header in these 512 bytes. Raises BadArchive for a name that is absurdly long."""
        found = super().frombuf(buf, encoding, errors)
        if found.type not in _PLAIN and found.size > _LONGEST_NAME:
            raise BadArchive("unsafe")
        return found


@contextmanager
def _members(source: Path) -> Iterator[Iterator[_Member]]:
    """The files of an archive, in order, each to be copied before the next is asked for; anything but plain files is refused."""
    try:
        packed = source.open("rb")
    except OSError as error:
        raise Unreadable(source, error.strerror or "") from error
    try:
        with (
            packed,
            gzip.GzipFile(fileobj=packed) as unzipped,
            tarfile.open(fileobj=unzipped, mode="r|", tarinfo=_Guarded, encoding="utf-8", errors="strict") as tar,
        ):
            yield _each(tar, unzipped)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeError, RecursionError) as error:
        raise BadArchive("damaged") from error


def _each(tar: tarfile.TarFile, unzipped: gzip.GzipFile) -> Iterator[_Member]:
    seen: set[str] = set()
    for info in tar:
        if info.type not in _PLAIN or info.issparse() or not is_inside(info.name) or info.name in seen:
            raise BadArchive("unsafe", info.name)
        seen.add(info.name)
        if len(seen) > _MOST_ENTRIES:
            raise BadArchive("too-large")
        content = tar.extractfile(info)
        assert content is not None  # as it is a plain file
        with content:
            yield _Member(info.name, info.size, partial(copyfileobj, content))
    if len(unzipped.read(2 * _CHUNK)) > _CHUNK:  # to its end, where its checksum stands
        raise BadArchive("damaged")


def is_inside(name: str) -> bool:
    """Whether a name leads to a file below the folder, on every system; no other is packed or unpacked."""
    plain = not PureWindowsPath(name).drive and "\\" not in name and all(letter >= " " for letter in name)
    return plain and not {"", ".", ".."} & set(name.split("/"))


def _manifest(found: Iterator[_Member]) -> Manifest:
    """The first entry, read as ours."""
    first = next(found, None)
    if first is None or first.name != MANIFEST or first.size > _LONGEST_NAME:
        raise BadArchive("not-ours")
    text = BytesIO()
    first.copy_to(text)
    try:
        told = json.loads(text.getvalue())
        if told["format"] != FORMAT:
            raise BadArchive("newer")
        manifest = Manifest(**told)
        datetime.fromisoformat(manifest.made)
    except (ValueError, TypeError, KeyError) as error:
        raise BadArchive("not-ours") from error
    if not all(isinstance(fact, str) for fact in (manifest.office, manifest.made, manifest.config, manifest.database)):
        raise BadArchive("not-ours")
    return manifest


def _write_all(found: Iterator[_Member], folder: Path, most: int) -> None:
    total = 0
    for member in found:
        total += member.size
        if total > most:
            raise BadArchive("too-large")
        _write(folder / member.name, member)


def _write(path: Path, member: _Member) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            member.copy_to(file)
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _complete(manifest: Manifest, folder: Path) -> None:
    """What it says that it holds has to be there."""
    if "/" in manifest.config or not manifest.config:
        raise BadArchive("not-ours")
    for name in filter(None, (manifest.config, manifest.database)):
        if not is_inside(name) or not (folder / name).is_file():
            raise BadArchive("incomplete", name)
