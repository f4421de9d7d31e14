"""Removes the environment and the caches under var/; the database, secrets and feeds of the office stay."""

import shutil
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
MADE = ("venv", "pycache", "pytest", "hypothesis", "mypy", "ruff", "import-linter", "bootstrap.log")

for name in MADE:
    path = VAR / name
    if path.is_dir():
        shutil.rmtree(str(path))
        print("var/" + name)
    elif path.exists():
        path.unlink()
        print("var/" + name)
