"""Writes the three locks (to run, to test, to develop) from pyproject.toml: universal, hashed, without any index address.

Versions stay as they are where pyproject.toml allows; `make lock ARGS=--upgrade` takes the newest.
"""

import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-dev.txt")
ALWAYS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def compile_lock(name: str, *arguments: str) -> None:
    """Resolve pyproject.toml into one lock file."""
    print(f"{name} …", flush=True)
    command = [find_uv_bin(), "pip", "compile", "pyproject.toml", *ALWAYS, *arguments, "-o", name]
    subprocess.run(command, cwd=ROOT, check=True)


def addresses(name: str) -> list[str]:
    """Lines that name an address; a lock holds names, versions and hashes only."""
    return [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "://" in line or "index" in line]


def main(options: list[str]) -> int:
    """Development first: what runs and what tests is then held to the very versions that all was developed with."""
    compile_lock("requirements-dev.txt", "--group", "build", "--group", "dev", "--all-extras", *options)
    same = ("--group", "build", "-c", "requirements-dev.txt", *options)
    compile_lock("requirements-test.txt", "--group", "test", "--all-extras", *same)
    compile_lock("requirements.txt", *same)
    found = [line for name in LOCKS for line in addresses(name)]
    print(*found, sep="\n", end="")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
