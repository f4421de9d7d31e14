"""Whether the program tesseract is there and knows Vietnamese."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

LANGUAGE = "vie"
_PLACES = (Path("C:/Program Files/Tesseract-OCR/tesseract.exe"), Path("/opt/homebrew/bin/tesseract"))


@cache
def tesseract_program() -> str | None:
    """The command, None where it is not installed or does not know Vietnamese."""
    found = shutil.which("tesseract") or next((str(p) for p in _PLACES if p.exists()), None)
    if found is None:
        return None
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if LANGUAGE in told.stdout.decode("utf-8", "replace").split() else None
