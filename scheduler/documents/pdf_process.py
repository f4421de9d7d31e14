"""PDF files read in a process of their own: whatever a file makes the library do, it ends with the time and memory it is given."""

import os
import subprocess
import sys
from pathlib import Path

from scheduler.documents.content import Content
from scheduler.documents.faults import Fault
from scheduler.documents.limits import PDF_MEMORY, PDF_SECONDS
from scheduler.documents.wire import packed, packed_fault, unpacked

_ROOT = Path(__file__).resolve().parents[2]


def read_pdf_apart(data: bytes, name: str) -> Content:
    """The content of a PDF. Raises Fault: those of read_pdf, took-too-long, file-unpacks-too-large."""
    command = [sys.executable, "-m", "scheduler.documents.pdf_process", name]
    paths = os.pathsep.join(p for p in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if p)
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PDF_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Fault("took-too-long", minutes=max(PDF_SECONDS // 60, 1)) from error
    if done.returncode:
        raise Fault("file-damaged")
    return unpacked(done.stdout)


def main(name: str) -> None:
    """Reads a PDF from the standard input and writes what it holds to the standard output."""
    _hold_to_memory()
    try:
        from scheduler.documents.pdf import read_pdf

        found = packed(read_pdf(sys.stdin.buffer.read(), name))
    except Fault as fault:
        found = packed_fault(fault)
    except MemoryError:
        found = packed_fault(Fault("file-unpacks-too-large"))
    sys.stdout.buffer.write(found)


def _hold_to_memory() -> None:
    """Where the system knows how (not on Windows)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
