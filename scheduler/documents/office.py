"""Files that LibreOffice opens for us (.doc, .odt, .rtf, .xls, .ods) → the same as .docx or .xlsx, in bytes."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_BYTES, MOST_NESTED, OFFICE_MEMORY, OFFICE_SECONDS
from scheduler.documents.processes import run_to_its_end, within

_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
)
_GROUP = re.compile(rb"\\.|[{}]", re.DOTALL)
"""The beginnings and ends of groups in an .rtf file; a brace behind a backslash is none."""
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def office_program() -> str | None:
    """The command that starts LibreOffice, None where it is not installed."""
    found = (shutil.which(name) for name in _PROGRAMS)
    return next((path for path in (*found, *(str(p) for p in _PLACES if p.exists())) if path), None)


def converted(data: bytes, suffix: str, to: str) -> bytes:
    """The file as "docx" or "xlsx". suffix: what kind it is (".doc"), by which LibreOffice chooses how to read it.

    LibreOffice works in a folder and with a profile of its own, both deleted afterwards: it runs no macros, asks nothing, and
    does not meet one that somebody has open. Raises Fault: office-missing, office-failed, office-too-slow, file-unpacks-too-large,
    file-damaged where groups of an .rtf file stand in each other so deep that opening them would take all memory.
    """
    if suffix == ".rtf" and _is_bottomless(data):
        raise Fault("file-damaged")
    program = office_program()
    if program is None:
        raise Fault("office-missing", suffix=suffix, to=f".{to}")
    with _folder() as folder:
        source = folder / f"plan{suffix}"
        source.write_bytes(data)
        _run([program, *_options(folder, to), str(source)], folder, to)
        made = folder / "out" / f"plan.{to}"
        if not made.exists():
            raise Fault("office-failed", to=f".{to}")
        if made.stat().st_size > MOST_BYTES:
            raise Fault("file-unpacks-too-large")
        return made.read_bytes()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of our own; what a reader that was killed has left of its own is cleared first."""
    if sys.platform == "win32":
        with tempfile.TemporaryDirectory(prefix="nhacviec-", ignore_cleanup_errors=True) as name:
            yield Path(name)
    else:
        from scheduler.scratch import clear_left, scratch_folder

        clear_left(Path(tempfile.gettempdir()))
        with scratch_folder(Path(tempfile.gettempdir())) as folder:
            yield folder


def _is_bottomless(data: bytes) -> bool:
    depth = 0
    for found in _GROUP.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if depth > MOST_NESTED:
            return True
    return False


def _options(folder: Path, to: str) -> Iterator[str]:
    yield f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    yield from ("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    yield from ("--convert-to", _FILTERS[to], "--outdir", str(folder / "out"))


def _run(command: list[str], folder: Path, to: str) -> None:
    """Runs it to its end, or ends it when its time is over."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LD_"))}
    held = within(OFFICE_MEMORY, command)
    try:
        run_to_its_end(held, b"", environment | {"HOME": str(folder)}, OFFICE_SECONDS, folder)
    except Fault as fault:
        raise Fault("office-too-slow", seconds=OFFICE_SECONDS, to=f".{to}") from fault
